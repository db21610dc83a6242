#include "support/attachments.h"

#include <zlib.h>

#include <array>

#include "mail/compose.h"

namespace pismovod::test {
namespace {

void put32(std::string& out, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void put_chunk(std::string& out, const std::string& type, const std::string& data) {
  put32(out, static_cast<uint32_t>(data.size()));
  const std::string body = type + data;
  out += body;
  put32(out,
        static_cast<uint32_t>(::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

}  // namespace

std::string base64_lines(const std::string& octets) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < octets.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (i + k < octets.size() ? static_cast<unsigned char>(octets[i + k]) : 0);
    for (size_t k = 0; k < 4; ++k) out += i + k > octets.size() ? '=' : kAlphabet[bits >> (18 - 6 * k) & 63];
    if (i % 57 == 54) out += "\r\n";
  }
  return out + "\r\n";
}

std::string png_picture(unsigned width, unsigned height) {
  std::string header;
  put32(header, width);
  put32(header, height);
  header += std::string("\x08\x00\x00\x00\x00", 5);  // 8 bits, grey
  std::string rows;
  for (unsigned y = 0; y < height; ++y) {
    rows += '\0';
    for (unsigned x = 0; x < width; ++x) rows += static_cast<char>((x / 20 + y / 20) % 2 == 0 ? 0xE0 : 0x60);
  }
  uLongf size = compressBound(rows.size());
  std::string packed(size, '\0');
  ::compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()), rows.size());
  packed.resize(size);
  std::string out = "\x89PNG\r\n\x1a\n";
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", packed);
  put_chunk(out, "IEND", "");
  return out;
}

TestLetter letter_with(const std::string& to, const std::string& subject, const std::string& text,
                       const std::vector<Attached>& files) {
  TestLetter letter;
  letter.to = {to};
  letter.octets = "From: ivanov@vektor-soft.ru\r\nTo: " + to + "\r\nSubject: " + encode_header(subject, "\r\n ") +
                  "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_test\"\r\n\r\n--=_test\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
                  text + "\r\n";
  for (const Attached& file : files) {
    letter.octets += "--=_test\r\nContent-Type: " + file.type + "\r\nContent-Transfer-Encoding: base64\r\n" +
                     "Content-Disposition: attachment; filename=\"" + encode_header(file.name, " ") + "\"\r\n\r\n" +
                     base64_lines(file.octets);
  }
  letter.octets += "--=_test--\r\n";
  return letter;
}

}  // namespace pismovod::test
