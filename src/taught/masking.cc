#include "taught/masking.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/fold.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr std::string_view kNumber = "0";
constexpr std::string_view kFirm = "«Фирма»";
constexpr std::string_view kPerson = "Имя";

// A run of letters, a run of digits, or one other character.
struct Piece {
  enum class Kind { word, number, space, mark };
  Kind kind = Kind::mark;
  std::string text;    // as written
  std::string folded;  // of a word
  bool capital = false;
};

std::vector<Piece> pieces_of(const std::string& text) {
  std::vector<Piece> out;
  const Folded folded = Folded::of(text);
  const std::string_view all = folded.text();
  for (size_t at = 0; at < all.size();) {
    Piece piece;
    size_t end = at + 1;
    const auto run = [&](auto is) {
      while (end < all.size() && is(all[end])) ++end;
    };
    if (is_folded_letter(all[at])) {
      piece.kind = Piece::Kind::word;
      run([](char c) { return is_folded_letter(c); });
      piece.folded = all.substr(at, end - at);
      piece.capital = folded.is_capital(at);
    } else if (is_digit(all[at])) {
      piece.kind = Piece::Kind::number;
      run([](char c) { return is_digit(c); });
    } else if (is_space(all[at])) {
      piece.kind = Piece::Kind::space;
      run([](char c) { return is_space(c); });
    }
    piece.text = folded.original_of(text, at, end);
    out.push_back(std::move(piece));
    at = end;
  }
  return out;
}

bool is_legal_form(const Piece& piece) {
  static const auto forms = [] {
    std::array<std::string, 14> made = {"ооо", "оао",  "зао", "ао",    "пао",  "ип",  "муп",
                                        "гуп", "мбоу", "гбу", "мбдоу", "фгуп", "ано", "тоо"};
    for (std::string& form : made) form = fold(form);
    return made;
  }();
  return std::ranges::find(forms, piece.folded) != forms.end();
}

bool is_patronymic(const Piece& piece) {
  static const std::vector<std::string> endings = {fold("ович"), fold("евич"),  fold("овна"), fold("евна"),
                                                   fold("ична"), fold("овича"), fold("овны")};
  return piece.capital && piece.folded.size() > 5 && ends_with_any(piece.folded, endings);
}

class Masking {
 public:
  explicit Masking(const std::string& text) : pieces_(pieces_of(text)) {}

  std::string run() {
    while (at_ < pieces_.size()) step();
    return std::string(trimmed(out_));
  }

 private:
  const Piece& piece(size_t i) const {
    static const Piece none;
    return i < pieces_.size() ? pieces_[i] : none;
  }
  bool is_word(size_t i) const { return piece(i).kind == Piece::Kind::word; }
  bool is_space(size_t i) const { return i < pieces_.size() && piece(i).kind == Piece::Kind::space; }
  bool is_mark(size_t i, std::string_view marks) const {
    return piece(i).kind == Piece::Kind::mark && !piece(i).text.empty() && marks.find(piece(i).text) != marks.npos;
  }

  void step() {
    const Piece& now = pieces_[at_];
    if (const size_t end = address_end(); end > at_) return replace(end, "адрес");
    if (now.kind == Piece::Kind::number) return replace(number_end(), kNumber);
    if (now.kind == Piece::Kind::word && is_legal_form(now)) return firm();
    if (const size_t end = person_end(); end > at_) return replace(end, kPerson);
    out_ += now.kind == Piece::Kind::space ? " " : now.text;
    begins_sentence_ = now.kind == Piece::Kind::mark ? is_mark(at_, ".!?…/") : begins_sentence_ && !is_word(at_);
    ++at_;
  }

  void replace(size_t end, std::string_view with) {
    out_ += with;
    at_ = end;
    begins_sentence_ = false;
  }

  // "12.03.2026", "8-917-555"
  size_t number_end() const {
    size_t end = at_ + 1;
    while ((is_mark(end, ".,-/:") || is_space(end)) && piece(end + 1).kind == Piece::Kind::number) end += 2;
    return end;
  }

  // "ivan.petrov@vektor.example": from a word to the end of the run without spaces, if there is an @ in it.
  size_t address_end() const {
    if (!is_word(at_) || (at_ > 0 && !is_space(at_ - 1))) return at_;
    size_t end = at_;
    bool has_at = false;
    for (; end < pieces_.size() && !is_space(end); ++end) has_at = has_at || piece(end).text == "@";
    return has_at ? end : at_;
  }

  // The form stays, the name behind it goes: in quotes, or all capitals that follow.
  void firm() {
    out_ += pieces_[at_].text;
    size_t next = at_ + 1;
    if (is_space(next)) ++next;
    size_t end = next;
    if (is_mark(next, "«\"“„'")) {
      for (end = next + 1; end < pieces_.size() && !is_mark(end, "»\"”'"); ++end) {
      }
      end = std::min(end + 1, pieces_.size());
    } else {
      while (is_word(end) && pieces_[end].capital) end += is_space(end + 1) && piece(end + 2).capital ? 2 : 1;
    }
    at_ += 1;
    if (end > next) {
      out_ += ' ';
      replace(end, kFirm);
    }
    begins_sentence_ = false;
  }

  // Capitalised words in a row with a patronymic among them, or two of them within a sentence; initials.
  size_t person_end() const {
    if (!is_word(at_) || !pieces_[at_].capital) return at_;
    size_t end = at_;
    size_t words = 0;
    bool sure = false;
    for (size_t i = at_; is_word(i) && pieces_[i].capital && !is_legal_form(pieces_[i]);) {
      ++words;
      const bool initial = pieces_[i].folded.size() == 1 && is_mark(i + 1, ".");
      sure = sure || initial || is_patronymic(pieces_[i]);
      end = i + (initial ? 2 : 1);
      i = is_space(end) ? end + 1 : end;
    }
    const bool two_names = words == 2 && !begins_sentence_;
    return words >= 2 && (sure || two_names) ? end : at_;
  }

  std::vector<Piece> pieces_;
  std::string out_;
  size_t at_ = 0;
  bool begins_sentence_ = true;
};

}  // namespace

std::string masked(std::string_view text) { return Masking(to_valid_utf8(text)).run(); }

}  // namespace pismovod
