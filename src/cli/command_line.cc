#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <array>
#include <functional>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/config_export.h"
#include "cli/daemon_commands.h"
#include "cli/daemon_parts.h"
#include "cli/journal_digest.h"
#include "cli/journal_keeping.h"
#include "cli/manual.h"
#include "cli/prices_command.h"
#include "cli/ready_command.h"
#include "cli/replay_command.h"
#include "cli/shell_completion.h"
#include "cli/terminal.h"
#include "config/admin_words.h"
#include "daemon/serve.h"
#include "precheck/serve_precheck.h"
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
  out.reserve(kActions.size());
  for (const Action action : kActions) out.emplace_back(name_of(action));
  return out;
}

CommandOption described(const CLI::Option& option) {
  CommandOption out;
  out.is_argument = option.get_positional();
  if (out.is_argument) out.names.push_back(option.get_name(true));
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  out.meaning = option.get_description();
  out.takes_value = option.get_expected_max() > 0;  // a flag has none
  out.is_required = option.get_required();
  out.may_repeat = option.get_items_expected_max() > 1;
  return out;
}

Command described(const CLI::App& app, const std::string& above) {
  Command out{above.empty() ? app.get_name() : above + " " + app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options()) out.options.push_back(described(*option));
  for (const CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; }))
    out.commands.push_back(described(*inner, out.name));
  return out;
}

// Before help is shown, or completions; man pages do it themselves.
void translate(CLI::App& app, const AdminWords& words) {
  app.description(words.of(app.get_description()));
  for (const char* label : {"Usage", "Positionals", "OPTIONS", "SUBCOMMAND", "SUBCOMMANDS", "TEXT", "UINT", "INT",
                            "REQUIRED", "Needs", "Excludes"})
    app.get_formatter()->label(label, words.of(label));
  for (CLI::Option* option : app.get_options([](const CLI::Option*) { return true; })) {
    option->description(words.of(option->get_description()));
    option->group(words.of(option->get_group()));
  }
  for (CLI::App* inner : app.get_subcommands([](const CLI::App*) { return true; })) {
    inner->group(words.of(inner->get_group()));
    translate(*inner, words);
  }
}

