// pismovod-reader: reads the attachments of letters for pismovod, which starts it.
//
// Its standard input is a socket to the pool (extract/reader_pool.h); it has no options but
// --version, and no configuration. Everything that links a GPL library is in this program.
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "base/version.h"
#include "reader/server.h"

#ifdef PISMOVOD_SANITIZED
// Leaks are looked for by stopping threads, which a confined process may not.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "detect_leaks=0:allocator_may_return_null=0"; }
#endif

namespace {

bool is_socket(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

// Libraries complain about broken files on the standard error: that is what they are there for.
void be_silent() {
#ifndef PISMOVOD_SANITIZED
  const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (null >= 0) ::dup2(null, STDERR_FILENO);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--version") == 0)
    return std::printf("pismovod-reader %s\n", pismovod::version().data()) < 0 ? 1 : 0;
  if (!is_socket(STDIN_FILENO)) {
    std::fputs("pismovod-reader is started by pismovod, not by hand\n", stderr);
    return 64;
  }
  be_silent();
  // Names of files in archives come back null where the locale cannot hold them.
  if (::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) ::setlocale(LC_CTYPE, "");
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  try {
    ::_exit(pismovod::ReaderServer(STDIN_FILENO).run());
  } catch (const std::exception&) {
    ::_exit(1);
  }
}
