// Only lines of headers, and those of a content that begin with '-', are ever put together; all else is skipped at the
// speed of memchr. A line that a chunk's end cuts waits for its rest, within the limits of a field or a boundary.
//
// Damage must cost no part. A closing line of a multipart that an outer delimiter closed before ends the content it
// stands in; a part's header that ran into its multipart's is parted from it; a multipart whose kind cannot be told is
// a mixed one (RFC 2046 section 5.1.3), and one whose boundary is missing is text.

#include "mime/entity_cutter.h"

#include <algorithm>
#include <cstring>

namespace pismovod {
namespace {

std::string_view without_line_end(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::string_view without_trailing_blanks(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+' || c == '_';
  });
}

}  // namespace

void EntityCutter::begin_with(std::vector<HeaderField> header, int parent) {
  for (const HeaderField& field : header) header_.take(field.name + ":" + field.value);
  const int index = add_entity(parent);
  if (stopped() || !check_header_limits()) return;
  structure_.entities[static_cast<size_t>(index)].header = std::move(header);
  end_header(0);
}

void EntityCutter::begin_unread(int parent) {
  add_entity(parent);
  header_ = {};
  state_ = State::header;
}

void EntityCutter::feed(std::string_view chunk) {
  for (size_t at = 0; at < chunk.size() && !stopped();) {
    if (!collecting_) {
      at = state_ == State::header ? at : next_candidate(chunk, at);
      if (at == chunk.size()) break;
      collecting_ = true;
      line_start_ = base_ + at;
      pending_.clear();
    }
    collect(chunk, at);
  }
  base_ += chunk.size();
}

// The next line that may be a delimiter: it begins with '-'. In base64 that octet stands nowhere
// else, so the search runs at the speed of memchr.
size_t EntityCutter::next_candidate(std::string_view chunk, size_t at) {
  while (at < chunk.size()) {
    const void* found = std::memchr(chunk.data() + at, '-', chunk.size() - at);
    if (found == nullptr) break;
    const auto dash = static_cast<size_t>(static_cast<const char*>(found) - chunk.data());
    if (dash == 0 ? at_line_start_ : chunk[dash - 1] == '\n') return dash;
    at = dash + 1;
  }
  at_line_start_ = chunk.back() == '\n';
  return chunk.size();
}

void EntityCutter::collect(std::string_view chunk, size_t& at) {
  const void* found = std::memchr(chunk.data() + at, '\n', chunk.size() - at);
  const size_t end =
      found == nullptr ? chunk.size() : static_cast<size_t>(static_cast<const char*>(found) - chunk.data()) + 1;
  const std::string_view piece = chunk.substr(at, end - at);
  const size_t most = state_ == State::header ? limits_.field_octets : limits_.boundary_octets + 64;
  at = end;
  if (pending_.size() + piece.size() > most) {
    if (state_ == State::header) {
      structure_.over_limit = "field_octets";
      return;
    }
    collecting_ = false;  // too long for a delimiter
    at_line_start_ = found != nullptr;
    return;
  }
  if (found == nullptr) {
    pending_.append(piece);
    return;
  }
  collecting_ = false;
  at_line_start_ = true;
  if (pending_.empty()) {
    take_line(without_line_end(piece), base_ + end);
  } else {
    pending_.append(piece);
    const std::string line = std::move(pending_);
    pending_.clear();
    take_line(without_line_end(line), base_ + end);
  }
}

void EntityCutter::take_line(std::string_view line, size_t next) {
  if (line.starts_with("--") && take_delimiter(line, next)) return;
  if (state_ == State::header) take_header_line(line, next);
}

bool EntityCutter::take_delimiter(std::string_view line, size_t next) {
  const std::string_view text = without_trailing_blanks(line).substr(2);
  for (size_t i = open_.size(); i-- > 0;) {
    const std::string& boundary = open_[i].boundary;
    const bool closing = text.size() == boundary.size() + 2 && text.ends_with("--");
    if (!text.starts_with(boundary) || (text.size() != boundary.size() && !closing)) continue;
    if (state_ == State::header) end_header(line_start_);
    const size_t depth = open_[i].path_depth;
    close_down_to(depth, line_start_);
    drop_open(i + 1);
    if (closing) {
      close_down_to(depth - 1, next);
      open_.resize(i);
      state_ = State::content;
    } else {
      begin_unread(path_[depth - 1]);
    }
    return true;
  }
  return ends_stale(text);
}

