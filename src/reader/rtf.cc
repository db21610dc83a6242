// Charset, destination and hidden text belong to a group, and a group within takes them over: so there is a stack of
// groups, and octets are gathered and decoded together until one of these may change. Behind \u stand octets for older
// programs, as many as \uc says, which are passed over. A group that begins with \* and a word that is not known is
// passed over too, and so is whatever lies within it.
//
// A table lasts as long as paragraphs say that they are in one. Groups deeper than 4096 share one state, and 200
// pictures are kept.

#include "reader/rtf.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/picture_header.h"
#include "extract/text_collector.h"
#include "mime/charset.h"
#include "mime/charset_guess.h"
#include "reader/flow.h"
#include "reader/rtf_charset.h"
#include "reader/rtf_tokens.h"

namespace pismovod {
namespace {

constexpr size_t kMostGroups = 4096;  // open within each other; deeper ones share the last state
constexpr size_t kMostPictures = 200;

// What a group is for.
enum class Destination { text, skipped, fonts, picture, beside };

const std::map<std::string_view, Destination>& destinations() {
  static const std::map<std::string_view, Destination> known = {
      {"fonttbl", Destination::fonts},      {"colortbl", Destination::skipped},  {"stylesheet", Destination::skipped},
      {"info", Destination::skipped},       {"pict", Destination::picture},      {"nonshppict", Destination::skipped},
      {"fldinst", Destination::skipped},    {"objdata", Destination::skipped},   {"sp", Destination::skipped},
      {"listtext", Destination::skipped},   {"pntext", Destination::skipped},    {"pntxta", Destination::skipped},
      {"pntxtb", Destination::skipped},     {"listtable", Destination::skipped}, {"footnote", Destination::beside},
      {"shptxt", Destination::beside},      {"header", Destination::beside},     {"headerl", Destination::beside},
      {"headerr", Destination::beside},     {"headerf", Destination::beside},    {"footer", Destination::beside},
      {"footerl", Destination::beside},     {"footerr", Destination::beside},    {"footerf", Destination::beside},
      {"annotation", Destination::skipped}, {"atnid", Destination::skipped},     {"atnauthor", Destination::skipped},
      {"template", Destination::skipped},   {"filetbl", Destination::skipped},   {"revtbl", Destination::skipped},
      {"xe", Destination::skipped},         {"tc", Destination::skipped},
  };
  return known;
}

struct Group {
  Destination destination = Destination::text;
  bool owns_destination = false;  // it began here
  bool is_hidden = false;
  std::string charset;
  int fallback = 1;  // octets that stand for a \u in older programs
};

class RtfReader {
 public:
  // With a flow its text is read, with `pictures` its pictures.
  RtfReader(std::string_view octets, std::string charset, Flow* flow, std::vector<std::string>* pictures)
      : tokens_(octets), flow_(flow), pictures_(pictures), default_charset_(std::move(charset)) {
    groups_.emplace_back().charset = default_charset_;
  }

  void run() {
    for (RtfToken token = tokens_.next(); token.kind != RtfToken::Kind::end; token = tokens_.next()) {
      take(token);
      if (flow_ != nullptr && flow_->is_full()) return;
    }
    flush();
    while (groups_.size() > 1) close_group();
  }

 private:
  Group& group() { return groups_.back(); }

  void take(const RtfToken& token) {
    const bool starred = std::exchange(star_, false);
    switch (token.kind) {
      case RtfToken::Kind::open:
        flush();
        ++depth_;
        if (groups_.size() < kMostGroups) groups_.push_back(group());
        group().owns_destination = false;
        break;
      case RtfToken::Kind::close:
        flush();
        if (depth_ > 0 && depth_-- == groups_.size() - 1) close_group();
        break;
      case RtfToken::Kind::symbol:
        take_symbol(token.text.front());
        break;
      case RtfToken::Kind::hex:
        take_octets({&token.octet, 1});
        break;
      case RtfToken::Kind::text:
        take_octets(token.text);
        break;
      case RtfToken::Kind::binary:
        if (group().destination == Destination::picture && collects_) picture_.append(token.text);
        break;
      case RtfToken::Kind::word:
        take_word(token, starred);
        break;
      default:
        break;
    }
  }

