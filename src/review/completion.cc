#include "review/completion.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/utf8.h"
#include "config/notices.h"
#include "desk/keep_letter.h"
#include "desk/override_tag.h"
#include "extract/file_type.h"
#include "mail/compose.h"
#include "mime/form_data.h"
#include "notice/letter_to_resend.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kLongestValue = 600;  // octets
constexpr size_t kLongestName = 120;

// The last component of a path, which some browsers send whole.
std::string plain_name(const std::string& name, const std::string& media_type) {
  std::string out = on_one_line(name.substr(std::min(name.find_last_of("/\\") + 1, name.size())));
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '"'; });
  if (out.size() > kLongestName) {
    const size_t dot = out.rfind('.');
    const std::string ending = dot == std::string::npos || out.size() - dot > 8 ? "" : out.substr(dot);
    out = std::string(utf8_prefix(out, kLongestName - ending.size())) + ending;
  }
  return out.empty() ? "file." + media_type.substr(media_type.find('/') + 1) : out;
}

// How a field has it behind its colon; empty: the letter's own stays.
std::string subject_of(const Message& message, const NoticeMatter& matter, const Settings& settings) {
  if (!matter.fill_in.subject.empty()) {
    const std::string field = text_field("Subject", matter.fill_in.subject);
    return field.substr(8, field.size() - 10);
  }
  const HeaderField* subject = message.field("Subject");
  const bool has_tag = subject != nullptr && find_override_tag(subject->value, settings.override_.tag);
  return has_tag ? without_override_tag(subject->value, settings.override_.tag) : std::string();
}

std::vector<AddedFile> added_files(const CompletionInput& input, const std::vector<WantedDatum>& wanted) {
  std::vector<AddedFile> out;
  for (const WantedDatum& datum : wanted) {
    const auto given = input.files.find(datum.id);
    if (!datum.is_file || given == input.files.end()) continue;
    const std::string type = tell_file_type(given->second.octets).media_type;
    out.push_back({type, plain_name(given->second.name, type), given->second.octets});
  }
  return out;
}

CheckedLetter judged(const KeptLetter& letter, const Configuration& configuration, Services& services) {
  return check_letter(letter.octets, {letter.reverse_path, letter.recipients}, configuration, services);
}

std::vector<const Verdict*> failing(const Outcome& outcome) {
  std::vector<const Verdict*> out;
  for (const Verdict& verdict : outcome.verdicts) {
    if (verdict.fails()) out.push_back(&verdict);
  }
  return out;
}

Result<std::string> completed_octets(const CheckedLetter& letter, const CompletionInput& input,
                                     const Configuration& configuration, Services& services) {
  const Settings& settings = configuration.settings;
  const Octets::Limits memory{letter.message.body.size() + 1, settings.spool};
  const Structure structure = cut_into_entities(letter.message, settings.limits, services.blocks(), memory);
  const NoticeRules rules = notice_rules(configuration, letter.message, letter.envelope);
  NoticeRequest request{letter.message, structure, letter.envelope, letter.outcome, Action::reject, false, {}, rules};
  request.given = input.values;
  const NoticeMatter matter = notice_matter(request, failing(letter.outcome));
  const std::string from = ascii_address(letter.envelope.reverse_path);
  return complete_letter(letter.message, structure,
                         {matter.changes, added_files(input, lacking_in(letter.outcome, rules.texts)),
                          subject_of(letter.message, matter, settings),
                          completed_message_id(from.substr(from.find('@') + 1)), input.is_again});
}

}  // namespace

std::vector<WantedDatum> lacking_in(const Outcome& outcome, const Texts& texts) {
  std::vector<WantedDatum> out;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& each : verdict.requirements) {
      const bool is_known = std::any_of(out.begin(), out.end(), [&](const WantedDatum& w) { return w.id == each.id; });
      if (!fails(each) || is_known) continue;
      const std::vector<Fact>& facts = facts_of(each);
      const bool is_wrong = each.status == Status::invalid;
      out.push_back({each.id, is_wrong ? reason_words(each, texts) : "",
                     is_wrong && !facts.empty() ? cited(facts.front().value, 200) : "", is_attached(each.id, texts)});
    }
  }
  return out;
}

std::string file_trouble(const UploadedFile& file) {
  if (file.octets.empty()) return "empty";
  const FileType type = tell_file_type(file.octets);
  if (type.is_encrypted || type.format == Format::encrypted_office) return "locked";
  switch (type.format) {
    case Format::archive:
      return "archive";
    case Format::unknown:
    case Format::html:
    case Format::xml:
    case Format::eml:
    case Format::tnef:
    case Format::cms:
    case Format::signature:
      return "kind";
    default:
      return {};
  }
}

std::string tidy_value(std::string_view text) {
  std::string line = on_one_line(utf8_prefix(text, kLongestValue));
  const size_t begin = line.find_first_not_of(" \t_");
  if (begin == std::string::npos) return {};
  return printable(line.substr(begin, line.find_last_not_of(" \t_") - begin + 1));
}

Result<CompletedDraft> complete(const KeptLetter& base, const CompletionInput& input,
                                const Configuration& configuration, Services& services) {
  const CheckedLetter before = judged(base, configuration, services);
  auto octets = completed_octets(before, input, configuration, services);
  if (!octets) return tl::unexpected(octets.error());
  CompletedDraft out{{base.reverse_path, base.authenticated, base.recipients, std::move(*octets)}, {}};
  const CheckedLetter after = judged(out.letter, configuration, services);
  if (after.outcome.verdicts.empty() || !after.outcome.cannot_inspect.empty()) return failure("unusual");
  out.lacking = lacking_in(after.outcome, configuration.texts);
  return out;
}

std::string value_trouble(const std::string& id, const std::string& value, const std::string& mailbox,
                          const KeptLetter& base, const Configuration& configuration, Services& services) {
  const std::string label = "requirement." + id + ".label";
  const std::string tidy = tidy_value(value);
  if (tidy.empty() || !configuration.texts.has(label)) return {};
  const std::string line = configuration.texts.get(label) + ": " + tidy + "\r\n";
  const std::string octets = letter_octets("From: " + base.reverse_path + "\r\n", text_part("plain", line));
  const CheckedLetter letter = check_letter(octets, {base.reverse_path, {mailbox}}, configuration, services);
  for (const Verdict& verdict : letter.outcome.verdicts) {
    for (const Judged& each : verdict.requirements) {
      if (each.id == id && each.status == Status::invalid) return reason_words(each, configuration.texts);
    }
  }
  return {};
}

}  // namespace pismovod
