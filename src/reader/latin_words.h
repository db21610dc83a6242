// Words as OCR reads them on Russian pages: which Latin ones stay, which are Russian ones misread, which short
// ones can be believed.
#pragma once

#include <string>

namespace pismovod {

// Is `russian`, as the Russian model alone has read it with this confidence (percent), the better
// reading of `word`, which the other model had read as Latin with that one? "UHH" is "ИНН" and
// "Cu." is "Сч.", "USB" and "1C:ERP" stay.
bool is_better_in_russian(const std::string& word, float confidence, const std::string& russian,
                          float russian_confidence);

// A label or a form of a firm of three letters and more: no mark of a pen looks like one by chance.
bool is_certain(const std::string& word);

// Latin letters, Cyrillic letters and digits in a text.
struct Letters {
  size_t latin = 0;
  size_t cyrillic = 0;
  size_t digits = 0;
  size_t all() const { return latin + cyrillic + digits; }
};
Letters letters_of(const std::string& text);

}  // namespace pismovod
