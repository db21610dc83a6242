// What a verdict costs as letters and rules grow. Nothing may be worse than linear:
//   build/release/tests/bench/inspect_bench --benchmark_filter=BigO
// Text is of the kinds that a plain design stumbles over: one label, one name or one mark again
// and again, one endless line, lines without words.
#include <benchmark/benchmark.h>

#include <functional>

#include "mime/encoded_word.h"
#include "support/tools.h"

namespace {

using namespace pismovod;
using namespace pismovod::test;

std::string repeated(const std::string& text, int64_t octets) {
  std::string out;
  while (out.size() < static_cast<size_t>(octets)) out += text;
  return out;
}

std::string plain(const std::string& text) { return plain_letter("v8@1c.ru", "вопрос", text).octets; }

std::string html(const std::string& text) {
  return "From: ivanov@vektor-soft.ru\r\nSubject: s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + text;
}

std::string of_parts(int64_t count) {
  std::string out = "From: ivanov@vektor-soft.ru\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int64_t i = 0; i < count; ++i) out += "--b\r\nContent-Type: text/plain\r\n\r\npart\r\n";
  return out + "--b--\r\n";
}

std::string of_files(int64_t count) {
  std::string out = "From: ivanov@vektor-soft.ru\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int64_t i = 0; i < count; ++i) {
    out += "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a" + std::to_string(i) +
           ".txt\r\n\r\nlog " + std::to_string(i) + "\r\n";
  }
  return out + "--b--\r\n";
}

std::string of_depth(int64_t depth) {
  std::string out = "From: ivanov@vektor-soft.ru\r\n";
  for (int64_t i = 0; i < depth; ++i) {
    const std::string b = "b" + std::to_string(i);
    out.append("Content-Type: multipart/mixed; boundary=").append(b).append("\r\n\r\n--").append(b).append("\r\n");
  }
  return out + "\r\n" + repeated("Слова письма.\r\n", 20000);
}

const std::vector<std::string> kTo = {"v8@1c.ru",    "lic@1c.ru",       "zakaz@1c.ru",
                                      "hline@1c.ru", "partner@1ci.com", "sales@1c.ru"};

void run(benchmark::State& state, const std::string& octets, const Configuration& configuration = test_configuration(),
         const std::vector<std::string>& recipients = kTo) {
  static BlockPool pool;
  Envelope envelope;
  envelope.reverse_path = parse_path("ivanov@vektor-soft.ru");
  for (const std::string& to : recipients) envelope.recipients.push_back(make_recipient(to));
  for (auto _ : state) {
    const Message message = read_message(octets, pool, {});
    const Patience patience;
    const Tools tools{pool, nullptr, nullptr, patience};
    benchmark::DoNotOptimize(inspect(message, envelope, configuration, tools));
  }
  state.SetComplexityN(state.range(0));
}

void add(const std::string& name, int64_t from, int64_t to, const std::function<std::string(int64_t)>& letter) {
  benchmark::RegisterBenchmark(name.c_str(), [letter](benchmark::State& state) { run(state, letter(state.range(0))); })
      ->RangeMultiplier(4)
      ->Range(from, to)
      ->Unit(benchmark::kMillisecond)
      ->Complexity();
}

void add_texts() {
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"words", "Клиент просит ускорить обмен между базами, подробности ниже.\r\n"},
      {"one_line", "Клиент просит ускорить обмен, "},
      {"no_words", "\r\n"},
      {"letters", "а"},
      {"digits", "7"},
      {"numbers", "7713 "},
      {"labels", "ИНН: "},
      {"label_lines", "ИНН:\r\n"},
      {"labelled", "ИНН клиента: 7701234507\r\n"},
      {"partner_codes", "код партнера: 14352 "},
      {"registration", "рег. номер 801457223, "},
      {"releases", "релиз 3.0.150.28; "},
      {"organizations", "ООО «Ромашка», "},
      {"open_names", "ООО «"},
      {"products", "1С:Бухгалтерия 8 ПРОФ, "},
      {"articles", "4601546116680 "},
      {"requests", "WZ0012345 "},
      {"cells", "ИНН\t7701234507\t"},
      {"quote_marks", ">"},
      {"quotes", "> > цитата\r\n"},
      {"quote_steps", "> a\r\n>> b\r\n"},
      {"attributions", "16.09.2026, 10:15, Иванов <a@1c.ru>:\r\n> текст\r\n"},
      {"outlook_heads", "From: a@1c.ru\r\nSent: Monday\r\nTo: b@c.ru\r\nSubject: s\r\n\r\nтекст\r\n"},
      {"signature_marks", "-- \r\n"},
      {"regards", "С уважением,\r\n"},
      {"questions", "Почему? "},
      {"countries", "Казахстан, "},
      {"negations", "не отменить заявку, "},
      {"stops", ". "},
      {"combining", "и\u0306"},
  };
  for (const auto& [name, piece] : kinds) {
    add("Text/" + name, 16 << 10, 1 << 20, [piece = piece](int64_t n) { return plain(repeated(piece, n)); });
  }
  const std::vector<std::pair<std::string, std::string>> tags = {
      {"paragraphs", "<p>Слова письма</p>"},
      {"rows", "<table><tr><td>ИНН</td><td>7701234507</td></tr></table>"},
      {"nested_tables", "<table><tr><td>"},
      {"blockquotes", "<blockquote>цитата"},
      {"cells", "<td>ячейка</td>"},
      {"pictures", "<img src=\"cid:a\">"},
      {"spans", "<span>а</span>"},
      {"attributes", "<p a='b' c='d'>"},
      {"open_tags", "<a "},
      {"entities", "&laquo;"},
      {"comments", "<!-- a -->"},
      {"hidden", "<div style='display:none'>a</div>"}};
  for (const auto& [name, piece] : tags) {
    add("Html/" + name, 16 << 10, 1 << 20, [piece = piece](int64_t n) { return html(repeated(piece, n)); });
  }
}

