#include "reader/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

namespace pismovod {
namespace {

struct FreeArchive {
  void operator()(struct archive* a) const { archive_read_free(a); }
};

// An entry without a name in the current locale has one in wide characters only.
std::string path_of(archive_entry* entry) {
  if (const char* path = archive_entry_pathname(entry)) return path;
  if (const char* path = archive_entry_pathname_utf8(entry)) return path;
  return {};
}

// Only the format that the octets begin with: a ZIP is told by its end, and may lie stored at the end
// of another archive.
void support(struct archive* a, std::string_view octets) {
  if (octets.starts_with("PK")) {
    archive_read_support_format_zip(a);
  } else if (octets.starts_with("Rar!")) {
    archive_read_support_format_rar(a);
    archive_read_support_format_rar5(a);
  } else if (octets.starts_with("7z\xBC\xAF")) {
    archive_read_support_format_7zip(a);
  } else if (octets.starts_with("MSCF")) {
    archive_read_support_format_cab(a);
  } else {
    archive_read_support_format_tar(a);
    archive_read_support_format_raw(a);
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_lzma(a);
    archive_read_support_filter_zstd(a);
  }
}

}  // namespace

struct Archive::Handle {
  std::unique_ptr<struct archive, FreeArchive> archive{archive_read_new()};
  archive_entry* entry = nullptr;
};

Archive::Archive(std::string_view octets) : handle_(std::make_unique<Handle>()) {
  struct archive* a = handle_->archive.get();
  support(a, octets);
  if (archive_read_open_memory(a, octets.data(), octets.size()) != ARCHIVE_OK) ending_ = ReadState::unreadable;
}

Archive::~Archive() = default;

bool Archive::next() {
  if (ending_ != ReadState::read) return false;
  struct archive* a = handle_->archive.get();
  for (;;) {
    const int step = archive_read_next_header(a, &handle_->entry);
    if (step == ARCHIVE_EOF) return false;
    if (step != ARCHIVE_OK && step != ARCHIVE_WARN) {
      // Names may be encrypted too.
      ending_ = archive_read_has_encrypted_entries(a) == 1 ? ReadState::encrypted : ReadState::unreadable;
      return false;
    }
    // The raw format takes anything: without a filter below it nothing was packed.
    if (is_single() && archive_filter_count(a) < 2) {
      ending_ = ReadState::unreadable;
      return false;
    }
    if (archive_entry_filetype(handle_->entry) == AE_IFREG || is_single()) break;
  }
  path_ = path_of(handle_->entry);
  return true;
}

bool Archive::is_encrypted() const { return archive_entry_is_encrypted(handle_->entry) != 0; }

bool Archive::is_single() const { return archive_format(handle_->archive.get()) == ARCHIVE_FORMAT_RAW; }

ReadState Archive::read(std::string& out, size_t most) {
  if (is_encrypted()) return ReadState::encrypted;
  // The declared size is not believed, but saves work.
  if (archive_entry_size_is_set(handle_->entry) && archive_entry_size(handle_->entry) > static_cast<int64_t>(most)) {
    return ReadState::too_large;
  }
  constexpr size_t kPiece = 65536;
  out.clear();
  for (;;) {
    const size_t had = out.size();
    if (had > most) return ReadState::too_large;
    out.resize(had + kPiece);
    const la_ssize_t got = archive_read_data(handle_->archive.get(), out.data() + had, kPiece);
    out.resize(had + static_cast<size_t>(std::max<la_ssize_t>(got, 0)));
    if (got == 0) return ReadState::read;
    if (got < 0) {
      const bool locked = archive_read_has_encrypted_entries(handle_->archive.get()) == 1;
      return locked ? ReadState::encrypted : ReadState::unreadable;
    }
  }
}

}  // namespace pismovod
