#include <algorithm>

#include "config/loader.h"

namespace pismovod {
namespace {

class CatalogueReader {
 public:
  CatalogueReader(const TomlValue& file, Catalogue& catalogue, std::map<std::string, std::vector<std::string>>& placed,
                  ConfigErrors& errors)
      : file_(file), catalogue_(catalogue), placed_(placed), errors_(errors) {}

  void run() {
    TableReader table(file_, kCatalogueKeys, errors_);
    each_entry(table.value("label"), [&](const TomlValue::Entry& entry) { label(entry); });
    each_entry(table.value("words"),
               [&](const TomlValue::Entry& entry) { append(catalogue_.words[entry.key], list(entry.value)); });
    each_entry(table.value("placed"),
               [&](const TomlValue::Entry& entry) { append(placed_[entry.key], list(entry.value)); });
    each_entry(table.value("articles"),
               [&](const TomlValue::Entry& entry) { append(catalogue_.articles, list(entry.value)); });
    each_item(table.value("product"), [&](const TomlValue& item) { product(item); });
    each_item(table.value("country"), [&](const TomlValue& item) { country(item); });
    each_item(table.value("document"), [&](const TomlValue& item) { document(item); });
    append(catalogue_.scans_only, table.texts("scans_only"));
  }

 private:
  static void append(std::vector<std::string>& to, std::vector<std::string> more) {
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

  std::vector<std::string> list(const TomlValue& value) {
    std::vector<std::string> out;
    if (value.kind != TomlValue::Kind::array) {
      errors_.push_back({value.place, "expected a list of strings, not " + std::string(value.kind_name())});
      return out;
    }
    for (const TomlValue& item : value.items) {
      if (item.kind == TomlValue::Kind::string) {
        out.push_back(item.string);
        check_phrase(item);
      } else {
        errors_.push_back({item.place, "expected a string, not " + std::string(item.kind_name())});
      }
    }
    return out;
  }

  void check_phrase(const TomlValue& item) {
    Vocabulary::Builder builder;
    const std::vector<std::string> one = {item.string};
    if (const auto made = builder.term(one); !made) errors_.push_back({item.place, made.error().text});
  }

  void label(const TomlValue::Entry& entry) {
    const auto known = label_named(entry.key);
    if (!known) {
      std::vector<std::string> names;
      for (size_t i = 1; i < kLabels; ++i) names.emplace_back(name_of(static_cast<Label>(i)));
      errors_.push_back({entry.place, "unknown label \"" + entry.key + "\"" + did_you_mean(entry.key, names)});
      return;
    }
    append(catalogue_.labels[*known], list(entry.value));
  }

  void product(const TomlValue& item) {
    TableReader table(item, kProductKeys, errors_);
    ProductLine line;
    line.name = table.text("name", true);
    line.spelled = table.texts("spelled");
    line.short_forms = table.texts("short");
    append(catalogue_.words["common_products"], table.texts("common"));
    line.needs_sign = table.flag("sign").value_or(false);
    line.needs_edition = table.flag("edition").value_or(true);
    catalogue_.products.push_back(std::move(line));
  }

  void country(const TomlValue& item) {
    TableReader table(item, kCountryKeys, errors_);
    Country country{table.text("name", true), table.texts("phrases"), {}, table.texts("client_words")};
    if (const TomlValue* lengths = table.value("tax_digits")) {
      for (const TomlValue& length : lengths->items) {
        const bool whole = length.kind == TomlValue::Kind::integer && length.integer > 0;
        if (!whole) table.error(length.place, "\"tax_digits\": expected whole numbers");
        if (whole) country.tax_digits.push_back(static_cast<size_t>(length.integer));
      }
    }
    catalogue_.countries.push_back(std::move(country));
  }

  void document(const TomlValue& item) {
    TableReader table(item, kDocumentKeys, errors_);
    DocumentKind kind;
    kind.id = table.text("id", true);
    kind.title = table.text("title", true);
    kind.serves = table.texts("serves");
    kind.decisive = table.texts("decisive");
    kind.titles = table.texts("titles");
    kind.title_says = table.texts("title_says");
    if (const TomlValue* groups = table.value("words")) {
      for (const TomlValue& group : groups->items) kind.words.push_back(list(group));
    }
    if (const TomlValue* enough = table.value("enough")) kind.enough = static_cast<size_t>(enough->integer);
    kind.excluded_by = table.texts("excluded_by");
    kind.names = table.texts("names");
    kind.mentions = table.texts("mentions");
    kind.marks = table.texts("marks");
    kind.holds = table.texts("holds");
    kind.must_be_filled = table.flag("filled").value_or(false);
    // A kind named again is another idea of it: an admin's replaces ours.
    const auto known = std::ranges::find(catalogue_.documents, kind.id, &DocumentKind::id);
    if (known != catalogue_.documents.end()) {
      *known = std::move(kind);
    } else {
      catalogue_.documents.push_back(std::move(kind));
    }
  }

  const TomlValue& file_;
  Catalogue& catalogue_;
  std::map<std::string, std::vector<std::string>>& placed_;
  ConfigErrors& errors_;
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

void read_catalogue_file(const TomlValue& file, Catalogue& catalogue,
                         std::map<std::string, std::vector<std::string>>& placed, ConfigErrors& errors) {
  CatalogueReader(file, catalogue, placed, errors).run();
}

void read_texts(const TomlValue& file, std::map<std::string, std::string, std::less<>>& texts, ConfigErrors& errors) {
  flatten(file, "", texts, errors);
}

}  // namespace pismovod
