#include "samples/odd_reader.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "extract/reader_protocol.h"

namespace pismovod::samples {
namespace {

const char* deed_of(OddReader::Way way) {
  switch (way) {
    case OddReader::Way::is_killed:
      return "kill -9 $$";
    case OddReader::Way::hangs:
      return "while :; do sleep 1000; done";
    case OddReader::Way::babbles:
      return "cat /dev/zero >&0";
  }
  return "";
}

}  // namespace

OddReader::OddReader(const ReaderLimits& limits, Way way, int times)
    : folder_((std::filesystem::temp_directory_path() / "odd-reader-XXXXXX").string()) {
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no folder for a reader");
  const size_t into_the_job = encode(limits).size() + 1;
  std::ofstream script(executable());
  script << "#!/bin/sh\n";
  for (int i = 0; i < times; ++i) {
    const std::string mark = folder_ + "/" + std::to_string(i);
    script << "if [ ! -e " << mark << " ]; then : > " << mark << "; odd=1; fi\n"
           << "[ -n \"$odd\" ] && { head -c " << into_the_job << " > /dev/null; " << deed_of(way) << "; }\n";
  }
  if (times == kAlways) {
    script << "head -c " << into_the_job << " > /dev/null; " << deed_of(way) << "\n";
  } else {
    script << "exec " << PISMOVOD_READER << "\n";
  }
  script.close();
  std::filesystem::permissions(executable(), std::filesystem::perms::owner_all);
}

OddReader::~OddReader() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace pismovod::samples