// Multiparts that an outer delimiter closes: their own closing line may stand further down.
void EntityCutter::drop_open(size_t count) {
  constexpr size_t kMostStale = 8;
  while (open_.size() > count) {
    stale_.push_back(std::move(open_.back().boundary));
    open_.pop_back();
    if (stale_.size() > kMostStale) stale_.pop_front();
  }
}

// "--inner--" behind the attachment of the outer multipart: no content of it.
bool EntityCutter::ends_stale(std::string_view text) {
  if (state_ != State::content || !text.ends_with("--")) return false;
  text.remove_suffix(2);
  if (std::find(stale_.begin(), stale_.end(), text) == stale_.end()) return false;
  // Between its parts a multipart is itself the innermost: nothing to cut, and the next part is not begun yet.
  const bool within_a_part = open_.empty() || path_.size() > open_.back().path_depth;
  if (within_a_part && !content_end_) content_end_ = line_start_;
  return true;
}

void EntityCutter::take_header_line(std::string_view line, size_t next) {
  // A line "--" that a footer tool left between the delimiter and the header.
  const bool is_stray =
      !line.empty() && header_.fields().empty() && line.find_first_not_of("- \t") == std::string_view::npos;
  if (is_stray && path_.size() > 1) return;
  const bool taken = header_.take(line);
  if (!check_header_limits()) return;
  if (taken) return;
  end_header(line.empty() ? next : line_start_);
  if (line.starts_with("--")) take_delimiter(line, next);  // of this very multipart: the empty line is missing
}

bool EntityCutter::check_header_limits() {
  if (header_.octets() > limits_.header_octets) structure_.over_limit = "header_octets";
  if (header_.longest() > limits_.field_octets) structure_.over_limit = "field_octets";
  if (header_.fields().size() > limits_.fields) structure_.over_limit = "fields";
  return !stopped();
}

int EntityCutter::add_entity(int parent) {
  if (structure_.entities.size() >= limits_.parts) {
    structure_.over_limit = "parts";
    return 0;
  }
  const auto index = static_cast<int>(structure_.entities.size());
  Entity& entity = structure_.entities.emplace_back();
  entity.parent = parent;
  entity.content.source = source_;
  path_.push_back(index);
  // Depth is counted over decoded letters too.
  size_t depth = 0;
  for (int up = parent; up >= 0; up = structure_.entities[static_cast<size_t>(up)].parent) ++depth;
  if (depth > limits_.depth) structure_.over_limit = "depth";
  return index;
}

void EntityCutter::end_header(size_t content_begin) {
  if (stopped() || path_.empty()) return;
  const int index = path_.back();
  Entity& entity = structure_.entities[static_cast<size_t>(index)];
  if (header_.saw_junk()) entity.defects.emplace_back("a header line without a name");
  if (entity.header.empty()) entity.header = header_.finish();
  header_ = {};
  describe(entity);
  open_content(index, content_begin);
}

