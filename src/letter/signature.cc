// A signature may bear no mark, and a line too many takes away what the sender says. Each run of own lines between
// quotations is looked at by itself: first what the mail program has marked, then disclaimers, then all below a
// delimiter or a sign-off that has few lines behind it, and last, from the bottom up, lines that look like a signature.
//
// Lines of the last kind are one only where a way to reach somebody or the sender's own name is among them. A sentence
// ends the search, and so do a client's tax numbers that stand apart and rows of a table under a head of their own.

#include "letter/signature.h"

#include <algorithm>
#include <array>

#include "letter/phrase_list.h"

namespace pismovod {
namespace {

constexpr size_t kMostSignatureLines = 15;
constexpr size_t kMostTrailingLines = 9;

bool is_sign_off(std::string_view line) {
  static const PhraseList words{"с уважением",   "с ув.",          "с наилучшими", "с почтением",
                                "с искренн",     "best regards",   "kind regards", "regards,",
                                "warm regards",  "sincerely",      "yours ",       "с добрыми пожеланиями",
                                "всего доброго", "всего хорошего", "хорошего дня", "best wishes",
                                "with best",     "уважением",      "c уважением"};
  return line.size() < 120 && words.begins(line);
}

bool is_device_line(std::string_view line) {
  static const PhraseList words{"отправлено с ", "отправлено из ", "отправлено через",
                                "sent from ",    "get outlook",    "отправлено от "};
  return line.size() < 120 && words.begins(line);
}

const PhraseList& disclaimer_starts() {
  static const PhraseList starts{"настоящее сообщение",
                                 "это сообщение и ",
                                 "данное сообщение",
                                 "это электронное",
                                 "данное электронное",
                                 "настоящее электронное",
                                 "данное письмо и ",
                                 "это письмо и ",
                                 "настоящее письмо и ",
                                 "информация, содержащаяся",
                                 "this message and",
                                 "this e-mail",
                                 "this email",
                                 "confidentiality notice",
                                 "the information contained",
                                 "внимание! это сообщение",
                                 "содержание данного сообщения",
                                 "уведомление о конфиденциальности",
                                 "сообщение и любые вложения",
                                 "важно: это сообщение",
                                 "disclaimer"};
  return starts;
}

bool begins_disclaimer(std::string_view line) {
  static const PhraseList words{"конфиденц", "confidential", "получател",    "recipient",
                                "адресат",   "disclaimer",   "предназначен", "оферт"};
  return disclaimer_starts().begins(line) && words.within(line);
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> out(1);
  for (const char c : folded) {
    if (is_folded_letter(c)) {
      out.back() += c;
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

size_t digits_in(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

// "тел. 123-45-67", "моб: ..."; "дополнительный пин-код 123-456" names no telephone.
bool names_phone(std::string_view line) {
  static const std::array<std::string, 6> names = {fold("тел"),       fold("моб"),   fold("телефон"),
                                                   fold("мобильный"), fold("phone"), fold("mobile")};
  for (const std::string& word : words_of(line)) {
    if (std::find(names.begin(), names.end(), word) != names.end()) return true;
  }
  return line.find("mailto:") != std::string_view::npos;
}

// "(495) 123", "8 (846) ...": the code of a town or an operator.
bool has_dialling_code(std::string_view line) {
  for (size_t open = line.find('('); open != std::string_view::npos; open = line.find('(', open + 1)) {
    size_t end = open + 1;
    while (end < line.size() && is_digit(line[end])) ++end;
    if (end - open >= 4 && end - open <= 6 && end < line.size() && line[end] == ')') return true;
  }
  return false;
}

// Ways to reach somebody: a telephone, an address, a site, the signature's picture.
bool is_contact(std::string_view line) {
  static const PhraseList starts{
      "тел",  "моб",  "т.",        "m.",     "m:",      "t:",   "t.",   "tel",   "phone",    "mobile",
      "факс", "fax",  "e-mail",    "email",  "mailto:", "http", "www.", "skype", "telegram", "whatsapp",
      "icq",  "сайт", "эл. почта", "почта:", "+7",      "8 (",  "8-8",  "(",     "[cid:",    "вн."};
  if (line.starts_with("[cid:")) return true;
  const bool reach = starts.begins(line) &&
                     (digits_in(line) >= 5 || line.find('@') != std::string_view::npos ||
                      line.find("www") != std::string_view::npos || line.find("http") != std::string_view::npos);
  const bool number = line.find("+7") != std::string_view::npos || has_dialling_code(line);
  const bool short_phone = line.size() < 70 && number && digits_in(line) >= 9 && words_of(line).size() <= 8 &&
                           line.find(':') == std::string_view::npos;
  const bool named_phone = line.size() < 90 && digits_in(line) >= 7 && names_phone(line) && words_of(line).size() <= 10;
  const bool address_alone = line.find('@') != std::string_view::npos && words_of(line).size() <= 5 && line.size() < 60;
  return reach || short_phone || named_phone || address_alone;
}

bool is_office_line(std::string_view line) {
  static const PhraseList words{"менеджер",   "директор",   "инженер",   "консультант", "руководител",
                                "бухгалтер",  "специалист", "начальник", "программист", "администратор",
                                "архитектор", "аналитик",   "отдел ",    "служба ",     "линия ",
                                "manager",    "engineer",   "director",  "department",  "head of",
                                "specialist", "франчайзи",  "ведущий",   "помощник",    "секретар"};
  return line.size() < 90 && words.within(line) && words_of(line).size() <= 9;
}

bool is_requisites(std::string_view line) {
  static const PhraseList starts{"инн", "кпп", "огрн", "р/с", "бик", "г. ", "г.", "ул.", "адрес", "россия"};
  const bool postal = line.size() > 7 && std::all_of(line.begin(), line.begin() + 6, is_digit) && line[6] == ',';
  return line.size() < 120 && (postal || starts.begins(line));
}

bool is_organization_line(std::string_view line) {
  static const PhraseList forms{"ооо ", "ооо\"", "ао ", "зао ", "пао ", "оао ", "ип ", "тоо ", "llc", "ltd"};
  return line.size() < 90 && forms.begins(line) && words_of(line).size() <= 9;
}

// "Код партнера: 12345" among the lines of a signature.
bool is_partner_line(std::string_view line) {
  static const PhraseList starts{"код парт", "код 1с", "код франч", "партнер 1с", "1с:франч", "partner code"};
  return line.size() < 60 && starts.begins(line) && words_of(line).size() <= 6;
}

bool ends_a_sentence(std::string_view line) {
  return !line.empty() && (line.back() == '?' || line.back() == '!' || line.back() == ';' ||
                           (line.back() == '.' && words_of(line).size() > 4));
}

class SignatureMarker {
 public:
  SignatureMarker(const std::vector<TextLine>& lines, const std::vector<std::string_view>& folded,
                  const std::string& sender_name, SortedLines& sorted)
      : lines_(lines), folded_(folded), name_words_(words_of(fold(sender_name))), sorted_(sorted) {}

  void run() {
    for (size_t i = 0; i < lines_.size();) {
      if (sorted_.lines[i].role != LineRole::own) {
        ++i;
        continue;
      }
      size_t end = i;
      while (end < lines_.size() && sorted_.lines[end].role == LineRole::own) ++end;
      own_run(i, end);
      i = end;
    }
  }

 private:
  void own_run(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (lines_[i].signature || is_device_line(folded_[i])) set(i, LineRole::signature);
    }
    disclaimers(begin, end);
    size_t last = last_own(begin, end);
    const size_t marked = marked_start(begin, last);
    for (size_t i = marked; i < last; ++i) set(i, LineRole::signature);
    last = last_own(begin, marked);
    for (size_t i = trailing_start(begin, last); i < last; ++i) set(i, LineRole::signature);
  }

  void disclaimers(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (sorted_.lines[i].role != LineRole::own || folded_[i].empty()) continue;
      if (!disclaimer_starts().may_begin(folded_[i]) || !begins_disclaimer(joined(i, end))) continue;
      for (; i < end && !folded_[i].empty(); ++i) set(i, LineRole::disclaimer);
    }
  }

  // A line with its next two: a disclaimer's telling word may stand behind the wrap.
  std::string joined(size_t i, size_t end) const {
    std::string out;
    for (size_t k = i; k < std::min(i + 3, end) && !folded_[k].empty(); ++k) out.append(folded_[k]) += ' ';
    return out;
  }

  size_t last_own(size_t begin, size_t end) const {
    while (end > begin && (folded_[end - 1].empty() || sorted_.lines[end - 1].role != LineRole::own)) --end;
    return end;
  }

  size_t filled(size_t begin, size_t end) const {
    size_t count = 0;
    for (size_t i = begin; i < end; ++i) count += folded_[i].empty() ? 0 : 1;
    return count;
  }

  // Where a delimiter or a sign-off begins the signature; `end` where there is none.
  size_t marked_start(size_t begin, size_t end) const {
    size_t after = filled(begin, end);
    for (size_t i = begin; i < end; after -= folded_[i].empty() ? 0 : 1, ++i) {
      const std::string_view line = folded_[i];
      const bool delimiter = line == "--" || line == "-" || line == "---";
      if (!delimiter && !is_sign_off(line)) continue;
      if (after <= (delimiter ? kMostSignatureLines : kMostSignatureLines - 3)) return i;
    }
    return end;
  }

  enum class Look { none, weak, strong };

  // Is a line part of an unmarked signature?
  Look look(size_t i) const {
    const std::string_view line = folded_[i];
    if (is_contact(line)) return Look::strong;
    if (ends_a_sentence(line) || line.size() > 120) return Look::none;
    if (is_own_name(line)) return Look::strong;
    if (is_partner_line(line)) return Look::weak;
    if (line.find(':') != std::string::npos) return Look::none;
    if (is_requisites(line) || is_office_line(line) || is_organization_line(line)) return Look::weak;
    return Look::none;
  }

  // The words of From's display name, and little else.
  bool is_own_name(std::string_view line) const {
    const std::vector<std::string> words = words_of(line);
    if (words.empty() || words.size() > 6 || name_words_.empty() || line.find(':') != std::string_view::npos)
      return false;
    const auto own = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
      return std::find(name_words_.begin(), name_words_.end(), word) != name_words_.end();
    });
    return own >= 2 || (own == 1 && words.size() <= 3);
  }

  size_t trailing_start(size_t begin, size_t end) const {
    size_t start = end;
    size_t taken = 0;
    bool strong = false;
    for (size_t i = end; i > begin && taken < kMostTrailingLines; --i) {
      if (folded_[i - 1].empty()) continue;
      if (strong && folded_[i].empty() && is_data(begin, i)) break;
      const Look kind = look(i - 1);
      if (kind == Look::none) break;
      strong = strong || kind == Look::strong;
      start = i - 1;
      ++taken;
    }
    start = behind_cut_table(begin, start, end);
    strong = false;
    for (size_t i = start; i < end && !strong; ++i) strong = !folded_[i].empty() && look(i) == Look::strong;
    return strong ? start : end;
  }

  // A row below a head that is none of a signature ("Партнер | Код | Рег. номер") is data, whatever it begins with.
  size_t behind_cut_table(size_t begin, size_t start, size_t end) const {
    const uint16_t table = start < end ? lines_[start].table : uint16_t{0};
    if (table == 0 || start == begin || lines_[start - 1].table != table) return start;
    while (start < end && lines_[start].table == table) ++start;
    return start;
  }

  // Do the lines up to `end`, back to an empty one, hold a tax number and nobody's name or telephone? The sender's own
  // stands among them; a client's ends the letter, and the signature begins behind it.
  bool is_data(size_t begin, size_t end) const {
    static const PhraseList numbers{"инн", "кпп"};
    bool has_number = false;
    for (size_t i = end; i > begin && !folded_[i - 1].empty(); --i) {
      if (look(i - 1) == Look::strong) return false;
      has_number = has_number || numbers.begins(folded_[i - 1]);
    }
    return has_number;
  }

  void set(size_t i, LineRole role) { sorted_.lines[i].role = role; }

  const std::vector<TextLine>& lines_;
  const std::vector<std::string_view>& folded_;
  std::vector<std::string> name_words_;
  SortedLines& sorted_;
};

}  // namespace

void mark_signatures(const std::vector<TextLine>& lines, const std::vector<std::string_view>& folded,
                     const std::string& sender_name, SortedLines& sorted) {
  SignatureMarker(lines, folded, sender_name, sorted).run();
}

}  // namespace pismovod
