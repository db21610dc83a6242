#include "actions/refusal.h"

namespace pismovod {
namespace {

size_t count_wanted(const Verdict& verdict) {
  size_t count = 0;
  for (const Judged& judged : verdict.requirements) count += fails(judged) ? 1 : 0;
  return count;
}

// "INN klienta (kontrol'naya cifra)": what is missing by its short name, what is wrong with a hint.
std::string item(const Judged& judged, const Texts& texts) {
  std::string out = texts.get("requirement." + judged.id + ".short");
  if (judged.status != Status::invalid) return out;
  const std::string hint = "reply.hint." + judged.reason.key;
  return out + " (" + texts.get(texts.has(hint) ? hint : "reply.hint.any") + ")";
}

std::string items(const Verdict& verdict, const Texts& texts) {
  std::string out;
  for (const Judged& judged : verdict.requirements) {
    if (fails(judged)) out += (out.empty() ? "" : ", ") + item(judged, texts);
  }
  return out;
}

// As the sender wrote it: of an alias he need not know where it leads.
const std::string& written(const Verdict& verdict) {
  return verdict.recipient.empty() ? verdict.mailbox : verdict.recipient;
}

std::string summary(const std::vector<const Verdict*>& failing, const Texts& texts) {
  std::string mailboxes;
  size_t count = 0;
  for (const Verdict* verdict : failing) {
    mailboxes += (mailboxes.empty() ? "" : ", ") + written(*verdict);
    count += count_wanted(*verdict);
  }
  return texts.get(count == 1 ? "reply.refused_one" : "reply.refused",
                   {{"mailboxes", mailboxes}, {"count", std::to_string(count)}});
}

}  // namespace

// Of one mailbox what it needs says all; several are named together first.
std::vector<std::string> refusal_sentences(const std::vector<const Verdict*>& failing, size_t recipients,
                                           const ReplyTexts& texts) {
  std::vector<std::string> out;
  if (failing.size() > 1) out.push_back(summary(failing, texts.own));
  for (const Verdict* verdict : failing) {
    out.push_back(
        texts.own.get("reply.needs", {{"mailbox", written(*verdict)}, {"items", items(*verdict, texts.own)}}));
  }
  out.push_back(summary(failing, texts.other));
  if (recipients > failing.size()) out.push_back(texts.own.get("reply.nobody"));
  return out;
}

std::string tag_sentence(const ReplyTexts& texts) { return texts.own.get("reply.tag_without_reason"); }

std::vector<std::string> again_sentences(const std::optional<CaseReference>& reference, const ReplyTexts& texts) {
  const bool has_link = reference.has_value() && !reference->link.empty();
  std::vector<std::string> out = {has_link ? texts.own.get("reply.again_link", {{"link", reference->link}})
                                           : texts.own.get("reply.again")};
  if (reference.has_value()) out.push_back(texts.own.get("reply.case", {{"number", reference->number}}));
  return out;
}

std::vector<std::string> try_later_sentences(const ReplyTexts& texts) {
  return {texts.own.get("reply.try_later"), texts.other.get("reply.try_later")};
}

const std::vector<std::string>& reply_text_keys() {
  static const std::vector<std::string> keys = {
      "reply.refused",    "reply.refused_one", "reply.needs",     "reply.nobody",   "reply.again",
      "reply.again_link", "reply.case",        "reply.try_later", "reply.hint.any", "reply.tag_without_reason"};
  return keys;
}

}  // namespace pismovod
