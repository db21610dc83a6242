#include "queue/held_letters.h"

#include <unistd.h>

#include <algorithm>

#include "queue/helper_client.h"
#include "queue/postfix_queue.h"

namespace pismovod {

bool is_queue_id(std::string_view text) {
  constexpr size_t kMost = 40;  // a long id has some twenty
  return text.size() >= 5 && text.size() < kMost && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
         });
}

std::unique_ptr<HeldLetters> held_letters(const std::string& folder) {
  if (::geteuid() == 0 || !folder.empty()) return std::make_unique<PostfixQueue>(folder);
  return std::make_unique<HelperClient>(kHelperSocket);
}

}  // namespace pismovod
