// How long the pages take over a journal that journal_fill has filled: review_bench FILE [ROUNDS]
// Each page is made whole (query, template) as a signed-in reader gets it, without the network.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "config/configuration.h"
#include "journal/database_store.h"
#include "review/password.h"
#include "review/site.h"

namespace pismovod {
namespace {

class Reader {
 public:
  explicit Reader(Site& site) : site_(site) {
    const std::string token = field(send("GET", "/sign-in", {}).body, "form_token\" value=\"");
    send("POST", "/sign-in", {{"form_token", token}, {"name", "bench"}, {"password", "a long password"}});
  }

  HttpResponse get(const std::string& path) { return send("GET", path, {}); }

  static std::string field(const std::string& page, const std::string& before) {
    const size_t at = page.find(before);
    return at == std::string::npos
               ? ""
               : page.substr(at + before.size(), page.find('"', at + before.size()) - at - before.size());
  }

 private:
  HttpResponse send(const std::string& method, const std::string& target, Fields form) {
    HttpRequest request;
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request.query = parse_form(target.substr(target.find('?') + 1));
    request.form = std::move(form);
    if (!session_.empty()) request.cookies["pismovod"] = session_;
    if (!form_.empty()) request.cookies["pismovod_form"] = form_;
    HttpResponse out = site_.answer(request);
    for (const auto& [name, value] : out.headers) {
      if (name == "Set-Cookie" && value.starts_with("pismovod=")) session_ = value.substr(9, value.find(';') - 9);
      if (name == "Set-Cookie" && value.starts_with("pismovod_form=")) form_ = value.substr(14, value.find(';') - 14);
    }
    return out;
  }

  Site& site_;
  std::string session_;
  std::string form_;  // what a form is signed with before that
};

double milliseconds_of(Reader& reader, const std::string& path, int rounds, int& status) {
  std::vector<double> all;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    status = reader.get(path).status;
    all.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(all.begin(), all.end());
  std::printf("%8.1f %8.1f", all[all.size() / 2], all.back());
  return all[all.size() / 2];
}

// The list's page that lies `pages` behind the first.
std::string deep(Reader& reader, int pages) {
  std::string path = "/cases";
  for (int i = 0; i < pages; ++i) {
    const std::string next = Reader::field(reader.get(path).body, "rel=\"next\" href=\"");
    if (next.empty()) return path;
    path = next;
  }
  return path;
}

int run(const std::string& file, int rounds) {
  const LoadedConfiguration loaded = load_configuration({});
  const auto store = open_store({file});
  if (!loaded.configuration || !store) return 71;
  const std::string folder = std::filesystem::temp_directory_path() / ("review-bench-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  (void)put_user(folder + "/users", {"bench", Role::admin, hash_password("a long password").value()});
  Users users(folder + "/users");
  Site site({*loaded.configuration, **store, users, Secret::drawn()});
  Reader reader(site);
  const std::string a_case = Reader::field(reader.get("/cases").body, "<a href=\"/c/");
  const std::vector<std::string> paths = {
      "/cases", deep(reader, 200), "/c/" + a_case, "/cases?text=%D0%BF%D0%B8%D0%BD",
      "/cases?text=%D0%B7%D0%B0%D0%BC%D0%B5%D0%BD%D0%B0+4711", "/cases?text=nothing-like-it",
      "/cases?sender=oleg.nosov%40vektor-soft.example", "/cases?sender=oleg.nosov399%40vektor-soft.example",
      "/cases?sender=%40vektor-soft.example&missing=client_inn&action=reject&mailbox=lic%401c.ru",
      "/cases?action=hold&mailbox=its%401c.ru&text=4711", "/cases?mailbox=lic%401c.ru", "/cases?missing=client_inn",
      "/cases?action=reject", "/cases?action=hold", "/cases?sender=%40vektor-soft.example", "/cases?state=wrong",
      "/cases?state=right", "/cases?state=open", "/cases?state=put_right", "/cases?state=held",
      "/cases?since=2020-01-01&until=2035-12-31&text=7701234507",
      // Much of each, nothing of both.
      "/cases?missing=client_inn&mailbox=hline%401c.ru", "/cases?action=accept&missing=client_inn",
      "/cases?state=put_right&action=accept", "/cases?text=%D0%BF%D0%B8%D0%BD+%D1%80%D0%B5%D0%BB%D0%B8%D0%B7%D0%B0",
      "/cases?text=%D0%BF%D0%B8%D0%BD&mailbox=hline%401c.ru&missing=error_files",
      "/cases?text=hline&missing=client_inn",
      "/cases?text=%D0%B7%D0%B0%D0%BC%D0%B5%D0%BD%D0%B0&sender=oleg.nosov399%40vektor-soft.example",
      "/cases?since=2020-01-01&until=2020-12-31", "/overview?weeks=4", "/overview?weeks=13", "/overview",
      "/overview?weeks=52", "/overview?weeks=0"};
  std::printf("  median      max  status  page\n");
  int slow = 0;
  for (const std::string& path : paths) {
    int status = 0;
    const bool is_slow = milliseconds_of(reader, path, rounds, status) > 200;
    std::printf("  %d     %s%s\n", status, path.c_str(),
                status != 200 ? "   NO PAGE"
                : is_slow     ? "   OVER 200 ms"
                              : "");
    slow += is_slow || status != 200 ? 1 : 0;
  }
  std::filesystem::remove_all(folder);
  return slow == 0 ? 0 : 1;
}

}  // namespace
}  // namespace pismovod

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "review_bench FILE [ROUNDS]\n");
    return 64;
  }
  return pismovod::run(argv[1], argc > 2 ? std::atoi(argv[2]) : 11);
}