  void close_group() {
    const Group closed = std::move(groups_.back());
    groups_.pop_back();
    if (!closed.owns_destination) return;
    if (closed.destination == Destination::beside && flow_ != nullptr) {
      --beside_;
      flow_->end_beside();
    }
    if (closed.destination == Destination::picture) end_picture();
    // Text in no font is in the default one.
    if (closed.destination == Destination::fonts && fonts_.contains(default_font_)) set_charset(fonts_[default_font_]);
  }

  void take_symbol(char symbol) {
    switch (symbol) {
      case '*':
        star_ = true;
        break;
      case '~':
        put_text(" ");
        break;
      case '_':
        put_text("-");
        break;
      case '\\':
      case '{':
      case '}':
        take_octets({&symbol, 1});
        break;
      case '\n':
      case '\r':
        end_paragraph();
        break;
      default:
        break;
    }
  }

  void take_word(const RtfToken& token, bool starred) {
    const auto found = destinations().find(token.text);
    if (found != destinations().end()) return begin_destination(found->second);
    // The pictures and shapes of Word, and Unicode twins of other texts, are starred too.
    const bool is_known = token.text == "shppict" || token.text == "shpinst" || token.text == "ud";
    if (starred && !is_known) return begin_destination(Destination::skipped);
    if (group().destination == Destination::picture) return take_picture_word(token.text);
    if (group().destination == Destination::fonts || token.text == "f" || token.text == "ansicpg") {
      return take_charset_word(token);
    }
    take_text_word(token);
  }

  void begin_destination(Destination destination) {
    // What lies in a part that is passed over is passed over too.
    if (group().destination == Destination::skipped) return;
    flush();
    group().destination = destination;
    group().owns_destination = true;
    if (destination == Destination::beside && flow_ != nullptr) {
      ++beside_;
      flow_->begin_beside();
    }
    if (destination == Destination::picture) {
      picture_.clear();
      hex_.clear();
      collects_ = false;
    }
  }

  void take_picture_word(std::string_view word) {
    if (word == "pngblip" || word == "jpegblip") collects_ = pictures_ != nullptr;
  }

  void take_charset_word(const RtfToken& token) {
    if (token.text == "f") {
      font_ = token.parameter;
      if (group().destination != Destination::fonts) {
        const auto found = fonts_.find(font_);
        set_charset(found == fonts_.end() ? default_charset_ : found->second);
      }
    } else if (token.text == "fcharset" && fonts_.size() < 10000) {
      const std::string_view charset = charset_of_font(token.parameter);
      fonts_[font_] = charset.empty() ? default_charset_ : std::string(charset);
    }
  }

  void set_charset(const std::string& charset) {
    if (group().charset == charset) return;
    flush();
    group().charset = charset;
  }

  void take_text_word(const RtfToken& token) {
    const std::string_view word = token.text;
    if (word == "u") return take_unicode(token.parameter);
    if (word == "deff") {
      default_font_ = token.parameter;
    } else if (word == "uc") {
      group().fallback = std::clamp(token.parameter, 0, 8);
    } else if (word == "par" || word == "line" || word == "sect" || word == "page" || word == "nestrow") {
      end_paragraph();
    } else if (word == "tab") {
      put_text("\t");
    } else if (word == "nestcell") {
      put_text("   ");
    } else if (word == "cell") {
      end_cell();
    } else if (word == "row") {
      end_row();
    } else if (word == "intbl") {
      in_table_ = true;
    } else if (word == "pard" || word == "sectd") {
      flush();
      in_table_ = false;
    } else if (word == "v") {
      flush();
      group().is_hidden = !token.has_parameter || token.parameter != 0;
    } else if (word == "plain") {
      flush();
      group().is_hidden = false;
    } else if (const std::string_view sign = sign_of_rtf_word(word); !sign.empty()) {
      put_text(sign);
    }
  }

  void take_unicode(int number) {
    flush();
    const auto unit = static_cast<char32_t>(static_cast<uint16_t>(number));
    skip_ = group().fallback;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    char32_t code_point = unit;
    if (unit >= 0xDC00 && unit < 0xE000) {
      code_point = high_ != 0 ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : kReplacementCharacter;
    }
    high_ = 0;
    std::string text;
    append_utf8(text, code_point);
    put_utf8(text);
  }

