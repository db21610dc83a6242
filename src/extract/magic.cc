#include "extract/magic.h"

#include <magic.h>

#include <memory>
#include <mutex>
#include <vector>

namespace pismovod {
namespace {

struct CloseMagic {
  void operator()(magic_t handle) const { magic_close(handle); }
};
using Handle = std::unique_ptr<magic_set, CloseMagic>;

// A thread has no handle of its own: libmilter does not bind connections to threads.
class Pool {
 public:
  Handle take() {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        Handle handle = std::move(free_.back());
        free_.pop_back();
        return handle;
      }
    }
    // What is packed is looked into by readers, what is text told by us.
    constexpr int kChecks = MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_CSV | MAGIC_NO_CHECK_JSON;
    Handle handle(magic_open(MAGIC_MIME_TYPE | kChecks));
    if (handle && magic_load(handle.get(), nullptr) != 0) handle.reset();
    return handle;
  }

  void give_back(Handle handle) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(handle));
  }

 private:
  std::mutex mutex_;
  std::vector<Handle> free_;
};

}  // namespace

std::string magic_media_type(std::string_view octets) {
  static Pool pool;
  std::string type = "application/octet-stream";
  Handle handle = pool.take();
  if (!handle) return type;
  if (const char* told = magic_buffer(handle.get(), octets.data(), octets.size())) type = told;
  pool.give_back(std::move(handle));
  return type;
}

}  // namespace pismovod
