#include "reader/tnef.h"

#include <cstdlib>
#include <memory>

#include "mime/charset.h"
#include "reader/entry_name.h"

extern "C" {
#include <ytnef.h>
}

namespace pismovod {
namespace {

constexpr unsigned kString8 = 0x1E;
constexpr unsigned kUnicode = 0x1F;
constexpr unsigned kObject = 0x0D;
constexpr unsigned kBinary = 0x102;
constexpr size_t kObjectHeader = 16;  // the interface that an embedded object is of

struct Free {
  void operator()(unsigned char* data) const { std::free(data); }  // NOLINT: libytnef allocates by malloc
};

// Frees what the library has allocated, however parsing ended.
class Parsed {
 public:
  Parsed() { TNEFInitialize(&tnef_); }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { TNEFFree(&tnef_); }
  TNEFStruct& get() { return tnef_; }

 private:
  TNEFStruct tnef_{};
};

std::string_view octets_of(const variableLength* value) {
  if (value == nullptr || value == MAPI_UNDEFINED || value->data == nullptr || value->size <= 0) return {};
  return {reinterpret_cast<const char*>(value->data), static_cast<size_t>(value->size)};
}

std::string_view octets_of(const variableLength& value) { return octets_of(&value); }

std::string_view property(MAPIProps& properties, unsigned type, unsigned id) {
  return octets_of(MAPIFindProperty(&properties, PROP_TAG(type, id)));
}

std::string_view without_end(std::string_view text) { return text.substr(0, text.find('\0')); }

// A text property, as Unicode (the library makes UTF-8 of it) or in the sender's code page.
std::string_view text_property(MAPIProps& properties, unsigned id) {
  const std::string_view unicode = without_end(property(properties, kUnicode, id));
  return unicode.empty() ? without_end(property(properties, kString8, id)) : unicode;
}

std::string charset_of(const TNEFStruct& tnef) {
  const std::string_view page = octets_of(tnef.CodePage);
  if (page.size() < 2) return {};
  const int number = static_cast<unsigned char>(page[0]) | static_cast<unsigned char>(page[1]) << 8;
  return "windows-" + std::to_string(number);
}

std::string rtf_body(MAPIProps& properties) {
  variableLength* packed = MAPIFindProperty(&properties, PROP_TAG(kBinary, PR_RTF_COMPRESSED));
  if (octets_of(packed).size() < 16) return {};
  int size = 0;
  const std::unique_ptr<unsigned char, Free> rtf(DecompressRTF(packed, &size));
  if (!rtf || size <= 0) return {};
  return {reinterpret_cast<const char*>(rtf.get()), static_cast<size_t>(size)};
}

Enclosed file_of(::Attachment& attached, uint32_t number, Budget& budget) {
  Enclosed file;
  file.number = number;
  std::string_view name = text_property(attached.MAPI, PR_ATTACH_LONG_FILENAME);
  if (name.empty()) name = without_end(octets_of(attached.Title));
  if (name.empty()) name = text_property(attached.MAPI, PR_DISPLAY_NAME);
  file.name = name.empty() ? std::to_string(number + 1) : entry_file_name(name);
  std::string_view octets = octets_of(attached.FileData);
  if (octets.empty()) {
    octets = property(attached.MAPI, kObject, PR_ATTACH_DATA_OBJ);
    if (octets.empty()) octets = property(attached.MAPI, kBinary, PR_ATTACH_DATA_OBJ);
    octets.remove_prefix(octets.size() > kObjectHeader ? kObjectHeader : 0);
  }
  if (octets.size() > budget.octets()) {
    file.state = ReadState::too_large;
  } else {
    file.octets = octets;
    budget.take_octets(octets.size());
  }
  return file;
}

}  // namespace

TnefContent read_tnef(std::string_view octets, Budget& budget) {
  TnefContent content;
  Parsed parsed;
  TNEFStruct& tnef = parsed.get();
  // The library takes no constant octets, and changes none.
  std::string copy(octets);
  content.is_good =
      TNEFParseMemory(reinterpret_cast<unsigned char*>(copy.data()), static_cast<long>(copy.size()), &tnef) >= 0;
  const std::string charset = charset_of(tnef);
  content.subject = to_utf8(without_end(octets_of(tnef.subject)), charset).text;
  std::string_view body = text_property(tnef.MapiProperties, PR_BODY);
  if (body.empty()) body = without_end(octets_of(tnef.body));
  content.body = to_utf8(body, charset).text;
  content.rtf = rtf_body(tnef.MapiProperties);
  uint32_t number = 0;
  for (::Attachment* attached = tnef.starting_attach.next; attached != nullptr; attached = attached->next) {
    if (!budget.take_entry()) break;
    content.files.push_back(file_of(*attached, number++, budget));
  }
  content.is_good = content.is_good || !content.files.empty();
  return content;
}

}  // namespace pismovod
