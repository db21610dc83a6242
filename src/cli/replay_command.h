// pismovod replay: past mail judged, as a report. Changes and sends nothing.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct ReplayOptions {
  std::vector<std::string> configs;
  std::vector<std::string> against;  // other rules: only what would be otherwise is told
  bool json = false;
  bool csv = false;
  bool html = false;
  bool from_journal = false;  // the letters that are kept for their senders' form
  std::string state;          // a file by which it goes on where it was ended
  size_t jobs = 0;            // threads; 0: as many as there are processors
  std::vector<std::string> letters;
};

// 0; 1 where other rules were given and something would be otherwise; 64 and up (sysexits.h) trouble.
int replay(const ReplayOptions& options);

}  // namespace pismovod
