#include "review/sender_form.h"

#include <algorithm>
#include <array>

#include "actions/wording.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "notice/fill_in.h"
#include "notice/letter_to_resend.h"
#include "review/case_words.h"
#include "review/letter_view.h"
#include "review/send_letter.h"
#include "review/sender_link.h"

namespace pismovod {
namespace {

using Steady = std::chrono::steady_clock;

// Said in sentences.
bool is_long(std::string_view id) {
  constexpr std::array<std::string_view, 6> kIds = {"question",    "cancel_reason",       "key_failure_reason",
                                                    "loss_reason", "key_payment_consent", "owned_products"};
  return std::find(kIds.begin(), kIds.end(), id) != kIds.end();
}

std::vector<WantedDatum> wanted_of(const Visit& visit, const CaseEntry& entry) {
  std::vector<WantedDatum> out;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& each : mailbox.requirements) {
      const bool is_known = std::any_of(out.begin(), out.end(), [&](const WantedDatum& w) { return w.id == each.id; });
      if (!each.fails() || is_known || !mailbox.fails()) continue;
      const bool is_wrong = each.status == Status::invalid;
      out.push_back({each.id, is_wrong ? each.reason : "",
                     is_wrong && !each.facts.empty() ? cut(each.facts.front().value, 200) : "",
                     is_attached(each.id, visit.texts)});
    }
  }
  return out;
}

// Is there a matter of this letter that can still be put right?
bool is_open(const CaseEntry& entry) {
  const bool was_stopped =
      entry.action == Action::reject || entry.action == Action::hold || entry.action == Action::withhold;
  return was_stopped && entry.fails() && !entry.put_right && !entry.ending;
}

const Organization* organization_of(const Visit& visit, const CaseEntry& entry) {
  return visit.shelf.configuration.organization_of(parse_path(entry.reverse_path), parse_path(entry.from));
}

const CaseOffer* offer_of(const CaseEntry& entry, const std::string& id) {
  const auto at = std::ranges::find(entry.offers, id, &CaseOffer::id);
  return at == entry.offers.end() ? nullptr : &*at;
}

// What a field holds before its sender types: the partner's own data, else what a register knows, with where from.
std::string known_value(const Visit& visit, const CaseEntry& entry, const std::string& id, std::string& hint) {
  std::string own = partners_own(id, organization_of(visit, entry));
  const CaseOffer* offer = offer_of(entry, id);
  if (!own.empty() || offer == nullptr) return own;
  hint = source_words(offer->source, visit.texts);
  return offer->value;
}

// What stands below a field: what is wrong now, and how it is written.
View field_view(const Visit& visit, const CaseEntry& entry, const WantedDatum& datum, const std::string& complaint) {
  const std::string key = "requirement." + datum.id;
  const std::string typed = visit.request.in_form("v." + datum.id);
  std::string hint;
  if (datum.is_file) {
    hint = visit.texts.has(key + ".shows") ? visit.texts.get(key + ".shows") : "";
  } else if (visit.texts.has(key + ".example")) {
    hint = visit.text("example", {{"example", visit.texts.get(key + ".example")}});
  }
  const std::string value = typed.empty() ? known_value(visit, entry, datum.id, hint) : typed;
  View out;
  const bool has_label = visit.texts.has(key + ".label");
  out.set("id", datum.id).set("hint", hint);
  out.set("label", has_label ? visit.texts.get(key + ".label") : requirement_word(visit, datum.id));
  out.set("reason", !complaint.empty() ? complaint
                    : datum.reason.empty()
                        ? ""
                        : visit.text("form_wrong", {{"value", datum.value}, {"reason", datum.reason}}));
  out.set("value", cut(value, 600));
  return out.set("is_file", datum.is_file)
      .set("is_long", !datum.is_file && is_long(datum.id))
      .set("is_short", !datum.is_file && !is_long(datum.id));
}

using Complaints = std::map<std::string, std::string>;

View form_view(const Visit& visit, const CaseEntry& entry, const std::string& token,
               const std::vector<WantedDatum>& wanted, const Complaints& complaints, const std::string& complaint) {
  View::List fields;
  for (const WantedDatum& datum : wanted) {
    const auto found = complaints.find(datum.id);
    if (!is_fixed_subject(datum.id, visit.texts))
      fields.push_back(field_view(visit, entry, datum, found == complaints.end() ? "" : found->second));
  }
  View out;
  out.set("token", token).set("complaint", complaint).set("fields", std::move(fields));
  out.set("form_token", visit.form_token);
  return out.set("size", std::to_string(visit.shelf.configuration.settings.kept.megabytes));
}