  void take_octets(std::string_view octets) {
    if (group().destination == Destination::picture) {
      if (collects_) hex_.append(octets);
      return;
    }
    const auto skipped = std::min(octets.size(), static_cast<size_t>(skip_));
    skip_ -= static_cast<int>(skipped);
    if (is_shown()) run_.append(octets.substr(skipped));
  }

  bool is_shown() const {
    const Destination destination = groups_.back().destination;
    return (destination == Destination::text || destination == Destination::beside) && !groups_.back().is_hidden;
  }

  // Octets of one charset are decoded together.
  void flush() {
    skip_ = 0;
    if (run_.empty()) return;
    std::string run = std::move(run_);
    run_.clear();
    put_utf8(decode_rtf_text(run, group().charset));
  }

  void put_text(std::string_view text) {
    flush();
    put_utf8(text);
  }

  void put_utf8(std::string_view text) {
    if (flow_ == nullptr || !is_shown()) return;
    find_place();
    flow_->text(text);
  }

  // A table lasts as long as its paragraphs say that they are in one.
  void find_place() {
    if (beside_ > 0) return;
    if (in_table_ && !table_open_) {
      flow_->begin_table();
      table_open_ = true;
    } else if (!in_table_ && table_open_ && !cell_open_) {
      flow_->end_table();
      table_open_ = false;
    }
    if (in_table_ && !cell_open_) {
      flow_->begin_cell();
      cell_open_ = true;
    }
  }

  void end_paragraph() {
    flush();
    if (flow_ == nullptr || !is_shown()) return;
    find_place();
    flow_->end_paragraph();
  }

  void end_cell() {
    flush();
    if (flow_ == nullptr || beside_ > 0 || !is_shown()) return;
    in_table_ = true;
    find_place();
    flow_->end_cell();
    cell_open_ = false;
  }

  void end_row() {
    flush();
    if (flow_ == nullptr || !table_open_ || cell_open_ || beside_ > 0) return;
    flow_->end_row();
  }

  void end_picture() {
    if (collects_ && pictures_->size() < kMostPictures) {
      append_hex(hex_, picture_);
      pictures_->push_back(std::move(picture_));
    }
    collects_ = false;
  }

  static void append_hex(std::string_view digits, std::string& out) {
    int high = -1;
    for (const char c : digits) {
      const int value = hex_digit(c);
      if (value < 0) continue;
      if (high >= 0) out += static_cast<char>(high * 16 + value);
      high = high < 0 ? value : -1;
    }
  }

  RtfTokens tokens_;
  Flow* flow_;
  std::vector<std::string>* pictures_;
  std::string default_charset_;
  std::map<int, std::string> fonts_;
  int font_ = 0;
  int default_font_ = 0;
  std::vector<Group> groups_;
  size_t depth_ = 0;
  bool star_ = false;
  std::string run_;
  int skip_ = 0;
  char32_t high_ = 0;  // the first half of a surrogate pair
  bool in_table_ = false;
  bool table_open_ = false;
  bool cell_open_ = false;
  int beside_ = 0;
  bool collects_ = false;
  std::string hex_;
  std::string picture_;
};

}  // namespace

void read_rtf(std::string_view octets, size_t most, Document& document) {
  TextCollector collector(document, most);
  Flow flow(collector);
  std::vector<std::string> pictures;
  RtfReader(octets, rtf_charset(octets), &flow, &pictures).run();
  flow.finish();
  collector.finish();
  std::vector<PictureHeader> headers;
  for (const std::string& picture : pictures) {
    const std::vector<PictureHeader> header = picture_headers(picture, tell_file_type(picture).format, 1);
    headers.push_back(header.empty() ? PictureHeader{} : header.front());
  }
  document.pages = pages_of(headers);
}

std::string rtf_picture(std::string_view octets, int number) {
  std::vector<std::string> pictures;
  RtfReader(octets, {}, nullptr, &pictures).run();
  const auto index = static_cast<size_t>(number) - 1;
  return index < pictures.size() ? std::move(pictures[index]) : std::string();
}

}  // namespace pismovod
