#include "cli/letter_source.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include "base/exit_status.h"
#include "base/file.h"
#include "cli/letter_cutter.h"
#include "mail/message.h"

namespace pismovod {
namespace {

constexpr size_t kPiece = size_t{256} << 10;
constexpr size_t kSearched = size_t{64} << 10;
constexpr std::array<std::string_view, 8> kArchives = {".zip", ".tar",    ".tgz",    ".tbz2",
                                                       ".txz", ".tar.gz", ".tar.xz", ".tar.zst"};
constexpr std::array<std::string_view, 14> kFields = {
    "from",     "to",     "cc",          "bcc",      "subject",      "date",         "message-id",
    "received", "sender", "return-path", "reply-to", "mime-version", "content-type", "delivered-to"};

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Has it a field that letters have? A picture or a table has none, and a text hardly by chance. Where it stands does
// not matter: a letter with a damaged head is a letter.
bool is_letter(std::string_view octets) {
  octets = octets.substr(0, kSearched);
  while (!octets.empty()) {
    const size_t end = std::min(octets.find_first_of("\r\n"), octets.size());
    const std::string_view line = octets.substr(0, end);
    octets.remove_prefix(std::min(end + 1, octets.size()));
    std::string_view name = line.substr(0, std::min(line.find(':'), line.size()));
    while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
    const auto is_this = [&](std::string_view field) { return same_name(name, field); };
    if (name.size() < line.size() && std::ranges::any_of(kFields, is_this)) return true;
  }
  return false;
}

class FileReader {
 public:
  FileReader(const std::string& name, const TakeLetter& take, bool any_octets)
      : name_(name), take_(take), any_octets_(any_octets) {}

  std::vector<LetterTrouble> run() {
    if (!is_file()) return {{kExitNoInput, "cannot read " + name_ + ": it is no file", name_}};
    if (!open())
      return {{kExitNoInput, "cannot read " + name_ + ": " + system_message(archive_errno(archive_.get())), name_}};
    archive_entry* entry = nullptr;
    int status = ARCHIVE_OK;
    bool has_any = false;
    while ((status = archive_read_next_header(archive_.get(), &entry)) >= ARCHIVE_WARN && status != ARCHIVE_EOF) {
      has_any = true;
      if (!is_many_ || archive_entry_filetype(entry) == AE_IFREG) take_entry(entry);
      if (is_broken_) return std::move(troubles_);
    }
    if (status != ARCHIVE_EOF) trouble(kExitNoInput, name_, "cannot be read: " + error());
    if (!has_any && troubles_.empty()) trouble(kExitBadData, name_, "the letter is empty");
    return std::move(troubles_);
  }

 private:
  // A device may never end.
  bool is_file() const {
    std::error_code none;
    const auto kind = std::filesystem::status(name_, none).type();
    using Type = std::filesystem::file_type;
    return name_ == "-" || kind == Type::regular || kind == Type::fifo || kind == Type::not_found;
  }

  bool open() {
    // Those that mail servers pack with. Not all: a letter with a uuencoded file is not packed.
    for (const auto support :
         {archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
          archive_read_support_filter_zstd, archive_read_support_filter_lz4})
      support(archive_.get());
    archive_read_support_format_empty(archive_.get());
    is_many_ = has_ending(name_, kArchives);
    if (is_many_) {
      archive_read_support_format_tar(archive_.get());
      archive_read_support_format_zip(archive_.get());
    } else {
      archive_read_support_format_raw(archive_.get());
    }
    return (name_ == "-" ? archive_read_open_fd(archive_.get(), STDIN_FILENO, kPiece)
                         : archive_read_open_filename(archive_.get(), name_.c_str(), kPiece)) == ARCHIVE_OK;
  }

  void take_entry(archive_entry* entry) {
    const char* within = is_many_ ? archive_entry_pathname(entry) : nullptr;
    const std::string called = within == nullptr ? name_ : name_ + "/" + within;
    size_t count = 0;
    bool is_mbox = false;
    LetterCutter cutter([&](std::string_view octets) {
      ++count;
      take_letter(is_mbox && (count > 1 || !is_last_) ? called + "#" + std::to_string(count) : called, octets);
    });
    is_last_ = false;
    const void* piece = nullptr;
    size_t size = 0;
    int64_t at = 0;
    int status = ARCHIVE_OK;
    while ((status = archive_read_data_block(archive_.get(), &piece, &size, &at)) == ARCHIVE_OK) {
      is_mbox = is_mbox || cutter.is_mbox();
      if (!cutter.put({static_cast<const char*>(piece), size})) {
        trouble(kExitBadData, called, "the letter is larger than any that is read");
        is_broken_ = true;
        return;
      }
      is_mbox = is_mbox || cutter.is_mbox();
    }
    if (status != ARCHIVE_EOF) {
      trouble(kExitNoInput, called, "cannot be read to its end: " + error());
      is_broken_ = true;
      return;
    }
    is_last_ = true;
    cutter.end();
  }

  void take_letter(const std::string& called, std::string_view octets) {
    if (is_blank(octets)) return trouble(kExitBadData, called, "the letter is empty");
    if (!any_octets_ && !is_letter(octets))
      return trouble(kExitBadData, called, "is no letter: it has no field such as From, To or Subject");
    take_(called, octets);
  }

  void trouble(int status, const std::string& letter, const std::string& what) {
    troubles_.push_back({status, letter + ": " + what, letter});
  }

  std::string error() {
    const char* text = archive_error_string(archive_.get());
    return text == nullptr ? "unknown" : text;
  }

  const std::string& name_;
  const TakeLetter& take_;
  bool any_octets_;
  Archive archive_{archive_read_new(), archive_read_free};
  bool is_many_ = false;
  bool is_last_ = false;
  bool is_broken_ = false;
  std::vector<LetterTrouble> troubles_;
};

}  // namespace

bool has_ending(std::string_view name, std::span<const std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) {
    return name.size() >= ending.size() && same_name(name.substr(name.size() - ending.size()), ending);
  });
}

std::vector<LetterTrouble> take_letters_of_file(const std::string& name, const TakeLetter& take, bool any_octets) {
  return FileReader(name, take, any_octets).run();
}

}  // namespace pismovod
