#include <algorithm>

#include "extract/letter_file.h"
#include "mail/message.h"
#include "reader/cms.h"
#include "reader/container.h"
#include "reader/pdf.h"
#include "reader/tnef.h"

namespace pismovod {
namespace {

bool begins_with(std::string_view text, std::string_view wanted) {
  return text.size() >= wanted.size() && same_name(text.substr(0, wanted.size()), wanted);
}

// What S/MIME signs is a MIME entity; what other programs sign is a file.
bool is_mime_entity(std::string_view octets) {
  return begins_with(octets, "Content-") || begins_with(octets, "MIME-Version:");
}

// "Договор.pdf.sig" holds "Договор.pdf".
std::string without_signature_suffix(std::string_view name) {
  for (const std::string_view suffix : {".p7m", ".sig", ".p7s", ".sgn"}) {
    if (name.size() > suffix.size() && same_name(name.substr(name.size() - suffix.size()), suffix)) {
      return std::string(name.substr(0, name.size() - suffix.size()));
    }
  }
  return std::string(name);
}

}  // namespace

const ReadingContext& reader_context() {
  static const Limits limits;
  static BlockPool pool;
  static const ReadingContext context{&limits, &pool, {size_t{1} << 30, "/nonexistent"}, {}, {}, false};
  return context;
}

ReadState walk_tnef(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  TnefContent content = read_tnef(walk.octets, budget);
  bool all_there = true;
  for (Enclosed& file : content.files) {
    all_there = all_there && file.state != ReadState::too_large;
    if ((!walk.only || *walk.only == file.number) && !take(std::move(file))) break;
  }
  if (!content.is_good) return ReadState::unreadable;
  return all_there ? ReadState::read : ReadState::too_large;
}

ReadState walk_cms(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  Enclosed file;
  const ReadState state = unwrap_cms(walk.octets, budget.octets(), file.octets);
  if (state != ReadState::read) return state;
  budget.take_octets(file.octets.size());
  file.name = without_signature_suffix(walk.name);
  file.is_mime = is_mime_entity(file.octets);
  take(std::move(file));
  return ReadState::read;
}

ReadState walk_letter(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  const LetterFile letter(walk.octets, reader_context());
  for (const Attachment& enclosed : letter.letter().attachments) {
    Enclosed file;
    file.number = static_cast<uint32_t>(enclosed.number - 1);
    if (walk.only && *walk.only != file.number) continue;
    if (!budget.take_entry()) return ReadState::too_large;
    const Entity& entity = letter.entity(enclosed);
    file.name = enclosed.name.empty() ? std::to_string(enclosed.number) : enclosed.name;
    file.charset = entity.content_type.parameter("charset");
    file.is_mime = entity.is_message();
    file.text_alone = entity.is_message();
    file.octets = letter.content(enclosed, budget.octets() + 1);
    if (file.octets.size() > budget.octets()) {
      file.octets.clear();
      file.state = ReadState::too_large;
    }
    budget.take_octets(file.octets.size());
    if (!take(std::move(file))) break;
  }
  return letter.letter().cannot_inspect.empty() ? ReadState::read : ReadState::too_large;
}

ReadState walk_container(Format format, const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  switch (format) {
    case Format::archive:
      return walk_archive(walk, budget, take);
    case Format::tnef:
      return walk_tnef(walk, budget, take);
    case Format::cms:
      return walk_cms(walk, budget, take);
    case Format::eml:
      return walk_letter(walk, budget, take);
    case Format::pdf:
      return walk_pdf(walk, budget, take);
    default:
      return ReadState::unreadable;
  }
}

}  // namespace pismovod
