#include "milter/macro_table.h"

#include <pthread.h>

#include <array>
#include <ctime>

namespace pismovod {
namespace {

constexpr int kAtEndOfMessage = 10;  // ST_ENDM in libmilter's engine.c
constexpr int kProtocol = 6;
constexpr size_t kStages = 7;  // that macros come with

// The beginning of struct smfi_str in libmilter's libmilter.h.
struct Context {
  pthread_t thread;
  int descriptor;
  int debug_level;
  time_t time_limit;
  int state;
  void* description;
  int protocol;
  unsigned long actions;
  unsigned long steps;
  unsigned long steps_told;
  int protocol_told;
  std::array<const char* const*, kStages> macros;  // name, value, name, ... and null at last
  std::array<const char*, kStages> packets;        // that they stand in
  std::array<const char*, kStages> wanted;
  const char* reply;
  const void* private_data;
};

std::string_view bare(std::string_view name) {
  return name.size() == 3 && name.front() == '{' && name.back() == '}' ? name.substr(1, 1) : name;
}

const char* value_in(const char* const* entry, std::string_view name) {
  for (; entry[0] != nullptr && entry[1] != nullptr; entry += 2) {
    if (bare(entry[0]) == name) return entry[1];
  }
  return nullptr;
}

}  // namespace

// Where fields before the macros and behind them stand as we know them, so do the macros.
std::optional<MacroTable> MacroTable::of(const void* context, const void* private_data) {
  const auto& known = *static_cast<const Context*>(context);
  const bool is_known = private_data != nullptr && known.private_data == private_data &&
                        known.state == kAtEndOfMessage && known.protocol == kProtocol;
  return is_known ? std::optional(MacroTable(context)) : std::nullopt;
}

std::string MacroTable::value(std::string_view name) const {
  const auto& known = *static_cast<const Context*>(context_);
  for (size_t stage = kStages; stage-- > 0;) {
    if (known.macros.at(stage) == nullptr || known.packets.at(stage) == nullptr) continue;
    if (const char* found = value_in(known.macros.at(stage), bare(name))) return found;
  }
  return {};
}

int MacroTable::descriptor() const { return static_cast<const Context*>(context_)->descriptor; }

}  // namespace pismovod
