// Cases as JSON: how they lie in the store and in the spool. The one place in journal/ where
// nlohmann's JSON is used. Nothing throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "journal/store.h"

namespace pismovod {

// One line. What the store keeps elsewhere (first_case, put_right, ending, marks, repeats) is left out.
std::string entry_json(const CaseEntry& entry);
std::optional<CaseEntry> parse_entry(std::string_view json);

// What a list shows of it: queue id, sender, subject, mailboxes, lacking, is_overridden.
std::string line_json(const CaseEntry& entry);
// Fills these fields in.
void read_line(std::string_view json, CaseLine& line);

// All of a request, its letters' octets included, on one line.
std::string request_json(const RecordRequest& request);
std::optional<RecordRequest> parse_request(std::string_view json);
// That the letter of the case with this number passed, whatever the case says. One line.
std::string undo_json(const std::string& number);
std::optional<std::string> parse_undo(std::string_view json);

// For people and programs outside: everything that is known of the case. One line.
std::string whole_case_json(const CaseEntry& entry, const std::vector<OutboxRow>& letters);

// Ids of what is missing or invalid in any mailbox, doubles left out.
std::vector<std::string> lacking_of(const CaseEntry& entry);

// "2026-03-05T11:04:05.678Z"
std::string iso_time(Instant at);

}  // namespace pismovod
