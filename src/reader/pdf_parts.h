// What poppler does not hand over of a PDF: the values of form fields that their file draws nowhere, files within
// the file, whether it is a form for Adobe's program alone. The one place where qpdf is used.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// A value that a viewer draws itself ("NeedAppearances", or a field without an appearance).
struct FilledField {
  int page = 0;    // from 1
  float left = 0;  // points from the left and the top of the page as it is shown, unless it is turned
  float top = 0;
  float right = 0;
  float bottom = 0;
  std::string text;
};

class PdfParts {
 public:
  // Nothing throws: what cannot be read is not there. The octets must outlive it.
  explicit PdfParts(std::string_view octets);
  ~PdfParts();
  PdfParts(const PdfParts&) = delete;
  PdfParts& operator=(const PdfParts&) = delete;

  std::vector<FilledField> fields() const;
  // A dynamic XFA form: its pages are a request to open it elsewhere.
  bool is_foreign_form() const;
  // A portfolio: the page is a cover, the files are the content.
  bool is_portfolio() const;
  // Hands over each embedded file: its name in UTF-8 and its octets, nothing where they are more than `most` or
  // cannot be had. Ends when `take` says false.
  using Take = std::function<bool(std::string name, std::string octets, bool is_good)>;
  void for_each_file(size_t most, const Take& take) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;  // null for a file that qpdf cannot open
};

}  // namespace pismovod
