// What a page shows, as data for its template.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pismovod {

// A tree of named texts, flags, lists and trees. An empty text counts as absent in a section.
// Everything is escaped where it is shown; only `Markup` goes out as it is, and only plot.h and the
// highlighting of evidence make any.
class View {
 public:
  struct Markup {
    std::string html;
  };
  using List = std::vector<View>;
  using Value = std::variant<std::string, bool, Markup, List>;

  View& set(std::string name, std::string text) { return put(std::move(name), std::move(text)); }
  View& set(std::string name, const char* text) { return put(std::move(name), std::string(text)); }
  View& set(std::string name, bool flag) { return put(std::move(name), flag); }
  View& set(std::string name, Markup markup) { return put(std::move(name), std::move(markup)); }
  View& set(std::string name, List list) { return put(std::move(name), std::move(list)); }
  View& set(std::string name, View view) {
    List one;
    one.push_back(std::move(view));
    return put(std::move(name), std::move(one));
  }
  const std::map<std::string, Value>& values() const { return values_; }

 private:
  View& put(std::string name, Value value) {
    values_.insert_or_assign(std::move(name), std::move(value));
    return *this;
  }
  std::map<std::string, Value> values_;
};

// For text within HTML, between tags or in a quoted attribute: characters that HTML gives a meaning
// are escaped, those that play with direction or terminals neutralised; lines stay.
std::string html_text(std::string_view text);

}  // namespace pismovod
