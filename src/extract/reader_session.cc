// A file is read whole first, unless it is known already; then its pages that are pictures become tasks of their own,
// first pages before second ones, of whichever file. A session waits for a reader only while it has none: else it goes
// on with those it has, and asks again.
//
// What readers send is not trusted. A malformed frame counts as not sent, and processor time of a file, pages, octets
// of text and of output are bounded here too. A task that fails takes away nothing that is known already: only what was
// not finished gets the state that tells why.

#include "extract/reader_session.h"

#include <poll.h>
#include <signal.h>

#include <algorithm>

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

// How long a session that has work for more readers waits before it asks for them again.
constexpr std::chrono::milliseconds kAskAgain{50};
// How soon it is noticed that nobody waits for the letter any more.
constexpr std::chrono::milliseconds kLookAround{250};
// A task that has been worked on so long gives way to a letter that has no reader, where its own letter
// has two: nearly all tasks are done by then, and what was done of the others is lost.
constexpr std::chrono::seconds kGivesWay{2};
// More than any honest file has inside; what lies deeper is cut by the reader's own limit before.
constexpr size_t kMostDocuments = 10000;

Document stub_of(const ReadRequest& request) {
  Document document;
  document.attachment = request.attachment;
  document.name = request.file_name;
  document.file_name = request.file_name;
  document.octets = request.octets;
  return document;
}

// Nothing more would come of reading its text again.
bool is_settled(const Document& document) {
  return document.text != ReadState::unopened && document.text != ReadState::timed_out &&
         document.text != ReadState::failed;
}

// The passages of a page stand where the page stands.
int order_of(const Passage& passage) { return passage.place.unit == Place::Unit::page ? passage.place.number : 0; }

}  // namespace

ReaderSession::ReaderSession(ReaderPool& pool, std::span<const ReadRequest> requests)
    : pool_(pool),
      requests_(requests),
      results_(requests.size()),
      spent_(requests.size()),
      pages_left_(pool.limits().ocr_pages),
      text_left_(pool.limits().all_text_octets) {
  for (size_t i = 0; i < requests_.size(); ++i) begin(i);
}

// Only where something was thrown is anything active still.
ReaderSession::~ReaderSession() {
  for (Active& active : active_) {
    active.reader.reset();
    pool_.give_back(nullptr);
  }
}

std::vector<std::vector<Document>> ReaderSession::run() {
  while (!waiting_.empty() || !active_.empty()) {
    give_out();
    if (!active_.empty()) wait();
    drop_late();
    give_way();
  }
  for (size_t i = 0; i < requests_.size(); ++i) finish(i);
  return std::move(results_);
}

void ReaderSession::begin(size_t request) {
  const ReadRequest& asked = requests_[request];
  const bool is_known = asked.known != nullptr && std::all_of(asked.known->begin(), asked.known->end(), is_settled);
  if (asked.depth == ReadDepth::ocr && is_known && !asked.known->empty()) {
    results_[request] = *asked.known;
    queue_pages(request);
  } else {
    waiting_.push_back({request, false, 0, 0});
  }
}

// First pages go before second ones, of whichever file: each of a letter's files gets its share of the time
// and of the pages.
void ReaderSession::queue_pages(size_t request) {
  const auto turn_of = [](const Task& task) { return task.is_page ? task.page + 1 : 0; };
  std::vector<Document>& documents = results_[request];
  for (size_t d = 0; d < documents.size(); ++d) {
    for (size_t p = 0; p < documents[d].pages.size(); ++p) {
      Page& page = documents[d].pages[p];
      if (!page.wants_ocr() || page.ocr == ReadState::read || page.ocr == ReadState::unreadable) continue;
      const Task task{request, true, d, p};
      const auto place = std::ranges::upper_bound(waiting_, turn_of(task), {}, turn_of);
      waiting_.insert(place, task);
    }
  }
}

// Hands waiting tasks to readers; waits for one only while no task is being worked on.
void ReaderSession::give_out() {
  while (!waiting_.empty()) {
    const Task task = waiting_.front();
    if (task.is_page && pages_left(task.request) == 0) {
      waiting_.pop_front();
      page_of(task).ocr = ReadState::too_large;
      continue;
    }
    const Deadline deadline = deadline_of(task);
    const bool late = is_given_up(task) || Clock::now() >= deadline;
    auto reader = late ? nullptr : pool_.take(deadline, active_.empty());
    if (!reader && !late && !active_.empty()) return;
    waiting_.pop_front();
    if (task.is_page && !task.gave_way) --pages_left(task.request);
    if (!reader) {
      fail_task(task, late || Clock::now() >= deadline ? ReadState::timed_out : ReadState::failed);
    } else if (!send(std::move(reader), task)) {
      fail_task(task, ReadState::failed);
    }
  }
}

