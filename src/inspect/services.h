// What inspections share for as long as the program runs: blocks, reader processes, the cache.
#pragma once

#include <chrono>
#include <memory>

#include "config/configuration.h"
#include "extract/reader_pool.h"
#include "inspect/inspect.h"
#include "lookup/earlier_letters.h"
#include "lookup/prices.h"
#include "lookup/register.h"

namespace pismovod {

class Services {
 public:
  // Reader processes are started when they are first needed, or by start().
  explicit Services(const Settings& settings);
  // The same with what the configuration knows firms by: the client list, and where `asks_registers` registers too.
  // Who only looks at letters sends nothing, and asks none.
  Services(const Configuration& configuration, bool asks_registers);

  // Starts the readers now, before the program has threads of its own.
  Result<void> start() { return readers_ ? readers_->start() : Result<void>(); }

  BlockPool& blocks() { return blocks_; }
  // Null where neither a client list nor a register is configured.
  const FirmRegister* firms() const { return firms_.get(); }
  // Null where what judges letters asks for none.
  const Prices* prices() const { return prices_.get(); }
  const ReaderPool* readers() const { return readers_.get(); }
  // Null where there are no readers.
  AttachmentReader* reader() { return readers_.get(); }
  // For one letter, whose patience outlives them.
  Tools tools(const Patience& patience) {
    return {blocks_, readers_.get(), &cache_, patience, earlier_.get(), prices_ ? prices_->get() : nullptr};
  }

  // From now on letters are judged by what stands in the journal of their threads. Where none is configured, or
  // journal.thread_hours is 0, nothing changes.
  void ask_journal(const Settings::Journal& settings);

 private:
  BlockPool blocks_;
  ReadCache cache_;
  std::unique_ptr<ReaderPool> readers_;  // null: configured to have none
  std::unique_ptr<FirmRegister> firms_;
  std::unique_ptr<Prices> prices_;
  std::unique_ptr<EarlierLetters> earlier_;
};

}  // namespace pismovod
