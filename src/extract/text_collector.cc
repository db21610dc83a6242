#include "extract/text_collector.h"

#include <algorithm>

#include "base/utf8.h"

namespace pismovod {
namespace {

bool is_border(char c) { return c == '\t' || c == '\v' || c == ' '; }

// A line end within a line, and control characters that mean nothing in text.
void clean(std::string& line) {
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\v' && c != '\n'; }, ' ');
  std::replace(line.begin(), line.end(), '\n', '\v');
}

}  // namespace

void TextCollector::stand_in(Place::Unit unit, int number, std::string_view sheet) {
  if (unit == unit_ && number == number_ && sheet == sheet_) return;
  flush();
  unit_ = unit;
  number_ = number;
  sheet_ = sheet;
}

bool TextCollector::line(std::string_view text) {
  if (left_ == 0) return false;
  if (text.size() > left_) {
    text = utf8_prefix(text, left_);
    document_.text_was_cut = true;
  }
  std::string line = is_utf8(text) ? std::string(text) : to_valid_utf8(text);
  clean(line);
  while (!line.empty() && is_border(line.back())) line.pop_back();
  if (line.size() >= left_) {
    line.resize(utf8_prefix(line, left_ - 1).size());
    left_ = line.size() + 1;
    document_.text_was_cut = true;
  }
  left_ -= line.size() + 1;
  text_ += line;
  text_ += '\n';
  return left_ > 0;
}

void TextCollector::flush() {
  while (!text_.empty() && text_.back() == '\n') text_.pop_back();
  text_.erase(0, text_.find_first_not_of('\n'));
  if (!text_.empty()) {
    Place place;
    place.kind = Place::Kind::attachment;
    place.attachment = document_.attachment;
    place.name = document_.name;
    place.unit = unit_;
    place.number = number_;
    place.sheet = sheet_;
    place.ocr = ocr_;
    document_.passages.push_back(make_passage(std::move(place), std::move(text_)));
  }
  text_.clear();
}

}  // namespace pismovod
