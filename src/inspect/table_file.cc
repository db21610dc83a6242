#include "inspect/table_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/fold.h"

namespace pismovod {
namespace {

constexpr std::chrono::minutes kPatience{2};

bool is_csv(const std::string& path) {
  const std::string name = fold(path);
  return name.ends_with(".csv") || name.ends_with(".txt");
}

Result<std::vector<TableRow>> rows_of_spreadsheet(const std::string& path, AttachmentReader& reader) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat found {};
  if (!file || ::fstat(file.get(), &found) != 0) return failure("cannot read " + path);
  const Patience patience(Patience::Clock::now() + kPatience);
  ReadRequest request;
  request.content = file.get();
  request.octets = static_cast<size_t>(found.st_size);
  request.attachment = 1;
  request.file_name = path.substr(path.rfind('/') + 1);
  request.deadline = patience.deadline();
  for (const Document& document : reader.read(request)) {
    if (document.text != ReadState::read || document.passages.empty()) continue;
    if (document.text_was_cut) return failure(path + " is too large");
    return rows_of(document.passages);
  }
  return failure(path + " is no table that can be read");
}

}  // namespace

Result<std::vector<TableRow>> rows_of_file(const std::string& path, AttachmentReader* reader) {
  if (is_csv(path)) return read_csv(path);
  if (reader == nullptr) return failure("readers.processes is 0: only CSV can be read");
  return rows_of_spreadsheet(path, *reader);
}

}  // namespace pismovod
