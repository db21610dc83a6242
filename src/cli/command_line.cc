#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <array>
#include <functional>

#include "cli/commands.h"
#include "cli/daemon_parts.h"
#include "cli/terminal.h"
#include "daemon/serve.h"
#include "review/serve_review.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

CLI::App* with_config(CLI::App* command, Configs& configs) {
  command->add_option("--config", configs, "a configuration file; several add up")->allow_extra_args(false);
  return command;
}

std::vector<std::string> action_names() {
  std::vector<std::string> out;
  for (const Action action : kActions) out.emplace_back(name_of(action));
  return out;
}

// All commands, and what the arguments made of their options.
class CommandLine {
 public:
  CommandLine() : app_("Письмовод: a clerk who looks over letters to 1C's mailboxes before they leave.", "pismovod") {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "all commands with all options");
    add_check();
    add_config();
    add_learning();
    add_mailboxes();
    add_notice();
    add_daemon();
    add_notify();
    add_journal();
    add_review();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
      return app_.exit(help);
    } catch (const CLI::ParseError& error) {
      app_.exit(error);
      return kExitUsage;
    }
    return chosen_ ? chosen_() : kExitUsage;
  }

 private:
  void add_check() {
    CLI::App* command =
        with_config(app_.add_subcommand("check", "Judge letters; nothing is changed or sent."), check_.configs);
    command->add_flag("--json", check_.json, "one line of JSON a letter");
    command->add_option("--from", check_.from, "envelope sender instead of From");
    command->add_option("--to", check_.to, "envelope recipients instead of To, Cc and Bcc")->allow_extra_args(false);
    command->add_option("letters", check_.letters, "letters: .eml files, - for standard input, Maildirs, mboxes")
        ->required();
    command->callback([this] { chosen_ = [this] { return check(check_); }; });
  }

  void add_config() {
    CLI::App* config = app_.add_subcommand("config", "Look at the configuration.");
    config->require_subcommand(1);
    with_config(config->add_subcommand("check", "Every error with file, line and column."), configs_)->callback([this] {
      chosen_ = [this] { return config_check(configs_); };
    });
    with_config(config->add_subcommand("show", "The settings in force, and where each comes from."), configs_)
        ->callback([this] { chosen_ = [this] { return config_show(configs_); }; });
    config->add_subcommand("reference", "Every key.")->callback([this] {
      chosen_ = [] { return config_reference(); };
    });
  }

  void add_learning() {
    CLI::App* command = with_config(
        app_.add_subcommand("learn", "Learn from the examples, one's own with the shipped ones."), learn_.configs);
    command->add_flag("--measure", learn_.measure, "how well: each author's texts by what the others taught");
    auto* journal = command->add_flag("--from-journal", learn_.from_journal,
                                      "show what marks of the lead teach, as examples; nothing is written");
    command->add_flag("--write", learn_.write, "add them to taught.examples")->needs(journal);
    command->add_option("--out", learn_.out, "file for what was learned; default: taught.model");
    command->add_option("letters", learn_.letters, "show which verdicts over these would change; write nothing");
    command->callback([this] { chosen_ = [this] { return learn(learn_); }; });

    CLI::App* words = app_.add_subcommand("words", "Look at what words do.");
    words->require_subcommand(1);
    CLI::App* attempt = with_config(
        words->add_subcommand("try", "What a phrase or an example hits in letters, and which verdicts change."),
        words_.configs);
    auto* scenario =
        attempt->add_option("--scenario", words_.scenario, "MAILBOX:SCENARIO that is asked for by the phrase");
    attempt->add_option("--teaches", words_.teaches, "QUESTION:LABEL: the words are an example of it")
        ->excludes(scenario);
    attempt->add_option("words", words_.words, "a phrase, {CONCEPT} of the catalogue, or an example's text")
        ->required();
    attempt->add_option("letters", words_.letters, "letters: .eml files, - for standard input, Maildirs, mboxes")
        ->required();
    attempt->callback([this] { chosen_ = [this] { return words_try(words_); }; });
  }

  void add_mailboxes() {
    CLI::App* list = with_config(app_.add_subcommand("mailboxes", "What a mailbox requires."), configs_);
    list->add_option("address", address_, "the mailbox; none: all of them");
    list->callback([this] { chosen_ = [this] { return mailboxes(configs_, address_); }; });

    CLI::App* form = with_config(app_.add_subcommand("template", "A letter to fill in."), template_.configs);
    form->add_option("address", template_.address, "the mailbox");
    form->add_option("--scenario", template_.scenario, "what the letter is about");
    form->add_option("--from", template_.from, "whose data go in; default: the first organization's");
    form->add_option("--document", template_.document,
                     "a paper for the client's letterhead: registration, reregistration, key, usb, loss, transfer");
    for (const auto& [option, requirement, meaning] :
         {std::array{"--client", "client_name", "the client"}, std::array{"--inn", "client_inn", "its INN"},
          std::array{"--kpp", "client_kpp", "its KPP"}, std::array{"--product", "product_name", "the product"},
          std::array{"--article", "product_article", "its article"},
          std::array{"--reg-number", "product_reg_number", "its registration number"}}) {
      form->add_option(option, template_.known[requirement], std::string(meaning) + ", for the paper");
    }
    form->add_option("--reason", reason_, "why the key broke or the paper was lost");
    form->callback([this] { chosen_ = [this] { return template_or_usage(); }; });
  }

  int template_or_usage() {
    if (template_.address.empty() && template_.document.empty()) {
      print_error("pismovod: template needs a mailbox or --document");
      return kExitUsage;
    }
    template_.known["key_failure_reason"] = template_.known["loss_reason"] = reason_;
    return letter_template(template_);
  }

  void add_notice() {
    CLI::App* notice = app_.add_subcommand("notice", "The letters that tell senders what is missing.");
    notice->require_subcommand(1);
    CLI::App* preview = with_config(
        notice->add_subcommand("preview", "Show the notice about a letter; nothing is sent."), preview_.configs);
    preview->add_flag("--html", preview_.html, "as HTML");
    preview->add_flag("--eml", preview_.eml, "the whole letter, with draft and papers");
    preview->add_option("--from", preview_.from, "envelope sender instead of From");
    preview->add_option("--to", preview_.to, "envelope recipients instead of To, Cc and Bcc")->allow_extra_args(false);
    preview->add_option("letter", preview_.letter, "the letter: an .eml file, or - for standard input")->required();
    preview->callback([this] { chosen_ = [this] { return notice_preview(preview_); }; });
  }

  void add_daemon() {
    CLI::App* daemon = with_config(
        app_.add_subcommand("serve", "Stand beside the mail server: the milter, in the foreground."), serve_.configs);
    daemon->add_option("--listen", serve_.listen,
                       "unix:PATH, inet:HOST:PORT or inet6:[HOST]:PORT; default: as configured");
    serve_.make_recorder = make_recorder;
    daemon->callback([this] { chosen_ = [this] { return serve(serve_); }; });
    with_config(app_.add_subcommand("reload", "Tell the running daemon to read its configuration anew."), configs_)
        ->callback([this] { chosen_ = [this] { return reload(configs_); }; });
  }

  void add_notify() {
    CLI::App* command = with_config(
        app_.add_subcommand("notify", "Send the letters of ours that wait; the daemon does it itself by default."),
        notify_.configs);
    command->add_flag("--once", notify_.once, "those that are due, and end");
    command->callback([this] { chosen_ = [this] { return notify(notify_); }; });
  }

  CLI::App* journal_command(CLI::App* journal, const std::string& name, const std::string& what,
                            int (*perform)(const JournalOptions&)) {
    CLI::App* command = with_config(journal->add_subcommand(name, what), journal_.configs);
    command->callback([this, perform] { chosen_ = [this, perform] { return perform(journal_); }; });
    return command;
  }

  void add_journal() {
    CLI::App* journal = app_.add_subcommand("journal", "The cases on record.");
    journal->require_subcommand(1);
    add_looking(journal);
    CLI::App* prune = journal_command(journal, "prune", "Remove old cases.", journal_prune);
    prune->add_option("--older-than-days", journal_.days, "default: as configured")->check(CLI::Range(1, 100000));
    CLI::App* release = journal_command(journal, "release", "Let a held letter go.", journal_release);
    CLI::App* drop = journal_command(journal, "drop", "Delete a held letter.", journal_drop);
    CLI::App* untie =
        journal_command(journal, "untie", "A letter is no corrected version of an earlier one.", journal_untie);
    for (CLI::App* command : {release, drop, untie})
      command->add_option("case", journal_.number, "its number")->required();
    untie->add_option("--why", journal_.why, "for the record");
    release->add_option("--why", journal_.why, "for the record");
    drop->add_option("--why", journal_.why, "for the record")->required();
  }

  void add_looking(CLI::App* journal) {
    CLI::App* list = journal_command(journal, "list", "Cases, newest first.", journal_list);
    CLI::App* table = journal_command(journal, "export", "All cases, oldest last, as a table.", journal_export);
    for (CLI::App* command : {list, table}) add_filters(command);
    list->add_option("--limit", journal_.limit, "at most so many")->check(CLI::Range(1, 100000));
    CLI::App* show = journal_command(journal, "show", "One case.", journal_show);
    CLI::App* explain = journal_command(journal, "explain", "Where was looked, what was found, which line asks for it.",
                                        journal_explain);
    for (CLI::App* command : {show, explain}) command->add_option("case", journal_.number, "its number")->required();
    CLI::App* stats = journal_command(journal, "stats", "Figures.", journal_stats);
    stats->add_option("--since", journal_.since, "2026-03-05, 10:30, 7d; default: 30d");
    stats->add_option("--until", journal_.until, "the same");
    for (CLI::App* command : {list, show, stats}) command->add_flag("--json", journal_.json, "for programs");
    auto* csv = table->add_flag("--csv", journal_.csv, "comma-separated values (default)");
    table->add_flag("--json", journal_.json, "a line of JSON each, with everything")->excludes(csv);
  }

  void add_filters(CLI::App* command) {
    command->add_option("--since", journal_.since, "2026-03-05, \"2026-03-05 10:30\", 10:30, 90m, 24h, 7d");
    command->add_option("--until", journal_.until, "the same");
    command->add_option("--sender", journal_.sender, "address, login or @domain");
    command->add_option("--mailbox", journal_.mailbox, "of 1C");
    command->add_option("--missing", journal_.missing, "what is missing or wrong: client_inn");
    command->add_option("--action", journal_.action, "what came of it")->check(CLI::IsMember(action_names()));
    command->add_option("--text", journal_.text, "beginnings of words: subject, addresses, values");
  }

  void add_review() {
    CLI::App* page = with_config(
        app_.add_subcommand("review", "Serve the page where letters and refusals are reviewed, in the foreground."),
        review_.configs);
    page->add_option("--listen", review_.listen, "HOST:PORT of this machine alone; default: as configured");
    // The parent's callback runs last.
    page->callback([this] {
      if (!chosen_) chosen_ = [this] { return serve_review(review_); };
    });
    CLI::App* passwd = with_config(
        page->add_subcommand("passwd", "Let somebody sign in, or change a password: asked for, or on standard input."),
        password_.configs);
    passwd->add_option("name", password_.name, "the name to sign in with")->required();
    passwd->add_option("--role", password_.role, "lead: reviews letters; admin: sees the machinery too")->required();
    passwd->callback([this] { chosen_ = [this] { return set_review_password(password_); }; });
  }

  CLI::App app_;
  std::function<int()> chosen_;
  CheckOptions check_;
  Configs configs_;
  LearnOptions learn_;
  WordsOptions words_;
  ServeOptions serve_;
  std::string address_;
  TemplateOptions template_;
  JournalOptions journal_;
  NotifyOptions notify_;
  std::string reason_;
  NoticePreviewOptions preview_;
  ReviewOptions review_;
  PasswordOptions password_;
};

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    return CommandLine().run(argc, argv);
  } catch (const std::exception& error) {
    print_error(std::string("pismovod: ") + error.what());
    return kExitSoftware;
  }
}

}  // namespace pismovod
