#include "daemon/running.h"

#include "config/configuration.h"

namespace pismovod {

std::string control_socket_of(std::vector<std::string> files) {
  if (files.empty()) files = installed_files();
  std::string socket = Settings().milter.control;
  for (const std::string& path : files) {
    const auto text = read_file(path);
    if (!text) continue;
    ConfigErrors ignored;
    const TomlValue file = parse_toml(*text, path, ignored);
    const TomlValue* milter = file.find("milter");
    const TomlValue* control = milter == nullptr ? nullptr : milter->find("control");
    if (control != nullptr && control->kind == TomlValue::Kind::string) socket = control->string;
  }
  return socket;
}

}  // namespace pismovod
