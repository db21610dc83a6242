// The parts of inspect(): asking filters, and opening attachments step by step.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "extract/attachments.h"
#include "facts/reading.h"
#include "inspect/inspect.h"
#include "rules/mailbox.h"

namespace pismovod {

// What a filter finds for a requirement; where nothing is right, and the letter or a file's name
// places the datum in an attachment that could not be read, it could not be told; nor where reading an
// attachment failed by our own fault or bounds.
Finding find(const RequirementUse& use, const std::vector<std::string>& together, const Configuration& configuration,
             const Reading& reading);

// Opens attachments as deep as is asked for, one step at a time: what they are, their text, what
// their pictures say.
class Opener {
 public:
  Opener(const Letter& letter, const ReadingContext& context, const Configuration& configuration, const Tools& tools);

  // A letter that its sender's program signed opaquely has its own text in an attachment.
  void open_wrapped(Reading& reading);

  // True when something further was read, or nothing further can be: then it is worth judging
  // again. `wanted`: how deep must be read for what is not there yet.
  bool open_further(std::optional<ReadDepth> wanted, Reading& reading);

 private:
  enum class Step { outline, text, ocr, done };

  bool look();
  bool read(ReadDepth depth);
  bool perform(Step step);
  static ReadDepth depth_of(Step step);

  const Letter& letter_;
  Attachments attachments_;
  bool has_ocr_;
  Step next_ = Step::outline;
};

}  // namespace pismovod