// All commands, and what the arguments made of their options.
class CommandLine {
 public:
  CommandLine() : app_("Письмовод: a clerk who looks over letters to 1C's mailboxes before they leave.", "pismovod") {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "all commands with all options");
    app_.set_version_flag("--version", "pismovod " + std::string(version()), "the program's version");
    add_check();
    add_replay();
    add_ready();
    add_config();
    add_learning();
    add_mailboxes();
    add_prices();
    add_notice();
    add_daemon();
    add_notify();
    add_journal();
    add_review();
    add_precheck();
    add_packaging();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& help) {  // or the version
      translate(app_, AdminWords::of_environment());
      return app_.exit(help);
    } catch (const CLI::ParseError& error) {
      print_error(error.what());
      print_error("Run with --help for more information.");
      return kExitUsage;
    }
    return chosen_ ? chosen_() : kExitUsage;
  }

 private:
  void add_check() {
    CLI::App* command =
        with_config(app_.add_subcommand("check", "Judge letters; nothing is changed or sent."), check_.configs);
    command->add_flag("--json", check_.json, "one line of JSON a letter");
    command->add_flag("--only-failed", check_.only_failed, "show only letters that would not leave");
    command->add_flag("--journal", check_.journal,
                      "what an answer lacks may stand in an earlier letter of its thread: ask the journal");
    command->add_option("--since", check_.since, "only letters whose Date is not earlier: 2026-09-16, 7d, 12h");
    command->add_option("--deadline", check_.deadline, "seconds for a letter, instead of milter.deadline_seconds")
        ->check(CLI::Range(1, 3600));
    command->add_option("--jobs", check_.jobs, "letters judged at a time; default: the number of processors")
        ->check(CLI::Range(1, 256));
    command->add_option("--from", check_.from, "envelope sender instead of From");
    command->add_option("--to", check_.to, "envelope recipients instead of To, Cc and Bcc")->allow_extra_args(false);
    command
        ->add_option("letters", check_.letters,
                     "letters: .eml files, folders of them, - for standard input, Maildirs, mboxes, packed or not")
        ->required();
    command->callback([this] { chosen_ = [this] { return check(check_); }; });
  }

  void add_replay() {
    CLI::App* command = with_config(
        app_.add_subcommand("replay",
                            "Judge past mail and tell what the rules would have done; nothing is changed or sent."),
        replay_.configs);
    command
        ->add_option("--against", replay_.against,
                     "a configuration file of other rules, several add up: tells what would be otherwise; exit status "
                     "1 where something is")
        ->allow_extra_args(false);
    CLI::Option* json = command->add_flag("--json", replay_.json, "one line of JSON");
    CLI::Option* csv = command->add_flag("--csv", replay_.csv, "rows for a spreadsheet")->excludes(json);
    command->add_flag("--html", replay_.html, "a page that stands alone")->excludes(json)->excludes(csv);
    auto* state = command->add_option("--state", replay_.state, "a file by which an ended replay goes on");
    command
        ->add_flag("--from-journal", replay_.from_journal, "the letters that are kept for their senders' form as well")
        ->excludes(state);
    command->add_option("--jobs", replay_.jobs, "letters judged at a time; default: the number of processors")
        ->check(CLI::Range(1, 256));
    command->add_option("letters", replay_.letters,
                        "letters: .eml files, folders of them, - for standard input, Maildirs, mboxes, packed or not");
    command->callback([this] { chosen_ = [this] { return replay(replay_); }; });
  }

  void add_ready() {
    CLI::App* command = with_config(
        app_.add_subcommand("ready", "Which mailbox may annotate or enforce, and the lines to write for it."),
        ready_.configs);
    command->add_option("--report", ready_.report,
                        "what `replay --json` said of past mail with 1C's answers; default: ready.report");
    command->add_flag("--json", ready_.json, "one line of JSON");
    command->callback([this] { chosen_ = [this] { return ready(ready_); }; });
  }

  void add_config() {
    CLI::App* config = app_.add_subcommand("config", "Look at the configuration.");
    config->require_subcommand(1);
    with_config(config->add_subcommand("check", "Every error with file, line and column."), configs_)->callback([this] {
      chosen_ = [this] { return config_check(configs_); };
    });
    with_config(config->add_subcommand("show", "The settings in force, and where each comes from."), configs_)
        ->callback([this] { chosen_ = [this] { return config_show(configs_); }; });
    CLI::App* files = config->add_subcommand("export", "Write the shipped mailboxes, words and texts into a folder.");
    files->add_option("folder", folder_, "where to; files that are there are left as they are")->required();
    files->callback([this] { chosen_ = [this] { return config_export(folder_); }; });
    with_config(config->add_subcommand("diff", "What differs from the shipped configuration."), configs_)
        ->callback([this] { chosen_ = [this] { return config_diff(configs_); }; });
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
    command
        ->add_option("--from-replay", learn_.from_replay,
                     "show what 1C's answers teach, by this report of `replay --json` over the letters")
        ->excludes(journal);
    command->add_flag("--write", learn_.write, "add them to taught.examples");
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
    attempt
        ->add_option("letters", words_.letters,
                     "letters: .eml files, folders of them, - for standard input, Maildirs, mboxes, packed or not")
        ->required();
    attempt->callback([this] { chosen_ = [this] { return words_try(words_); }; });
  }

  void add_mailboxes() {
    CLI::App* list = with_config(app_.add_subcommand("mailboxes", "What a mailbox requires."), configs_);
    list->add_option("address", address_, "the mailbox; none: all of them");
    topic_ = list->add_option("--help-topic", topic_text_,
                              "only what the firm says of this, in words: активация; nothing given: all of it")
                 ->expected(0, 1)
                 ->needs("address");
    list->callback([this] {
      chosen_ = [this] {
        return mailboxes(configs_, address_, topic_->empty() ? std::nullopt : std::optional(topic_text_));
      };
    });

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

  void add_prices() {
    CLI::App* prices = app_.add_subcommand("prices", "The price list.");
    prices->require_subcommand(1);
    CLI::App* taken =
        with_config(prices->add_subcommand(
                        "import", "Take a price list: CSV, XLSX, XLS or ODS; its columns are found by their heads."),
                    prices_.configs);
    taken->add_flag("--look", prices_.only_look, "only show what would be taken");
    taken->add_option("file", prices_.file, "the table")->required();
    taken->callback([this] { chosen_ = [this] { return prices_import(prices_); }; });
    CLI::App* found =
        with_config(prices->add_subcommand("find", "Articles and names with these words."), prices_.configs);
    found->add_option("text", prices_.file, "beginnings of words, or of an article")->required();
    found->callback([this] { chosen_ = [this] { return prices_find(prices_); }; });
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
    CLI::App* how = with_config(app_.add_subcommand("status", "How the running daemon goes."), status_.configs);
    how->add_flag("--json", status_.json, "for programs");
    how->callback([this] { chosen_ = [this] { return status(status_); }; });
    CLI::App* look = with_config(
        app_.add_subcommand("doctor", "Look at what an admin would look at first: Postfix, daemon, journal, readers."),
        doctor_.configs);
    look->add_option("--postfix", doctor_.postfix, "folder of Postfix's main.cf; default: as configured");
    auto* probe =
        look->add_flag("--probe", doctor_.probe, "send a letter through the mail server, to an address of our own");
    look->add_option("--server", doctor_.server, "that takes it; default: smtp://127.0.0.1:25")->needs(probe);
    look->callback([this] { chosen_ = [this] { return doctor(doctor_); }; });
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
    add_keeping(journal);
    CLI::App* release = journal_command(journal, "release", "Let a held letter go.", journal_release);
    CLI::App* drop = journal_command(journal, "drop", "Delete a held letter.", journal_drop);
    CLI::App* untie =
        journal_command(journal, "untie", "A letter is no corrected version of an earlier one.", journal_untie);
    CLI::App* unlink = journal_command(journal, "unlink",
                                       "A sender's link opens nothing any more; the kept letter goes.", journal_unlink);
    CLI::App* allow = journal_command(journal, "allow",
                                      "One more letter of its sender passes unchecked, within a week.", journal_allow);
    CLI::App* resend = journal_command(journal, "resend", "Send its last notice once more.", journal_resend);
    for (CLI::App* command : {release, drop, allow, resend, untie, unlink})
      command->add_option("case", journal_.number, "its number")->required();
    for (CLI::App* command : {release, allow, resend, untie, unlink})
      command->add_option("--why", journal_.why, "for the record");
    drop->add_option("--why", journal_.why, "for the record")->required();
  }

  void add_keeping(CLI::App* journal) {
    const auto command = [&](const std::string& name, const std::string& what, const std::string& argument,
                             const std::string& meaning, int (*perform)(const Configs&, const std::string&)) {
      CLI::App* made = with_config(journal->add_subcommand(name, what), configs_);
      made->add_option(argument, folder_, meaning)->required();
      made->callback([this, perform] { chosen_ = [this, perform] { return perform(configs_, folder_); }; });
    };
    command("backup", "Copy journal, key of links and users, while the daemon runs.", "folder", "a new folder",
            journal_backup);
    command("restore", "Put a copy in their place; nothing is sent twice.", "folder", "of the copy", journal_restore);
    command("move", "Copy an old journal to where the configuration has it now; stopped, it goes on the next time.",
            "from", "the old file", journal_move);
    command("forget", "Remove every case that names somebody; figures stay.", "who", "an address or a tax number",
            journal_forget);
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
    CLI::App* digest = with_config(
        journal->add_subcommand("digest", "A letter to the lead, for `sendmail -t`: what needs him, and the figures."),
        digest_.configs);
    digest->add_option("--to", digest_.to, "his address")->required();
    digest->add_option("--since", digest_.since, "2026-03-05, 10:30, 7d; default: 7d");
    digest->callback([this] { chosen_ = [this] { return journal_digest(digest_); }; });
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

  void add_precheck() {
    CLI::App* service = with_config(
        app_.add_subcommand("precheck", "Judge letters that are being written, for mail programs, in the foreground."),
        precheck_.configs);
    service->add_option("--listen", precheck_.listen, "HOST:PORT of this machine alone; default: as configured");
    // The parent's callback runs last.
    service->callback([this] {
      if (!chosen_) chosen_ = [this] { return serve_precheck(precheck_); };
    });
    CLI::App* token = service->add_subcommand("token", "Who may ask through the web server before the service.");
    token->require_subcommand(1);
    token_command(token, "add", "A new token, printed once; an older one of that name ends.", add_precheck_token);
    token_command(token, "withdraw", "End a token.", withdraw_precheck_token);
    with_config(token->add_subcommand("list", "Their names."), token_.configs)->callback([this] {
      chosen_ = [this] { return list_precheck_tokens(token_); };
    });
  }

  void token_command(CLI::App* token, const std::string& name, const std::string& what,
                     int (*perform)(const TokenOptions&)) {
    CLI::App* command = with_config(token->add_subcommand(name, what), token_.configs);
    command->add_option("name", token_.name, "of the machine or person that it is for")->required();
    command->callback([this, perform] { chosen_ = [this, perform] { return perform(token_); }; });
  }

  // What a package is made with; both know every command, those added later too.
  void add_packaging() {
    CLI::App* shell = app_.add_subcommand("completion", "Print the completion of commands for a shell.");
    shell->add_option("shell", shell_, "bash or zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
    shell->callback([this] { chosen_ = [this] { return print_completion(); }; });
    CLI::App* manual = app_.add_subcommand("manual", "Print a man page, made of the declared commands and keys.");
    manual->add_option("page", page_, "pismovod.1, pismovod.toml.5 or pismovod-milter.8")
        ->required()
        ->check(CLI::IsMember(manual_pages()));
    manual->add_option("--language", language_, "en or ru; default: as LANG says")->check(CLI::IsMember({"en", "ru"}));
    manual->callback([this] { chosen_ = [this] { return print_manual(); }; });
  }

  int print_completion() {
    translate(app_, AdminWords::of_environment());
    return print(completion_for(shell_, described(app_, "")));
  }

  int print_manual() {
    const Command program = described(app_, "");
    return print(language_.empty() ? manual_page(page_, program, AdminWords::of_environment())
                                   : manual_page(page_, program, AdminWords(language_)));
  }

  static int print(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    print_line(text);
    return kPass;
  }

  CLI::App app_;
  std::function<int()> chosen_;
  CheckOptions check_;
  ReplayOptions replay_;
  ReadyOptions ready_;
  Configs configs_;
  LearnOptions learn_;
  WordsOptions words_;
  std::string folder_;  // or whom to forget
  StatusOptions status_;
  DoctorOptions doctor_;
  ServeOptions serve_;
  std::string address_;
  CLI::Option* topic_ = nullptr;
  std::string topic_text_;
  TemplateOptions template_;
  JournalOptions journal_;
  DigestOptions digest_;
  NotifyOptions notify_;
  PricesOptions prices_;
  std::string reason_;
  NoticePreviewOptions preview_;
  ReviewOptions review_;
  PasswordOptions password_;
  PrecheckOptions precheck_;
  TokenOptions token_;
  std::string shell_;
  std::string page_;
  std::string language_;
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
