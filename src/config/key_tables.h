// The tables of keys with their headings, in the order of the reference.
#pragma once

#include "config/keys.h"

namespace pismovod {

struct KeyTable {
  std::string_view heading;
  std::span<const Key> keys;
};

inline constexpr std::array<KeyTable, 14> kKeyTables = {{
    {"[[organization]]: the partner whose mail is checked", kOrganizationKeys},
    {"[mailbox.\"ADDRESS\"]: a shipped mailbox, changed", kOverlayKeys},
    {"A mailbox file (mailboxes/*.toml)", kMailboxKeys},
    {"[scenario.NAME] in a mailbox file", kScenarioKeys},
    {"In lists of phrases: { says = \"...\" }", kSaysKeys},
    {"A requirement: \"id\", or { id = \"...\", ... }", kRequirementKeys},
    {"In the list of advice: { says = \"...\", of = [...] }", kAdviceKeys},
    {"[[pattern]] in a mailbox file", kPatternKeys},
    {"A register of firms (providers/*.toml)", kProviderKeys},
    {"The catalogue (catalogue/*.toml)", kCatalogueKeys},
    {"[taught.QUESTION] in the catalogue", kBoundsKeys},
    {"[[product]] in the catalogue", kProductKeys},
    {"[[country]] in the catalogue", kCountryKeys},
    {"[[document]] in the catalogue", kDocumentKeys},
}};

}  // namespace pismovod
