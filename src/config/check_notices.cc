#include <algorithm>
#include <set>

#include "config/check_gaps.h"
#include "config/notices.h"
#include "mail/compose.h"
#include "notice/code_letter.h"
#include "notice/compose_notice.h"
#include "notice/papers.h"
#include "notice/told.h"

namespace pismovod {
namespace {

// A fact and a reason with every gap that a reason may have filled.
Reason sample_reason(std::string key) {
  return {std::move(key),
          {{"length", "9"},
           {"code", "12345"},
           {"subject", "x"},
           {"file", "x.pdf"},
           {"kind", "x"},
           {"value", "1"},
           {"example", "x"},
           {"limit", "x"},
           {"first", "x"},
           {"others", "x"},
           {"article", "x"},
           {"name", "x"}}};
}

Fact sample_fact(const Reason& reason) {
  Fact fact;
  fact.value = "1";
  fact.evidence.text = "1";
  fact.wrong = reason;
  return fact;
}

Judged sample(const RequirementUse& use, Status status, const Reason& reason) {
  Judged out;
  out.id = use.id;
  out.level = use.level;
  out.status = status;
  out.reason = status == Status::found || status == Status::missing ? Reason{} : reason;
  if (status == Status::found) out.finding.right.push_back(sample_fact({}));
  if (status == Status::invalid) out.finding.wrong.push_back(sample_fact(reason));
  return out;
}

// Writes notices of samples and looks for what no text filled: "<key>" or "{gap}".
class NoticeChecker {
 public:
  NoticeChecker(const Configuration& configuration, std::string language, const Texts& texts, ConfigErrors& errors)
      : configuration_(configuration),
        language_(std::move(language)),
        errors_(errors),
        message_{{{"Subject", "x"}, {"Message-ID", "<1@example.ru>"}}, Octets(blocks_, {})},
        rules_{{},     texts, paper_texts(configuration), configuration.mailboxes, {Mode::enforce, Action::reject},
               nullptr},
        structure_(cut_into_entities(message_, configuration.settings.limits, blocks_, {})) {
    envelope_.recipients = {make_recipient("<one@example.ru>"), make_recipient("<two@example.ru>")};
  }

  void run() {
    for (const auto& [key, text] : rules_.texts.all()) {
      if (key.starts_with("reason.")) reasons_.push_back(sample_reason(key.substr(7)));
    }
    for (const Mailbox& mailbox : configuration_.mailboxes) {
      scenario(mailbox, mailbox.requirements);
      for (const Scenario& s : mailbox.scenarios) scenario(mailbox, s.requirements);
    }
    rules_.settings.help = "x";
    if (!configuration_.mailboxes.empty()) others(configuration_.mailboxes.front());
    for (const Paper& paper : papers_in(rules_.papers)) {
      for (const char* part : {".for", ".text"}) need(rules_.papers, "paper." + paper.kind + part);
    }
  }

 private:
  void scenario(const Mailbox& mailbox, const std::vector<RequirementUse>& uses) {
    // Thousands of scenarios may owe the same.
    std::string owed = mailbox.address;
    for (const RequirementUse& use : uses) owed += (use.level == Level::must ? " !" : " ") + use.id;
    if (!written_.insert(std::move(owed)).second) return;
    const Reason reason = reasons_.empty() ? Reason{} : reasons_.front();
    for (const Status status : {Status::missing, Status::invalid, Status::found, Status::unverified}) {
      Verdict verdict{mailbox.address, mailbox.address, {}, {}};
      for (const RequirementUse& use : uses) verdict.requirements.push_back(sample(use, status, reason));
      write(std::move(verdict), Action::reject, std::nullopt);
    }
  }

  // What no requirement brings up: every action, reason and way to end a notice.
  void others(const Mailbox& mailbox) {
    const RequirementUse use{"question", Level::must, {}, {}, {}, {}, {}};
    for (const Action action : kActs) {
      for (const char* link : {"", "https://example.ru/c/1"}) {
        Verdict verdict{mailbox.address, mailbox.address, {}, {sample(use, Status::missing, {})}};
        write(std::move(verdict), action, CaseReference{"1", link});
      }
    }
    for (const Reason& reason : reasons_) {
      Verdict verdict{mailbox.address, mailbox.address, {}, {}};
      for (const Status status : {Status::missing, Status::invalid, Status::unverified})
        verdict.requirements.push_back(sample(use, status, reason));
      write(std::move(verdict), Action::reject, std::nullopt);
    }
    for (const char* key : {"notice.draft_bare",
                            "notice.draft_files",
                            "notice.do_check",
                            "notice.attach_again",
                            "notice.copy_only",
                            "notice.example_own",
                            "notice.set_subject_only",
                            "notice.and",
                            "notice.from_name",
                            "notice.and_more",
                            "notice.no_subject",
                            "notice.greetings",
                            "notice.override_may",
                            "notice.override_reason",
                            "notice.override_not_allowed",
                            "check.lookalike",
                            "notice.do_fill",
                            "notice.do_attach",
                            "notice.do_both",
                            "notice.files_below"}) {
      need(rules_.texts, key);
    }
    for (const Action action : kActs) {
      for (const char* key : {".subject_plain", ".subject_add", ".subject_mend", ".subject_both"})
        need(rules_.texts, "notice." + std::string(name_of(action)) + key);
    }
    for (const std::string& key : told_text_keys()) need(rules_.texts, key);
    for (const std::string& key : code_text_keys()) need(rules_.texts, key);
    for (const Deed deed : {Deed::released, Deed::dropped, Deed::agreed, Deed::declined}) told(deed);
  }

