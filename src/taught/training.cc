#include "taught/training.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace pismovod {
namespace {

constexpr double kCost =
    0.5;  // what a wrong example costs; with 1 and more a wrong answer leads by as much as a right one
constexpr double kCloseEnough = 0.01;
constexpr int kMostRounds = 200;

// Of papers, with a hundred words and more, what one or two examples hold is mostly their names and the damage of OCR;
// of a letter's few words each tells something.
constexpr size_t kLongText = 30;  // different words
constexpr size_t kFewOfLong = 3;  // texts; 2 told less, with all of them 65 of 100 papers were told instead of 73

struct Piece {
  uint32_t number = 0;
  float value = 0;
};

// Always the same: what is shuffled must not depend on a library.
class Dice {
 public:
  size_t below(size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX
    return static_cast<size_t>((state_ >> 33) % bound);
  }

 private:
  uint64_t state_ = 1;
};

// The examples of a question as vectors.
class Vectors {
 public:
  explicit Vectors(const std::vector<Example>& examples) {
    for (const Example& example : examples) count(example);
    set_rarities();
    for (auto& row : rows_) set_length(row);
  }

  const std::vector<std::vector<Piece>>& rows() const { return rows_; }
  const std::vector<uint64_t>& hashes() const { return hashes_; }
  int rarity(size_t piece) const { return rarities_[piece]; }  // 0: left out

 private:
  void count(const Example& example) {
    WordBag bag;
    bag.add(example.folded);
    words_ += bag.words().size();
    std::vector<uint32_t> seen;
    for (const std::string_view word : bag.words()) {
      each_piece(word, [&](uint64_t hash) {
        seen.push_back(number_of(hash));
        return true;
      });
    }
    each_pair(bag, [&](uint64_t hash, uint32_t, uint32_t) { seen.insert(seen.end(), kPairCounts, number_of(hash)); });
    std::sort(seen.begin(), seen.end());
    std::vector<Piece>& row = rows_.emplace_back();
    for (const uint32_t number : seen) {
      if (row.empty() || row.back().number != number) row.push_back({number, 0});
      row.back().value += 1;
    }
  }

  uint32_t number_of(uint64_t hash) {
    const auto [at, added] = numbers_.try_emplace(hash, static_cast<uint32_t>(hashes_.size()));
    if (added) hashes_.push_back(hash);
    return at->second;
  }

  void set_rarities() {
    std::vector<size_t> texts(hashes_.size(), 0);
    for (const auto& row : rows_) {
      for (const Piece& piece : row) ++texts[piece.number];
    }
    const size_t fewest = words_ > kLongText * rows_.size() ? kFewOfLong : 1;
    for (const size_t holding : texts) {
      if (holding < fewest) {
        rarities_.push_back(0);
        continue;
      }
      const double rarity = std::log(double(1 + rows_.size()) / double(1 + holding)) + 1;
      rarities_.push_back(std::clamp(static_cast<int>(std::lround(rarity * model_file::kRarityUnit)), 1, 255));
    }
  }

  void set_length(std::vector<Piece>& row) const {
    std::erase_if(row, [&](const Piece& piece) { return rarities_[piece.number] == 0; });
    double square = 0;
    for (const Piece& piece : row) square += double(piece.value) * rarities_[piece.number] * rarities_[piece.number];
    const double length = std::sqrt(square);
    for (Piece& piece : row) piece.value = static_cast<float>(piece.value * float(rarities_[piece.number]) / length);
  }

  std::unordered_map<uint64_t, uint32_t> numbers_;
  std::vector<uint64_t> hashes_;  // by number
  std::vector<int> rarities_;     // by number
  std::vector<std::vector<Piece>> rows_;
  size_t words_ = 0;  // of all examples
};

struct Weights {
  std::vector<double> of_piece;
  double own = 0;
};

class Descent {
 public:
  Descent(const std::vector<std::vector<Piece>>& rows, std::vector<int> sides, size_t pieces)
      : rows_(rows), sides_(std::move(sides)), alphas_(rows.size(), 0) {
    weights_.of_piece.assign(pieces, 0);
    for (const auto& row : rows_) squares_.push_back(square_of(row) + 1 + kDiagonal);
  }

