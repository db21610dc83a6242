// Where a journal of the tests lies: in a file, or on a PostgreSQL server that is there for the tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "sample.h"

namespace pismovod::test {

enum class Kept { in_a_file, on_a_server };

// A folder and a schema of its own for each name, gone with it.
class Place {
 public:
  explicit Place(Kept kept) : kept_(kept) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();
  // Of the journal with this name, for open_store().
  std::string operator/(const std::string& name);
  std::string file(const std::string& name) const { return folder_ / name; }

 private:
  Kept kept_;
  TempFolder folder_;
  std::vector<std::string> schemas_;
};

// The URL of the server; empty: there is none, and why. Started where `ctest` has not done so, and stopped at the end.
struct TestServer {
  std::string url;
  std::string why;
};
const TestServer& test_server();

// A test that is run over both; skipped, with the reason, where there is no server.
class OverBoth : public testing::TestWithParam<Kept> {
 protected:
  void SetUp() override {
    if (GetParam() == Kept::on_a_server && test_server().url.empty()) GTEST_SKIP() << test_server().why;
    set_up();
  }
  virtual void set_up() {}
  bool is_a_file() const { return GetParam() == Kept::in_a_file; }

  Place folder_{GetParam()};
};

inline std::string name_of_kept(const testing::TestParamInfo<Kept>& info) {
  return info.param == Kept::in_a_file ? "SQLite" : "PostgreSQL";
}

#define PISMOVOD_OVER_BOTH(Suite) \
  INSTANTIATE_TEST_SUITE_P(Over, Suite, testing::Values(Kept::in_a_file, Kept::on_a_server), name_of_kept)

}  // namespace pismovod::test
