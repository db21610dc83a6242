#include "taught/model.h"

#include <algorithm>
#include <limits>

namespace pismovod {
namespace {

// The whole part of a square root, by Newton's steps.
uint64_t root_of(uint64_t value) {
  if (value < 2) return value;
  uint64_t root = uint64_t{1} << ((64 - static_cast<unsigned>(__builtin_clzll(value)) + 1) / 2);
  for (;;) {
    const uint64_t next = (root + value / root) / 2;
    if (next >= root) return root;
    root = next;
  }
}

int32_t clamped(int64_t value) {
  return static_cast<int32_t>(
      std::clamp<int64_t>(value, std::numeric_limits<int32_t>::min() / 4, std::numeric_limits<int32_t>::max() / 4));
}

}  // namespace

uint64_t model_file::checksum(std::string_view octets) {
  uint64_t value = 0xcbf29ce484222325U;
  for (const char c : octets) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return value;
}

bool TaughtQuestion::has_label(std::string_view label) const {
  return std::binary_search(labels_.begin(), labels_.end(), label);
}

const char* TaughtQuestion::slot_of(uint64_t hash) const {
  const size_t size = model_file::slot_octets(labels_.size());
  const uint16_t check = model_file::check_of(hash);
  for (uint64_t slot = hash & mask_, tried = 0; tried <= mask_; slot = (slot + 1) & mask_, ++tried) {
    const char* at = table_.data() + slot * size;
    if (at[model_file::kCheckOctets] == 0) return nullptr;
    const auto low = static_cast<unsigned char>(at[0]);
    const auto high = static_cast<unsigned char>(at[1]);
    if (low == (check & 0xff) && high == (check >> 8)) return at + model_file::kCheckOctets;
  }
  return nullptr;
}

Weighed TaughtQuestion::weigh(const WordBag& bag) const {
  const size_t labels = labels_.size();
  Weighed out;
  out.of_word.assign(bag.words().size() * labels, 0);
  std::vector<int64_t> sums(labels, 0);
  uint64_t square = 0;
  for (size_t word = 0; word < bag.words().size(); ++word) {
    int32_t* of_word = out.of_word.data() + word * labels;
    each_piece(bag.words()[word], [&](uint64_t hash) {
      const char* slot = slot_of(hash);
      if (slot == nullptr) return false;
      const auto rarity = static_cast<unsigned char>(*slot);
      square += uint64_t{rarity} * rarity;
      for (size_t i = 0; i < labels; ++i) of_word[i] += static_cast<signed char>(slot[i + 1]);
      return true;
    });
  }
  each_pair(bag, [&](uint64_t hash, uint32_t first, uint32_t second) {
    const char* slot = slot_of(hash);
    if (slot == nullptr) return;
    const auto rarity = static_cast<unsigned char>(*slot);
    square += uint64_t{kPairCounts} * rarity * rarity;
    for (size_t i = 0; i < labels; ++i) {
      const int32_t weight = static_cast<signed char>(slot[i + 1]) * (kPairCounts / 2);
      out.of_word[first * labels + i] += weight;
      out.of_word[second * labels + i] += weight;
    }
  });
  for (size_t i = 0; i < out.of_word.size(); ++i) sums[i % labels] += out.of_word[i];
  const auto length = static_cast<int64_t>(std::max<uint64_t>(root_of(square << 16), 1));  // 256 times the length
  for (size_t i = 0; i < labels; ++i) out.margins.push_back(clamped(sums[i] * scale_ / length + own_weights_[i]));
  return out;
}

// Reads what is anybody's octets: every length is looked at before it is used.
class ModelReader {
 public:
  explicit ModelReader(std::string_view octets) : all_(octets), left_(octets) {}

  Result<TaughtModel> run() {
    if (!left_.starts_with(model_file::kMagic)) return failure("no model of this version");
    if (all_.size() < model_file::kMagic.size() + 8) return failure("cut off");
    std::string_view end = all_.substr(all_.size() - 8);
    left_ = end;
    const uint64_t wanted = number(8);
    left_ = all_.substr(model_file::kMagic.size(), all_.size() - 8 - model_file::kMagic.size());
    if (model_file::checksum(all_.substr(0, all_.size() - 8)) != wanted) return failure("its checksum is wrong");
    TaughtModel out;
    out.digest_ = text();
    const uint64_t questions = number(2);
    for (uint64_t i = 0; i < questions && fine_; ++i) read_question(out);
    if (!fine_ || !left_.empty()) return failure("damaged");
    return out;
  }

 private:
  uint64_t number(size_t octets) {
    if (left_.size() < octets) {
      fine_ = false;
      return 0;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < octets; ++i) value |= uint64_t{static_cast<unsigned char>(left_[i])} << (8 * i);
    left_.remove_prefix(octets);
    return value;
  }

  std::string text() {
    const uint64_t size = number(1);
    if (left_.size() < size) {
      fine_ = false;
      return {};
    }
    std::string out(left_.substr(0, size));
    left_.remove_prefix(size);
    return out;
  }

  void read_question(TaughtModel& out) {
    TaughtQuestion made;
    made.name_ = text();
    const uint64_t labels = number(1);
    fine_ = fine_ && labels > 0 && labels <= model_file::kMostLabels;
    for (uint64_t i = 0; i < labels && fine_; ++i) {
      made.labels_.push_back(text());
      made.own_weights_.push_back(clamped(static_cast<int32_t>(static_cast<uint32_t>(number(4)))));
    }
    made.scale_ = static_cast<int64_t>(number(4));
    const uint64_t slots = number(4);
    const uint64_t octets = slots * model_file::slot_octets(labels);
    fine_ =
        fine_ && slots > 0 && slots <= model_file::kMostSlots && (slots & (slots - 1)) == 0 && left_.size() >= octets;
    fine_ = fine_ && std::ranges::is_sorted(made.labels_);
    fine_ = fine_ && (out.questions_.empty() || out.questions_.back().name_ < made.name_);
    if (!fine_) return;
    made.mask_ = slots - 1;
    made.table_ = left_.substr(0, octets);
    left_.remove_prefix(octets);
    out.questions_.push_back(std::move(made));
  }

  std::string_view all_;
  std::string_view left_;
  bool fine_ = true;
};

Result<TaughtModel> TaughtModel::view(std::string_view octets) { return ModelReader(octets).run(); }

Result<TaughtModel> TaughtModel::read(std::string octets) {
  auto owned = std::make_shared<const std::string>(std::move(octets));
  Result<TaughtModel> out = view(*owned);
  if (out) out->owned_ = std::move(owned);
  return out;
}

const TaughtQuestion* TaughtModel::question(std::string_view name) const {
  const auto at = std::ranges::lower_bound(questions_, name, {}, &TaughtQuestion::name);
  return at != questions_.end() && at->name() == name ? &*at : nullptr;
}

}  // namespace pismovod
