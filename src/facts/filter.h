// A filter finds one kind of fact and decides nothing. Each lives in a file of its own in filters/
// and announces itself there; nothing else has to be changed to add one.
//
// Filters are made anew for every configuration and are immutable from then on: find() is called
// from several threads. They do not throw, write, call out or look at the clock.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/catalogue.h"
#include "facts/fact.h"
#include "facts/organization.h"
#include "facts/readers.h"
#include "facts/reading.h"
#include "words/pattern.h"

namespace pismovod {

// A fact that an admin describes in TOML: words near it and a regular expression.
struct PatternSpec {
  std::string id;
  std::string title;
  std::string example;
  Phrases labels;  // before the value; empty: anywhere
  std::optional<Pattern> value;
  std::optional<Pattern> wrong;  // what is plainly meant as one, but is none
  bool in_subject = false;       // looked for in the subject alone, without the prefixes of replies
};

// What a filter is made from.
struct FilterSetup {
  Vocabulary::Builder& words;
  const LabelTerms& labels;
  const Catalogue& catalogue;
  const Readers& readers;
  std::span<const PatternSpec> patterns;
};

// What a rule asks a filter for.
struct Request {
  std::string requirement;                     // the id
  std::map<std::string, std::string> options;  // of the rule: { id = "product_name", full = true }
  std::vector<std::string> together;           // all that the letter owes the mailbox, in order

  bool has(const std::string& option) const { return options.find(option) != options.end(); }
};

class Filter {
 public:
  Filter() = default;
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  virtual ~Filter() = default;

  // The requirements that this filter can answer.
  virtual std::vector<std::string> answers() const = 0;
  virtual Finding find(const Request& request, const Reading& reading) const = 0;
  // May attachments give what the letter itself does not, and how deep must they be read?
  virtual ReadDepth reads_attachments(const Request&) const { return ReadDepth::ocr; }
};

using FilterFactory = std::function<std::unique_ptr<Filter>(const FilterSetup&)>;

// Announces a filter; called before main() by the file that defines it.
bool announce_filter(std::string name, FilterFactory make);
const std::map<std::string, FilterFactory>& announced_filters();

}  // namespace pismovod
