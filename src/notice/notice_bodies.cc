#include "base/utf8.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kColumns = 76;

class TextWriter {
 public:
  std::string run(const std::vector<NoticeBlock>& blocks) {
    for (const NoticeBlock& block : blocks) {
      if (!out_.empty()) out_ += "\n";
      write(block);
    }
    return std::move(out_);
  }

 private:
  void write(const NoticeBlock& block) {
    switch (block.kind) {
      case NoticeBlock::Kind::paragraph:
      case NoticeBlock::Kind::action:
      case NoticeBlock::Kind::small:
        wrap(block.text, "", "");
        break;
      case NoticeBlock::Kind::heading:
        wrap(block.text, "", "");
        out_ += std::string(std::min(utf8_length(block.text), kColumns), '-') + "\n";
        break;
      case NoticeBlock::Kind::numbered:
      case NoticeBlock::Kind::bulleted:
        list(block);
        break;
      case NoticeBlock::Kind::form:
        for (const std::string& line : block.lines) out_ += "    " + line + "\n";
        break;
    }
  }

  void list(const NoticeBlock& block) {
    size_t number = block.first;
    for (const NoticeItem& item : block.items) {
      const bool numbered = block.kind == NoticeBlock::Kind::numbered;
      const std::string sign = numbered ? std::to_string(number++) + ". " : "- ";
      const std::string margin(sign.size() + 2, ' ');
      wrap(item.text, "  " + sign, margin);
      for (const std::string& detail : item.details) wrap(detail, margin, margin);
    }
  }

  // Words on lines of 76 columns; the first begins with `first`, the others with `margin`.
  void wrap(const std::string& text, const std::string& first, const std::string& margin) {
    std::string line = first;
    size_t column = utf8_length(first);
    bool empty = true;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find(' ', at), text.size());
      const std::string word = text.substr(at, end - at);
      const size_t width = utf8_length(word);
      if (!empty && column + 1 + width > kColumns) {
        out_ += line + "\n";
        line = margin;
        column = margin.size();
        empty = true;
      }
      line += (empty ? "" : " ") + word;
      column += width + (empty ? 0 : 1);
      empty = false;
      at = end + 1;
    }
    out_ += line + "\n";
  }

  std::string out_;
};

}  // namespace

std::string notice_text(const std::vector<NoticeBlock>& blocks) { return TextWriter().run(blocks); }

}  // namespace pismovod