  void told(Deed deed) {
    const std::string octets = told_words({deed,
                                           {"one", "example.ru"},
                                           {"two", "example.ru"},
                                           "x",
                                           "x",
                                           "x",
                                           "x",
                                           "<1@example.ru>",
                                           {"x@example.ru"},
                                           {},
                                           "1",
                                           "https://example.ru/s/1",
                                           rules_.texts,
                                           {}});
    look(octets);
  }

  void write(Verdict verdict, Action action, std::optional<CaseReference> reference) {
    rules_.mailboxes = mailboxes_under(action);
    const Outcome outcome{action, {std::move(verdict)}, {}, {}, false, {}};
    const NoticeRequest request{message_, structure_, envelope_, outcome, action, false, std::move(reference), rules_};
    const auto notice = compose_notice(request, Address{"one", "example.ru"});
    if (notice) look(notice->subject + "\n" + notice->text);
  }

  // A mailbox with a mode of its own is asked for its notices all the same.
  const std::vector<Mailbox>& mailboxes_under(Action action) {
    const auto [made, is_new] = mailboxes_.try_emplace(action);
    if (!is_new) return made->second;
    made->second = configuration_.mailboxes;
    for (Mailbox& mailbox : made->second) {
      mailbox.mode = action == Action::annotate ? Mode::annotate : Mode::enforce;
      mailbox.action = action;
    }
    return made->second;
  }

  void look(const std::string& written) {
    for (const auto& [open, close] : {std::pair('<', '>'), std::pair('{', '}')}) {
      for (size_t at = written.find(open); at != std::string::npos; at = written.find(open, at + 1)) {
        report(written.substr(at, written.find(close, at) - at + 1));
      }
    }
  }

  void need(const Texts& texts, const std::string& key) {
    if (!texts.has(key)) report("<" + key + ">");
  }

  void report(std::string what) {
    if (!reported_.insert(what).second) return;
    const bool missing = what.starts_with('<');
    if (missing) what = "\"" + what.substr(1, what.size() - 2) + "\"";
    errors_.push_back({{"texts/" + language_ + ".toml", 0, 0},
                       missing ? "no text " + what : "a notice has a gap that nothing fills: " + what});
  }

  const Configuration& configuration_;
  const std::string language_;
  ConfigErrors& errors_;
  BlockPool blocks_;
  Message message_;
  Envelope envelope_;
  NoticeRules rules_;
  Structure structure_;
  std::vector<Reason> reasons_;
  std::map<Action, std::vector<Mailbox>> mailboxes_;  // by the action that they are under
  std::set<std::string> written_;                     // what scenarios owe
  std::set<std::string> reported_;
};

class SettingsChecker {
 public:
  SettingsChecker(const Configuration& configuration, ConfigErrors& errors)
      : configuration_(configuration), errors_(errors) {}

  void run() {
    const Settings::Notice& notice = configuration_.settings.notice;
    for (const std::string& word : notice.actions) {
      std::vector<std::string> words;
      std::string allowed;
      for (const Action action : kActs) {
        words.emplace_back(name_of(action));
        allowed += (allowed.empty() ? "" : ", ") + words.back();
      }
      if (std::find(words.begin(), words.end(), word) == words.end())
        error("notice.actions",
              std::string("\"").append(word).append("\" is none of: ").append(allowed) + did_you_mean(word, words));
    }
    if (!notice.from.empty() && ascii_address(parse_path(notice.from)).empty())
      error("notice.from", "\"" + notice.from + "\" is no address");
    if (!notice.language.empty() && !configuration_.languages.contains(notice.language))
      error("notice.language", "no texts for the language \"" + notice.language + "\"");
  }

 private:
  void error(const std::string& key, const std::string& text) {
    const auto origin = configuration_.origins.find(key);
    errors_.push_back(
        {origin == configuration_.origins.end() ? SourcePlace{} : origin->second, "\"" + key + "\": " + text});
  }

  const Configuration& configuration_;
  ConfigErrors& errors_;
};

}  // namespace

void check_notices(const Configuration& configuration, ConfigErrors& errors) {
  SettingsChecker(configuration, errors).run();
  for (const auto& [language, texts] : configuration.languages) {
    NoticeChecker(configuration, language, texts, errors).run();
    check_gaps(language, texts, errors);
  }
}

}  // namespace pismovod
