#include "mail/message_ids.h"

#include <algorithm>

namespace pismovod {
std::vector<std::string> ids_in(std::string_view text) {
  std::vector<std::string> out;
  for (size_t open = text.find('<'); open != std::string_view::npos; open = text.find('<', open + 1)) {
    const size_t close = text.find('>', open);
    if (close == std::string_view::npos) break;
    std::string id(text.substr(open, close - open + 1));
    if (std::ranges::find(out, id) == out.end()) out.push_back(std::move(id));
  }
  return out;
}

std::string id_of(const Message& message) {
  std::string text = message.text("Message-ID");
  std::vector<std::string> ids = ids_in(text);
  return ids.empty() ? std::move(text) : std::move(ids.front());
}

std::vector<std::string> answered_ids(const Message& message) {
  return ids_in(message.text("References") + ' ' + message.text("In-Reply-To"));
}

}  // namespace pismovod