struct Kept {
  CaseEntry entry;
  KeptLetter letter;
};

// The case and its letter, while it can be completed; else the page that says how things are.
tl::expected<Kept, HttpResponse> kept_case(const Visit& visit, const Secret& secret, const std::string& token,
                                           KeptKind kind) {
  auto entry = linked_case(visit, secret, token);
  if (!entry) return tl::unexpected(std::move(entry.error()));
  if (visit.shelf.workshop == nullptr || !is_open(*entry)) return tl::unexpected(redirect_to("/s/" + token));
  auto letter = visit.shelf.workshop->box.find(kind, entry->number, visit.now);
  if (!letter) return tl::unexpected(redirect_to("/s/" + token));
  return Kept{*std::move(entry), *std::move(letter)};
}

std::string why_not(const Visit& visit, const KeptLetter& letter) {
  const Settings& settings = visit.shelf.configuration.settings;
  BlockPool blocks;
  const Octets::Limits memory{letter.octets.size() + 1, settings.spool};
  const Message message = read_message(letter.octets, blocks, memory);
  return why_not_completed(cut_into_entities(message, settings.limits, blocks, memory));
}

CompletionInput input_of(const Visit& visit, Complaints& complaints) {
  CompletionInput out;
  for (const auto& [name, value] : visit.request.form) {
    if (!name.starts_with("v.") || !visit.texts.has("requirement." + name.substr(2) + ".title")) continue;
    if (const std::string tidy = tidy_value(value); !tidy.empty()) out.values[name.substr(2)] = tidy;
  }
  for (const UploadedFile& file : visit.request.files) {
    if (!file.field.starts_with("f.")) continue;
    const std::string id = file.field.substr(2);
    const std::string trouble = file_trouble(file);
    if (!trouble.empty()) complaints[id] = visit.text("form_file_" + trouble, {{"name", cut(file.name, 100)}});
    out.files.emplace(id, file);
  }
  return out;
}

SenderForm again(const Visit& visit, const CaseEntry& entry, const std::string& token,
                 const std::vector<WantedDatum>& wanted, const Complaints& complaints, const char* key, int status) {
  return {form_view(visit, entry, token, wanted, complaints, visit.text(key)), {}, status};
}

std::string seen_digest(const KeptLetter& draft) { return digest_of(draft.octets).substr(0, 32); }

// The completed letter that its sender has just looked at, where he may send it; else the page that shows it.
tl::expected<Kept, HttpResponse> draft_as_seen(const Visit& visit, const Secret& secret, const std::string& token) {
  auto kept = kept_case(visit, secret, token, KeptKind::draft);
  if (!kept) return kept;
  const bool is_as_seen = kept->letter.is_complete && visit.request.in_form("seen") == seen_digest(kept->letter);
  if (!is_as_seen || !sender_of(kept->letter, kept->entry, visit.shelf.configuration))
    return tl::unexpected(redirect_to("/s/" + token + "/letter"));
  return kept;
}

}  // namespace

SenderForm first_form(const Visit& visit, const CaseEntry& entry, const std::string& token) {
  if (visit.shelf.workshop == nullptr || !is_open(entry)) return {};
  const LetterBox& box = visit.shelf.workshop->box;
  const auto letter = box.find(KeptKind::letter, entry.number, visit.now);
  if (!letter) return {{}, visit.text("form_not_kept"), 200};
  if (const std::string why = why_not(visit, *letter); !why.empty()) return {{}, visit.text("form_" + why), 200};
  const auto draft = box.find(KeptKind::draft, entry.number, visit.now);
  View view = form_view(visit, entry, token, wanted_of(visit, entry), {}, "");
  return {view.set("is_ready", draft && draft->is_complete), {}, 200};
}

HttpResponse sender_completes(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto kept = kept_case(visit, secret, token, KeptKind::letter);
  if (!kept) return kept.error();
  Workshop& shop = *visit.shelf.workshop;
  const CaseEntry& entry = kept->entry;
  const auto wanted = wanted_of(visit, entry);
  Complaints complaints;
  CompletionInput input = input_of(visit, complaints);
  if (!complaints.empty())
    return sender_page(visit, entry, token, again(visit, entry, token, wanted, complaints, "form_look_below", 422));
  const JudgingPlace place(shop);
  if (!place || !shop.completions.take(entry.number, Steady::now()))
    return sender_page(visit, entry, token, again(visit, entry, token, wanted, {}, "form_busy", 429));
  const auto draft = shop.box.find(KeptKind::draft, entry.number, visit.now);
  input.is_again = draft.has_value();
  auto made = complete(draft ? *draft : kept->letter, input, visit.shelf.configuration, shop.services);
  if (!made) return sender_page(visit, entry, token, {{}, visit.text("form_" + made.error().text), 422});
  made->letter.is_complete = made->lacking.empty();
  if (const auto put = shop.box.put(KeptKind::draft, entry.number, made->letter); !put)
    return sender_page(visit, entry, token, again(visit, entry, token, wanted, {}, "form_too_large", 413));
  if (made->letter.is_complete) return redirect_to("/s/" + token + "/letter");
  return sender_page(visit, entry, token, again(visit, entry, token, made->lacking, {}, "form_still_lacking", 422));
}

