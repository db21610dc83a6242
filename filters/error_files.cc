// At least one attachment that can be a log or a picture of the error: a text, picture, document,
// or an archive of such. The picture of a signature is none.

#include <algorithm>

#include "facts/attachment_kind.h"
#include "facts/filter.h"

namespace pismovod {
namespace {

class ErrorFiles : public Filter {
 public:
  explicit ErrorFiles(const FilterSetup&) {}

  std::vector<std::string> answers() const override { return {"error_files"}; }
  ReadDepth reads_attachments(const Request&) const override { return ReadDepth::outline; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    bool decoration = false;
    for (const Document& document : reading.documents()) {
      if (is_decoration(reading.letter(), document)) {
        decoration = true;
      } else {
        consider(document, finding);
      }
    }
    if (decoration) finding.missing_because = {"only_signature_picture", {}};
    return finding;
  }

 private:
  // A file that nobody could look into may be one. What no program here reads and is whole, as a database of 1C,
  // is what it is: it counts.
  static std::string closed(const Document& document) {
    const bool known = document.is_container || document.kind != FileKind::unknown || document.octets == 0;
    const std::string key = unreadable_reason(document);
    // What is told at a glance is not opened.
    // g++ 12 warns falsely where `key` may be moved.
    if (document.outline == ReadState::unopened && key != "unreadable") return key;  // NOLINT(*-no-automatic-move)
    switch (document.outline) {
      case ReadState::encrypted:
        return "encrypted";
      case ReadState::unreadable:
        return known || key != "unreadable" ? key : "";
      case ReadState::too_large:
        return "too_large";
      case ReadState::timed_out:
        return "timed_out";
      case ReadState::failed:
        return "reader_failed";
      default:
        return {};
    }
  }

  static void consider(const Document& document, Finding& finding) {
    Fact fact;
    fact.value = document.file_name;
    fact.evidence.place.kind = Place::Kind::attachment;
    fact.evidence.place.attachment = document.attachment;
    fact.evidence.place.name = document.name;
    fact.evidence.text = document.file_name;
    if (document.kind == FileKind::signature) return;
    if (const std::string why = closed(document); !why.empty()) {
      fact.wrong = {why, {{"file", document.name}}};
      finding.presumed.push_back(std::move(fact));
      return;
    }
    // What is inside is listed behind it.
    if (document.is_container || document.octets == 0) return;
    finding.right.push_back(std::move(fact));
  }
};

const bool announced =
    announce_filter("error_files", [](const FilterSetup& setup) { return std::make_unique<ErrorFiles>(setup); });

}  // namespace
}  // namespace pismovod
