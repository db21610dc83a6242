#include "kept/letter_box.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/private_file.h"

namespace pismovod {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPurpose = "kept letter";
constexpr std::string_view kEnding = ".kept";

std::string_view name_of(KeptKind kind) { return kind == KeptKind::letter ? "letter" : "draft"; }

// A case's number and nothing that leads elsewhere.
bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// Lines "R <path>", an empty one, the octets. A path has no line's end: it came by SMTP.
std::string written(const KeptLetter& letter) {
  std::string out = "F " + letter.reverse_path + "\nA " + letter.authenticated + "\n";
  for (const std::string& path : letter.recipients) out += "R " + path + "\n";
  return out + (letter.is_complete ? "C 1\n\n" : "\n") + letter.octets;
}

std::optional<KeptLetter> parsed(std::string_view text) {
  KeptLetter out;
  for (;;) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.empty()) break;
    const std::string value(line.substr(std::min<size_t>(2, line.size())));
    if (line[0] == 'F') out.reverse_path = value;
    if (line[0] == 'A') out.authenticated = value;
    if (line[0] == 'C') out.is_complete = true;
    if (line[0] == 'R') out.recipients.push_back(value);
  }
  out.octets = text;
  return out;
}

struct File {
  fs::path path;
  fs::file_time_type written;
};

// Ours alone, the oldest first.
std::vector<File> files_in(const std::string& folder) {
  std::vector<File> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    // Beside it stands what a killed program was writing.
    if (entry.path().filename().string().find(kEnding) == std::string::npos) continue;
    const auto time = entry.last_write_time(error);
    if (!error) out.push_back({entry.path(), time});
  }
  std::sort(out.begin(), out.end(), [](const File& a, const File& b) { return a.written < b.written; });
  return out;
}

bool remove_file(const fs::path& path) {
  std::error_code error;
  return fs::remove(path, error);
}

std::chrono::system_clock::time_point time_of(const File& file) {
  return std::chrono::time_point_cast<std::chrono::system_clock::duration>(
      std::chrono::file_clock::to_sys(file.written));
}

}  // namespace

std::string LetterBox::path(KeptKind kind, const std::string& case_number) const {
  return bounds_.folder + "/" + case_number + "." + std::string(name_of(kind)) + std::string(kEnding);
}

Result<void> LetterBox::put(KeptKind kind, const std::string& case_number, const KeptLetter& letter) {
  if (bounds_.folder.empty() || bounds_.letters == 0) return failure("no letters are kept");
  if (!is_number(case_number)) return failure("no case has the number " + case_number.substr(0, 20));
  if (letter.octets.size() > bounds_.octets) return failure("the letter is too large to be kept");
  std::error_code error;
  if (fs::create_directories(bounds_.folder, error)) fs::permissions(bounds_.folder, fs::perms::owner_all, error);
  make_room();
  const std::string name = std::string(name_of(kind)) + " " + case_number;
  return write_private_file(path(kind, case_number), secret_.seal(kPurpose, name, written(letter)));
}

bool LetterBox::holds(KeptKind kind, const std::string& case_number, Clock::time_point now) const {
  if (bounds_.folder.empty() || bounds_.letters == 0 || !is_number(case_number)) return false;
  std::error_code error;
  const fs::path file = path(kind, case_number);
  const auto time = fs::last_write_time(file, error);
  return !error && time_of({file, time}) + bounds_.age >= now;
}

std::optional<KeptLetter> LetterBox::find(KeptKind kind, const std::string& case_number, Clock::time_point now) const {
  if (!holds(kind, case_number, now)) return std::nullopt;
  const auto sealed = read_private_file(path(kind, case_number));
  if (!sealed) return std::nullopt;
  const auto opened = secret_.open(kPurpose, std::string(name_of(kind)) + " " + case_number, *sealed);
  return opened ? parsed(*opened) : std::nullopt;
}

std::vector<std::string> LetterBox::cases(KeptKind kind) const {
  std::vector<std::string> out;
  if (bounds_.folder.empty()) return out;
  const std::string ending = "." + std::string(name_of(kind)) + std::string(kEnding);
  for (const File& file : files_in(bounds_.folder)) {
    const std::string name = file.path.filename().string();
    if (name.ends_with(ending)) out.push_back(name.substr(0, name.size() - ending.size()));
  }
  return out;
}

void LetterBox::erase(const std::string& case_number) {
  if (bounds_.folder.empty() || !is_number(case_number)) return;
  for (const KeptKind kind : {KeptKind::letter, KeptKind::draft}) remove_file(path(kind, case_number));
}

void LetterBox::erase_draft(const std::string& case_number) {
  if (!bounds_.folder.empty() && is_number(case_number)) remove_file(path(KeptKind::draft, case_number));
}

// Drafts count as letters.
void LetterBox::make_room() const {
  const std::vector<File> files = files_in(bounds_.folder);
  for (size_t i = 0; i + bounds_.letters <= files.size(); ++i) remove_file(files[i].path);
}

size_t LetterBox::prune(Clock::time_point now) {
  if (bounds_.folder.empty()) return 0;
  size_t count = 0;
  for (const File& file : files_in(bounds_.folder)) {
    if (time_of(file) + bounds_.age < now) count += remove_file(file.path) ? 1 : 0;
  }
  return count;
}

size_t LetterBox::erase_all(const std::string& folder) {
  if (folder.empty()) return 0;
  size_t count = 0;
  for (const File& file : files_in(folder)) count += remove_file(file.path) ? 1 : 0;
  return count;
}

}  // namespace pismovod
