// That something is missing or wrong is said only where we can know it. A finding with nothing right goes through
// doubts, the surest first: an unread file is said to hold the datum, the letter's text was cut, a digit of a scan may
// be misread, the paper that says such things was read in part, a reader failed. Those about what was not read wait
// until nothing further will be read; most are silent where the letter itself says that there is none.
//
// Attachments are opened from the cheap to the dear, each step once, decoration not beyond its outline. They are given
// up shortly before the letter's deadline, so that what was found can still be judged.

#include "inspect/findings.h"

#include <algorithm>

#include "facts/attachment_kind.h"
#include "inspect/turned.h"

namespace pismovod {
namespace {

// An attachment that should have been read and was not; an encrypted one the firm cannot read either.
bool is_unread(const Document& document) {
  const auto failed = [](ReadState state) {
    return state == ReadState::unreadable || state == ReadState::too_large || state == ReadState::timed_out ||
           state == ReadState::failed;
  };
  // Pictures that are still unopened at the end are those of an installation without OCR.
  const bool page = std::any_of(document.pages.begin(), document.pages.end(), [&](const Page& p) {
    return failed(p.ocr) || (p.wants_ocr() && p.ocr == ReadState::unopened);
  });
  return failed(document.outline) || failed(document.text) || failed(document.ocr) || page || document.text_was_cut ||
         (document.text == ReadState::unopened && document.kind != FileKind::picture && !document.is_container);
}

bool name_places(const Document& document, const PlacedWords& words, const Reading& reading) {
  std::string spaced = document.file_name;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const Folded folded = Folded::of(spaced);
  return !reading.vocabulary().find(reading.vocabulary().tokenize(folded)).of(words.words).empty();
}

// "ИНН клиента 7701234507": where the number itself stands, the words place nothing in a file.
bool labels_number(const Text& text, const Hit& hit) {
  constexpr uint32_t kLongestLabel = 24;  // tokens
  const auto near = text.field_index().labelled(hit.first - std::min(hit.first, kLongestLabel), hit.last + 1);
  return std::ranges::any_of(near, [&](const Field& field) {
    if (field.words.end <= hit.first) return false;
    const auto& tokens = text.tokens();
    for (uint32_t i = field.value.begin; i < field.value.end; ++i) {
      if (tokens[i].kind == TokenKind::number && tokens[i].size() >= 4) return true;
    }
    return false;
  });
}

// "Регистрационный номер - в приложенной карточке"
bool text_places(const PlacedWords& words, const Text& text) {
  return std::ranges::any_of(text.hits(words.attached), [&](const Hit& hit) {
    const Tokens::Range sentence = text.tokens().sentence(hit.first);
    return text.has_hit(words.everything, sentence) ||
           std::ranges::any_of(text.hits(words.words, sentence.begin, sentence.end),
                               [&](const Hit& h) { return h.last < sentence.end && !labels_number(text, h); });
  });
}

// The sender says so, or a letter that he forwards.
bool letter_places(const PlacedWords& words, const Reading& reading) {
  return std::ranges::any_of(reading.texts(), [&](const Text& text) {
    const Place& place = text.place();
    const bool says = place.kind == Place::Kind::subject || place.kind == Place::Kind::body ||
                      (place.kind == Place::Kind::attachment && place.unit == Place::Unit::none && !place.ocr);
    return says && !text.passage().is_answer && text_places(words, text);
  });
}

std::optional<Reason> placed_in_unread(const std::string& id, const Configuration& configuration,
                                       const Reading& reading) {
  const auto words = configuration.placed.find(id);
  if (words == configuration.placed.end() || !reading.is_final()) return std::nullopt;
  for (const Document& document : reading.documents()) {
    if (!is_unread(document)) continue;
    if (document.text_was_cut || name_places(document, words->second, reading) ||
        letter_places(words->second, reading)) {
      const std::string known = unreadable_reason(document);
      return Reason{known == "unreadable" ? "placed_in_unread" : known, {{"file", document.name}}};
    }
  }
  return std::nullopt;
}

// The paper says it, as papers of its kind do, and what it says could be read in part only.
std::optional<Reason> held_by_half_read(const Filter& filter, const Request& request,
                                        const Configuration& configuration, const Reading& reading) {
  if (filter.reads_attachments(request) == ReadDepth::outline || !reading.is_final()) return std::nullopt;
  const Document* document = configuration.readers->documents.half_read(reading, request.requirement);
  if (document == nullptr) return std::nullopt;
  return Reason{"unclear_scan", {{"file", document->name}}};
}

// What is wrong with a number on a scan may be a digit that was misread; nobody misreads it as one of the
// partner's own, nor a short name for a full one.
std::optional<Reason> may_be_misread(const Finding& finding) {
  if (finding.wrong.empty()) return std::nullopt;
  const auto is_exact = [](const Fact& fact) {
    return fact.wrong.key == "partners_own_inn" || fact.wrong.key == "partners_nfr_number" ||
           fact.wrong.key == "abbreviation";
  };
  const bool all =
      std::ranges::all_of(finding.wrong, [&](const Fact& fact) { return fact.evidence.place.ocr && !is_exact(fact); });
  if (!all) return std::nullopt;
  const Fact& first = finding.wrong.front();
  return Reason{"misread", {{"file", first.evidence.place.name}, {"value", first.evidence.text}}};
}

// A reader that died, a deadline, a bound of ours: nobody knows what such a file or page holds, whether the letter
// speaks of it or not. OCR that is switched off is the admin's will.
std::optional<Reason> failure_of_ours(const Document& document, ReadDepth depth) {
  const auto is_one = [](ReadState state) {
    return state == ReadState::timed_out || state == ReadState::failed || state == ReadState::too_large;
  };
  const std::map<std::string, std::string> file = {{"file", document.name}};
  for (const ReadState state : {document.outline, document.text}) {
    if (state == ReadState::timed_out) return Reason{"timed_out", file};
    if (state == ReadState::failed) return Reason{"reader_failed", file};
    if (state == ReadState::too_large) return Reason{"too_large", file};
  }
  const auto page = std::find_if(document.pages.begin(), document.pages.end(),
                                 [&](const Page& one) { return depth == ReadDepth::ocr && is_one(one.ocr); });
  if (page == document.pages.end()) return std::nullopt;
  return Reason{page->ocr == ReadState::timed_out   ? "timed_out"
                : page->ocr == ReadState::too_large ? "too_large"
                                                    : "reader_failed",
                file};
}

std::optional<Reason> failure_of_ours(const Filter& filter, const Request& request, const Reading& reading) {
  const ReadDepth depth = filter.reads_attachments(request);
  if (depth == ReadDepth::outline || !reading.is_final()) return std::nullopt;
  for (const Document& document : reading.documents()) {
    if (auto reason = failure_of_ours(document, depth)) return reason;
  }
  return std::nullopt;
}

// What its reader would see is another number, and nobody knows which of them is meant.
void set_turned_aside(Finding& finding) {
  std::string first;
  const auto turned = [&](const Fact& fact) {
    const bool is = is_turned(fact.evidence.text, fact.value);
    if (is && first.empty()) first = fact.value;
    return is;
  };
  std::erase_if(finding.right, turned);
  std::erase_if(finding.wrong, turned);
  if (!first.empty() && finding.right.empty()) finding.could_not_tell = Reason{"turned", {{"value", first}}};
}

// Why nothing right was found may be our inability: the surest reason first.
std::optional<Reason> why_not_told(const Finding& finding, const Filter& filter, const Request& request,
                                   const Configuration& configuration, const Reading& reading) {
  std::optional<Reason> why;
  if (!finding.is_denied) why = placed_in_unread(request.requirement, configuration, reading);
  if (!why && !finding.is_denied && reading.letter().text_was_cut) why = {"text_was_cut", {}};
  if (!why) why = may_be_misread(finding);
  if (!why && !finding.is_denied) why = held_by_half_read(filter, request, configuration, reading);
  if (!why && finding.presumed.empty()) why = failure_of_ours(filter, request, reading);
  return why;
}

}  // namespace

Finding find(const RequirementUse& use, const std::vector<std::string>& together, const Configuration& configuration,
             const Reading& reading) {
  const Filter& filter = *configuration.filter_of.at(use.id);
  const Request request{use.id, use.options, together};
  Finding finding;
  if (!reading.is_over_now()) finding = filter.find(request, reading);
  // A filter that gave up found what it found; what it did not may be there.
  if (reading.is_over_now() && finding.right.empty()) {
    finding = Finding();
    finding.could_not_tell = {"time_over", {}};
  }
  set_turned_aside(finding);
  if (finding.right.empty() && !finding.absent && !finding.could_not_tell) {
    finding.could_not_tell = why_not_told(finding, filter, request, configuration, reading);
  }
  return finding;
}

namespace {

// What is left to the letter's own work when its attachments were given up.
constexpr std::chrono::milliseconds kReserve{300};

AttachmentServices services_of(const Configuration& configuration, const Tools& tools) {
  AttachmentServices services;
  services.reader = tools.reader;
  services.cache = tools.cache;
  services.deadline = tools.patience.deadline() - kReserve;
  services.content.folder = configuration.settings.spool;
  services.text_octets = configuration.settings.limits.text_octets;
  services.attachment_octets = configuration.settings.limits.decoded_octets;
  services.all_text_octets = configuration.settings.limits.all_text_octets;
  services.passages = configuration.settings.limits.passages;
  services.memory_octets = static_cast<size_t>(configuration.settings.memory_octets);
  services.ocr_pages = static_cast<unsigned>(configuration.settings.readers.pages);
  return services;
}

}  // namespace

Opener::Opener(const Letter& letter, const ReadingContext& context, const Configuration& configuration,
               const Tools& tools)
    : letter_(letter),
      attachments_(letter, context, services_of(configuration, tools)),
      has_ocr_(configuration.settings.readers.ocr) {}

void Opener::open_wrapped(Reading& reading) {
  const int number = wrapped_letter(letter_);
  if (number == 0) return;
  attachments_.read(number, ReadDepth::text);
  reading.take_documents(attachments_.all());
}

// What each attachment is; archives are listed.
bool Opener::look() {
  std::vector<int> archives;
  for (const Attachment& attachment : letter_.attachments) {
    if (attachments_.glance(attachment.number).kind == FileKind::archive) archives.push_back(attachment.number);
  }
  attachments_.read(archives, ReadDepth::outline);
  return !letter_.attachments.empty();
}

// Everything but decoration, to a depth; true when there was anything to read.
bool Opener::read(ReadDepth depth) {
  std::vector<int> numbers;
  for (const Attachment& attachment : letter_.attachments) {
    const std::vector<Document>& documents = attachments_.documents(attachment.number);
    if (documents.empty() || is_decoration(letter_, documents.front())) continue;
    const bool pictures = std::any_of(documents.begin(), documents.end(), [](const Document& d) {
      return std::any_of(d.pages.begin(), d.pages.end(), [](const Page& p) { return p.wants_ocr(); });
    });
    if (depth != ReadDepth::ocr || pictures) numbers.push_back(attachment.number);
  }
  attachments_.read(numbers, depth);
  return !numbers.empty();
}

bool Opener::perform(Step step) {
  switch (step) {
    case Step::outline:
      return look();
    case Step::text:
      return read(ReadDepth::text);
    case Step::ocr:
      return has_ocr_ && read(ReadDepth::ocr);
    case Step::done:
      break;
  }
  return false;
}

ReadDepth Opener::depth_of(Step step) {
  return step == Step::outline ? ReadDepth::outline : step == Step::text ? ReadDepth::text : ReadDepth::ocr;
}

bool Opener::open_further(std::optional<ReadDepth> wanted, Reading& reading) {
  if (!wanted || letter_.attachments.empty()) return false;
  while (next_ != Step::done && depth_of(next_) <= *wanted) {
    const Step step = next_;
    next_ = static_cast<Step>(static_cast<int>(step) + 1);
    if (!perform(step)) continue;
    reading.take_documents(attachments_.all());
    return true;
  }
  // Nothing deeper will be read: what stayed unopened is judged as it is.
  if (reading.is_final()) return false;
  reading.set_final();
  return true;
}

}  // namespace pismovod
