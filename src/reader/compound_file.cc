#include "reader/compound_file.h"

#include <algorithm>

namespace pismovod {
namespace {

constexpr uint32_t kLastSector = 0xFFFFFFFA;  // and above: free, end of a chain, tables
constexpr size_t kHeader = 512;
constexpr size_t kTableInHeader = 109;  // sectors of the table that the header itself lists
constexpr size_t kEntry = 128;
constexpr size_t kMini = 64;
constexpr uint64_t kSmall = 4096;  // a shorter stream lies in the mini stream

}  // namespace

CompoundFile::CompoundFile(std::string_view octets) : octets_(octets) {
  if (octets.size() < kHeader) return;
  const uint32_t shift = number(30, 2);
  if (shift != 9 && shift != 12) return;
  sector_ = size_t{1} << shift;
  read_tables();
}

uint32_t CompoundFile::number(size_t at, size_t size) const {
  uint32_t value = 0;
  for (size_t i = size; i-- > 0;) {
    value = value << 8 | (at + i < octets_.size() ? static_cast<unsigned char>(octets_[at + i]) : 0U);
  }
  return value;
}

void CompoundFile::read_tables() {
  const size_t sectors = octets_.size() / sector_;
  std::vector<uint32_t> table;
  for (size_t i = 0; i < kTableInHeader; ++i) table.push_back(number(76 + 4 * i));
  // The list goes on in sectors whose last number is the next of them.
  uint32_t more = number(68);
  for (size_t seen = 0; more < kLastSector && seen < sectors; ++seen) {
    const size_t at = place_of(more);
    for (size_t i = 0; i + 4 < sector_; i += 4) table.push_back(number(at + i));
    more = number(at + sector_ - 4);
  }
  for (const uint32_t sector : table) {
    if (sector >= kLastSector || sector >= sectors || next_.size() > sectors) continue;
    for (size_t i = 0; i < sector_; i += 4) next_.push_back(number(place_of(sector) + i));
  }
  for (const uint32_t sector : chain(number(60), next_)) {
    for (size_t i = 0; i < sector_; i += 4) next_mini_.push_back(number(place_of(sector) + i));
  }
  for (const uint32_t sector : chain(number(48), next_)) directory_.push_back({place_of(sector), sector_});
  if (directory_.empty()) return;
  const size_t root = directory_.front().at;
  mini_stream_ = large(number(root + 116), number(root + 120));
}

std::vector<uint32_t> CompoundFile::chain(uint32_t first, const std::vector<uint32_t>& table) const {
  std::vector<uint32_t> sectors;
  for (uint32_t at = first; at < table.size() && sectors.size() <= table.size(); at = table[at]) sectors.push_back(at);
  return sectors;
}

std::vector<CompoundFile::Extent> CompoundFile::large(uint32_t first, uint64_t size) const {
  std::vector<Extent> out;
  for (const uint32_t sector : chain(first, next_)) {
    const size_t at = place_of(sector);
    if (size == 0 || at >= octets_.size()) break;
    const auto part = static_cast<size_t>(std::min<uint64_t>({size, sector_, octets_.size() - at}));
    out.push_back({at, part});
    size -= part;
  }
  return out;
}

// A mini sector lies within one sector of the mini stream.
std::vector<CompoundFile::Extent> CompoundFile::small(uint32_t first, uint64_t size) const {
  std::vector<Extent> out;
  const size_t in_sector = sector_ / kMini;
  for (const uint32_t mini : chain(first, next_mini_)) {
    const size_t sector = mini / in_sector;
    if (size == 0 || sector >= mini_stream_.size()) break;
    const size_t at = mini_stream_[sector].at + mini % in_sector * kMini;
    const auto part = static_cast<size_t>(std::min<uint64_t>(size, kMini));
    if (at + part > octets_.size()) break;
    out.push_back({at, part});
    size -= part;
  }
  return out;
}

std::vector<CompoundFile::Extent> CompoundFile::extents(std::string_view name) const {
  for (const Extent& part : directory_) {
    for (size_t at = part.at; at + kEntry <= part.at + part.size && at + kEntry <= octets_.size(); at += kEntry) {
      const uint32_t length = number(at + 64, 2);
      if (length != 2 * (name.size() + 1) || octets_[at + 66] != 2) continue;
      bool same = true;
      for (size_t i = 0; i < name.size(); ++i) {
        same = same && octets_[at + 2 * i] == name[i] && octets_[at + 2 * i + 1] == 0;
      }
      if (!same) continue;
      const uint32_t first = number(at + 116);
      const uint64_t size = number(at + 120);
      return size < kSmall ? small(first, size) : large(first, size);
    }
  }
  return {};
}

std::string CompoundFile::stream(std::string_view name) const {
  std::string out;
  for (const Extent& part : extents(name)) out += octets_.substr(part.at, part.size);
  return out;
}

}  // namespace pismovod