// Type, disposition and encoding from the header fields.
void EntityCutter::describe(Entity& entity) {
  const HeaderField* type = find_field(entity.header, "Content-Type");
  const int parent = entity.parent;
  const bool in_digest = parent >= 0 && structure_.entities[static_cast<size_t>(parent)].is("multipart/digest");
  if (in_digest) {
    entity.type = "message";
    entity.subtype = "rfc822";
  }
  if (type != nullptr) {
    entity.content_type = parse_parameters(type->value);
    const std::string& value = entity.content_type.value;
    const size_t slash = std::min(value.find('/'), value.size());
    const std::string main_type = value.substr(0, slash);
    const std::string subtype = slash < value.size() ? value.substr(slash + 1) : "plain";
    const bool known = is_token(main_type) && is_token(subtype) && (slash < value.size() || main_type == "text");
    entity.type = known ? main_type : "application";
    entity.subtype = known ? subtype : "octet-stream";
    if (!known) entity.defects.emplace_back("a Content-Type that names no type");
    if (!known && main_type == "multipart") {  // what multipart it is nobody need know: RFC 2046 section 5.1.3
      entity.type = main_type;
      entity.subtype = "mixed";
    }
  }
  if (const HeaderField* field = find_field(entity.header, "Content-Disposition")) {
    entity.disposition = parse_parameters(field->value);
  }
  if (const HeaderField* field = find_field(entity.header, "Content-Transfer-Encoding")) {
    entity.encoding = transfer_encoding(field->value);
  }
  if (const HeaderField* field = find_field(entity.header, "Content-ID")) {
    entity.content_id = unfolded(field->value);
    std::erase_if(entity.content_id, [](char c) { return c == '<' || c == '>' || c == ' '; });
  }
}

void EntityCutter::open_content(int index, size_t content_begin) {
  Entity& entity = structure_.entities[static_cast<size_t>(index)];
  entity.content.begin = content_begin;
  state_ = State::content;
  if (entity.is_multipart()) {
    const std::string boundary(without_trailing_blanks(entity.content_type.parameter("boundary")));
    if (boundary.size() > limits_.boundary_octets) structure_.over_limit = "boundary_octets";
    if (boundary.empty()) {
      entity.defects.emplace_back("a multipart without a boundary");
      entity.type = "text";
      entity.subtype = "plain";
      return;
    }
    open_.push_back({boundary, path_.size()});
    open_run_in(index, content_begin);
  } else if (entity.is_message() && entity.encoding == TransferEncoding::identity) {
    begin_unread(index);
  }
}

// Where the lines between two headers are damaged, the header of the first part ran into its multipart's, and the part
// begins where that ends.
void EntityCutter::open_run_in(int index, size_t content_begin) {
  const std::vector<HeaderField>& header = structure_.entities[static_cast<size_t>(index)].header;
  const auto is_type = [](const HeaderField& field) { return same_name(field.name, "Content-Type"); };
  const auto first = std::ranges::find_if(header, is_type);
  const auto last = std::find_if(header.rbegin(), header.rend(), is_type).base();  // behind the last one
  if (first == header.end() || first->value == std::prev(last)->value) return;
  std::vector<HeaderField> of_part(std::prev(last), header.end());
  const int part = add_entity(index);
  if (stopped()) return;
  Entity& entity = structure_.entities[static_cast<size_t>(part)];
  entity.header = std::move(of_part);
  describe(entity);
  open_content(part, content_begin);
}

void EntityCutter::close_down_to(size_t path_depth, size_t at) {
  while (path_.size() > path_depth) {
    structure_.entities[static_cast<size_t>(path_.back())].content.end = content_end_.value_or(at);
    content_end_.reset();
    path_.pop_back();
  }
}

void EntityCutter::finish() {
  if (stopped()) return;
  if (collecting_) {
    const std::string line = std::move(pending_);
    pending_.clear();
    collecting_ = false;
    take_line(without_line_end(line), base_);
  }
  if (state_ == State::header && !path_.empty()) end_header(base_);
  if (state_ == State::header && !path_.empty()) end_header(base_);  // of the letter within
  close_down_to(0, base_);
  keep_undivided();
}

// A multipart whose boundary stands nowhere in it is read as the text that its reader sees.
void EntityCutter::keep_undivided() {
  std::vector<bool> has_parts(structure_.entities.size(), false);
  for (const Entity& entity : structure_.entities) {
    if (entity.parent >= 0) has_parts[static_cast<size_t>(entity.parent)] = true;
  }
  for (size_t i = 0; i < has_parts.size(); ++i) {
    Entity& entity = structure_.entities[i];
    if (has_parts[i] || !entity.is_multipart()) continue;
    entity.defects.emplace_back("a multipart without its boundary");
    entity.type = "text";
    entity.subtype = "plain";
  }
}

}  // namespace pismovod
