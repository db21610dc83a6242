// The sentences of the SMTP answer, from config/texts [reply].
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/plan.h"

namespace pismovod {

// `failing` are the verdicts that the letter is refused for, not empty. The first sentence says
// enough by itself, in the configured language: mail programs show, and bounces keep, it alone.
std::vector<std::string> refusal_sentences(const std::vector<const Verdict*>& failing, size_t recipients,
                                           const ReplyTexts& texts);
// That the tag in the subject lacks its reason.
std::string tag_sentence(const ReplyTexts& texts);
// What comes behind them: how to put it right, and the case.
std::vector<std::string> again_sentences(const std::optional<CaseReference>& reference, const ReplyTexts& texts);

std::vector<std::string> try_later_sentences(const ReplyTexts& texts);

// Every key that these sentences are made of, for checking the configuration.
const std::vector<std::string>& reply_text_keys();

}  // namespace pismovod