HttpResponse sender_begins_again(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto kept = kept_case(visit, secret, token, KeptKind::draft);
  if (!kept) return kept.error();
  visit.shelf.workshop->box.erase_draft(kept->entry.number);
  return redirect_to("/s/" + token);
}

HttpResponse sender_asks_for_code(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto kept = draft_as_seen(visit, secret, token);
  if (!kept) return kept.error();
  const auto code = visit.shelf.workshop->codes.draw(kept->entry.number, seen_digest(kept->letter), Steady::now());
  if (!code) return completed_page(visit, secret, token, visit.text("code_too_often"), 429);
  if (const auto put = mail_code(visit, kept->entry, kept->letter, *code); !put)
    return show_trouble(visit, put.error());
  return redirect_to("/s/" + token + "/letter?code=1");
}

HttpResponse sender_sends(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto kept = draft_as_seen(visit, secret, token);
  if (!kept) return kept.error();
  Workshop& shop = *visit.shelf.workshop;
  const JudgingPlace place(shop);
  if (!place) return completed_page(visit, secret, token, visit.text("form_busy"), 429);
  const auto answer =
      shop.codes.use(kept->entry.number, seen_digest(kept->letter), visit.request.in_form("code"), Steady::now());
  if (answer == SendCodes::Answer::wrong) return completed_page(visit, secret, token, visit.text("code_wrong"), 403);
  if (answer == SendCodes::Answer::over) return completed_page(visit, secret, token, visit.text("code_over"), 403);
  const auto sent = send_draft(visit, kept->entry, kept->letter);
  if (!sent && sent.error() == SendTrouble::journal) return show_message(visit, 503, "trouble_title", "trouble");
  if (sent || sent.error() == SendTrouble::lacking) shop.box.erase_draft(kept->entry.number);
  return redirect_to("/s/" + token);
}

HttpResponse sender_tries_value(const Visit& visit, const Secret& secret, const std::string& token) {
  HttpResponse out;
  out.type = "text/plain; charset=utf-8";
  const auto kept = kept_case(visit, secret, token, KeptKind::letter);
  if (!kept) return out;
  Workshop& shop = *visit.shelf.workshop;
  const std::string& id = visit.request.in_form("id");
  for (const CaseMailbox& mailbox : kept->entry.mailboxes) {
    const bool has = std::any_of(mailbox.requirements.begin(), mailbox.requirements.end(),
                                 [&](const CaseRequirement& each) { return each.id == id; });
    if (!has || !mailbox.fails()) continue;
    const JudgingPlace place(shop);
    if (!place || !shop.tries.take(kept->entry.number, Steady::now())) return out;
    out.body = value_trouble(id, visit.request.in_form("value"), mailbox.mailbox, kept->letter,
                             visit.shelf.configuration, shop.services);
    return out;
  }
  return out;
}

HttpResponse completed_page(const Visit& visit, const Secret& secret, const std::string& token,
                            const std::string& complaint, int status) {
  const auto kept = kept_case(visit, secret, token, KeptKind::draft);
  if (!kept) return kept.error();
  if (!kept->letter.is_complete) return redirect_to("/s/" + token);
  const auto sender = sender_of(kept->letter, kept->entry, visit.shelf.configuration);
  View view = letter_view(visit, kept->letter);
  view.set("token", token).set("complaint", complaint).set("seen", seen_digest(kept->letter));
  view.set("can_send", sender.has_value()).set("sender", sender ? sender->text() : "");
  view.set("code_sent", !visit.request.in_query("code").empty() || !complaint.empty());
  view.set("case_title", visit.text("case", {{"number", kept->entry.number}}));
  return show(visit, "sender_letter.html", visit.text("letter_title"), std::move(view), status);
}

HttpResponse completed_file(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto kept = kept_case(visit, secret, token, KeptKind::draft);
  if (!kept) return kept.error();
  HttpResponse out;
  out.type = "message/rfc822";
  out.body = "X-Unsent: 1\r\n" + kept->letter.octets;
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + kept->entry.number + ".eml\"");
  return out;
}

}  // namespace pismovod
