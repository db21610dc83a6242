// [mailbox."lic@1c.ru"] of the main file: a shipped mailbox changed without a copy of its file. Used within
// config/ alone.
#pragma once

#include <vector>

#include "config/loader.h"

namespace pismovod {

// One table, as it stands in a main file.
struct OverlaySource {
  std::string address;
  SourcePlace place;
  TomlValue table;
};

// Changes the mailboxes that the overlays name, in their order.
void apply_overlays(const std::vector<OverlaySource>& overlays, std::vector<MailboxSource>& mailboxes,
                    ConfigErrors& errors);

}  // namespace pismovod
