#include "mime/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <array>
#include <map>
#include <memory>

#include "base/language.h"
#include "base/utf8.h"
#include "mail/message.h"
#include "mime/charset_guess.h"

namespace pismovod {
namespace {

struct Alias {
  std::string_view written;
  std::string_view meant;
};
// What ICU does not know, or knows as something else.
constexpr std::array<Alias, 28> kAliases = {{{"mac-cyrillic", "x-mac-cyrillic"},
                                             {"maccyrillic", "x-mac-cyrillic"},
                                             {"x-mac-ukrainian", "x-mac-cyrillic"},
                                             {"cp855", "ibm855"},
                                             {"855", "ibm855"},
                                             {"iso-ir-144", "iso-8859-5"},
                                             {"win-1251", "windows-1251"},
                                             {"win1251", "windows-1251"},
                                             {"windows1251", "windows-1251"},
                                             {"cp1251", "windows-1251"},
                                             {"cp-1251", "windows-1251"},
                                             {"1251", "windows-1251"},
                                             {"x-cp1251", "windows-1251"},
                                             {"ansi", "windows-1251"},
                                             {"utf8", "utf-8"},
                                             {"utf_8", "utf-8"},
                                             {"unicode-1-1-utf-8", "utf-8"},
                                             {"koi8", "koi8-r"},
                                             {"koi8r", "koi8-r"},
                                             {"koi-8", "koi8-r"},
                                             {"cskoi8r", "koi8-r"},
                                             {"koi8-u", "koi8-r"},
                                             {"cp866", "ibm866"},
                                             {"866", "ibm866"},
                                             {"dos", "ibm866"},
                                             {"iso8859-5", "iso-8859-5"},
                                             {"unicode", "utf-16"},
                                             {"ascii", "us-ascii"}}};

// Declarations that say nothing.
bool is_empty_word(std::string_view charset) {
  return charset.empty() || charset == "us-ascii" || charset == "unknown-8bit" || charset == "x-unknown" ||
         charset == "unknown" || charset == "default" || charset == "binary" || charset == "8bit";
}

bool is_cyrillic(std::string_view charset) {
  for (const std::string_view known : kCyrillicCharsets) {
    if (charset == known) return true;
  }
  return false;
}

// What each upper octet is in UTF-8; at most three octets.
struct Utf8Octets {
  std::array<char, 3> text{};
  uint8_t length = 0;
};
using Table = std::array<Utf8Octets, 128>;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
Converter open_converter(const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.c_str(), &status), &ucnv_close);
  return U_SUCCESS(status) ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

bool convert(std::string_view octets, const std::string& charset, std::string& out) {
  const Converter converter = open_converter(charset);
  if (!converter) return false;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text(octets.data(), static_cast<int32_t>(octets.size()), converter.get(), status);
  if (U_FAILURE(status)) return false;
  text.toUTF8String(out);
  return true;
}

const Table& table_of(std::string_view charset) {
  static const std::map<std::string, Table, std::less<>> tables = [] {
    std::map<std::string, Table, std::less<>> made;
    for (const std::string_view name : kCyrillicCharsets) {
      Table& table = made[std::string(name)];
      for (size_t i = 0; i < table.size(); ++i) {
        const char octet = static_cast<char>(0x80 + i);
        std::string utf8;
        if (!convert({&octet, 1}, std::string(name), utf8)) append_utf8(utf8, kReplacementCharacter);
        table[i].length = static_cast<uint8_t>(utf8.copy(table[i].text.data(), table[i].text.size()));
      }
    }
    return made;
  }();
  const auto found = tables.find(charset);
  return found != tables.end() ? found->second : tables.begin()->second;
}

// Text of two-octet units without a byte-order mark has its zero and 0x04 octets on one side.
std::string utf16_by_zeros(std::string_view octets) {
  if (octets.size() < 8) return {};
  const std::string_view sample = octets.substr(0, 4096);
  std::array<size_t, 2> upper{};
  for (size_t i = 0; i < sample.size(); ++i) upper[i % 2] += sample[i] == 0 || sample[i] == 4 ? 1 : 0;
  const size_t half = sample.size() / 2;
  if (upper[1] * 10 > half * 8 && upper[0] * 10 < half * 3) return "utf-16le";
  if (upper[0] * 10 > half * 8 && upper[1] * 10 < half * 3) return "utf-16be";
  return {};
}

DecodedText decoded(std::string_view octets, std::string charset, bool as_declared) {
  DecodedText out{{}, std::move(charset), as_declared};
  if (out.charset == "utf-8" || out.charset == "us-ascii") {
    out.text = to_valid_utf8(octets);
  } else if (is_cyrillic(out.charset)) {
    out.text = decode_cyrillic(octets, out.charset);
  } else if (!convert(octets, out.charset, out.text)) {
    out.text = decode_cyrillic(octets, "windows-1251");
  }
  return out;
}

// Does text in a declared charset, of which no table of ours knows, read better than in the one that is guessed?
// Mac Cyrillic and windows-1251 have the same small letters.
bool reads_better(std::string_view octets, const std::string& declared, std::string_view guessed) {
  constexpr size_t kSample = 4096;
  const std::string_view sample = octets.substr(0, kSample);
  std::string utf8;
  if (!convert(sample, declared, utf8)) return false;
  return language_score(utf8).mean > language_score(decode_cyrillic(sample, guessed)).mean;
}

// UTF-8 with a damaged character here and there, not another charset.
bool is_mostly_utf8(std::string_view octets) {
  size_t good = 0;
  size_t bad = 0;
  for (size_t at = 0; at < octets.size();) {
    const bool ascii = static_cast<unsigned char>(octets[at]) < 0x80;
    const char32_t c = next_code_point(octets, at);
    if (!ascii) ++(c == kReplacementCharacter ? bad : good);
  }
  return good > bad * 8;
}

std::string guess_without_word(std::string_view octets) {
  const CyrillicGuess guess = guess_cyrillic(octets);
  if (guess.looks_cyrillic) return guess.charset;
  const std::string other = guess_by_uchardet(octets);
  return other.empty() ? "windows-1251" : other;
}

}  // namespace

