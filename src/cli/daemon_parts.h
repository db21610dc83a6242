// What serve starts besides the milter.
#pragma once

#include <memory>

#include "desk/case_recorder.h"

namespace pismovod {

// The journal's recorder, with a thread that sends the letters of ours where it is configured. Null
// where there is no journal.
std::unique_ptr<CaseRecorder> make_recorder(const Settings& settings);

}  // namespace pismovod
