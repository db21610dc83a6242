// Cuts a stream of octets into the letters of an mbox (RFC 4155), or takes all of it for one letter.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace pismovod {

class LetterCutter {
 public:
  // `take` gets each letter when its end has come; of an mbox with the line "From " that begins it.
  using Take = std::function<void(std::string_view octets)>;
  explicit LetterCutter(Take take) : take_(std::move(take)) {}

  // False: the letter is larger than any that is read; it is not handed over, and nothing more is to be put in.
  bool put(std::string_view octets);
  // The stream's end.
  void end();
  // Is it an mbox? Known once the first octets are in.
  bool is_mbox() const { return buffer_.starts_with("From "); }

 private:
  void cut();

  Take take_;
  std::string buffer_;
  size_t searched_ = 0;  // up to here no letter begins
};

}  // namespace pismovod
