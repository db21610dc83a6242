// The outbox: letters of ours that wait to be sent. Used within journal/ alone, inside a transaction;
// throws DatabaseError.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

bool is_over_rate(Database& database, const OutgoingLetter& letter, const NoticeRate& rate, Instant now);
void put_letter(Database& database, int64_t case_id, const OutgoingLetter& letter, Instant now, bool is_bounded);
// Those that nobody is sending.
void withdraw_letters(Database& database, int64_t case_id);
std::optional<OutboxRow> claim_letter(Database& database, Instant now, std::chrono::milliseconds lease);
void settle_letter(Database& database, int64_t id, OutboxState state, const std::string& answer, Instant now);
void put_off_letter(Database& database, int64_t id, const std::string& answer, Instant due);
bool pass_letter_once(Database& database, const CompletedLetter& letter, Instant now);
std::optional<Instant> next_due_letter(Database& database);
std::vector<OutboxRow> letters_of_case(Database& database, int64_t case_id);
void forget_octets(Database& database, Instant settled_before);

}  // namespace pismovod
