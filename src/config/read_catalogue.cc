#include <algorithm>

#include "config/loader.h"

namespace pismovod {
namespace {

// As many digits as a tax number anywhere has at most, with room.
constexpr int64_t kMostTaxDigits = 30;

class CatalogueReader {
 public:
  CatalogueReader(const TomlValue& file, Catalogue& catalogue, Sources& sources, ConfigErrors& errors)
      : file_(file), catalogue_(catalogue), sources_(sources), errors_(errors), phrases_(errors) {}

  void run() {
    TableReader table(file_, kCatalogueKeys, errors_);
    each_entry(table.value("label"), [&](const TomlValue::Entry& entry) { label(entry); });
    each_entry(table.value("words"),
               [&](const TomlValue::Entry& entry) { append(catalogue_.words[entry.key], list(entry)); });
    each_entry(table.value("placed"), [&](const TomlValue::Entry& entry) { placed(entry); });
    each_entry(table.value("taught"), [&](const TomlValue::Entry& entry) { bounds(entry); });
    each_entry(table.value("articles"),
               [&](const TomlValue::Entry& entry) { append(catalogue_.articles, list(entry)); });
    each_item(table.value("product"), [&](const TomlValue& item) { product(item); });
    each_item(table.value("country"), [&](const TomlValue& item) { country(item); });
    each_item(table.value("document"), [&](const TomlValue& item) { document(item); });
    append(catalogue_.scans_only, requirements(table, "scans_only"));
  }

