// What inspections share for as long as the program runs: blocks, reader processes, the cache.
#pragma once

#include <chrono>
#include <memory>

#include "config/settings.h"
#include "extract/reader_pool.h"
#include "inspect/inspect.h"

namespace pismovod {

class Services {
 public:
  // Reader processes are started when they are first needed, or by start().
  explicit Services(const Settings& settings);

  // Starts the readers now, before the program has threads of its own.
  Result<void> start() { return readers_ ? readers_->start() : Result<void>(); }

  BlockPool& blocks() { return blocks_; }
  const ReaderPool* readers() const { return readers_.get(); }
  // For one letter, whose patience outlives them.
  Tools tools(const Patience& patience) { return {blocks_, readers_.get(), &cache_, patience}; }

 private:
  BlockPool blocks_;
  ReadCache cache_;
  std::unique_ptr<ReaderPool> readers_;  // null: configured to have none
};

}  // namespace pismovod
