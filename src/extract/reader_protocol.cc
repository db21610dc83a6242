// Each kind is written and read in one order of fields, by two functions that stand together and must change together.
// A count is checked against the octets that are left before a list is made, a frame's size before its body is awaited;
// a body that is read beyond its end, or not to it, gives nothing.

#include "extract/reader_protocol.h"

#include "extract/wire.h"

namespace pismovod {
namespace {

constexpr int kMostPixels = INT32_MAX;
constexpr int kMostNumber = 1 << 24;

WireWriter frame(FrameKind kind) { return WireWriter(static_cast<uint8_t>(kind)); }

template <class Enum>
void put_enum(WireWriter& out, Enum value) {
  out.number(static_cast<uint8_t>(value));
}

void put(WireWriter& out, const std::vector<uint32_t>& entry) {
  out.number(static_cast<uint32_t>(entry.size()));
  for (const uint32_t number : entry) out.number(number);
}

std::vector<uint32_t> take_entry(WireReader& in) {
  std::vector<uint32_t> entry(in.count(4));
  for (uint32_t& number : entry) number = in.number<uint32_t>();
  return entry;
}

void put(WireWriter& out, const Page& page) {
  out.integer(page.number);
  out.flag(page.is_picture);
  out.flag(page.holds_picture);
  out.integer(page.width);
  out.integer(page.height);
  out.flag(page.is_blank);
  out.flag(page.is_tiny);
  out.flag(page.has_seal);
  out.integer(page.turned);
  out.integer(page.confidence + 1);
  out.integer(page.left_out);
  put_enum(out, page.ocr);
}

Page take_page(WireReader& in) {
  Page page;
  page.number = in.integer(kMostNumber);
  page.is_picture = in.flag();
  page.holds_picture = in.flag();
  page.width = in.integer(kMostPixels);
  page.height = in.integer(kMostPixels);
  page.is_blank = in.flag();
  page.is_tiny = in.flag();
  page.has_seal = in.flag();
  page.turned = in.integer(270);
  page.confidence = in.integer(101) - 1;
  page.left_out = in.integer(kMostNumber);
  page.ocr = in.one_of(ReadState::failed);
  return page;
}

void put(WireWriter& out, const Passage& passage) {
  const Place& place = passage.place;
  put_enum(out, place.kind);
  put_enum(out, place.author);
  out.integer(place.attachment);
  out.text(place.name);
  put_enum(out, place.unit);
  out.integer(place.number);
  out.text(place.sheet);
  out.flag(place.ocr);
  out.text(passage.text);
}

Passage take_passage(WireReader& in) {
  Place place;
  place.kind = in.one_of(Place::Kind::attachment);
  place.author = in.one_of(Author::other);
  place.attachment = in.integer(kMostNumber);
  place.name = in.text();
  place.unit = in.one_of(Place::Unit::sheet);
  place.number = in.integer(kMostNumber);
  place.sheet = in.text();
  place.ocr = in.flag();
  return make_passage(std::move(place), in.text());
}

void put(WireWriter& out, const std::vector<Passage>& passages) {
  out.number(static_cast<uint32_t>(passages.size()));
  for (const Passage& passage : passages) put(out, passage);
}

std::vector<Passage> take_passages(WireReader& in) {
  constexpr size_t kLeast = 24;
  std::vector<Passage> passages;
  for (uint32_t left = in.count(kLeast); left > 0 && in.is_good(); --left) passages.push_back(take_passage(in));
  return passages;
}

void put(WireWriter& out, const Document& document) {
  out.integer(document.attachment);
  out.text(document.name);
  out.text(document.file_name);
  out.text(document.media_type);
  put_enum(out, document.kind);
  out.number(uint64_t{document.octets});
  out.flag(document.is_container);
  put(out, document.entry);
  put_enum(out, document.outline);
  put_enum(out, document.text);
  put_enum(out, document.ocr);
  out.flag(document.text_was_cut);
  out.number(static_cast<uint32_t>(document.pages.size()));
  for (const Page& page : document.pages) put(out, page);
  put(out, document.passages);
}

Document take_document(WireReader& in) {
  constexpr size_t kLeastPage = 20;
  Document document;
  document.attachment = in.integer(kMostNumber);
  document.name = in.text();
  document.file_name = in.text();
  document.media_type = in.text();
  document.kind = in.one_of(FileKind::signature);
  document.octets = in.number<uint64_t>();
  document.is_container = in.flag();
  document.entry = take_entry(in);
  document.outline = in.one_of(ReadState::failed);
  document.text = in.one_of(ReadState::failed);
  document.ocr = in.one_of(ReadState::failed);
  document.text_was_cut = in.flag();
  for (uint32_t left = in.count(kLeastPage); left > 0 && in.is_good(); --left) document.pages.push_back(take_page(in));
  document.passages = take_passages(in);
  return document;
}

template <class T>
std::optional<T> if_whole(const WireReader& in, T value) {
  if (!in.is_finished()) return std::nullopt;
  return value;
}

}  // namespace

std::string encode(const ReaderLimits& limits) {
  WireWriter out = frame(FrameKind::settings);
  for (const size_t number : {limits.memory_octets, limits.output_octets, limits.text_octets, limits.archive_octets,
                              limits.archive_entry_octets, limits.archive_ratio, limits.picture_pixels}) {
    out.number(uint64_t{number});
  }
  for (const unsigned number :
       {limits.cpu_seconds, limits.text_cpu_seconds, limits.file_cpu_seconds, limits.archive_depth,
        limits.archive_entries, limits.pages, limits.ocr_pages, limits.ocr_dpi}) {
    out.number(uint32_t{number});
  }
  out.text(limits.ocr_languages);
  out.text(limits.tessdata);
  return out.finish();
}

std::optional<ReaderLimits> decode_limits(std::string_view body) {
  WireReader in(body);
  ReaderLimits limits;
  for (size_t* number : {&limits.memory_octets, &limits.output_octets, &limits.text_octets, &limits.archive_octets,
                         &limits.archive_entry_octets, &limits.archive_ratio, &limits.picture_pixels}) {
    *number = in.number<uint64_t>();
  }
  for (unsigned* number :
       {&limits.cpu_seconds, &limits.text_cpu_seconds, &limits.file_cpu_seconds, &limits.archive_depth,
        &limits.archive_entries, &limits.pages, &limits.ocr_pages, &limits.ocr_dpi}) {
    *number = in.number<uint32_t>();
  }
  limits.ocr_languages = in.text();
  limits.tessdata = in.text();
  return if_whole(in, std::move(limits));
}

std::string encode(const ReaderJob& job) {
  WireWriter out = frame(FrameKind::job);
  out.flag(job.is_page);
  put_enum(out, job.depth);
  out.integer(job.attachment);
  out.text(job.name);
  out.text(job.charset);
  out.flag(job.is_letter);
  out.number(job.octets);
  out.number(job.milliseconds);
  out.number(job.cpu_seconds);
  put(out, job.entry);
  out.integer(job.page);
  return out.finish();
}

std::optional<ReaderJob> decode_job(std::string_view body) {
  WireReader in(body);
  ReaderJob job;
  job.is_page = in.flag();
  job.depth = in.one_of(ReadDepth::ocr);
  job.attachment = in.integer(kMostNumber);
  job.name = in.text();
  job.charset = in.text();
  job.is_letter = in.flag();
  job.octets = in.number<uint64_t>();
  job.milliseconds = in.number<uint32_t>();
  job.cpu_seconds = in.number<uint32_t>();
  job.entry = take_entry(in);
  job.page = in.integer(kMostNumber);
  return if_whole(in, std::move(job));
}

std::string encode(const Hello& hello) {
  WireWriter out = frame(FrameKind::hello);
  out.text(hello.confinement);
  return out.finish();
}

std::optional<Hello> decode_hello(std::string_view body) {
  WireReader in(body);
  Hello hello{in.text()};
  return if_whole(in, std::move(hello));
}

std::string encode(const NumberedDocument& document) {
  WireWriter out = frame(FrameKind::document);
  out.number(document.index);
  out.flag(document.is_whole);
  put(out, document.document);
  return out.finish();
}

std::optional<NumberedDocument> decode_document(std::string_view body) {
  WireReader in(body);
  NumberedDocument document;
  document.index = in.number<uint32_t>();
  document.is_whole = in.flag();
  document.document = take_document(in);
  return if_whole(in, std::move(document));
}

std::string encode(const ReadPage& page) {
  WireWriter out = frame(FrameKind::page);
  put(out, page.page);
  put(out, page.passages);
  return out.finish();
}

std::optional<ReadPage> decode_page(std::string_view body) {
  WireReader in(body);
  ReadPage page;
  page.page = take_page(in);
  page.passages = take_passages(in);
  return if_whole(in, std::move(page));
}

std::string encode(const JobDone& done) {
  WireWriter out = frame(FrameKind::done);
  out.number(done.cpu_microseconds);
  return out.finish();
}

std::optional<JobDone> decode_done(std::string_view body) {
  WireReader in(body);
  const JobDone done{in.number<uint64_t>()};
  return if_whole(in, done);
}

std::optional<Frame> FrameBuffer::next() {
  if (broken_ || octets_.size() - at_ < 5) return std::nullopt;
  WireReader head(std::string_view(octets_).substr(at_, 5));
  const auto size = head.number<uint32_t>();
  const auto kind = head.number<uint8_t>();
  if (size == 0 || size > most_ || kind < static_cast<uint8_t>(FrameKind::settings) ||
      kind > static_cast<uint8_t>(FrameKind::done)) {
    broken_ = true;
    return std::nullopt;
  }
  if (octets_.size() - at_ - 4 < size) return std::nullopt;
  Frame frame{static_cast<FrameKind>(kind), octets_.substr(at_ + 5, size - 1)};
  at_ += 4 + size_t{size};
  if (at_ > octets_.size() / 2) {
    octets_.erase(0, at_);
    at_ = 0;
  }
  return frame;
}

}  // namespace pismovod
