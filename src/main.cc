#include <cstdio>
#include "cli/verdict_json.h"
#include "inspect/inspect.h"
#include "milter/serve.h"
using namespace pismovod;
int main(int argc, char** argv) {
  std::vector<std::string> configs, letters;
  if (argc > 1 && (std::string(argv[1]) == "serve" || std::string(argv[1]) == "reload")) {
    ServeOptions o;
    for (int i = 2; i + 1 < argc; i += 2) (std::string(argv[i]) == "--listen" ? o.listen : o.configs.emplace_back()) = argv[i + 1];
    return std::string(argv[1]) == "serve" ? serve(o) : reload(o.configs);
  }
  for (int i = 1; i < argc; ++i) { std::string a = argv[i]; if (a == "--config") configs.push_back(argv[++i]); else if (a[0] != '-' && a != "check") letters.push_back(a); }
  auto loaded = load_configuration(configs);
  for (auto& e : loaded.errors) fprintf(stderr, "%s\n", e.message().c_str());
  if (!loaded.configuration) return 78;
  BlockPool pool;
  for (auto& l : letters) {
    auto f = read_file(l);
    Message m = read_message(*f, pool, {});
    Envelope e;
    if (auto* h = m.field("From")) { auto v = parse_address_list(h->value); if (!v.empty()) e.reverse_path = v[0]; }
    for (auto n : {"To", "Cc", "Bcc"}) if (auto* h = m.field(n)) for (auto& a : parse_address_list(h->value)) e.recipients.push_back({a.text(), a});
    Tools t{pool, nullptr, {}};
    puts(verdict_json(l, inspect(m, e, *loaded.configuration, t), loaded.configuration->texts).c_str());
  }
}
