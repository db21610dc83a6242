#include "mime/gmime_leaves.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

namespace pismovod::test {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

std::string type_of(GMimePart* part) {
  GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
  std::string out =
      std::string(g_mime_content_type_get_media_type(type)) + "/" + g_mime_content_type_get_media_subtype(type);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

void take(GMimeObject*, GMimeObject* part, gpointer out) {
  if (!GMIME_IS_PART(part)) return;
  GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part));
  if (content == nullptr) return;
  GMimeStream* raw = g_mime_data_wrapper_get_stream(content);
  const Owned<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* octets = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  const auto begin = static_cast<size_t>(raw->bound_start);
  const gint64 end = raw->bound_end < 0 ? raw->bound_start + g_mime_stream_length(raw) : raw->bound_end;
  static_cast<std::vector<GmimeLeaf>*>(out)->push_back(
      {type_of(GMIME_PART(part)), begin, static_cast<size_t>(end),
       std::string(reinterpret_cast<const char*>(octets->data), octets->len)});
}

void walk(GMimeObject* part, std::vector<GmimeLeaf>& out) {
  if (GMIME_IS_MULTIPART(part)) {
    auto* multipart = GMIME_MULTIPART(part);
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) walk(g_mime_multipart_get_part(multipart, i), out);
  } else if (GMIME_IS_MESSAGE_PART(part)) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    if (message != nullptr && g_mime_message_get_mime_part(message) != nullptr) {
      walk(g_mime_message_get_mime_part(message), out);
    }
  } else {
    take(nullptr, part, &out);
  }
}

}  // namespace

std::vector<GmimeLeaf> gmime_leaves(const std::string& letter) {
  static const bool started = (g_mime_init(), true);
  (void)started;
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(letter.data(), letter.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  std::vector<GmimeLeaf> out;
  if (message != nullptr) walk(g_mime_message_get_mime_part(message.get()), out);
  return out;
}

}  // namespace pismovod::test