bool ReaderSession::send(std::unique_ptr<ReaderProcess> reader, const Task& task) {
  const int content = requests_[task.request].content;
  // A reader that died while it was idle says nothing about this file: one more is tried.
  for (int tries = 2; tries > 0 && reader; --tries) {
    if (reader->send(job_of(task), content)) {
      active_.push_back({std::move(reader), task, Clock::now()});
      return true;
    }
    pool_.note_death(false);
    reader.reset();
    pool_.give_back(nullptr);
    if (tries > 1) reader = pool_.take(deadline_of(task), true);
  }
  return false;
}

ReaderJob ReaderSession::job_of(const Task& task) const {
  const ReadRequest& request = requests_[task.request];
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(request.deadline - Clock::now()).count();
  ReaderJob job;
  job.is_page = task.is_page;
  job.depth = std::min(request.depth, ReadDepth::text);
  job.attachment = request.attachment;
  job.name = request.file_name;
  job.charset = request.charset;
  job.is_letter = request.is_letter;
  job.octets = request.octets;
  job.milliseconds = static_cast<uint32_t>(std::clamp<int64_t>(left, 1, 3600000));
  job.cpu_seconds = cpu_seconds_for(task);
  if (task.is_page) {
    const Document& document = results_[task.request][task.document];
    job.entry = document.entry;
    job.page = document.pages[task.page].number;
  }
  return job;
}

uint32_t ReaderSession::cpu_seconds_for(const Task& task) const {
  const ReaderLimits& limits = pool_.limits();
  const uint64_t spent = spent_[task.request].cpu_microseconds / 1000000;
  const uint64_t left = limits.file_cpu_seconds > spent ? limits.file_cpu_seconds - spent : 1;
  const unsigned most = task.is_page ? limits.cpu_seconds : limits.text_cpu_seconds;
  return static_cast<uint32_t>(std::min<uint64_t>(most, left));
}

