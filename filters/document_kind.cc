// The papers that a letter must carry: applications, cards, agreements, acts, payment orders,
// windows. What a document's own text says of its kind wins over its file name, and that over the
// letter's words; a scan that nothing tells apart is taken for one that is still owed.

#include <algorithm>
#include <set>

#include "facts/attachment_kind.h"
#include "facts/filter.h"

namespace pismovod {
namespace {

class DocumentFilter : public Filter {
 public:
  explicit DocumentFilter(const FilterSetup& setup)
      : reader_(setup.readers.documents),
        scans_only_(setup.catalogue.scans_only.begin(), setup.catalogue.scans_only.end()) {
    for (const DocumentKind& kind : setup.catalogue.documents) {
      answers_.insert(kind.serves.begin(), kind.serves.end());
      kinds_.try_emplace(kind.id, static_cast<int>(kinds_.size()));
    }
  }

  std::vector<std::string> answers() const override { return {answers_.begin(), answers_.end()}; }

  Finding find(const Request& request, const Reading& reading) const override {
    std::vector<Sheet> sheets = reader_.sheets(reading);
    for (Sheet& sheet : sheets) take_taught_kind(reading, sheet);
    Finding finding = told(request.requirement, reading, sheets);
    if (finding.right.empty() && finding.wrong.empty() && finding.presumed.empty())
      perhaps(request.requirement, reading, sheets, finding);
    if (finding.right.empty() && finding.wrong.empty() && finding.presumed.empty())
      untold(request, reading, sheets, finding);
    if (finding.right.empty() && finding.presumed.empty() && !finding.missing_because)
      say_what_is_there(reading, sheets, finding);
    return finding;
  }

 private:
  // What examples say of a sheet that neither title, words nor file name tell.
  TaughtAnswer by_examples(const Reading& reading, const Sheet& sheet) const {
    const bool is_told = sheet.kind >= 0 || sheet.kind_goes_on || !sheet.kinds_by_name.empty();
    if (!sheet.is_legible || is_told) return {};
    return reading.readers().taught.answer("paper", reader_.texts_of(reading, sheet));
  }

  // "other" is of no kind that anybody owes, and too seldom right to be believed.
  void take_taught_kind(const Reading& reading, Sheet& sheet) const {
    const TaughtAnswer answer = by_examples(reading, sheet);
    if (answer.holds.size() == 1) sheet.kind = kind_named(answer.holds.front());
  }

  int kind_named(const std::string& id) const {
    const auto at = kinds_.find(id);
    return at == kinds_.end() ? -1 : at->second;
  }

  // A sheet that may be what is asked for, or may not: the examples are not sure.
  void perhaps(const std::string& requirement, const Reading& reading, const std::vector<Sheet>& sheets,
               Finding& finding) const {
    for (const Sheet& sheet : sheets) {
      if (wants_scan(requirement) && !sheet.is_scan) continue;
      const TaughtAnswer answer = by_examples(reading, sheet);
      const bool may_be = std::ranges::any_of(
          answer.unsure, [&](const std::string& label) { return reader_.serves(kind_named(label), requirement); });
      if (!may_be) continue;
      Fact made = fact(reading, sheet);
      made.wrong = {"not_told_apart", {{"file", made.value}}};
      finding.presumed.push_back(std::move(made));
      return;
    }
  }

  bool wants_scan(const std::string& requirement) const { return scans_only_.contains(requirement); }

  bool named(const Sheet& sheet, const std::string& requirement) const {
    return std::any_of(sheet.kinds_by_name.begin(), sheet.kinds_by_name.end(),
                       [&](int k) { return reader_.serves(k, requirement); });
  }

  // Sheets whose own text or name tells that they are what is asked for.
  Finding told(const std::string& requirement, const Reading& reading, const std::vector<Sheet>& sheets) const {
    Finding finding;
    for (const Sheet& sheet : sheets) {
      const bool by_text = reader_.serves(sheet.kind, requirement);
      const bool by_name = sheet.kind < 0 && !sheet.kind_goes_on && named(sheet, requirement);
      if (!by_text && !by_name) continue;
      if (wants_scan(requirement) && !sheet.is_scan) {
        if (!sheet.is_unread)
          finding.missing_because = {"typed_not_scanned", {{"file", reading.documents()[sheet.document].name}}};
        continue;
      }
      if (by_text) {
        take_by_text(reading, pages_of(sheets, sheet), finding);
      } else {
        take_by_name(requirement, reading, sheet, finding);
      }
    }
    return finding;
  }

  // A paper ends where the next one begins: its last page counts as its first, whose kind they all have.
  static std::vector<Sheet> pages_of(const std::vector<Sheet>& sheets, const Sheet& first) {
    std::vector<Sheet> pages = {first};
    const auto at = std::ranges::find_if(
        sheets, [&](const Sheet& one) { return one.document == first.document && one.page == first.page; });
    for (auto next = at; next != sheets.end() && ++next != sheets.end() && next->kind_goes_on;) {
      if (next->document != first.document) break;
      pages.push_back(*next);
      pages.back().kind = first.kind;
    }
    return pages;
  }

  void take_by_text(const Reading& reading, const std::vector<Sheet>& pages, Finding& finding) const {
    const Sheet& sheet = pages.front();
    Fact made = fact(reading, sheet);
    const auto shows_marks = [&](const Sheet& one) { return reader_.shows_marks(reading, one); };
    if (reader_.is_unfilled(reading, sheet)) {
      made.wrong = {"unfilled_form", {{"file", made.value}}};
      finding.wrong.push_back(std::move(made));
    } else if (std::ranges::none_of(pages, shows_marks)) {
      made.wrong = {"no_mark", {{"file", made.value}}};
      finding.presumed.push_back(std::move(made));
    } else {
      finding.right.push_back(std::move(made));
    }
  }

