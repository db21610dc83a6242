// The pass itself: fed with a body in chunks cut anywhere, it fills the table of entities.
// Used by structure.cc alone.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mime/structure.h"

namespace pismovod {

class EntityCutter {
 public:
  EntityCutter(Structure& structure, const Limits& limits, uint32_t source)
      : structure_(structure), limits_(limits), source_(source) {}

  // Begins with an entity whose header is known (the letter) or follows in the octets.
  void begin_with(std::vector<HeaderField> header, int parent);
  void begin_unread(int parent);
  void feed(std::string_view chunk);
  void finish();

 private:
  struct Open {
    std::string boundary;
    size_t path_depth = 0;  // entities open outside and including the multipart
  };
  enum class State { header, content };

  bool stopped() const { return !structure_.over_limit.empty(); }
  void collect(std::string_view chunk, size_t& at);
  size_t next_candidate(std::string_view chunk, size_t at);
  void take_line(std::string_view line, size_t next);
  bool take_delimiter(std::string_view line, size_t next);
  void take_header_line(std::string_view line, size_t next);
  bool check_header_limits();
  int add_entity(int parent);
  void end_header(size_t content_begin);
  void describe(Entity& entity);
  void open_content(int index, size_t content_begin);
  void open_run_in(int index, size_t content_begin);
  void keep_undivided();
  void close_down_to(size_t path_depth, size_t at);
  void drop_open(size_t count);
  bool ends_stale(std::string_view text);

  Structure& structure_;
  const Limits& limits_;
  uint32_t source_;
  State state_ = State::content;
  HeaderReader header_;
  std::vector<int> path_;  // open entities, the outermost first
  std::vector<Open> open_;
  std::deque<std::string> stale_;      // boundaries of multiparts that an outer delimiter closed, the last few
  std::optional<size_t> content_end_;  // of the innermost entity, where such a one's closing line cut it
  std::string pending_;                // a line that a chunk's end cut
  bool collecting_ = false;
  bool at_line_start_ = true;
  size_t line_start_ = 0;
  size_t base_ = 0;  // offset of the chunk's first octet
};

}  // namespace pismovod
