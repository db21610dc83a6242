#include "reader/old_office.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/fold.h"
#include "extract/csv.h"
#include "extract/picture_header.h"
#include "extract/text_collector.h"
#include "reader/child.h"

namespace pismovod {
namespace {

constexpr char kFormFeed = '\f';

// Letters and digits in a converter's output: one that misreads a file writes little, or signs.
size_t said_in(std::string_view text) { return fold_bare(text.substr(0, size_t{1} << 20)).size(); }

void collect(std::string_view text, TextCollector& collector) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (!collector.line(text.substr(0, end))) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// antiword draws tables with bars: "|ИНН       |7713456712           |".
std::string cells_of_bars(std::string_view line) {
  if (line.size() < 2 || line.front() != '|' || line.back() != '|') return std::string(line);
  line.remove_prefix(1);
  std::string out;
  while (!line.empty()) {
    const size_t end = std::min(line.find('|'), line.size());
    std::string_view cell = line.substr(0, end);
    while (!cell.empty() && cell.back() == ' ') cell.remove_suffix(1);
    if (!out.empty()) out += '\t';
    out += cell;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return out;
}

std::string without_bars(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out += cells_of_bars(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

struct Carved {
  std::string_view octets;
  PictureHeader header;
};

std::vector<Carved> carve(std::string_view octets, size_t most) {
  constexpr std::array<std::pair<std::string_view, Format>, 2> marks = {
      {{"\x89PNG\r\n\x1A\n", Format::png}, {"\xFF\xD8\xFF", Format::jpeg}}};
  std::vector<Carved> found;
  for (size_t at = 0; at < octets.size() && found.size() < most;) {
    size_t next = octets.size();
    Format format = Format::unknown;
    for (const auto& [mark, kind] : marks) {
      const size_t place = octets.find(mark, at);
      if (place < next) {
        next = place;
        format = kind;
      }
    }
    if (format == Format::unknown) break;
    const std::string_view end_mark = format == Format::png ? "IEND\xAE\x42\x60\x82" : "\xFF\xD9";
    const std::vector<PictureHeader> headers = picture_headers(octets.substr(next), format, 1);
    const size_t end = octets.find(end_mark, next);
    at = next + 3;
    if (headers.empty() || headers.front().width < 1 || end == std::string_view::npos) continue;
    // A JPEG's end mark stands in its preview too: decoders find the true end themselves.
    const size_t size = format == Format::png ? end + end_mark.size() - next : octets.size() - next;
    found.push_back({octets.substr(next, size), headers.front()});
    at = end + end_mark.size();
  }
  return found;
}

}  // namespace

ReadState read_doc(int content, const ReaderLimits& limits, Document& document) {
  const auto run = [&](const std::vector<std::string>& command) {
    return run_child(command, content, limits.text_octets + 65536, limits.cpu_seconds);
  };
  ChildOutput output = run({"/usr/bin/catdoc", "-d", "utf-8", "-s", "cp1251", "-w"});
  // Each loses what the other finds: catdoc stops at a table as LibreOffice writes it, antiword knows fewer
  // charsets. Text in a wrong charset has as many letters, so that only a plain lead counts.
  // By its path: from "-" antiword would copy into a temporary file, which a reader may not write.
  ChildOutput second = run({"/usr/bin/antiword", "-m", "UTF-8.txt", "-w", "0", "/dev/stdin"});
  second.octets = without_bars(second.octets);
  if (said_in(second.octets) * 4 > said_in(output.octets) * 5) output = std::move(second);
  TextCollector collector(document, limits.text_octets);
  collect(output.octets, collector);
  collector.finish();
  return output.ended_well ? ReadState::read : ReadState::unreadable;
}

ReadState read_xls(int content, const ReaderLimits& limits, Document& document) {
  const ChildOutput output = run_child({"/usr/bin/xls2csv", "-d", "utf-8", "-s", "cp1251", "-q2", "-c\t", "/dev/stdin"},
                                       content, limits.text_octets + 65536, limits.cpu_seconds);
  TextCollector collector(document, limits.text_octets);
  std::string_view text = output.octets;
  for (int sheet = 1; !text.empty(); ++sheet) {
    const size_t end = std::min(text.find(kFormFeed), text.size());
    collector.stand_in(Place::Unit::sheet, sheet);
    collect_csv(text.substr(0, end), '\t', collector);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  collector.finish();
  return output.ended_well ? ReadState::read : ReadState::unreadable;
}

std::vector<Page> carved_pages(std::string_view octets, size_t most) {
  std::vector<PictureHeader> headers;
  for (const Carved& picture : carve(octets, most)) headers.push_back(picture.header);
  return pages_of(headers);
}

std::string_view carved_picture(std::string_view octets, int number) {
  const auto index = static_cast<size_t>(number) - 1;
  const std::vector<Carved> found = carve(octets, index + 1);
  return index < found.size() ? found[index].octets : std::string_view();
}

}  // namespace pismovod