void add_headers() {
  const std::vector<std::pair<std::string, std::string>> fields = {{"subject_words", "=?utf-8?B?0J8=?= "},
                                                                   {"subject_raw", "\xCF\xF0\xE8 "},
                                                                   {"subject_open", "=?"},
                                                                   {"subject_prefixes", "Re: "}};
  for (const auto& [name, piece] : fields) {
    add("Header/" + name, 1 << 10, 60 << 10,
        [piece = piece](int64_t n) { return "Subject: " + repeated(piece, n) + "\r\n\r\ntext\r\n"; });
  }
  const std::vector<std::pair<std::string, std::string>> parameters = {
      {"continuations", "; a*0*=b"}, {"parameters", "; a=b"}, {"escapes", "; a=\"\\\\\""}};
  for (const auto& [name, piece] : parameters) {
    add("Header/type_" + name, 1 << 10, 60 << 10,
        [piece = piece](int64_t n) { return "Content-Type: text/plain" + repeated(piece, n) + "\r\n\r\ntext\r\n"; });
  }
  add("Header/from", 1 << 10, 60 << 10,
      [](int64_t n) { return "From: " + repeated("a b <a@b>, ", n) + "\r\n\r\ntext\r\n"; });
  add("Header/comments", 1 << 10, 60 << 10, [](int64_t n) { return "From: " + repeated("(", n) + "\r\n\r\ntext\r\n"; });
  add("Header/fields", 16, 900, [](int64_t n) {
    std::string out;
    for (int64_t i = 0; i < n; ++i) out += "X-" + std::to_string(i) + ": a\r\n";
    return out + "\r\ntext\r\n";
  });
}

void add_structure() {
  add("Parts/text", 16, 999, of_parts);
  add("Parts/files", 16, 999, of_files);
  add("Depth", 1, 30, of_depth);
}

// [[pattern]] tables of an admin's own, all owed by one mailbox; the letter stays the same.
std::shared_ptr<const Configuration> configuration_of(int64_t patterns) {
  std::string file = "address = \"own@example.org\"\ntitle = \"T\"\nmust = [";
  for (int64_t i = 0; i < patterns; ++i) file += "\"own_" + std::to_string(i) + "\", ";
  file += "]\n";
  for (int64_t i = 0; i < patterns; ++i) {
    file += "[[pattern]]\nid = \"own_" + std::to_string(i) + "\"\ntitle = \"t\"\nexample = \"e\"\nlabel = [\"номер" +
            std::to_string(i) + "\"]\nvalue = '[А-Я]{2}-\\d{4}'\n";
  }
  const TemporaryFile box(file);
  const TemporaryFile main("mailboxes = [\"" + source_folder() + "/config/mailboxes/*.toml\", \"" + box.path() +
                           "\"]\n");
  return configuration_with({main.path()});
}

// The complete letter of scripts/bench without its mail server: what judging alone costs.
void complete(benchmark::State& state) {
  const std::string text =
      "Партнер: ООО «Вектор», код партнера 12345\r\nКлиент: ООО «Ромашка», ИНН клиента: 7701234507\r\n"
      "Продукт: 1С:Бухгалтерия 8 ПРОФ, артикул 4601546116680, рег. номер 801234567\r\n"
      "Вопрос: исчерпан лимит активаций, просим выдать дополнительный пин-код.\r\n";
  const std::string sentences =
      "Добрый день! Обращаемся по просьбе клиента: сервер заменили в прошлую пятницу, старый вышел из строя.\r\n"
      "Резервная копия прежней лицензии не сохранилась: диск был отформатирован подрядчиком без предупреждения.\r\n"
      "Если нужны снимки экрана или журнал, пришлём сразу; ответ удобнее получить письмом на этот адрес.\r\n";
  run(state, plain(text + repeated(sentences, state.range(0) - static_cast<int64_t>(text.size()))),
      test_configuration(), {"lic@1c.ru"});
}
BENCHMARK(complete)->Name("Letter/complete")->Arg(3000)->Arg(31000)->Unit(benchmark::kMicrosecond);

void rules(benchmark::State& state) {
  const auto configuration = configuration_of(state.range(0));
  const std::string octets =
      plain(repeated("Клиент просит ускорить обмен между базами, подробности ниже.\r\n", 30 << 10));
  run(state, octets, *configuration);
}
BENCHMARK(rules)->Name("Rules/known")->RangeMultiplier(10)->Range(1, 1000)->Unit(benchmark::kMillisecond)->Complexity();

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add_texts();
  add_headers();
  add_structure();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