  Weights run() {
    std::vector<size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), size_t{0});
    for (int round = 0; round < kMostRounds; ++round) {
      for (size_t i = 0; i < order.size(); ++i) std::swap(order[i], order[i + dice_.below(order.size() - i)]);
      worst_ = 0;
      for (const size_t i : order) step(i);
      if (worst_ < kCloseEnough) break;
    }
    return std::move(weights_);
  }

 private:
  static constexpr double kDiagonal = 1 / (2 * kCost);

  static double square_of(const std::vector<Piece>& row) {
    double out = 0;
    for (const Piece& piece : row) out += double(piece.value) * double(piece.value);
    return out;
  }

  void step(size_t i) {
    const double side = sides_[i];
    double margin = weights_.own;
    for (const Piece& piece : rows_[i]) margin += weights_.of_piece[piece.number] * double(piece.value);
    const double gradient = side * margin - 1 + alphas_[i] * kDiagonal;
    const double projected = alphas_[i] > 0 ? gradient : std::min(gradient, 0.0);
    worst_ = std::max(worst_, std::abs(projected));
    if (std::abs(projected) < 1e-12) return;
    const double before = alphas_[i];
    alphas_[i] = std::max(before - gradient / squares_[i], 0.0);
    const double change = (alphas_[i] - before) * side;
    for (const Piece& piece : rows_[i]) weights_.of_piece[piece.number] += change * double(piece.value);
    weights_.own += change;
  }

  const std::vector<std::vector<Piece>>& rows_;
  std::vector<int> sides_;  // 1: has the label, -1: has not
  std::vector<double> alphas_;
  std::vector<double> squares_;
  Weights weights_;
  Dice dice_;
  double worst_ = 0;
};

class ModelWriter {
 public:
  explicit ModelWriter(const std::string& digest) {
    out_ += model_file::kMagic;
    text(digest);
  }

  void number(uint64_t value, size_t octets) {
    for (size_t i = 0; i < octets; ++i) out_ += static_cast<char>(value >> (8 * i));
  }

  void text(const std::string& text) {
    number(std::min<size_t>(text.size(), 255), 1);
    out_ += text.substr(0, 255);
  }

  void octets(const std::string& octets) { out_ += octets; }

  std::string finish() {
    number(model_file::checksum(out_), 8);
    return std::move(out_);
  }

 private:
  std::string out_;
};

class QuestionTrainer {
 public:
  explicit QuestionTrainer(const QuestionExamples& question)
      : question_(question), labels_(question.labels()), vectors_(question.examples) {}

  void run(ModelWriter& writer) {
    for (const std::string& label : labels_) weights_.push_back(weights_for(label));
    // A weight as it is used: times the rarity, in steps of which 127 are the greatest.
    double most = 1e-9;
    for (const Weights& weights : weights_) {
      for (size_t i = 0; i < weights.of_piece.size(); ++i) most = std::max(most, std::abs(used(weights, i)));
    }
    step_ = most / 127;
    writer.text(question_.question);
    writer.number(labels_.size(), 1);
    for (size_t i = 0; i < labels_.size(); ++i) {
      writer.text(labels_[i]);
      writer.number(static_cast<uint32_t>(std::lround(weights_[i].own * 1000)), 4);
    }
    // Thousandths, and a length that is 256 times too long.
    writer.number(static_cast<uint64_t>(std::lround(step_ * 1000 * 256)), 4);
    write_table(writer);
  }

 private:
  Weights weights_for(const std::string& label) const {
    std::vector<int> sides;
    for (const Example& example : question_.examples) sides.push_back(example.is_of_label(label) ? 1 : -1);
    return Descent(vectors_.rows(), std::move(sides), vectors_.hashes().size()).run();
  }

  double used(const Weights& weights, size_t piece) const { return weights.of_piece[piece] * vectors_.rarity(piece); }

  void write_table(ModelWriter& writer) const {
    const std::vector<uint64_t>& hashes = vectors_.hashes();
    size_t kept = 0;
    for (size_t i = 0; i < hashes.size(); ++i) kept += vectors_.rarity(i) != 0 ? 1 : 0;
    uint64_t slots = 64;
    while (slots < kept * 8 / 5) slots *= 2;
    const size_t size = model_file::slot_octets(labels_.size());
    std::string table(slots * size, '\0');
    for (size_t i = 0; i < hashes.size(); ++i) {
      if (vectors_.rarity(i) == 0) continue;
      uint64_t slot = hashes[i] & (slots - 1);
      while (table[slot * size + model_file::kCheckOctets] != 0) slot = (slot + 1) & (slots - 1);
      char* at = table.data() + slot * size;
      *at++ = static_cast<char>(model_file::check_of(hashes[i]));
      *at++ = static_cast<char>(model_file::check_of(hashes[i]) >> 8);
      *at++ = static_cast<char>(vectors_.rarity(i));
      for (const Weights& weights : weights_) *at++ = static_cast<char>(std::lround(used(weights, i) / step_));
    }
    writer.number(slots, 4);
    writer.octets(table);
  }

  const QuestionExamples& question_;
  std::vector<std::string> labels_;
  Vectors vectors_;
  std::vector<Weights> weights_;
  double step_ = 1;
};

}  // namespace

std::string train(std::span<const QuestionExamples> questions, const std::string& digest) {
  std::vector<const QuestionExamples*> taught;
  for (const QuestionExamples& question : questions) {
    if (question.labels().size() >= 2) taught.push_back(&question);
  }
  ModelWriter writer(digest);
  writer.number(taught.size(), 2);
  for (const QuestionExamples* question : taught) QuestionTrainer(*question).run(writer);
  return writer.finish();
}

}  // namespace pismovod
