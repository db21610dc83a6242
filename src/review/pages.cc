#include "review/pages.h"

#include <kainjow/mustache.hpp>

#include <mutex>

#include "actions/wording.h"

namespace pismovod {
namespace {

namespace ms = kainjow::mustache;

ms::data data_of(const View& view);

struct Converter {
  ms::data operator()(const std::string& text) const {
    return text.empty() ? ms::data(ms::data::type::bool_false) : ms::data(text);
  }
  ms::data operator()(bool flag) const {
    return ms::data(flag ? ms::data::type::bool_true : ms::data::type::bool_false);
  }
  ms::data operator()(const View::Markup& markup) const { return ms::data(markup.html); }
  ms::data operator()(const View::List& list) const {
    ms::data out(ms::data::type::list);
    for (const View& item : list) out.push_back(data_of(item));
    return out;
  }
};

ms::data data_of(const View& view) {
  ms::data out(ms::data::type::object);
  for (const auto& [name, value] : view.values()) out.set(name, std::visit(Converter{}, value));
  return out;
}

std::string whole_template(const std::string& name) {
  static constexpr std::string_view kPlace = "{{>page}}";
  std::string layout(page_file("layout.html"));
  const size_t at = layout.find(kPlace);
  return at == std::string::npos ? layout : layout.replace(at, kPlace.size(), page_file(name));
}

// Texts are put in before the template is parsed: they are the same at every rendering.
std::string with_texts(const std::string& whole, const Texts& texts) {
  static constexpr std::string_view kOpen = "{{t.";
  std::string out;
  for (size_t at = 0; at < whole.size();) {
    const size_t open = std::min(whole.find(kOpen, at), whole.size());
    out.append(whole, at, open - at);
    if (open == whole.size()) break;
    const size_t close = whole.find("}}", open);
    out += html_text(texts.get("review." + whole.substr(open + kOpen.size(), close - open - kOpen.size())));
    at = close + 2;
  }
  return out;
}

// A parsed template, one for each thread: rendering one changes its state.
ms::mustache& parsed(const std::string& name, const std::string& language, const Texts& texts) {
  thread_local std::map<std::pair<std::string, std::string>, ms::mustache> all;
  const auto known = all.find({name, language});
  if (known != all.end()) return known->second;
  ms::mustache made(with_texts(whole_template(name), texts));
  made.set_custom_escape(html_text);
  return all.emplace(std::pair{name, language}, std::move(made)).first->second;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  while (true) {
    const size_t end = std::min(text.find('\n'), text.size());
    out += ms::html_escape(printable(text.substr(0, end)));
    if (end == text.size()) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string_view page_file(std::string_view name) {
  for (const PageFile& file : page_files()) {
    if (file.name == name) return file.text;
  }
  return {};
}

std::string render_page(const std::string& name, const std::string& language, const Texts& texts, const View& view) {
  return parsed(name, language, texts).render(data_of(view));
}

}  // namespace pismovod
