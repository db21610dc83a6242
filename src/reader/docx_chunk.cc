#include "reader/docx_chunk.h"

#include "extract/file_type.h"
#include "extract/letter_file.h"
#include "extract/text_files.h"
#include "mail/message.h"
#include "reader/container.h"
#include "reader/docx.h"
#include "reader/rtf.h"

namespace pismovod {
namespace {

constexpr int kDeepest = 2;

bool is_web_archive(std::string_view octets) {
  constexpr std::string_view kBeginning = "MIME-Version:";
  return octets.size() > kBeginning.size() && same_name(octets.substr(0, kBeginning.size()), kBeginning);
}

bool read_into(std::string_view octets, Budget& budget, size_t most, Document& part, int within) {
  const Format format = tell_file_type(octets).format;
  if (format == Format::eml || is_web_archive(octets)) {
    LetterFile(octets, reader_context()).add_text(part, most);
  } else if (format == Format::html || format == Format::plain || format == Format::xml) {
    read_text_file(octets, format, {}, most, part);
  } else if (format == Format::rtf) {
    read_rtf(octets, most, part);
  } else if (format == Format::docx && within < kDeepest) {
    return read_docx(octets, budget, most, part, within + 1) == ReadState::read;
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool read_chunk(std::string_view octets, Budget& budget, size_t most, Document& document, int within) {
  if (octets.empty()) return false;
  Document part;
  part.attachment = document.attachment;
  part.name = document.name;
  const bool read = read_into(octets, budget, most, part, within);
  std::move(part.passages.begin(), part.passages.end(), std::back_inserter(document.passages));
  document.text_was_cut = document.text_was_cut || part.text_was_cut;
  return read;
}

}  // namespace pismovod
