#include <nlohmann/json.hpp>

#include "base/file.h"
#include "cli/daemon_commands.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "daemon/running.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

std::pair<std::string, std::string> cut(const std::string& line) {
  const size_t blank = std::min(line.find(' '), line.size());
  return {line.substr(0, blank), line.substr(std::min(blank + 1, line.size()))};
}

// Of which there may be several.
std::string list_of(const std::string& key) {
  return key == "fault" || key == "file" || key == "daemon" ? key + "s" : std::string();
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string as_json(const std::vector<std::string>& lines) {
  Json out;
  out["files"] = Json::array();
  out["faults"] = Json::array();
  out["daemons"] = Json::array();
  for (const std::string& line : lines) {
    const auto [key, value] = cut(line);
    if (const std::string list = list_of(key); !list.empty()) {
      out[list].push_back(value);
    } else if (is_number(value) && key != "rules") {
      out[key] = std::stoull(value);
    } else {
      out[key] = value;
    }
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void print(const std::vector<std::string>& lines, const Texts& texts) {
  for (const std::string& line : lines) {
    const auto [key, value] = cut(line);
    const std::string name = "status." + key;
    print_line(padded(texts.has(name) ? texts.get(name) : key, 44) + " " + value);
  }
}

}  // namespace

int status(const StatusOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  const std::string socket = control_socket_of(options.configs);
  const auto answer = ask_daemon(socket, "status");
  if (!answer || !answer->ok) {
    const std::string why = answer ? "it does not know the word" : answer.error().text;
    print_error("pismovod: no daemon answers at " + socket + ": " + why);
    return !answer && answer.error().text == system_message(EACCES) ? kExitNoPermission : kExitUnavailable;
  }
  if (options.json) {
    print_line(as_json(answer->lines));
  } else {
    // The daemon may run where the files are broken by now.
    print(answer->lines, loaded.configuration ? loaded.configuration->texts : Texts());
  }
  return kPass;
}

}  // namespace pismovod
