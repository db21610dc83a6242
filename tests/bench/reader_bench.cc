// What attachments cost: by format without OCR, by page with it, and on two cores.
//
// Time is what a letter waits; reader_cpu_ms what the reader processes use up for it.
#include <benchmark/benchmark.h>

#include "base/file.h"
#include "extract/content.h"
#include "extract/reader_pool.h"
#include "samples/archives.h"
#include "samples/mail.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace {

using namespace pismovod;

ReaderPool& pool() {
  static ReaderPool made([] {
    ReaderPoolOptions options;
    options.executable = PISMOVOD_READER;
    options.jobs_of_process = 1000000;
    return options;
  }());
  return made;
}

std::vector<Document> read(const std::string& octets, ReadDepth depth) {
  const auto content = Content::of(octets, {});
  ReadRequest request;
  request.content = content->descriptor();
  request.octets = octets.size();
  request.depth = depth;
  request.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  return pool().read(request);
}

void run(benchmark::State& state, const std::string& octets, ReadDepth depth, double pages = 1) {
  read(octets, depth);  // the first one loads libraries and languages
  const ReaderPoolCounts before = pool().counts();
  for (auto _ : state) {
    if (read(octets, depth).front().state(depth) != ReadState::read) state.SkipWithError("not read");
  }
  const double cpu = static_cast<double>(pool().counts().cpu_microseconds - before.cpu_microseconds) / 1000;
  state.counters["reader_cpu_ms"] = benchmark::Counter(cpu / pages, benchmark::Counter::kAvgIterations);
  state.counters["octets"] = static_cast<double>(octets.size());
}

std::string a_page_of(size_t lines) {
  std::string body;
  for (size_t i = 0; i < lines; ++i)
    body += samples::paragraph("Просим зарегистрировать программный продукт № 801457223");
  return body + samples::docx_table(std::vector<std::vector<std::string>>(20, {"ИНН", "7713456712"}));
}

std::string rows_of(size_t count) {
  std::string rows;
  for (size_t i = 0; i < count; ++i)
    rows += R"(<row><c t="s"><v>0</v></c><c><v>7713456712</v></c><c t="s"><v>1</v></c></row>)";
  return rows;
}

// Some 40 lines, as a letter of a firm has.
std::vector<std::string> lines(size_t count) {
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) out.emplace_back("Просим зарегистрировать программный продукт 801457223");
  return out;
}

Raster scan() {
  samples::PageLook look;
  look.slope = 1;
  look.noise = 200;
  look.has_seal = true;
  return samples::page(lines(28), look);
}

std::string data_file(const std::string& name) {
  return *read_file(PISMOVOD_SOURCE_DIR "/tests/data/attachments/" + name);
}

void add_all() {
  const auto text = [](const char* name, const std::string& octets) {
    benchmark::RegisterBenchmark((std::string("Text/") + name).c_str(),
                                 [octets](benchmark::State& state) { run(state, octets, ReadDepth::text); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  };
  const std::string docx = samples::docx(a_page_of(40));
  text("docx", docx);
  text("xlsx_1000_rows", samples::xlsx({{"a", rows_of(1000)}}, {"Организация", "1С:Бухгалтерия 8 ПРОФ"}));
  text("pdf_3_pages", samples::pdf({{lines(40), {}}, {lines(40), {}}, {lines(40), {}}}));
  text("doc", data_file("card.doc"));
  text("xls", data_file("list.xls"));
  text("rtf", "{\\rtf1\\ansi\\ansicpg1251 " + std::string(2000, 'a') + "\\par}");
  text("zip_of_10_docx", samples::packed(std::vector<samples::File>(10, {"a.docx", docx}), "zip"));
  text("7z_of_10_docx", samples::packed(std::vector<samples::File>(10, {"a.docx", docx}), "7zip"));
  text("winmail_dat", samples::tnef("a", "b", {{"a.docx", docx}}));
  text("p7m", samples::signed_cms("Content-Type: text/plain\n\nabc"));

  const auto ocr = [](const char* name, const std::string& octets, double pages) {
    benchmark::RegisterBenchmark(
        (std::string("Ocr/") + name).c_str(),
        [octets, pages](benchmark::State& state) { run(state, octets, ReadDepth::ocr, pages); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  };
  const Raster page = scan();
  ocr("page_150_dpi_jpeg", samples::jpeg(page), 1);
  ocr("pdf_of_1_scan", samples::pdf({{{}, page}}), 1);
  ocr("pdf_of_2_scans_on_2_readers", samples::pdf({{{}, page}, {{}, page}}), 2);
  ocr("pdf_of_4_scans_on_2_readers", samples::pdf({{{}, page}, {{}, page}, {{}, page}, {{}, page}}), 4);
  ocr("screenshot",
      samples::png(samples::screenshot({"О программе", "1С:Предприятие 8.3 (8.3.25.1394)", "Конфигурация"})), 1);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
