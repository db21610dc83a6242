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
  };
  struct Active {
    std::unique_ptr<ReaderProcess> reader;
    Task task;
  };

  void begin(size_t request);
  void queue_pages(size_t request);
  void give_out();
  bool send(std::unique_ptr<ReaderProcess> reader, const Task& task);
  ReaderJob job_of(const Task& task) const;
  void wait();
  void drop_late();
  // True when the job is over and its reader free.
  bool take_frames(Active& active);
  bool take_frame(const Task& task, const Frame& frame);
  void take_document(const Task& task, NumberedDocument document);
  // A passage as far as there is room for it; the document says that it was cut.
  void keep(Passage passage, Document& document);
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
  Page& page_of(const Task& task) { return results_[task.request][task.document].pages[task.page]; }

  ReaderPool& pool_;
  std::span<const ReadRequest> requests_;
  std::vector<std::vector<Document>> results_;
  std::deque<Task> waiting_;
  size_t text_left_;  // octets that the documents of all requests may still have
  std::vector<Active> active_;
};

}  // namespace pismovod
