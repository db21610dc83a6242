#include "extract/attachments.h"

#include <algorithm>
#include <utility>

#include "extract/letter_file.h"
#include "extract/picture_header.h"

namespace pismovod {
namespace {

constexpr size_t kGlanced = 65536;

size_t octets_of_text(const Document& document) {
  size_t sum = 0;
  for (const Passage& passage : document.passages) sum += passage.text.size();
  return sum;
}

// Leaves the first passages of a document that there is room for, and takes them off what is left.
void cut(Document& document, size_t& octets, size_t& passages) {
  size_t kept = 0;
  for (; kept < document.passages.size() && passages > 0; ++kept, --passages) {
    const size_t size = document.passages[kept].text.size();
    if (size > octets) break;
    octets -= size;
  }
  if (kept == document.passages.size()) return;
  document.passages.erase(document.passages.begin() + static_cast<std::ptrdiff_t>(kept), document.passages.end());
  document.text_was_cut = true;
}

}  // namespace

Attachments::Attachments(const Letter& letter, const ReadingContext& context, AttachmentServices services)
    : letter_(letter), context_(context), services_(std::move(services)), reader_(context, services_) {
  items_.resize(letter.attachments.size());
  const int wrapped = wrapped_letter(letter);
  for (size_t i = 0; i < items_.size(); ++i) {
    FileToRead& file = items_[i].file;
    file.attachment = letter.attachments[i].number;
    file.name = letter.attachments[i].name;
    file.file_name = file.name;
    file.charset = entity(items_[i]).content_type.parameter("charset");
    file.is_letter = file.attachment == wrapped;
  }
}

const Attachment& Attachments::attachment(const Item& item) const {
  return letter_.attachments[static_cast<size_t>(item.file.attachment) - 1];
}

const Document& Attachments::glance(int number) {
  Item& item = this->item(number);
  if (!item.glanced && item.file.documents.empty()) {
    item.glanced = true;
    const std::string head = decoded_content(letter_.structure, *letter_.message, entity(item), kGlanced);
    item.file.type = entity(item).is_message() ? FileType{Format::eml, FileKind::message, "message/rfc822", false}
                                               : tell_file_type(head);
    Document document = ContentReader::stub_of(item.file);
    document.octets = head.size() < kGlanced ? head.size() : attachment(item).octets;
    document.pages = pages_of(picture_headers(head, item.file.type.format, 1));
    item.file.documents = {std::move(document)};
  }
  return item.file.documents.front();
}

void Attachments::read(std::span<const int> numbers, ReadDepth depth) {
  std::vector<FileToRead*> files;
  for (const int number : numbers) {
    Item& item = this->item(number);
    if (item.was_read && item.depth >= depth) continue;
    // What a glance told, or an outline, is no text that is known.
    const bool keeps_text = item.was_read && item.depth == ReadDepth::text;
    if (!keeps_text) item.file.documents.clear();
    item.was_read = true;
    item.depth = depth;
    if (entity(item).is_message()) {
      read_forwarded(item);
    } else if (open(item)) {
      files.push_back(&item.file);
    }
  }
  if (!files.empty()) reader_.read(files, depth);
  keep_within_bounds();
}

// Each file has its own bound; a letter may have a thousand, and an archive as many. The longest gives way: a
// card is not lost for the log beside it.
void Attachments::keep_within_bounds() {
  std::vector<std::pair<size_t, Document*>> by_size;
  for (Item& item : items_) {
    for (Document& document : item.file.documents) by_size.emplace_back(octets_of_text(document), &document);
  }
  std::ranges::stable_sort(by_size, {}, [](const auto& sized) { return sized.first; });
  size_t octets = services_.all_text_octets;
  size_t passages = services_.passages;
  for (const auto& [size, document] : by_size) cut(*document, octets, passages);
}

const std::vector<Document>& Attachments::read(int number, ReadDepth depth) {
  read({number}, depth);
  return documents(number);
}

std::vector<Document> Attachments::all() const {
  std::vector<Document> out;
  for (const Item& item : items_) out.insert(out.end(), item.file.documents.begin(), item.file.documents.end());
  return out;
}

// False when there is nothing to be read: the document says why.
bool Attachments::open(Item& item) {
  if (item.is_open) return true;
  if (attachment(item).octets > services_.attachment_octets) {
    fail(item, ReadState::too_large);
    return false;
  }
  auto content = decode(item);
  if (!content) {
    fail(item, ReadState::failed);
    return false;
  }
  item.file.content = std::move(*content);
  in_memory_ += item.file.content.size();
  if (item.file.content.size() > 0 && item.file.content.view().empty()) {
    fail(item, ReadState::failed);
    return false;
  }
  item.file.type = tell_file_type(item.file.content.view());
  item.is_open = true;
  return true;
}

Result<Content> Attachments::decode(const Item& item) const {
  const Entity& part = entity(item);
  ContentOptions options = services_.content;
  if (in_memory_ + attachment(item).octets > services_.memory_octets) options.in_memory = 0;
  ContentWriter writer(attachment(item).octets, options);
  TransferDecoder decoder(part.encoding);
  std::string piece;
  bool kept = true;
  letter_.structure.source(*letter_.message, part.content)
      .for_each_span(part.content.begin, part.content.end, [&](std::string_view chunk) {
        if (!kept) return;
        piece.clear();
        decoder.feed(chunk, piece);
        kept = writer.append(piece);
      });
  piece.clear();
  decoder.finish(piece);
  writer.append(piece);
  return writer.finish();
}

// Files attached to a forwarded letter are attachments of this one too: its text alone is read here.
void Attachments::read_forwarded(Item& item) {
  const std::string octets =
      decoded_content(letter_.structure, *letter_.message, entity(item), services_.attachment_octets);
  item.file.type = {Format::eml, FileKind::message, "message/rfc822", false};
  Document document = ContentReader::stub_of(item.file);
  document.octets = octets.size();
  LetterFile(octets, context_).add_text(document, services_.text_octets);
  item.file.documents = {std::move(document)};
}

void Attachments::fail(Item& item, ReadState state) {
  item.file.documents = {ContentReader::stub_of(item.file)};
  item.file.documents.front().fail(ReadDepth::outline, state);
}

int wrapped_letter(const Letter& letter) {
  if (letter.structure.entities.empty()) return 0;
  const Entity& root = letter.structure.entities.front();
  const bool wrapped = root.is("application/pkcs7-mime") || root.is("application/x-pkcs7-mime") ||
                       root.is("application/ms-tnef") || root.is("application/vnd.ms-tnef");
  return wrapped && letter.attachments.size() == 1 ? letter.attachments.front().number : 0;
}

}  // namespace pismovod
