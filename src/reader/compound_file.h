// The streams of an OLE compound file ([MS-CFB]): where the octets of each lie in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

class CompoundFile {
 public:
  // A piece of a stream.
  struct Extent {
    size_t at = 0;  // from the file's beginning
    size_t size = 0;
  };

  // Nothing throws: damage costs what is damaged. The octets must outlive it.
  explicit CompoundFile(std::string_view octets);

  // In the stream's order; empty where there is none of this name (ASCII), in whatever storage.
  std::vector<Extent> extents(std::string_view name) const;
  std::string stream(std::string_view name) const;

 private:
  uint32_t number(size_t at, size_t size = 4) const;
  std::vector<uint32_t> chain(uint32_t first, const std::vector<uint32_t>& table) const;
  std::vector<Extent> large(uint32_t first, uint64_t size) const;
  std::vector<Extent> small(uint32_t first, uint64_t size) const;
  size_t place_of(uint32_t sector) const { return (size_t{sector} + 1) * sector_; }
  void read_tables();

  std::string_view octets_;
  size_t sector_ = 512;
  std::vector<uint32_t> next_;       // of each sector, the one behind it
  std::vector<uint32_t> next_mini_;  // of each mini sector
  std::vector<Extent> directory_;
  std::vector<Extent> mini_stream_;
};

}  // namespace pismovod
