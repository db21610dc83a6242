// The macros of a connection, looked up with bounds of our own in what libmilter keeps of it.
//
// smfi_getsymval() of libmilter 8.17 walks over name and value in pairs and looks for the end at names
// alone: behind a name without a value, which any packet may hold, it goes on in foreign memory. Here
// the end may stand anywhere. What is read is private to libmilter, and has been as it is since 8.14
// (2007); each look is preceded by a proof that it still is, and where it is not there are no macros.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

class MacroTable {
 public:
  // `context` is libmilter's, `private_data` what was put into it (smfi_setpriv). For the one callback of
  // an end of message in which it is asked; nothing where libmilter keeps things otherwise than we know.
  static std::optional<MacroTable> of(const void* context, const void* private_data);

  // As it was told last; empty where it was not. "i" is "{i}" too.
  std::string value(std::string_view name) const;
  // Of the connection; libmilter's own.
  int descriptor() const;

 private:
  explicit MacroTable(const void* context) : context_(context) {}
  const void* context_;
};

}  // namespace pismovod
