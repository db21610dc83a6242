#include "reader/pdf_parts.h"

// std::shared_ptr, and not the pointers of qpdf before version 11.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/JSON.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAnnotationObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFormFieldObjectHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <stdexcept>

namespace pismovod {
namespace {

constexpr size_t kMostFields = 2000;
constexpr size_t kMostFiles = 200;

// Takes what a stream unpacks to, and no more than is allowed.
class Bounded : public Pipeline {
 public:
  Bounded(std::string& out, size_t most) : Pipeline("bounded", nullptr), out_(out), most_(most) {}
  void write(unsigned char const* data, size_t size) override {
    if (size > most_ - out_.size()) throw std::length_error("an embedded file is too large");
    out_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}

 private:
  std::string& out_;
  size_t most_;
};

std::string value_of(const QPDFAnnotationObjectHelper& widget) {
  QPDFFormFieldObjectHelper field(widget.getObjectHandle());
  const std::string type = field.getFieldType();
  return type == "/Tx" || type == "/Ch" ? field.getValueAsString() : std::string();
}

bool is_hidden(QPDFAnnotationObjectHelper& widget) { return (widget.getFlags() & 2) != 0; }

}  // namespace

struct PdfParts::Handle {
  QPDF pdf;
  QPDFObjectHandle form() { return pdf.getRoot().getKey("/AcroForm"); }
};

PdfParts::PdfParts(std::string_view octets) {
  try {
    auto handle = std::make_unique<Handle>();
    handle->pdf.setSuppressWarnings(true);
    handle->pdf.processMemoryFile("attachment", octets.data(), octets.size());
    handle_ = std::move(handle);
  } catch (const std::exception&) {  // damaged, or a password is needed: poppler says which
  }
}

PdfParts::~PdfParts() = default;

std::vector<FilledField> PdfParts::fields() const {
  std::vector<FilledField> out;
  if (!handle_) return out;
  try {
    QPDFObjectHandle form = handle_->form();
    if (!form.isDictionary()) return out;
    QPDFObjectHandle needs = form.getKey("/NeedAppearances");
    const bool all = needs.isBool() && needs.getBoolValue();
    int number = 0;
    for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(handle_->pdf).getAllPages()) {
      ++number;
      const QPDFObjectHandle::Rectangle sheet = page.getCropBox().getArrayAsRectangle();
      for (QPDFAnnotationObjectHelper& widget : page.getAnnotations("/Widget")) {
        if (out.size() >= kMostFields) return out;
        if (is_hidden(widget) || (!all && widget.getAppearanceDictionary().isDictionary())) continue;
        std::string value = value_of(widget);
        if (value.empty()) continue;
        const QPDFObjectHandle::Rectangle box = widget.getRect();
        out.push_back({number, static_cast<float>(box.llx - sheet.llx), static_cast<float>(sheet.ury - box.ury),
                       static_cast<float>(box.urx - sheet.llx), static_cast<float>(sheet.ury - box.lly),
                       std::move(value)});
      }
    }
  } catch (const std::exception&) {
  }
  return out;
}

bool PdfParts::is_foreign_form() const {
  if (!handle_) return false;
  try {
    QPDFObjectHandle root = handle_->pdf.getRoot();
    QPDFObjectHandle form = handle_->form();
    if (!form.isDictionary() || !form.hasKey("/XFA")) return false;
    QPDFObjectHandle drawn = root.getKey("/NeedsRendering");
    QPDFObjectHandle fields = form.getKey("/Fields");
    return (drawn.isBool() && drawn.getBoolValue()) || !fields.isArray() || fields.getArrayNItems() == 0;
  } catch (const std::exception&) {
    return false;
  }
}

bool PdfParts::is_portfolio() const {
  try {
    return handle_ && handle_->pdf.getRoot().getKey("/Collection").isDictionary();
  } catch (const std::exception&) {
    return false;
  }
}

void PdfParts::for_each_file(size_t most, const Take& take) const {
  if (!handle_) return;
  try {
    size_t count = 0;
    for (const auto& [key, file] : QPDFEmbeddedFileDocumentHelper(handle_->pdf).getEmbeddedFiles()) {
      if (++count > kMostFiles) return;
      std::string octets;
      bool good = true;
      try {
        Bounded out(octets, most);
        good = file->getEmbeddedFileStream().pipeStreamData(&out, 0, qpdf_dl_all, true);
      } catch (const std::exception&) {
        good = false;
      }
      if (!good) octets.clear();
      const std::string name = file->getFilename();
      if (!take(name.empty() ? key : name, std::move(octets), good)) return;
    }
  } catch (const std::exception&) {
  }
}

}  // namespace pismovod