  void take_by_name(const std::string& requirement, const Reading& reading, const Sheet& sheet,
                    Finding& finding) const {
    Fact made = fact(reading, sheet);
    const Reason why = unread_reason(reading, sheet);
    if (why.key.empty() && !sheet.is_unread && reader_.needs_marks(sheet, requirement)) {
      made.wrong = {"no_mark", {{"file", made.value}}};
      finding.presumed.push_back(std::move(made));
    } else if (why.key.empty() && !sheet.is_unread) {
      finding.right.push_back(std::move(made));
    } else {
      made.wrong = why.key.empty() ? Reason{"not_opened", {{"file", made.value}}} : why;
      finding.presumed.push_back(std::move(made));
    }
  }

  // A name alone does for a file that nobody can open here (no reader); not for one that would not
  // open.
  static Reason unread_reason(const Reading& reading, const Sheet& sheet) {
    const std::string& name = reading.documents()[sheet.document].name;
    switch (sheet.state) {
      case ReadState::encrypted:
        return {"encrypted", {{"file", name}}};
      case ReadState::unreadable:
        return {unreadable_reason(reading.documents()[sheet.document]), {{"file", name}}};
      case ReadState::too_large:
        return {"too_large", {{"file", name}}};
      case ReadState::timed_out:
        return {"timed_out", {{"file", name}}};
      case ReadState::failed:
        return {"reader_failed", {{"file", name}}};
      default:
        return {};
    }
  }

  // May this sheet be something that nothing tells?
  bool is_untold(const Sheet& sheet, bool scan) const {
    if (sheet.kind >= 0 || sheet.kind_goes_on || sheet.is_blank) return false;
    // "счет.jpg", "ошибка.png": the name tells that it is nothing of what anybody owes.
    const auto useless = [&](int kind) { return reader_.kind(kind).serves.empty(); };
    if (!sheet.kinds_by_name.empty() && std::ranges::all_of(sheet.kinds_by_name, useless)) return false;
    const bool closed = sheet.state == ReadState::encrypted || sheet.state == ReadState::unreadable ||
                        sheet.state == ReadState::too_large || sheet.state == ReadState::timed_out ||
                        sheet.state == ReadState::failed;
    return closed || sheet.is_scan || (!scan && sheet.is_unread);
  }

  // Scans that nothing tells apart, dealt out to the requirements that nothing meets, in order.
  void untold(const Request& request, const Reading& reading, const std::vector<Sheet>& sheets,
              Finding& finding) const {
    std::vector<const Sheet*> free;
    for (const Sheet& sheet : sheets) {
      const bool claimed = std::any_of(request.together.begin(), request.together.end(), [&](const std::string& other) {
        return other != request.requirement && named(sheet, other);
      });
      if (is_untold(sheet, wants_scan(request.requirement)) && !claimed) free.push_back(&sheet);
    }
    std::vector<std::string> owed;
    for (const std::string& other : request.together) {
      if (!answers_.contains(other)) continue;
      const Finding there = told(other, reading, sheets);
      if (there.right.empty() && there.presumed.empty()) owed.push_back(other);
    }
    // What the letter says is attached goes before what it does not speak of.
    std::stable_partition(owed.begin(), owed.end(),
                          [&](const std::string& id) { return reader_.is_said_attached(reading, id); });
    const auto place = static_cast<size_t>(std::find(owed.begin(), owed.end(), request.requirement) - owed.begin());
    if (place >= free.size() || place >= owed.size()) return;
    const Sheet& sheet = *free[place];
    Fact made = fact(reading, sheet);
    made.wrong = unread_reason(reading, sheet);
    const bool only_one = free.size() == 1 && owed.size() == 1 && made.wrong.key.empty() && !sheet.is_unread;
    if (only_one && reader_.is_said_attached(reading, request.requirement)) {
      finding.right.push_back(std::move(made));
      return;
    }
    if (made.wrong.key.empty()) made.wrong = {"not_told_apart", {{"file", made.value}}};
    finding.presumed.push_back(std::move(made));
  }

  // For the reason of a miss: what is attached instead.
  void say_what_is_there(const Reading& reading, const std::vector<Sheet>& sheets, Finding& finding) const {
    for (const Sheet& sheet : sheets) {
      if (sheet.kind < 0) continue;
      finding.missing_because = {
          "another_document",
          {{"file", reading.documents()[sheet.document].name}, {"kind", reader_.kind(sheet.kind).title}}};
      return;
    }
  }

  Fact fact(const Reading& reading, const Sheet& sheet) const {
    const Document& document = reading.documents()[sheet.document];
    Fact made;
    made.value = document.name;
    const std::vector<const Text*> texts = reader_.texts_of(reading, sheet);
    if (!texts.empty() && !texts.front()->tokens().empty()) {
      const auto last = static_cast<uint32_t>(std::min<size_t>(texts.front()->tokens().size(), 14)) - 1;
      made.evidence = texts.front()->evidence(0, last);
      return made;
    }
    made.evidence.place.kind = Place::Kind::attachment;
    made.evidence.place.attachment = document.attachment;
    made.evidence.place.name = document.name;
    if (sheet.page > 0) {
      made.evidence.place.unit = Place::Unit::page;
      made.evidence.place.number = sheet.page;
    }
    made.evidence.text = document.file_name;
    return made;
  }

  const DocumentReader& reader_;
  std::set<std::string> scans_only_;
  std::set<std::string> answers_;
  std::map<std::string, int, std::less<>> kinds_;  // by id, as in the catalogue
};

const bool announced =
    announce_filter("document_kind", [](const FilterSetup& setup) { return std::make_unique<DocumentFilter>(setup); });

}  // namespace
}  // namespace pismovod
