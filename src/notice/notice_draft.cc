#include "notice/notice_draft.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/utf8.h"
#include "mail/compose.h"
#include "mime/encoded_word.h"
#include "notice/draft_content.h"

namespace pismovod {
namespace {

constexpr size_t kLongField = 20000;
constexpr size_t kRecipients = 500;

const std::string* value_of(const Message& message, std::string_view name) {
  const HeaderField* field = message.field(name);
  return field == nullptr ? nullptr : &field->value;
}

// A field of addresses as it is, where it can be; else the addresses alone.
std::string copied_addresses(const Message& message, std::string_view name) {
  const std::string* value = value_of(message, name);
  if (value == nullptr) return {};
  if (is_ascii(*value) && value->size() <= kLongField) return token_field(name, unfolded(*value));
  std::vector<NamedAddress> list;
  for (Address& address : parse_address_list(value->substr(0, kLongField))) list.push_back({"", std::move(address)});
  return address_field(name, list);
}

std::string copied_tokens(const Message& message, std::string_view name) {
  const std::string* value = value_of(message, name);
  return value == nullptr ? "" : token_field(name, unfolded(value->substr(0, kLongField)));
}

std::vector<Address> named_recipients(const Message& message) {
  std::vector<Address> out;
  for (const HeaderField& field : message.header) {
    if (!same_name(field.name, "To") && !same_name(field.name, "Cc")) continue;
    for (Address& address : parse_address_list(field.value.substr(0, kLongField))) out.push_back(std::move(address));
  }
  return out;
}

// Those whom the envelope alone names stay unnamed.
std::string blind_copies(const NoticeRequest& request) {
  const std::vector<Address> named = named_recipients(request.message);
  std::vector<NamedAddress> list;
  for (const Recipient& recipient : request.envelope.recipients) {
    const bool is_named =
        std::any_of(named.begin(), named.end(), [&](const Address& a) { return a.same_mailbox(recipient.address); });
    if (!is_named && list.size() < kRecipients) list.push_back({"", recipient.address});
  }
  return address_field("Bcc", list);
}

std::string recipients(const NoticeRequest& request, const NoticeMatter& matter) {
  if (request.action == Action::reject || request.action == Action::hold) {
    return copied_addresses(request.message, "To") + copied_addresses(request.message, "Cc") + blind_copies(request);
  }
  std::vector<NamedAddress> list;
  for (const Verdict* verdict : matter.verdicts)
    list.push_back({"", parse_path(verdict->recipient.empty() ? verdict->mailbox : verdict->recipient)});
  return address_field("To", list);
}

std::string header(const NoticeRequest& request, const NoticeMatter& matter) {
  const Message& message = request.message;
  const std::string* subject = value_of(message, "Subject");
  const std::string own_subject = subject == nullptr ? "" : decode_header(subject->substr(0, kLongField));
  std::string out = "X-Unsent: 1\r\n";
  out += copied_addresses(message, "From");
  out += recipients(request, matter);
  out += text_field("Subject", matter.fill_in.subject.empty() ? cited(own_subject, 500) : matter.fill_in.subject);
  out += copied_tokens(message, "In-Reply-To");
  // The letter itself, so that the corrected one is known to be its successor.
  const std::string* references = value_of(message, "References");
  const std::string* id = value_of(message, "Message-ID");
  const std::string chain = (references == nullptr ? "" : unfolded(references->substr(0, kLongField)) + " ") +
                            (id == nullptr ? "" : unfolded(id->substr(0, kLongField)));
  if (chain.find('<') != std::string::npos) out += token_field("References", chain);
  return out;
}

}  // namespace

Draft make_draft(const NoticeRequest& request, const NoticeMatter& matter) {
  Draft draft;
  if (request.structure.entities.empty() || !request.structure.over_limit.empty()) return draft;
  const bool fits = request.message.body.size() <= request.rules.settings.draft_octets;
  const DraftContent content(request.message, request.structure, matter.changes);
  draft.kind = fits ? DraftKind::whole : DraftKind::without_attachments;
  draft.octets = letter_octets(header(request, matter),
                               fits ? content.whole() : content.bare(request.rules.texts.get("notice.attach_again")));
  return draft;
}

}  // namespace pismovod
