#include "support/relations.h"

#include <algorithm>

#include "letter/armor.h"
#include "letter/lines.h"
#include "mime/encoded_word.h"
#include "support/attachments.h"
#include "support/rewrite.h"

namespace pismovod::test {
namespace {

std::string with_line_ends(const std::string& letter, const std::string& end) {
  std::string out;
  for (size_t i = 0; i < letter.size(); ++i) {
    if (letter[i] == '\r' && i + 1 < letter.size() && letter[i + 1] == '\n') continue;
    letter[i] == '\n' ? out += end : out += letter[i];
  }
  return out;
}

std::string in_transfer_encoding(const std::string& letter, const std::string& encoding) {
  return with_leaves(letter, [&](const LeafPart& leaf) { return NewLeaf{"", encoding, leaf.octets}; });
}

// Texts in a charset, declared as `declared` says.
// `letters`: of fewer octets beyond ASCII nobody can tell that the declared charset is wrong (mime/charset_guess).
std::string text_in(const std::string& letter, const std::string& charset, const std::string& declared,
                    ptrdiff_t letters = 0) {
  return with_leaves(letter, [&](const LeafPart& leaf) -> std::optional<NewLeaf> {
    if (!leaf.is_own_text()) return std::nullopt;
    const auto octets = in_charset(leaf.utf8(), charset);
    if (!octets || std::ranges::count_if(*octets, [](char c) { return (c & 0x80) != 0; }) < letters)
      return std::nullopt;
    return NewLeaf{type_with_charset(leaf.entity, declared), "base64", *octets};
  });
}

std::string words_in(const std::string& text, const std::string& charset) {
  const auto octets = in_charset(text, charset);
  if (!octets) return text;
  std::string out;
  constexpr size_t kPiece = 15;
  for (size_t at = 0; at < octets->size(); at += kPiece) {
    std::string word;
    for (const char c : octets->substr(at, kPiece)) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      word += {'=', kHex[static_cast<unsigned char>(c) >> 4U], kHex[static_cast<unsigned char>(c) & 15U]};
    }
    out += (out.empty() ? " =?" : "\n =?") + charset + "?q?" + word + "?=";
  }
  return out;
}

// The subject as `write` writes it; it is given in UTF-8.
std::string with_subject(const std::string& letter, const std::function<std::string(const std::string&)>& write) {
  return with_header(letter, [&](std::vector<HeaderField>& header) {
    for (HeaderField& field : header) {
      if (same_name(field.name, "Subject")) field.value = write(decode_header(field.value));
    }
  });
}

// Fields of one name keep their order: the first of them counts.
void reverse_fields(std::vector<HeaderField>& header) {
  std::vector<HeaderField> out;
  for (const HeaderField& field : header) {
    const auto same = std::ranges::find_if(out, [&](const HeaderField& f) { return same_name(f.name, field.name); });
    const auto behind = std::find_if(std::make_reverse_iterator(out.end()), std::make_reverse_iterator(same),
                                     [&](const HeaderField& f) { return same_name(f.name, field.name); });
    out.insert(same == out.end() ? out.begin() : behind.base(), field);
  }
  header = std::move(out);
}

// A fold at every blank outside quotes, and the name of the field in another case.
void refold(std::vector<HeaderField>& header) {
  for (HeaderField& field : header) {
    std::string out;
    bool quoted = false;
    for (const char c : field.value) {
      if (c == '"') quoted = !quoted;
      if (c == ' ' && !quoted && !out.ends_with('\n') && out.find_first_not_of(" \t\r\n") != std::string::npos)
        out += "\r\n";
      out += c;
    }
    field.value = out;
    std::ranges::transform(field.name, field.name.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  }
}

void add_trace(std::vector<HeaderField>& header) {
  for (int i = 0; i < 20; ++i) {
    header.insert(header.begin(), {"Received", " from mx" + std::to_string(i) + ".vektor-soft.ru ([192.0.2.7])\n\tby " +
                                                   "mail.vektor-soft.ru with ESMTP id 4F1Z2K0z; Mon, 16 Sep 2026"});
  }
}

bool is_content_field(const HeaderField& field) {
  return field.name.size() > 8 && same_name(field.name.substr(0, 8), "Content-");
}

// The letter's body as the only part of a multipart/mixed; a machine's report is one by its type.
std::string in_mixed(const std::string& letter) {
  if (letter.find("multipart/report") != std::string::npos) return letter;
  std::string above = "--=_outer\n";
  std::string body;
  const std::string out = with_header(letter, [&](std::vector<HeaderField>& header) {
    for (const HeaderField& field : header) {
      if (is_content_field(field)) above += field.name + ":" + field.value + "\n";
    }
    std::erase_if(header, is_content_field);
    header.push_back({"Content-Type", " multipart/mixed;\n boundary=\"=_outer\""});
  });
  const size_t end = out.find("\n\n") + 2;
  return out.substr(0, end) + "A preamble.\n" + above + "\n" + out.substr(end) + "\n--=_outer--\n";
}

// format=flowed (RFC 3676): lines of at most 66 octets, wrapped at a blank.
std::string flowed(const std::string& text) {
  std::string out;
  for (const TextLine& line : lines_of_plain(text, false, false)) {
    const std::string marks(line.quote_depth, '>');
    std::string rest = line.text;
    if (rest != "-- ") rest.erase(rest.find_last_not_of(' ') + 1);
    do {
      const size_t blank = rest.size() > 66 ? rest.rfind(' ', 66) : std::string::npos;
      const size_t cut = blank == std::string::npos ? rest.size() : blank + 1;
      const bool stuffed =
          line.quote_depth > 0 || rest.starts_with(' ') || rest.starts_with('>') || rest.starts_with("From ");
      out += marks + (stuffed ? " " : "") + rest.substr(0, cut) + "\r\n";
      rest.erase(0, cut);
    } while (!rest.empty());
  }
  return out;
}

// What no other form of a text can have: uuencoded files, the lines of PGP, entities that are none in HTML, a cell that
// is nothing but blanks.
bool is_plain_text_alone(const std::string& text) {
  const auto has_empty_cell = [](std::string_view line) {
    const size_t word = std::min(line.find_first_not_of(" \t>"), line.size());
    return line.find("\t\t", word) != std::string_view::npos ||
           line.find(std::string(8, ' '), word) != std::string_view::npos;
  };
  bool empty_cell = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    empty_cell = empty_cell || has_empty_cell(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  return empty_cell || !uuencoded_files(text).empty() || without_armor(text) != text || without_entities(text) != text;
}

std::string in_flowed(const std::string& letter) {
  return with_leaves(letter, [](const LeafPart& leaf) -> std::optional<NewLeaf> {
    const bool is_flowed = !leaf.entity.content_type.parameter("format").empty();
    if (!leaf.is_own_text() || !leaf.entity.is("text/plain") || is_flowed) return std::nullopt;
    if (!uuencoded_files(leaf.utf8()).empty()) return std::nullopt;  // their lines are no flowing text
    return NewLeaf{"text/plain; format=flowed; charset=utf-8", "8bit", flowed(leaf.utf8())};
  });
}

std::string escaped(const std::string& text) {
  std::string out;
  bool blank = true;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '\t') {
      out += "&nbsp;&nbsp;&nbsp;&nbsp;";
    } else if (c == ' ' && blank) {
      out += "&nbsp;";  // blanks in a run count, as in the plain text
    } else {
      out += c;
    }
    blank = c == ' ' || c == '\t';
  }
  return out;
}

using LineWriter = std::function<std::string(const std::string& escaped_line, const std::string& next_line)>;

std::string html_of(const std::string& text, const LineWriter& write) {
  std::string out = "<html><head><style>p { margin: 0 }</style></head><body>\n";
  uint16_t depth = 0;
  const std::vector<TextLine> lines = lines_of_plain(text, false, false);
  for (size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    for (; depth < line.quote_depth; ++depth) out += "<blockquote type=\"cite\">";
    for (; depth > line.quote_depth; --depth) out += "</blockquote>";
    out += write(escaped(line.text), i + 1 < lines.size() ? lines[i + 1].text : "") + "\n";
  }
  for (; depth > 0; --depth) out += "</blockquote>";
  return out + "</body></html>\n";
}

// Plain text that stands alone, as HTML.
std::string in_html(const std::string& letter, const LineWriter& write) {
  return with_leaves(letter, [&](const LeafPart& leaf) -> std::optional<NewLeaf> {
    const bool is_flowed = !leaf.entity.content_type.parameter("format").empty();
    if (!leaf.is_own_text() || !leaf.entity.is("text/plain") || leaf.in_alternative || is_flowed) return std::nullopt;
    if (is_plain_text_alone(leaf.utf8())) return std::nullopt;
    return NewLeaf{"text/html; charset=utf-8", "quoted-printable", html_of(leaf.utf8(), write)};
  });
}

std::string in_paragraphs(const std::string& letter) {
  return in_html(letter, [](const std::string& line, const std::string&) {
    return line.empty() ? "<p>&nbsp;</p>" : "<p>" + line + "</p>";
  });
}

std::string in_divisions(const std::string& letter) {
  return in_html(letter, [](const std::string& line, const std::string&) {
    return line.empty() ? "<div><br></div>" : "<div><span style=\"font-size:11pt\">" + line + "</span></div>";
  });
}

std::string in_breaks(const std::string& letter) {
  return in_html(letter, [](const std::string& line, const std::string&) { return line + "<br>"; });
}

// Where the colon of "Label: value" stands, if the line is that and no more.
size_t colon_of_pair(const std::string& line, const std::string& next) {
  const size_t colon = line.find(": ");
  const bool is_whole = next.empty() || next.find(": ") != std::string::npos;  // not wrapped
  const bool is_pair = is_whole && colon != std::string::npos && colon > 2 && colon < 60 && colon + 2 < line.size() &&
                       line.find_first_of(".,;!?&") > colon;
  return is_pair ? colon : std::string::npos;
}

// "Label: value" as a row of a table.
std::string in_rows(const std::string& letter) {
  return in_html(letter, [](const std::string& line, const std::string& next) -> std::string {
    const size_t colon = colon_of_pair(line, next);
    if (colon == std::string::npos) return line.empty() ? "<p>&nbsp;</p>" : "<p>" + line + "</p>";
    return "<table><tr><td>" + line.substr(0, colon) + "</td><td>" + line.substr(colon + 2) + "</td></tr></table>";
  });
}

// As Word writes what stands in a cell.
std::string word_cell(const std::string& text) {
  return "<td width=99 valign=top><p class=MsoNormal>" + text + "<o:p></o:p></p></td>\n";
}

// Three and more lines "Label: value" as a table of two rows, the labels above.
std::string in_columns(const std::string& letter) {
  std::string labels;
  std::string values;
  std::string lines;
  size_t pairs = 0;
  const auto flushed = [&] {
    const std::string table = "<table><tr>" + labels + "</tr><tr>" + values + "</tr></table>";
    const std::string out = pairs > 2 ? table : lines;
    labels.clear();
    values.clear();
    lines.clear();
    pairs = 0;
    return out;
  };
  return in_html(letter, [&](const std::string& line, const std::string& next) -> std::string {
    const std::string paragraph = line.empty() ? "<p>&nbsp;</p>" : "<p>" + line + "</p>";
    const size_t colon = colon_of_pair(line, next);
    if (colon == std::string::npos) return flushed() + paragraph;
    ++pairs;
    labels += word_cell(line.substr(0, colon));
    values += word_cell(line.substr(colon + 2));
    lines += paragraph;
    return colon_of_pair(next, "") == std::string::npos ? flushed() : "";
  });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Tables that are there, each cell with a paragraph in it.
std::string in_word_cells(const std::string& letter) {
  return with_leaves(letter, [](const LeafPart& leaf) -> std::optional<NewLeaf> {
    if (!leaf.is_own_text() || !leaf.entity.is("text/html")) return std::nullopt;
    std::string html = leaf.utf8();
    if (html.find("<td") == std::string::npos) return std::nullopt;
    for (size_t at = html.find("<td"); at != std::string::npos; at = html.find("<td", at + 3)) {
      const size_t end = html.find('>', at);
      if (end == std::string::npos) break;
      html.insert(end + 1, "<p class=MsoNormal>");
    }
    return NewLeaf{"text/html; charset=utf-8", "quoted-printable", replaced(html, "</td>", "<o:p></o:p></p></td>")};
  });
}

// Every word of the text in HTML markup of its own, as word processors write.
std::string in_spans(const std::string& letter) {
  return in_html(letter, [](const std::string& line, const std::string&) {
    std::string out = "<p>";
    for (size_t at = 0; at < line.size();) {
      const size_t end = std::min(line.find(' ', at), line.size());
      out += "<span>" + line.substr(at, end - at) + "</span>" + (end < line.size() ? "\n" : "");
      at = end + 1;
    }
    return out + "</p>";
  });
}

std::vector<Relation> made() {
  std::vector<Relation> all = {
      {"LfEnds", [](const std::string& letter) { return with_line_ends(letter, "\n"); }},
      {"CrlfEnds", [](const std::string& letter) { return with_line_ends(letter, "\r\n"); }},
      {"HeadersReversed", [](const std::string& letter) { return with_header(letter, reverse_fields); }},
      {"HeadersRefolded", [](const std::string& letter) { return with_header(letter, refold); }},
      {"TraceFields", [](const std::string& letter) { return with_header(letter, add_trace); }},
      {"SubjectRaw",
       [](const std::string& letter) { return with_subject(letter, [](const std::string& s) { return " " + s; }); }},
      {"InMultipartMixed", in_mixed},
      {"FormatFlowed", in_flowed},
      {"HtmlParagraphs", in_paragraphs},
      {"HtmlDivisions", in_divisions},
      {"HtmlBreaks", in_breaks},
      {"HtmlTableRows", in_rows},
      {"HtmlTableColumns", in_columns},
      {"HtmlWordCells", in_word_cells},
      {"HtmlSpans", in_spans},
  };
  for (const char* encoding : {"base64", "quoted-printable", "8bit"}) {
    all.push_back({std::string("Encoding_") + (encoding[0] == '8'   ? "8bit"
                                               : encoding[0] == 'b' ? "base64"
                                                                    : "qp"),
                   [=](const std::string& letter) { return in_transfer_encoding(letter, encoding); }});
  }
  for (const char* charset : {"windows-1251", "koi8-r", "utf-8"}) {
    const std::string name = charset[0] == 'w' ? "1251" : charset[0] == 'k' ? "koi8" : "utf8";
    const std::string other = charset[0] == 'k' ? "windows-1251" : "koi8-r";
    const auto add = [&](const std::string& kind, const std::string& declared, ptrdiff_t letters = 0) {
      all.push_back({"Charset_" + name + kind,
                     [=](const std::string& letter) { return text_in(letter, charset, declared, letters); }});
    };
    add("", charset);
    add("_undeclared", "");
    add("_as_other", other, 12);
    add("_as_latin1", "iso-8859-1");
    add("_unknown", "x-unknown");
    all.push_back({"Subject_" + name, [=](const std::string& letter) {
                     return with_subject(letter, [=](const std::string& s) { return words_in(s, charset); });
                   }});
  }
  return all;
}

}  // namespace

const std::vector<Relation>& relations() {
  static const std::vector<Relation> all = made();
  return all;
}

std::string forwarded(const std::string& letter, const std::string& transfer_encoding) {
  const std::string outer = with_header(letter, [](std::vector<HeaderField>& header) {
    std::erase_if(header, is_content_field);
    header.push_back({"Content-Type", " multipart/mixed; boundary=\"=_cover\""});
  });
  const std::string inner = transfer_encoding == "base64" ? base64_lines(letter) : letter;
  return outer.substr(0, outer.find("\n\n") + 2) +
         "--=_cover\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
         "Добрый день!\n\n--=_cover\nContent-Type: message/rfc822\nContent-Transfer-Encoding: " +
         transfer_encoding + "\nContent-Disposition: attachment\n\n" + inner + "\n--=_cover--\n";
}

}  // namespace pismovod::test
