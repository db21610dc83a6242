// One call of the pool: jobs are handed to readers, answers put together, deadlines kept.
// Used by reader_pool.cc alone; belongs to the calling thread.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "extract/reader.h"
#include "extract/reader_pool.h"

namespace pismovod {

class ReaderSession {
 public:
  ReaderSession(ReaderPool& pool, std::span<const ReadRequest> requests);
  ReaderSession(const ReaderSession&) = delete;
  ReaderSession& operator=(const ReaderSession&) = delete;
  ~ReaderSession();

  std::vector<std::vector<Document>> run();

 private:
  // A job for one reader: a whole request, or one page of a document that was found in it.
  struct Task {
    size_t request = 0;
    bool is_page = false;
    size_t document = 0;
    size_t page = 0;
    bool gave_way = false;  // once is enough: then it is worked on to its end
  };
  struct Active {
    std::unique_ptr<ReaderProcess> reader;
    Task task;
    Deadline since;
  };
  struct Spent {
    uint64_t cpu_microseconds = 0;
    bool ran_out = false;
  };

  void begin(size_t request);
  void queue_pages(size_t request);
  void give_out();
  bool send(std::unique_ptr<ReaderProcess> reader, const Task& task);
  ReaderJob job_of(const Task& task) const;
  void wait();
  void drop_late();
  void give_way();
  void run_out(size_t request);
  uint32_t cpu_seconds_for(const Task& task) const;
  // True when the job is over and its reader free.
  bool take_frames(Active& active);
  bool take_frame(const Task& task, const Frame& frame);
  void take_document(const Task& task, NumberedDocument document);
  // A passage as far as there is room for it; the document says that it was cut.
  void keep(Passage passage, Document& document);
  void take_part(std::vector<Document>& documents, size_t index, Document part);
  void take_page(const Task& task, ReadPage page);
  void finish_task(const Task& task);
  void fail_task(const Task& task, ReadState state);
  void end_reader(Active& active, ReadState state, bool late);
  void finish(size_t request);

  Deadline deadline_of(const Task& task) const { return requests_[task.request].deadline; }
  // Nobody waits for the letter any more.
  bool is_given_up(const Task& task) const {
    const Patience* patience = requests_[task.request].patience;
    return patience != nullptr && patience->is_over_now();
  }
  unsigned& pages_left(size_t request) {
    return requests_[request].pages_left == nullptr ? pages_left_ : *requests_[request].pages_left;
  }
  Page& page_of(const Task& task) { return results_[task.request][task.document].pages[task.page]; }

  ReaderPool& pool_;
  std::span<const ReadRequest> requests_;
  std::vector<std::vector<Document>> results_;
  std::vector<Spent> spent_;  // for each request
  unsigned pages_left_;       // where the requests say nothing else
  size_t text_left_;          // octets that the documents of all requests may still have
  std::deque<Task> waiting_;
  std::vector<Active> active_;
};

}  // namespace pismovod
