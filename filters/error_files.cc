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
  static void consider(const Document& document, Finding& finding) {
    Fact fact;
    fact.value = document.file_name;
    fact.evidence.place.kind = Place::Kind::attachment;
    fact.evidence.place.attachment = document.attachment;
    fact.evidence.place.name = document.name;
    fact.evidence.text = document.file_name;
    switch (document.kind) {
      case FileKind::signature:
        return;
      case FileKind::archive:
        if (document.outline == ReadState::encrypted) {
          fact.wrong = {"encrypted", {{"file", document.name}}};
          finding.presumed.push_back(std::move(fact));
          return;
        }
        // What is inside is listed behind it; an archive that could not be opened speaks for itself.
        if (document.is_container) return;
        break;
      case FileKind::message:
        if (document.is_container) return;
        break;
      default:
        break;
    }
    if (document.octets == 0) return;
    finding.right.push_back(std::move(fact));
  }
};

const bool announced =
    announce_filter("error_files", [](const FilterSetup& setup) { return std::make_unique<ErrorFiles>(setup); });

}  // namespace
}  // namespace pismovod
