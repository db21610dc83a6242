// Lines to fill in: what a mailbox requires, as labels with the values that are known and blanks for
// the rest. The notice, its draft and the template are made of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/outcome.h"
#include "actions/texts.h"
#include "facts/organization.h"
#include "rules/mailbox.h"

namespace pismovod {

// What stands for a value that is not known; a filter takes it for none.
inline constexpr std::string_view kBlank = "__________";

struct FillInLine {
  std::string label;
  std::string value;         // empty: a blank
  bool is_new = true;        // not said by the letter yet, or said wrong
  std::string id = {};       // the requirement; empty: a label of a form's own
  std::string instead = {};  // what is said of the wrong value that it takes the place of: "а не 7713456711"
};

struct FillIn {
  std::string subject;  // that the mailbox demands; empty: any
  std::vector<FillInLine> lines;
  std::vector<std::string> attach;  // what is to be attached, by its title

  bool has_blanks() const;
  bool has_news() const;                     // lines worth adding to the letter
  std::vector<std::string> written() const;  // "Код партнера: 14352"
  // The label of every requirement that is written in a line.
  static std::vector<std::string> labels(const Texts& texts);
};

// By requirement, the values that the letter has already.
using FoundValues = std::map<std::string, std::string>;

// `wanted`: requirements, and labels of a form's own fields. Of what is found, files and what is said
// in the sender's own words are left out; the organisation's data go before what is found. What a register offers
// stands in the lines of what is not known otherwise, with where it is from.
FillIn make_fill_in(const std::vector<std::string>& wanted, const FoundValues& found, const Organization* organization,
                    const Texts& texts, const std::vector<Offer>& offers = {});

// The organisation's own datum for this requirement; empty: it has none, or that is not known.
std::string partners_own(const std::string& requirement, const Organization* organization);

// "Код партнера: 14352": how the requirement is written, by the organisation's own datum where it has one.
std::string example_of(const std::string& requirement, const Organization* organization, const Texts& texts);

// What the template of a mailbox asks for: the fields of its form, then the requirements not in it.
std::vector<std::string> template_fields(const Mailbox& mailbox, const std::vector<RequirementUse>& uses);

// Is the requirement met by a file, not by words?
bool is_attached(const std::string& requirement, const Texts& texts);

// Is it a fixed subject? Nobody is asked for one: it is set.
bool is_fixed_subject(const std::string& requirement, const Texts& texts);

}  // namespace pismovod
