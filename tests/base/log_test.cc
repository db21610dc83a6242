#include "base/log.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

// A line of the log is one line, whatever a letter put into it.
TEST(Log, ControlCharactersAreBlanks) {
  testing::internal::CaptureStderr();
  ASSERT_TRUE(open_log("stderr", LogLevel::info, "test"));
  log_info("one\ntwo\x1B[31m\x7F end\xFF");
  log_debug("not this");
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("one two [31m  end\xEF\xBF\xBD\n"), std::string::npos) << said;
  EXPECT_EQ(said.find("not this"), std::string::npos);
}

}  // namespace
}  // namespace pismovod
