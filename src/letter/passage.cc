#include "letter/passage.h"

namespace pismovod {

std::string Place::text() const {
  switch (kind) {
    case Kind::subject:
      return "subject";
    case Kind::body:
      return "body";
    case Kind::quoted:
      return "quoted";
    case Kind::signature:
      return "signature";
    case Kind::earlier:
      return std::string(kEarlier) + name;
    case Kind::attachment:
      break;
  }
  std::string out = "attachment " + std::to_string(attachment);
  if (!name.empty()) out += " «" + name + "»";
  if (unit == Unit::table) out += ", table " + std::to_string(number);
  if (unit == Unit::sheet) out += ", sheet «" + sheet + "»";
  if (unit == Unit::page) out += ", page " + std::to_string(number);
  if (ocr) out += " (OCR)";
  return out;
}

Passage make_passage(Place place, std::string text) {
  Passage passage{std::move(place), std::move(text), {}, false};
  passage.folded = Folded::of(passage.text);
  return passage;
}

}  // namespace pismovod
