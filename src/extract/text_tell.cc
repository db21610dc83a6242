#include "extract/text_tell.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/cms_tell.h"
#include "mail/message.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

constexpr size_t kLooked = 65536;
constexpr size_t kLinesLooked = 40;

bool is_text_octet(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet >= ' ' ? octet != 0x7F : (octet >= '\t' && octet <= '\r') || octet == 0x1A || octet == 0x1B;
}

// ASCII and Cyrillic in UTF-16 without a mark: of each pair one octet is 0 or 4, and only one.
bool is_bare_utf16(std::string_view octets) {
  if (octets.size() < 16) return false;
  std::array<size_t, 2> high{};
  for (size_t i = 0; i < octets.size(); ++i) high[i % 2] += octets[i] == 0 || octets[i] == 4 ? 1 : 0;
  const auto [less, more] = std::minmax(high[0], high[1]);
  return more >= octets.size() / 2 * 9 / 10 && less < octets.size() / 2 / 5;
}

bool is_text(std::string_view octets) {
  if (octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF")) return true;
  const auto odd = std::count_if(octets.begin(), octets.end(), [](char c) { return !is_text_octet(c); });
  if (odd == 0 || is_bare_utf16(octets)) return true;
  if (octets.find('\0') != std::string_view::npos) return false;
  // A log may hold a stray control character in ten thousand.
  return static_cast<size_t>(odd) * 10000 < octets.size();
}

bool begins_with(std::string_view text, std::string_view wanted) {
  return text.size() >= wanted.size() && same_name(text.substr(0, wanted.size()), wanted);
}

// A letter saved to a file begins with header fields, of which some are well known.
bool is_letter(std::string_view text) {
  constexpr std::array<std::string_view, 12> known = {"From",       "To",           "Subject",      "Date",
                                                      "Message-ID", "Received",     "Return-Path",  "MIME-Version",
                                                      "Cc",         "Content-Type", "Delivered-To", "Reply-To"};
  int seen = 0;
  if (text.starts_with("From ")) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line == "\r") break;
    if (line.front() == ' ' || line.front() == '\t') continue;
    const std::string_view name = line.substr(0, line.find(':'));
    if (name.size() == line.size() || name.find_first_of(" \t") != std::string_view::npos) return false;
    seen += std::any_of(known.begin(), known.end(), [&](std::string_view one) { return same_name(one, name); }) ? 1 : 0;
  }
  return seen >= 3;
}

bool is_html(std::string_view text) {
  constexpr std::array<std::string_view, 8> beginnings = {"<!doctype html", "<html", "<head",  "<body",
                                                          "<table",         "<div",  "<style", "<meta"};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return begins_with(text, beginning); });
}

// Office files in one XML file, XHTML, or any other.
FileType tell_xml(std::string_view text) {
  struct Told {
    std::string_view words;
    FileType type;
  };
  static const std::array<Told, 6> kinds = {{
      {"<html", {Format::html, FileKind::text, "text/html", false}},
      {"urn:schemas-microsoft-com:office:spreadsheet",
       {Format::excel_xml, FileKind::spreadsheet, "application/vnd.ms-excel", false}},
      {"http://schemas.microsoft.com/office/word/2003/wordml",
       {Format::word_xml, FileKind::document, "application/msword", false}},
      {"http://schemas.microsoft.com/office/2006/xmlPackage",
       {Format::word_xml, FileKind::document, "application/msword", false}},
      {"\"application/vnd.oasis.opendocument.text\"",
       {Format::flat_odt, FileKind::document, "application/vnd.oasis.opendocument.text-flat-xml", false}},
      {"\"application/vnd.oasis.opendocument.spreadsheet\"",
       {Format::flat_ods, FileKind::spreadsheet, "application/vnd.oasis.opendocument.spreadsheet-flat-xml", false}},
  }};
  const std::string_view head = text.substr(0, 8192);
  for (const Told& kind : kinds) {
    if (head.find(kind.words) != std::string_view::npos) return kind.type;
  }
  return {Format::xml, FileKind::text, "text/xml", false};
}

