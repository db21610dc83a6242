// The subject «Заказ продуктов с USB», prefixes of replies, case and quotes aside.

#include "facts/filter.h"

namespace pismovod {
namespace {

class UsbSubject : public Filter {
 public:
  explicit UsbSubject(const FilterSetup& setup) {
    for (const Phrase& subject : setup.catalogue.list("usb_subjects")) wanted_.push_back(fold_bare(subject.written()));
  }

  std::vector<std::string> answers() const override { return {"usb_subject"}; }
  ReadDepth reads_attachments(const Request&) const override { return ReadDepth::outline; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    bool inherited = false;
    const std::string_view subject = without_reply_prefixes(reading.letter().subject, inherited);
    const std::string bare = fold_bare(subject);
    for (const Text& text : reading.texts()) {
      if (text.place().kind != Place::Kind::subject || text.tokens().empty()) continue;
      const auto last = static_cast<uint32_t>(text.tokens().size()) - 1;
      for (const std::string& wanted : wanted_) {
        if (bare == wanted) finding.right.push_back({std::string(subject), text.evidence(0, last), {}, {}});
      }
      if (finding.right.empty()) finding.missing_because = {"other_subject", {{"subject", std::string(subject)}}};
    }
    return finding;
  }

 private:
  std::vector<std::string> wanted_;
};

const bool announced =
    announce_filter("usb_subject", [](const FilterSetup& setup) { return std::make_unique<UsbSubject>(setup); });

}  // namespace
}  // namespace pismovod
