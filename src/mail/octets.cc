#include "mail/octets.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pismovod {

BlockPool::Block BlockPool::take() {
  const std::lock_guard lock(mutex_);
  if (free_.empty()) return std::make_unique_for_overwrite<char[]>(kBlock);
  Block block = std::move(free_.back());
  free_.pop_back();
  return block;
}

void BlockPool::give_back(Block block) {
  const std::lock_guard lock(mutex_);
  if (free_.size() < kept_) free_.push_back(std::move(block));
}

Octets::Octets(BlockPool& pool, Limits limits) : pool_(&pool), limits_(std::move(limits)) {}

Octets::~Octets() {
  for (BlockPool::Block& block : blocks_) pool_->give_back(std::move(block));
}

bool Octets::append(std::string_view chunk) {
  if (!whole_) return false;
  size_ += chunk.size();
  append_to_memory(chunk);
  if (!chunk.empty() && !append_to_file(chunk)) whole_ = false;
  return whole_;
}

bool Octets::append_to_memory(std::string_view& chunk) {
  while (!chunk.empty() && memory_size_ < limits_.in_memory) {
    const size_t used = memory_size_ % BlockPool::kBlock;
    if (used == 0) blocks_.push_back(pool_->take());
    const size_t take = std::min(chunk.size(), BlockPool::kBlock - used);
    std::memcpy(blocks_.back().get() + used, chunk.data(), take);
    memory_size_ += take;
    chunk.remove_prefix(take);
  }
  return chunk.empty();
}

bool Octets::append_to_file(std::string_view chunk) {
  if (!file_) {
    auto made = unlinked_file(limits_.folder);
    if (!made) return false;
    file_ = std::move(*made);
  }
  return write_all(file_.get(), chunk).has_value();
}

bool Octets::for_each_span(size_t begin, size_t end, const std::function<void(std::string_view)>& take) const {
  end = std::min(end, size_);
  while (begin < std::min(end, memory_size_)) {
    const size_t in_block = begin % BlockPool::kBlock;
    const size_t length = std::min({BlockPool::kBlock - in_block, end - begin, memory_size_ - begin});
    take({blocks_[begin / BlockPool::kBlock].get() + in_block, length});
    begin += length;
  }
  return begin >= end || read_file_spans(begin - memory_size_, end - memory_size_, take);
}

bool Octets::read_file_spans(size_t begin, size_t end, const std::function<void(std::string_view)>& take) const {
  const auto buffer = std::make_unique_for_overwrite<char[]>(BlockPool::kBlock);
  while (begin < end) {
    const size_t want = std::min(BlockPool::kBlock, end - begin);
    const ssize_t got = ::pread(file_.get(), buffer.get(), want, static_cast<off_t>(begin));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    take({buffer.get(), static_cast<size_t>(got)});
    begin += static_cast<size_t>(got);
  }
  return true;
}

std::string Octets::read(size_t begin, size_t end) const {
  std::string out;
  out.reserve(std::min(end, size_) - std::min(begin, size_));
  for_each_span(begin, end, [&](std::string_view span) { out.append(span); });
  return out;
}

}  // namespace pismovod