FileType armored(std::string_view text) {
  if (text.starts_with("-----BEGIN PGP MESSAGE-----")) {
    return {Format::unknown, FileKind::unknown, "application/pgp-encrypted", true};
  }
  return {Format::signature, FileKind::signature, "application/pgp-signature", false};
}

// Rows with their numbers of cells. A quoted cell may hold separators and line ends.
std::vector<size_t> cells_of_rows(std::string_view text, char separator) {
  std::vector<size_t> rows;
  size_t cells = 1;
  bool quoted = false;
  bool empty = true;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == separator && !quoted) ++cells;
    if (c == '\n' && !quoted) {
      if (!empty) rows.push_back(cells);
      if (rows.size() == kLinesLooked) return rows;
      cells = 1;
      empty = true;
    } else {
      empty = empty && (c == '\r' || c == ' ');
    }
  }
  if (!empty && !quoted) rows.push_back(cells);
  return rows;
}

}  // namespace

std::string_view separator_line(std::string_view utf8) {
  const size_t end = utf8.find('\n');
  const bool says = end != std::string_view::npos && end >= 5 && end <= 6 && begins_with(utf8, "sep=");
  return says && (end == 5 || utf8[5] == '\r') ? utf8.substr(0, end + 1) : std::string_view();
}

char csv_separator(std::string_view utf8) {
  if (!separator_line(utf8).empty()) return utf8[4];
  for (const char separator : {'\t', ';', ','}) {
    // A comma stands in plain sentences too: with it, three columns and no blank behind.
    const bool comma = separator == ',';
    if (comma && utf8.find(", ") != std::string_view::npos) continue;
    const std::vector<size_t> rows = cells_of_rows(utf8, separator);
    const size_t least = comma ? 3 : 2;
    if (rows.size() >= 2 && rows.front() >= least &&
        std::all_of(rows.begin(), rows.end(), [&](size_t cells) { return cells == rows.front(); })) {
      return separator;
    }
  }
  return 0;
}

std::optional<FileType> tell_text(std::string_view octets) {
  // Cut behind a line: half a character would not be valid UTF-8.
  if (octets.size() > kLooked) octets = octets.substr(0, std::min(octets.rfind('\n', kLooked), kLooked - 1) + 1);
  // Files that hold text without being one.
  if (octets.find("%PDF-") < 1024 || octets.starts_with("MOXCEL") || !is_text(octets)) return std::nullopt;
  const std::string decoded = to_utf8(octets, {}).text;
  std::string_view text = decoded;
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with("{\\rtf")) return FileType{Format::rtf, FileKind::document, "application/rtf", false};
  if (const std::string der = octets_of_armor(text); !der.empty()) {
    if (auto cms = tell_cms(der)) return cms;
  }
  if (text.starts_with("-----BEGIN P") || text.starts_with("-----BEGIN CERT")) return armored(text);
  if (begins_with(text, "BEGIN:VCARD")) return FileType{Format::signature, FileKind::signature, "text/vcard", false};
  if (begins_with(text, "BEGIN:VCALENDAR")) {
    return FileType{Format::signature, FileKind::signature, "text/calendar", false};
  }
  if (is_html(text)) return FileType{Format::html, FileKind::text, "text/html", false};
  if (text.starts_with("<?xml") || text.starts_with("<?mso-")) return tell_xml(text);
  if (is_letter(text)) return FileType{Format::eml, FileKind::message, "message/rfc822", false};
  if (!separator_line(text).empty()) return FileType{Format::csv, FileKind::spreadsheet, "text/csv", false};
  switch (csv_separator(text)) {
    case ';':
    case ',':
      return FileType{Format::csv, FileKind::spreadsheet, "text/csv", false};
    case '\t':
      return FileType{Format::tabs, FileKind::text, "text/tab-separated-values", false};
    default:
      return FileType{Format::plain, FileKind::text, "text/plain", false};
  }
}

}  // namespace pismovod
