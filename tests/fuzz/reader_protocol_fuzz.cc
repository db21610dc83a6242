// What a reader process could send: anything.
#include <cstdlib>

#include "extract/reader_protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  FrameBuffer buffer(1 << 16);
  buffer.append(octets);
  while (const auto frame = buffer.next()) {
    decode_limits(frame->body);
    decode_job(frame->body);
    decode_hello(frame->body);
    decode_page(frame->body);
    decode_done(frame->body);
    const auto document = decode_document(frame->body);
    // What was understood means the same when it is said again.
    if (document && encode(*decode_document(encode(*document).substr(5))) != encode(*document)) std::abort();
  }
  return 0;
}
