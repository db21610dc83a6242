#include "notice/gmime_parser.h"

#include <gmime/gmime.h>

#include <memory>

namespace pismovod::test {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

std::string content_of(GMimePart* part) {
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string written(GMimeObject* object) {
  char* text = g_mime_object_to_string(object, nullptr);
  std::string out = text == nullptr ? "" : text;
  g_free(text);
  return out;
}

void take_leaf(GMimeObject*, GMimeObject* part, gpointer data) {
  auto& out = *static_cast<ParsedByGMime*>(data);
  if (GMIME_IS_MESSAGE_PART(part)) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
    if (message != nullptr) out.files.emplace_back("", written(GMIME_OBJECT(message)));
    return;
  }
  if (!GMIME_IS_PART(part)) return;
  const char* name = g_mime_part_get_filename(GMIME_PART(part));
  if (name != nullptr) {
    out.files.emplace_back(name, content_of(GMIME_PART(part)));
  } else {
    out.texts.push_back(content_of(GMIME_PART(part)));
  }
}

void complain(gint64, GMimeParserWarning warning, const gchar* item, gpointer data) {
  auto& out = *static_cast<ParsedByGMime*>(data);
  out.complaints.push_back(std::to_string(static_cast<int>(warning)) + " " + (item == nullptr ? "" : item));
}

}  // namespace

ParsedByGMime parse_with_gmime(const std::string& octets) {
  static const bool ready = [] {
    g_mime_init();
    return true;
  }();
  ParsedByGMime out;
  if (!ready) return out;
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(octets.data(), octets.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const std::unique_ptr<GMimeParserOptions, decltype(&g_mime_parser_options_free)> options(g_mime_parser_options_new(),
                                                                                           &g_mime_parser_options_free);
  g_mime_parser_options_set_warning_callback(options.get(), complain, &out);
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options.get()));
  if (!message) {
    out.complaints.emplace_back("no message");
    return out;
  }
  GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message.get()));
  for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    const char* value = g_mime_header_get_value(header);
    out.fields[g_mime_header_get_name(header)] = value == nullptr ? "" : value;
  }
  GMimeObject* root = g_mime_message_get_mime_part(message.get());
  if (GMIME_IS_MULTIPART(root)) {
    g_mime_multipart_foreach(GMIME_MULTIPART(root), take_leaf, &out);
  } else {
    take_leaf(nullptr, root, &out);
  }
  return out;
}

}  // namespace pismovod::test
