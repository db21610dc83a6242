// The parts of inspect(): asking filters, and opening attachments step by step.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "facts/reading.h"
#include "inspect/inspect.h"
#include "rules/mailbox.h"

namespace pismovod {

// What a filter finds for a requirement; where nothing is right, and the letter or a file's name
// places the datum in an attachment that could not be read, it could not be told.
Finding find(const RequirementUse& use, const std::vector<std::string>& together, const Configuration& configuration,
             const Reading& reading);

// Opens attachments as deep as is asked for, one step at a time.
class Opener {
 public:
  Opener(const Letter& letter, const Configuration& configuration, const Tools& tools)
      : letter_(letter), configuration_(configuration), tools_(tools) {}

  // True when something further was read, and it is worth judging again. When nothing deeper can be
  // read, the reading is final, and is judged once more.
  bool open_further(ReadDepth wanted, Reading& reading);

 private:
  const Letter& letter_;
  const Configuration& configuration_;
  const Tools& tools_;
  int step_ = 0;
};

}  // namespace pismovod
