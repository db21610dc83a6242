// A value or the error that stood in its way.
//
// Contract: functions that can fail for reasons outside the program return Result<T>; nothing in
// them throws. The text of an Error is for people: what was wrong and what is allowed, UTF-8,
// without a full stop, ready to stand behind "file: ".
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace pismovod {

struct Error {
  std::string text;
  int system = 0;  // errno, where the system said it and somebody goes by that
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string text, int system = 0) {
  return tl::unexpected<Error>(Error{std::move(text), system});
}

}  // namespace pismovod