void ReaderSession::wait() {
  Deadline until = std::min(deadline_of(active_.front().task), Clock::now() + kLookAround);
  std::vector<pollfd> sockets;
  for (const Active& active : active_) {
    until = std::min(until, deadline_of(active.task));
    sockets.push_back({active.reader->socket(), POLLIN, 0});
  }
  if (!waiting_.empty() || active_.size() > 1) until = std::min(until, Clock::now() + kAskAgain);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  ::poll(sockets.data(), sockets.size(), static_cast<int>(std::clamp<int64_t>(left, 0, 3600000)));
  for (size_t i = sockets.size(); i-- > 0;) {
    if (sockets[i].revents == 0 || !take_frames(active_[i])) continue;
    if (active_[i].reader) pool_.give_back(std::move(active_[i].reader));
    active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void ReaderSession::drop_late() {
  const Deadline now = Clock::now();
  for (size_t i = active_.size(); i-- > 0;) {
    if (deadline_of(active_[i].task) > now && !is_given_up(active_[i].task)) continue;
    end_reader(active_[i], ReadState::timed_out, true);
    active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

// Another letter has no reader, this one has two: the one that was taken last goes to it.
void ReaderSession::give_way() {
  if (active_.size() < 2 || !pool_.is_wanted()) return;
  const Deadline patience = Clock::now() - kGivesWay;
  const auto last = std::find_if(active_.rbegin(), active_.rend(), [&](const Active& active) {
    return active.since < patience && !active.task.gave_way;
  });
  if (last == active_.rend()) return;
  Task task = last->task;
  task.gave_way = true;
  last->reader->end();
  active_.erase(std::next(last).base());
  pool_.give_back(nullptr);
  if (!task.is_page) results_[task.request].clear();
  waiting_.push_back(task);
}

// A file that has used up its processor time once gets none again.
void ReaderSession::run_out(size_t request) {
  spent_[request].ran_out = true;
  std::erase_if(waiting_, [&](const Task& task) {
    const bool its_own = task.request == request;
    if (its_own) fail_task(task, ReadState::timed_out);
    return its_own;
  });
}

bool ReaderSession::take_frames(Active& active) {
  bool alive = active.reader->receive();
  bool done = false;
  while (const auto frame = active.reader->next_frame()) {
    if (take_frame(active.task, *frame)) done = true;
  }
  alive = alive && !active.reader->is_broken();
  if (done && alive) {
    finish_task(active.task);
    return true;
  }
  if (active.reader->received() > pool_.limits().output_octets) {
    end_reader(active, ReadState::too_large, false);
    return true;
  }
  if (alive) return false;
  end_reader(active, ReadState::failed, false);
  return true;
}

// True for the last frame of a job. A malformed one is as if it had not been sent.
bool ReaderSession::take_frame(const Task& task, const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::hello:
      if (const auto hello = decode_hello(frame.body)) pool_.note(*hello);
      return false;
    case FrameKind::document:
      if (auto document = decode_document(frame.body); document && !task.is_page) {
        take_document(task, std::move(*document));
      }
      return false;
    case FrameKind::page:
      if (auto page = decode_page(frame.body); page && task.is_page) take_page(task, std::move(*page));
      return false;
    case FrameKind::done:
      if (const auto done = decode_done(frame.body)) {
        pool_.note(*done);
        spent_[task.request].cpu_microseconds += done->cpu_microseconds;
      }
      return true;
    default:
      return false;
  }
}

void ReaderSession::take_document(const Task& task, NumberedDocument numbered) {
  std::vector<Document>& documents = results_[task.request];
  Document& document = numbered.document;
  document.attachment = requests_[task.request].attachment;
  for (Passage& passage : document.passages) passage.place.attachment = document.attachment;
  if (!numbered.is_whole) return take_part(documents, numbered.index, std::move(document));
  std::vector<Passage> passages;
  passages.swap(document.passages);
  for (Passage& passage : passages) keep(std::move(passage), document);
  if (numbered.index < documents.size()) {
    documents[numbered.index] = std::move(document);
  } else if (numbered.index == documents.size() && documents.size() < kMostDocuments) {
    documents.push_back(std::move(document));
  }
}

// It stays unopened until it is whole.
void ReaderSession::take_part(std::vector<Document>& documents, size_t index, Document part) {
  part.fail(ReadDepth::outline, ReadState::unopened);
  if (index < documents.size()) {
    Document& known = documents[index];
    if (known.outline != ReadState::unopened) return;
    for (Page& page : part.pages) {
      const auto same = std::ranges::find(known.pages, page.number, &Page::number);
      if (same != known.pages.end()) {
        *same = page;
      } else if (known.pages.size() < pool_.limits().pages) {
        known.pages.push_back(page);
      }
    }
    std::move(part.passages.begin(), part.passages.end(), std::back_inserter(known.passages));
  } else if (index == documents.size() && documents.size() < kMostDocuments) {
    documents.push_back(std::move(part));
  }
}

void ReaderSession::take_page(const Task& task, ReadPage read) {
  Document& document = results_[task.request][task.document];
  Page& page = page_of(task);
  if (read.page.width == 0) {  // it came to nothing
    read.page.width = page.width;
    read.page.height = page.height;
  }
  read.page.number = page.number;
  read.page.is_picture = page.is_picture;
  read.page.holds_picture = page.holds_picture;
  page = read.page;
  for (Passage& passage : read.passages) {
    passage.place.attachment = document.attachment;
    passage.place.name = document.name;
    keep(std::move(passage), document);
  }
}

void ReaderSession::keep(Passage passage, Document& document) {
  if (passage.text.size() > text_left_) {
    document.text_was_cut = true;
    text_left_ = 0;
    return;
  }
  text_left_ -= passage.text.size();
  document.passages.push_back(std::move(passage));
}

void ReaderSession::finish_task(const Task& task) {
  if (spent_[task.request].cpu_microseconds / 1000000 >= pool_.limits().file_cpu_seconds) run_out(task.request);
  if (task.is_page) {
    if (page_of(task).ocr == ReadState::unopened) page_of(task).ocr = ReadState::failed;
    return;
  }
  std::vector<Document>& documents = results_[task.request];
  if (documents.empty() || documents.front().outline == ReadState::unopened) {
    fail_task(task, ReadState::failed);
  } else if (requests_[task.request].depth == ReadDepth::ocr) {
    queue_pages(task.request);
    if (spent_[task.request].ran_out) run_out(task.request);
  }
}

// What was not finished is in this state; what was stays as it is.
void ReaderSession::fail_task(const Task& task, ReadState state) {
  if (task.is_page) {
    page_of(task).ocr = state;
    return;
  }
  std::vector<Document>& documents = results_[task.request];
  if (documents.empty()) documents.push_back(stub_of(requests_[task.request]));
  for (Document& document : documents) {
    if (document.outline == ReadState::unopened) document.fail(ReadDepth::outline, state);
  }
}

void ReaderSession::end_reader(Active& active, ReadState state, bool late) {
  const int signal = active.reader->end();
  const bool ran_out = signal == SIGXCPU || signal == SIGVTALRM;
  if (ran_out) state = ReadState::timed_out;
  active.reader.reset();
  pool_.note_death(late);
  pool_.give_back(nullptr);
  fail_task(active.task, state);
  if (ran_out) run_out(active.task.request);
}

void ReaderSession::finish(size_t request) {
  const ReadDepth depth = requests_[request].depth;
  for (Document& document : results_[request]) {
    if (depth == ReadDepth::ocr) {
      std::stable_sort(document.passages.begin(), document.passages.end(),
                       [](const Passage& a, const Passage& b) { return order_of(a) < order_of(b); });
    }
    // Where there is no picture, nothing is left to be read.
    const bool has_pictures =
        std::any_of(document.pages.begin(), document.pages.end(), [](const Page& page) { return page.wants_ocr(); });
    if (depth == ReadDepth::ocr || (document.text != ReadState::unopened && !has_pictures)) document.settle_ocr();
  }
}

}  // namespace pismovod
