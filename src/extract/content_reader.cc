#include "extract/content_reader.h"

#include "extract/letter_file.h"
#include "extract/picture_header.h"
#include "extract/text_files.h"

namespace pismovod {
namespace {

constexpr size_t kMostPages = 1000;  // of a TIFF that are listed
constexpr int kMostLetters = 5;      // within each other

Digest digest_of_file(const FileToRead& file) {
  return digest_of({file.content.view(), file.charset, file.is_letter ? "letter" : ""});
}

// Its text needs no process of its own; of a picture only the header does not.
bool is_read_here(const FileToRead& file, ReadDepth depth) {
  // It may open with the password that every program knows.
  if (file.type.format == Format::encrypted_office || file.type.format == Format::xls) return false;
  if (file.type.is_encrypted || file.type.is_text() || file.type.format == Format::signature ||
      file.type.format == Format::unknown) {
    return true;
  }
  return is_picture_format(file.type.format) && depth != ReadDepth::ocr;
}

void fail(FileToRead& file, ReadState state) {
  file.documents = {ContentReader::stub_of(file)};
  file.documents.front().fail(ReadDepth::outline, state);
}

}  // namespace

Document ContentReader::stub_of(const FileToRead& file) {
  Document document;
  document.attachment = file.attachment;
  document.name = file.name;
  document.file_name = file.file_name;
  document.media_type = file.type.media_type;
  document.kind = file.type.kind;
  document.octets = file.content.size();
  if (is_picture_format(file.type.format)) {
    document.pages = pages_of(picture_headers(file.content.view(), file.type.format, kMostPages));
  }
  return document;
}

void ContentReader::read(std::span<FileToRead* const> files, ReadDepth depth) {
  std::vector<FileToRead*> for_processes;
  for (FileToRead* file : files) {
    if (is_late()) {
      fail(*file, ReadState::timed_out);
    } else if (is_read_here(*file, depth)) {
      read_here(*file, depth);
    } else if (services_.reader == nullptr) {
      file->documents = {stub_of(*file)};
      if (file->type.is_encrypted) file->documents.front().fail(ReadDepth::outline, ReadState::encrypted);
    } else if (!find_in_cache(*file, depth)) {
      for_processes.push_back(file);
    }
  }
  if (!for_processes.empty()) read_by_processes(for_processes, depth);
}

bool ContentReader::find_in_cache(FileToRead& file, ReadDepth depth) {
  if (services_.cache == nullptr) return false;
  if (!file.digest) file.digest = digest_of_file(file);
  auto found = services_.cache->find(*file.digest, depth, {file.attachment, file.name, file.file_name});
  if (found) file.documents = std::move(*found);
  return found.has_value();
}

void ContentReader::read_here(FileToRead& file, ReadDepth depth) {
  if (file.type.format == Format::eml) return read_letter_file(file, depth);
  Document document = stub_of(file);
  if (file.type.is_encrypted) {
    document.fail(ReadDepth::outline, ReadState::encrypted);
  } else if (is_picture_format(file.type.format)) {
    // A picture without a header that can be read is none.
    document.outline = document.pages.empty() ? ReadState::unreadable : ReadState::read;
    document.text = document.outline;
    const bool wants_ocr = document.pages.empty() || document.pages.front().wants_ocr();
    document.ocr = wants_ocr && !document.pages.empty() ? ReadState::unopened : document.outline;
  } else if (file.type.is_text()) {
    document.outline = ReadState::read;
    if (depth != ReadDepth::outline) {
      read_text_file(file.content.view(), file.type.format, file.charset, services_.text_octets, document);
    }
  } else {
    const bool known = file.type.format == Format::signature || file.content.size() == 0;
    document.fail(ReadDepth::outline, known ? ReadState::read : ReadState::unreadable);
  }
  file.documents = {std::move(document)};
}

void ContentReader::read_letter_file(FileToRead& file, ReadDepth depth) {
  file.documents = {stub_of(file)};
  if (letters_ >= kMostLetters) return fail(file, ReadState::too_large);
  const LetterFile letter(file.content.view(), context_);
  file.documents.front().is_container = !letter.letter().attachments.empty();
  letter.add_text(file.documents.front(), services_.text_octets);
  ++letters_;
  for (const Attachment& enclosed : letter.letter().attachments) read_enclosed(letter, enclosed, file, depth);
  --letters_;
}

// What is attached to letters forwarded within the letter is in its own list.
void ContentReader::read_enclosed(const LetterFile& letter, const Attachment& enclosed, FileToRead& outer,
                                  ReadDepth depth) {
  FileToRead file;
  file.attachment = outer.attachment;
  file.file_name = enclosed.name.empty() ? std::to_string(enclosed.number) : enclosed.name;
  file.name = outer.name + ": " + file.file_name;
  const Entity& entity = letter.entity(enclosed);
  file.charset = entity.content_type.parameter("charset");
  const std::string octets = letter.content(enclosed, services_.attachment_octets);
  if (entity.is_message()) {
    file.type = {Format::eml, FileKind::message, "message/rfc822", false};
    file.documents = {stub_of(file)};
    file.documents.front().octets = octets.size();
    LetterFile(octets, context_).add_text(file.documents.front(), services_.text_octets);
  } else {
    auto content = Content::of(octets, services_.content);
    file.type = tell_file_type(octets);
    if (content) {
      file.content = std::move(*content);
      FileToRead* const one = &file;
      read({&one, 1}, depth);
    } else {
      fail(file, ReadState::failed);
    }
  }
  std::move(file.documents.begin(), file.documents.end(), std::back_inserter(outer.documents));
}

void ContentReader::read_by_processes(std::span<FileToRead* const> files, ReadDepth depth) {
  std::vector<ReadRequest> requests;
  for (FileToRead* file : files) {
    // Text that is known already, from this letter or an earlier one, is not read again.
    if (depth == ReadDepth::ocr && file->documents.empty()) {
      if (is_picture_format(file->type.format)) {
        read_here(*file, ReadDepth::text);
      } else {
        find_in_cache(*file, ReadDepth::text);
      }
    }
    ReadRequest request;
    request.content = file->content.descriptor();
    request.octets = file->content.size();
    request.attachment = file->attachment;
    request.file_name = file->name;
    request.charset = file->charset;
    request.is_letter = file->is_letter;
    request.depth = depth;
    request.deadline = services_.deadline;
    request.patience = context_.patience;
    request.known = &file->documents;
    request.pages_left = &pages_left_;
    requests.push_back(std::move(request));
  }
  std::vector<std::vector<Document>> read = services_.reader->read_all(requests);
  for (size_t i = 0; i < files.size() && i < read.size(); ++i) {
    files[i]->documents = std::move(read[i]);
    if (services_.cache == nullptr || files[i]->documents.empty()) continue;
    if (!files[i]->digest) files[i]->digest = digest_of_file(*files[i]);
    services_.cache->keep(*files[i]->digest, depth, files[i]->documents);
  }
}

}  // namespace pismovod
