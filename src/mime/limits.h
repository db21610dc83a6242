// What a letter may be before it is parsed at all. One over a limit *cannot be inspected*: that is
// an outcome of its own, never "missing" and never a silent pass.
#pragma once

#include <cstddef>

namespace pismovod {

struct Limits {
  size_t message_octets = size_t{50} << 20;
  size_t header_octets = size_t{256} << 10;
  size_t field_octets = size_t{64} << 10;
  size_t fields = 1000;
  size_t depth = 30;
  size_t parts = 1000;
  size_t boundary_octets = 200;
  size_t decoded_octets = size_t{200} << 20;  // of all parts together
  size_t text_octets = size_t{4} << 20;       // of one part's text that is read; the rest is cut
  size_t all_text_octets = size_t{5} << 20;   // of all texts of a letter, its attachments' too; the rest is cut
  size_t passages = 5000;                     // runs of lines of one author or place, of all texts
};

}  // namespace pismovod
