#include "extract/cms_tell.h"

#include <algorithm>

#include "mime/transfer.h"

namespace pismovod {
namespace {

using namespace std::string_view_literals;

constexpr size_t kShortest = 64;  // a word of four letters is base64 too

bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '=' || c == '\r' || c == '\n';
}

std::string_view without_pem_lines(std::string_view text) {
  if (text.starts_with("-----BEGIN ")) text.remove_prefix(std::min(text.find('\n'), text.size()));
  const size_t end = text.find("-----END ");
  return text.substr(0, end);
}

}  // namespace

// ContentInfo: a SEQUENCE, a length of any form, the OID 1.2.840.113549.1.7.N (RFC 5652 section 3). A detached
// signature has an EncapsulatedContentInfo of a type alone, a SEQUENCE of 11 octets or one that ends at once.
std::optional<FileType> tell_cms(std::string_view octets) {
  if (!octets.starts_with("\x30")) return std::nullopt;
  if (octets.substr(0, 24).find("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07") > 8) return std::nullopt;
  const std::string_view head = octets.substr(0, 512);
  constexpr std::array kAlone = {"\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv,
                                 "\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01\0\0"sv};
  if (std::ranges::any_of(kAlone, [&](std::string_view one) { return head.find(one) != std::string_view::npos; })) {
    return FileType{Format::signature, FileKind::signature, "application/pkcs7-signature", false};
  }
  return FileType{Format::cms, FileKind::archive, "application/pkcs7-mime", false};
}

std::string octets_of_armor(std::string_view text) {
  text = without_pem_lines(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  // An ASN.1 SEQUENCE of more than 127 octets begins with 0x30 0x8N.
  if (text.size() < kShortest || !text.starts_with("MI") || !std::ranges::all_of(text, is_base64)) return {};
  TransferDecoder decoder(TransferEncoding::base64);
  std::string octets;
  decoder.feed(text, octets);
  decoder.finish(octets);
  return octets;
}

}  // namespace pismovod
