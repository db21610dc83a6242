// The octets of a letter, kept with bounded memory.
//
// Appended to in chunks cut anywhere; read back in spans. The first `in_memory` octets lie in
// 64 KiB blocks from a pool that is used again, the rest in an unlinked private file. When the
// file cannot be written (disk full), appending answers false from then on, and is_whole() is
// false: such a letter cannot be inspected.
//
// One thread at a time for one Octets; the pool is shared by all.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace pismovod {

class BlockPool {
 public:
  static constexpr size_t kBlock = 65536;
  using Block = std::unique_ptr<char[]>;

  // Blocks beyond `kept` are freed when they come back.
  explicit BlockPool(size_t kept = 64) : kept_(kept) {}
  Block take();
  void give_back(Block block);

 private:
  size_t kept_;
  std::mutex mutex_;
  std::vector<Block> free_;
};

class Octets {
 public:
  struct Limits {
    size_t in_memory = size_t{4} << 20;
    std::string folder = "/tmp";  // where the rest goes
  };

  // The pool must outlive the octets.
  Octets(BlockPool& pool, Limits limits);
  ~Octets();
  Octets(Octets&& other) noexcept = default;
  Octets& operator=(Octets&& other) noexcept = delete;
  Octets(const Octets&) = delete;
  Octets& operator=(const Octets&) = delete;

  bool append(std::string_view chunk);
  size_t size() const { return size_; }
  bool is_whole() const { return whole_; }

  // Hands [begin, end) over in order, in spans cut anywhere. False when the file could not be read.
  bool for_each_span(size_t begin, size_t end, const std::function<void(std::string_view)>& take) const;
  // A copy of [begin, end); what could not be read is left out.
  std::string read(size_t begin, size_t end) const;

 private:
  bool append_to_memory(std::string_view& chunk);
  bool append_to_file(std::string_view chunk);
  bool read_file_spans(size_t begin, size_t end, const std::function<void(std::string_view)>& take) const;

  BlockPool* pool_;
  Limits limits_;
  std::vector<BlockPool::Block> blocks_;
  size_t size_ = 0;
  size_t memory_size_ = 0;
  bool whole_ = true;
  FileDescriptor file_;
};

}  // namespace pismovod
