#include "extract/shared_pool.h"

#include <filesystem>
#include <fstream>

#include "extract/content.h"

namespace pismovod {

ReaderPoolOptions test_options() {
  ReaderPoolOptions options;
  options.executable = PISMOVOD_READER;
  return options;
}

ReaderPool& shared_pool() {
  static ReaderPool pool(test_options());
  return pool;
}

std::vector<Document> read_file_of(const std::string& octets, const std::string& name, ReadDepth depth,
                                   std::chrono::milliseconds time, AttachmentReader& reader) {
  const auto content = Content::of(octets, {});
  ReadRequest request;
  request.content = content->descriptor();
  request.octets = octets.size();
  request.attachment = 1;
  request.file_name = name;
  request.depth = depth;
  request.deadline = std::chrono::steady_clock::now() + time;
  return reader.read(request);
}

std::string text_of(const std::vector<Document>& documents) {
  std::string out;
  for (const Document& document : documents) {
    for (const Passage& passage : document.passages) out += "[" + passage.place.text() + "]\n" + passage.text + "\n";
  }
  return out;
}

std::vector<pid_t> reader_processes() {
  std::vector<pid_t> found;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(task.path() / "children");
    for (pid_t pid = 0; children >> pid;) {
      std::ifstream name("/proc/" + std::to_string(pid) + "/comm");
      std::string program;
      name >> program;
      if (program.starts_with("pismovod-read")) found.push_back(pid);
    }
  }
  return found;
}

TestLetter::TestLetter(const std::string& octets)
    : context{&limits, &blocks, {}, {"partner.example"}, {"1c.ru"}, false},
      message(read_message(octets, blocks, context.octets)),
      letter(read_letter(message, context)) {}

}  // namespace pismovod