std::string charset_name(std::string_view declared) {
  std::string name;
  for (const char c : declared) {
    if (c > ' ' && c != '"' && c != '\'') name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  for (const Alias& alias : kAliases) {
    if (alias.written == name) return std::string(alias.meant);
  }
  return name;
}

std::string decode_cyrillic(std::string_view octets, std::string_view charset) {
  const Table& table = table_of(charset);
  std::string out;
  out.reserve(octets.size() * 2);
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x80) {
      out += c;
    } else {
      out.append(table[octet - 0x80].text.data(), table[octet - 0x80].length);
    }
  }
  return out;
}

bool is_simple_charset(const std::string& charset) {
  if (charset == "utf-8" || charset == "us-ascii" || is_cyrillic(charset)) return true;
  const Converter converter = open_converter(charset);
  if (!converter || ucnv_getMaxCharSize(converter.get()) != 1) return false;
  const std::string ascii = "<A=z0&\n";
  std::string utf8;
  return convert(ascii, charset, utf8) && utf8 == ascii;
}

std::optional<std::string> from_utf8(std::string_view utf8, const std::string& charset) {
  if (is_ascii(utf8) || charset == "utf-8") return std::string(utf8);
  const Converter converter = open_converter(charset);
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
  std::string out(utf8.size() + 1, '\0');
  const int32_t size = ucnv_fromUChars(converter.get(), out.data(), static_cast<int32_t>(out.size()), text.getBuffer(),
                                       text.length(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<size_t>(size));
  return out;
}

DecodedText to_utf8(std::string_view octets, std::string_view declared_as) {
  const std::string declared = charset_name(declared_as);
  if (octets.starts_with("\xEF\xBB\xBF")) {
    return decoded(octets.substr(3), "utf-8", declared == "utf-8");
  }
  if (octets.starts_with("\xFF\xFE")) return decoded(octets.substr(2), "utf-16le", true);
  if (octets.starts_with("\xFE\xFF")) return decoded(octets.substr(2), "utf-16be", true);
  const bool stateful =
      declared.starts_with("utf-16") || declared.starts_with("utf-7") || declared.starts_with("iso-2022");
  if (declared.starts_with("utf-16") || octets.find('\0') != std::string_view::npos) {
    if (const std::string wide = utf16_by_zeros(octets); !wide.empty()) {
      return decoded(octets, wide, declared.starts_with("utf-16"));
    }
  }
  if (stateful) return decoded(octets, declared, true);
  if (is_ascii(octets)) return {std::string(octets), declared.empty() ? "us-ascii" : declared, true};
  if (is_utf8(octets)) return {std::string(octets), "utf-8", declared == "utf-8"};
  if (is_mostly_utf8(octets)) return decoded(octets, "utf-8", declared == "utf-8");
  if (is_empty_word(declared) || declared == "utf-8") {
    return decoded(octets, guess_without_word(octets), false);
  }
  if (looks_right(octets, declared)) return decoded(octets, declared, true);
  const CyrillicGuess guess = guess_cyrillic(octets);
  const bool known = is_cyrillic(declared) || open_converter(declared);
  if (known && !is_cyrillic(declared) && reads_better(octets, declared, guess.charset))
    return decoded(octets, declared, true);
  const bool plainly_other = is_cyrillic(declared) ? guess.beats(declared) : guess.looks_cyrillic || !known;
  if (!plainly_other) return decoded(octets, declared, true);
  return decoded(octets, known || guess.looks_cyrillic ? guess.charset : guess_without_word(octets), false);
}

}  // namespace pismovod
