#include "place.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "journal/database.h"

namespace pismovod::test {
namespace {

std::string said_by(const std::string& command, int& status) {
  std::string out;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");  // NOLINT: a test's own words
  if (pipe == nullptr) return out;
  std::array<char, 512> buffer{};
  while (::fgets(buffer.data(), buffer.size(), pipe) != nullptr) out += buffer.data();
  status = ::pclose(pipe);
  return out;
}

std::string url_of(const std::string& folder) { return "postgresql://postgres@/postgres?host=" + folder; }

class Server {
 public:
  Server() {
    if (::access(PISMOVOD_TEST_POSTGRES "/.s.PGSQL.5432", F_OK) == 0) {
      server_.url = url_of(PISMOVOD_TEST_POSTGRES);
      return;
    }
    const std::string folder = std::string(PISMOVOD_TEST_POSTGRES) + "-" + std::to_string(::getpid());
    int status = 0;
    const std::string said = said_by(kScript + " start " + folder, status);
    if (status != 0) {
      server_.why = said;
      return;
    }
    owned_ = folder;
    owner_ = ::getpid();
    server_.url = url_of(folder);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    int ignored = 0;
    if (!owned_.empty() && owner_ == ::getpid()) said_by(kScript + " remove " + owned_, ignored);
  }
  const TestServer& get() const { return server_; }

 private:
  inline static const std::string kScript = PISMOVOD_SOURCE_DIR "/tests/support/postgres_server";
  TestServer server_;
  std::string owned_;
  pid_t owner_ = 0;
};

}  // namespace

const TestServer& test_server() {
  static const Server server;
  return server.get();
}

std::string Place::operator/(const std::string& name) {
  if (kept_ == Kept::in_a_file) return folder_ / name;
  // As many as there are processes and folders: the folder's name tells them apart.
  const std::string folder = folder_ / "";
  std::string schema = "s";
  for (const char c : folder.substr(folder.find_last_of('-') + 1) + name)
    schema += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  const std::string& url = test_server().url;
  if (std::find(schemas_.begin(), schemas_.end(), schema) == schemas_.end()) {
    Database(url, std::chrono::seconds(30), 0).execute(("CREATE SCHEMA IF NOT EXISTS \"" + schema + "\"").c_str());
    schemas_.push_back(schema);
  }
  return url + "&options=-csearch_path%3D%22" + schema + "%22";
}

Place::~Place() {
  for (const std::string& schema : schemas_) {
    try {
      Database(test_server().url, std::chrono::seconds(5), 0)
          .execute(("DROP SCHEMA \"" + schema + "\" CASCADE").c_str());
    } catch (const DatabaseError&) {
      return;  // it goes with the server
    }
  }
}

}  // namespace pismovod::test
