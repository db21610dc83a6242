// How the daemon goes: for `pismovod status` and for Prometheus.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "desk/case_recorder.h"
#include "desk/metrics.h"
#include "desk/rules_in_force.h"
#include "extract/reader_pool.h"

namespace pismovod {

// Any thread; all it looks at outlives it.
class DaemonStatus {
 public:
  DaemonStatus(const CurrentRules& rules, const Metrics& metrics, const CaseRecorder* recorder,
               const ReaderPool* readers, std::string listen)
      : rules_(rules), metrics_(metrics), recorder_(recorder), readers_(readers), listen_(std::move(listen)) {}

  // The rules were read anew just now.
  void note_reload() { loaded_ = std::chrono::system_clock::now(); }

  // "key value" each; what there may be several of ("fault", "file") has a line each.
  std::vector<std::string> lines() const;
  // The text format of Prometheus, version 0.0.4.
  std::string prometheus() const;

 private:
  using Time = std::chrono::system_clock::time_point;

  const CurrentRules& rules_;
  const Metrics& metrics_;
  const CaseRecorder* recorder_;  // null: no journal
  const ReaderPool* readers_;     // null: none
  std::string listen_;
  Time started_ = std::chrono::system_clock::now();
  std::atomic<Time> loaded_{started_};
};

}  // namespace pismovod