 private:
  template <class T>
  static void append(std::vector<T>& to, std::vector<T> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  template <class Take>
  void each_entry(const TomlValue* table, Take take) {
    if (table == nullptr) return;
    if (table->kind != TomlValue::Kind::table) {
      errors_.push_back({table->place, "expected a table, not " + std::string(table->kind_name())});
      return;
    }
    for (const TomlValue::Entry& entry : table->entries) take(entry);
  }

  template <class Take>
  void each_item(const TomlValue* array, Take take) {
    if (array == nullptr) return;
    if (array->kind != TomlValue::Kind::array) {
      errors_.push_back({array->place, "expected a list of tables, not " + std::string(array->kind_name())});
      return;
    }
    for (const TomlValue& item : array->items) take(item);
  }

  Phrases list(const TomlValue::Entry& entry) { return phrases_.list(entry.key, entry.value); }

  // Ids of requirements, to be looked up once all of them are known.
  std::vector<std::string> requirements(TableReader& table, std::string_view key) {
    std::vector<std::string> ids = table.texts(key);
    for (const std::string& id : ids) sources_.named.push_back({id, table.value(key)->place});
    return ids;
  }

  void label(const TomlValue::Entry& entry) {
    const auto known = label_named(entry.key);
    if (!known) {
      std::vector<std::string> names;
      for (size_t i = 1; i < kLabels; ++i) names.emplace_back(name_of(static_cast<Label>(i)));
      errors_.push_back({entry.place, "unknown label \"" + entry.key + "\"" + did_you_mean(entry.key, names)});
      return;
    }
    append(catalogue_.labels[*known], list(entry));
  }

  void placed(const TomlValue::Entry& entry) {
    PlacedSource& source = sources_.placed[entry.key];
    append(source.phrases, list(entry));
    source.place = entry.place;
  }

  void bounds(const TomlValue::Entry& entry) {
    TableReader table(entry.value, kBoundsKeys, errors_);
    Bounds& made = sources_.bounds[entry.key];
    for (const auto& [key, to] :
         {std::pair("lead", &made.lead), std::pair("light_lead", &made.light_lead), std::pair("both", &made.both)}) {
      if (const auto bound = table.number(key, 0, 10000)) *to = static_cast<int32_t>(*bound);
    }
  }

  void product(const TomlValue& item) {
    TableReader table(item, kProductKeys, errors_);
    ProductLine line;
    line.name = table.text("name", true);
    line.spelled = table.phrases("spelled", phrases_);
    line.short_forms = table.phrases("short", phrases_);
    append(catalogue_.words["common_products"], table.phrases("common", phrases_));
    line.needs_sign = table.flag("sign").value_or(false);
    line.needs_edition = table.flag("edition").value_or(true);
    catalogue_.products.push_back(std::move(line));
  }

  void country(const TomlValue& item) {
    TableReader table(item, kCountryKeys, errors_);
    Country country;
    country.name = table.text("name", true);
    country.phrases = table.phrases("phrases", phrases_);
    country.tax_digits = table.numbers("tax_digits", 1, kMostTaxDigits);
    country.client_words = table.phrases("client_words", phrases_);
    catalogue_.countries.push_back(std::move(country));
  }

  void document(const TomlValue& item) {
    TableReader table(item, kDocumentKeys, errors_);
    DocumentKind kind;
    kind.id = table.text("id", true);
    kind.title = table.text("title", true);
    kind.serves = table.texts("serves");
    kind.decisive = table.phrases("decisive", phrases_);
    kind.titles = table.phrases("titles", phrases_);
    kind.title_says = table.phrases("title_says", phrases_);
    kind.words = groups(table);
    const auto most = static_cast<int64_t>(std::max(kind.words.size(), size_t{1}));
    kind.enough = table.number("enough", 1, most).value_or(kind.enough);
    if (table.value("enough") == nullptr && !kind.words.empty() && kind.words.size() < kind.enough)
      table.error(item.place, "\"enough\" is missing: it is 3 by itself, and \"words\" has fewer groups");
    kind.excluded_by = table.phrases("excluded_by", phrases_);
    kind.names = table.phrases("names", phrases_);
    kind.mentions = table.phrases("mentions", phrases_);
    kind.marks = table.phrases("marks", phrases_);
    kind.holds = requirements(table, "holds");
    kind.must_be_filled = table.flag("filled").value_or(false);
    // A kind named again is another idea of it: an admin's replaces ours.
    const auto known = std::ranges::find(catalogue_.documents, kind.id, &DocumentKind::id);
    if (known != catalogue_.documents.end()) {
      *known = std::move(kind);
    } else {
      catalogue_.documents.push_back(std::move(kind));
    }
  }

  // Groups of words; one that is no list of phrases is an error, and so is one without any.
  std::vector<Phrases> groups(TableReader& table) {
    std::vector<Phrases> out;
    const TomlValue* value = table.value("words");
    if (value == nullptr) return out;
    if (value->kind != TomlValue::Kind::array)
      table.error(value->place, "\"words\": expected lists of phrases, not " + std::string(value->kind_name()));
    for (const TomlValue& group : value->items) {
      if (group.kind == TomlValue::Kind::array && group.items.empty())
        table.error(group.place, "\"words\": a group without phrases never stands in a text");
      out.push_back(phrases_.list("words", group));
    }
    return out;
  }

  const TomlValue& file_;
  Catalogue& catalogue_;
  Sources& sources_;
  ConfigErrors& errors_;
  PhraseReader phrases_;
};

void flatten(const TomlValue& value, const std::string& prefix, std::map<std::string, std::string, std::less<>>& texts,
             ConfigErrors& errors) {
  for (const TomlValue::Entry& entry : value.entries) {
    const std::string key = prefix.empty() ? entry.key : prefix + "." + entry.key;
    if (entry.value.kind == TomlValue::Kind::table) {
      flatten(entry.value, key, texts, errors);
    } else if (entry.value.kind == TomlValue::Kind::string) {
      texts[key] = entry.value.string;
    } else {
      errors.push_back({entry.value.place, "expected a text, not " + std::string(entry.value.kind_name())});
    }
  }
}

}  // namespace

void read_catalogue_file(const TomlValue& file, Catalogue& catalogue, Sources& sources, ConfigErrors& errors) {
  CatalogueReader(file, catalogue, sources, errors).run();
}

void read_texts(const TomlValue& file, std::map<std::string, std::string, std::less<>>& texts, ConfigErrors& errors) {
  flatten(file, "", texts, errors);
}

}  // namespace pismovod
