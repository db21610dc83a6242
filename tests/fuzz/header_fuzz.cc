// The decoders of header fields: encoded words, parameters, addresses.
#include <cstdlib>

#include "base/utf8.h"
#include "letter/letter.h"
#include "mail/address.h"
#include "mail/compose.h"
#include "mime/encoded_word.h"
#include "mime/parameter.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string_view field(reinterpret_cast<const char*>(data), size);
  const std::string text = decode_header(field);
  if (!is_utf8(text) || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) std::abort();
  if (encode_header(text).size() > 10 * text.size() + 100) std::abort();
  bool inherited = false;
  without_reply_prefixes(text, inherited);
  for (const auto& [name, value] : parse_parameters(field).parameters) {
    if (!is_utf8(value)) std::abort();
  }
  const std::vector<Address> ours = {{"v8", "1c.ru"}, {"partner", "1ci.com"}};
  for (const Address& address : parse_address_list(field)) looks_like(address, ours);
  parse_path(field);
  return 0;
}
