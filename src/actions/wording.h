// Words for people made of verdicts: where something stands, what was wrong with it, how to write
// it. All sentences come from config/texts.
#pragma once

#include <string>
#include <vector>

#include "actions/outcome.h"
#include "actions/texts.h"

namespace pismovod {

// "текст, строка 4", "Карточка.docx, таблица 1", "скан.pdf, стр. 2 (распознано)".
std::string place_words(const Evidence& evidence, const Texts& texts);

// The same of a judged requirement's fact: what the letter was completed with stands nowhere else.
std::string place_words(const Judged& judged, const Fact& fact, const Texts& texts);

// "ИНН клиента".
std::string title_of(const std::string& requirement, const Texts& texts);

// Why a requirement is not simply found; empty where nothing need be said.
std::string reason_words(const Judged& judged, const Texts& texts);

// "ИНН 7701234507 принадлежит ООО «Лютик», а в письме ООО «Ромашка»."
std::string advisory_words(const Advisory& advisory, const Texts& texts);

// Where an offered value is from: "по данным реестра, проверьте".
std::string source_words(const std::string& source, const Texts& texts);

// The facts that its status speaks of: right ones where found, wrong ones where invalid.
const std::vector<Fact>& facts_of(const Judged& judged);

// The letter's text without control characters that would play with a terminal or hide direction.
std::string printable(std::string_view text);

// The same on one line of at most `most` characters, the end marked by "…". Safe for text of any size.
std::string cited(std::string_view text, size_t most);

}  // namespace pismovod
