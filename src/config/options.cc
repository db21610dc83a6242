// An option names its member of the settings, and from the member's type follows how it is read, shown and named. A
// number has its bounds besides, with the reason why no more is allowed; an enumeration has the words for its values.
// A value that is refused leaves the setting as it was.

#include "config/options.h"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>

namespace pismovod {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string expected(std::string_view what, const TomlValue& got) {
  return "expected " + std::string(what) + ", not " + std::string(got.kind_name());
}

// --- values of each type -----------------------------------------------------------------------

std::string set_value(std::string& to, const TomlValue& value) {
  if (value.kind != TomlValue::Kind::string) return expected("a string", value);
  to = value.string;
  return {};
}
std::string show_value(const std::string& value) { return quoted(value); }

std::string set_value(bool& to, const TomlValue& value) {
  if (value.kind != TomlValue::Kind::boolean) return expected("true or false", value);
  to = value.boolean;
  return {};
}
std::string show_value(bool value) { return value ? "true" : "false"; }

// What a number may be, both inclusive, and why no more.
struct Range {
  int64_t least = 0;
  int64_t most = 0;
  std::string_view why;

  std::string text() const { return std::to_string(least) + " to " + std::to_string(most) + ": " + std::string(why); }
};

template <class Integer>
std::string set_number(Integer& to, const TomlValue& value, const Range& range) {
  if (value.kind != TomlValue::Kind::integer) return expected("a whole number", value);
  if (value.integer < range.least || value.integer > range.most)
    return value.string + " is out of range; allowed is " + range.text();
  to = static_cast<Integer>(value.integer);
  return {};
}
template <class Integer>
requires std::is_integral_v<Integer> std::string show_value(Integer value) { return std::to_string(value); }

std::string set_value(std::vector<std::string>& to, const TomlValue& value) {
  if (value.kind != TomlValue::Kind::array) return expected("a list of strings", value);
  std::vector<std::string> list;
  for (const TomlValue& item : value.items) {
    if (item.kind != TomlValue::Kind::string) return expected("a list of strings", item);
    if (item.string.empty()) return "an empty text in the list";
    list.push_back(item.string);
  }
  to = std::move(list);
  return {};
}
std::string show_value(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + quoted(item);
  return "[" + out + "]";
}

template <class Enum, size_t kCount>
std::map<std::string, Enum> names_of(const std::array<Enum, kCount>& all) {
  std::map<std::string, Enum> out;
  for (const Enum each : all) out.emplace(name_of(each), each);
  return out;
}

const std::map<std::string, Mode>& words_of(Mode) {
  static const std::map<std::string, Mode> words = names_of(kModes);
  return words;
}
const std::map<std::string, Action>& words_of(Action) {
  static const std::map<std::string, Action> words = names_of(kActs);
  return words;
}
const std::map<std::string, KeepValues>& words_of(KeepValues) {
  static const std::map<std::string, KeepValues> words = {{"whole", KeepValues::whole},
                                                          {"shortened", KeepValues::shortened}};
  return words;
}
const std::map<std::string, Tls>& words_of(Tls) {
  static const std::map<std::string, Tls> words = {
      {"never", Tls::never}, {"opportunistic", Tls::opportunistic}, {"always", Tls::always}};
  return words;
}

template <class Enum>
requires std::is_enum_v<Enum> std::string set_value(Enum& to, const TomlValue& value) {
  if (value.kind != TomlValue::Kind::string) return expected("a string", value);
  const auto found = words_of(Enum{}).find(value.string);
  if (found != words_of(Enum{}).end()) {
    to = found->second;
    return {};
  }
  std::vector<std::string> words;
  std::string allowed;
  for (const auto& [word, meaning] : words_of(Enum{})) {
    words.push_back(word);
    allowed += (allowed.empty() ? "" : ", ") + word;
  }
  return "\"" + value.string + "\" is none of: " + allowed + did_you_mean(value.string, words);
}
template <class Enum>
requires std::is_enum_v<Enum> std::string show_value(Enum value) {
  for (const auto& [word, meaning] : words_of(Enum{})) {
    if (meaning == value) return quoted(word);
  }
  return quoted("");
}

template <class T>
std::string type_name() {
  if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "text";
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    return "list of texts";
  } else {
    std::string out;
    for (const auto& [word, meaning] : words_of(T{})) out += (out.empty() ? "" : " | ") + word;
    return out;
  }
}

// What `access` gives is what may be changed, as set_value() wants it; here it is only looked at. The alternative, each
// of the options declared with two accessors, says one fact twice.
template <class Access>
std::string shown(const Access& access, const Settings& settings) {
  return show_value(access(const_cast<Settings&>(settings)));
}

template <class Access>
Option option(std::string key, std::string unit, std::string meaning, Access access) {
  using T = std::remove_reference_t<decltype(access(std::declval<Settings&>()))>;
  return {std::move(key),
          type_name<T>(),
          std::move(unit),
          {},
          std::move(meaning),
          [access](Settings& settings, const TomlValue& value) { return set_value(access(settings), value); },
          [access](const Settings& settings) { return shown(access, settings); }};
}

template <class Access>
Option number(std::string key, std::string unit, Range range, std::string meaning, Access access) {
  return {std::move(key),
          "number",
          std::move(unit),
          range.text(),
          std::move(meaning),
          [access, range](Settings& settings, const TomlValue& value) {
            return set_number(access(settings), value, range);
          },
          [access](const Settings& settings) { return shown(access, settings); }};
}

// Bounds that several numbers share.
constexpr int64_t kMostOctets = int64_t{1} << 30;  // 1 GiB: places in a text are numbered with 32 bits
constexpr std::string_view kTextReason = "places in a text are numbered with 32 bits";
constexpr int64_t kMostHours = int64_t{24} * 366;  // a year
constexpr int64_t kMostDays = int64_t{366} * 100;
constexpr int64_t kMostLetters = 1000000;
constexpr std::string_view kLettersReason = "a million; no mailbox gets more in a lifetime";
constexpr std::string_view kDaysReason = "a century; times are reckoned in nanoseconds of 64 bits";

// A path of members cannot stand in parentheses.
#define PISMOVOD_MEMBER(path) \
  [](Settings & s) -> auto& { return s.path; }  // NOLINT(bugprone-macro-parentheses)

std::vector<Option> all_options() {
  return {
      option("language", "", "Language of what people read: ru or en.", PISMOVOD_MEMBER(language)),
      option("mailboxes", "",
             "Mailbox files: paths or patterns such as mailboxes/*.toml, from this file's folder; \"shipped\" stands "
             "for the sixteen that come with the program.",
             PISMOVOD_MEMBER(mailboxes)),
      option("texts", "",
             "Files with the texts that people read, named by their language (ru.toml, en.toml); a later one overrides "
             "an earlier one; \"shipped\" as above.",
             PISMOVOD_MEMBER(texts)),
      option("catalogue", "",
             "Files with labels, products, countries, documents and words; they add up; \"shipped\" as above.",
             PISMOVOD_MEMBER(catalogue)),
      option("spool", "", "Folder for what does not fit into memory and for what waits to be written.",
             PISMOVOD_MEMBER(spool)),

      option("taught.examples", "",
             "Folder with examples of one's own, QUESTION/AUTHOR.tsv, a line each: label, a tab, the text; they add to "
             "the shipped ones. Empty: none.",
             PISMOVOD_MEMBER(taught.examples)),
      option(
          "taught.model", "",
          "File that `pismovod learn` writes and that is used from then on; empty: what the shipped examples taught.",
          PISMOVOD_MEMBER(taught.model)),

      option("milter.listen", "",
             "Where the MTA finds the milter: unix:/path, inet:port@host or inet:host:port; inet:port alone is "
             "loopback.",
             PISMOVOD_MEMBER(milter.listen)),
      option("milter.user", "", "User to become after binding when started as root; empty: stay.",
             PISMOVOD_MEMBER(milter.user)),
      option("milter.socket_mode", "", "Mode of a Unix socket, in octal.", PISMOVOD_MEMBER(milter.socket_mode)),
      option("milter.socket_group", "", "Group of a Unix socket; empty: the user's own.",
             PISMOVOD_MEMBER(milter.socket_group)),
      option("milter.mode", "",
             "What happens to letters that lack something: observe (log only), annotate (pass, with the field "
             "X-Pismovod), enforce (act).",
             PISMOVOD_MEMBER(milter.mode)),
      option("milter.action", "", "The act of mode enforce: reject, hold, withhold or annotate.",
             PISMOVOD_MEMBER(milter.action)),
      option("milter.complete", "",
             "A letter that would be stopped for want of the partner's own data alone (name, code, NFR number) is "
             "completed with them in its text, and passes; in modes annotate and enforce.",
             PISMOVOD_MEMBER(milter.complete)),
      option("milter.tempfail_on_trouble", "",
             "Answer 451 instead of letting letters pass when the program itself cannot work.",
             PISMOVOD_MEMBER(milter.tempfail_on_trouble)),
      number("milter.deadline_seconds", "seconds", {1, 3600, "the MTA waits no longer, Postfix by itself 300 s"},
             "Time for one letter, OCR included; what was not reached is unverified.",
             PISMOVOD_MEMBER(milter.deadline_seconds)),
      number("milter.letters_at_a_time", "", {1, 1024, "each takes a thread and its memory"},
             "Letters that are judged at the same time; others wait. One sender has at most half of the places.",
             PISMOVOD_MEMBER(milter.letters_at_a_time)),
      number("milter.connection_seconds", "seconds", {1, 86400, "a day; what is silent for longer is gone"},
             "How long a silent connection is kept.", PISMOVOD_MEMBER(milter.connection_seconds)),
      option("milter.pid_file", "", "File for the process number; empty: none.", PISMOVOD_MEMBER(milter.pid_file)),
      option("milter.control", "", "Socket where `pismovod reload` asks the daemon; empty: none.",
             PISMOVOD_MEMBER(milter.control)),

      number("limits.message_octets", "octets", {1, kMostOctets, kTextReason}, "A larger letter cannot be inspected.",
             PISMOVOD_MEMBER(limits.message_octets)),
      number("limits.header_octets", "octets", {1, kMostOctets, kTextReason},
             "Header section of the letter or of one part.", PISMOVOD_MEMBER(limits.header_octets)),
      number("limits.field_octets", "octets", {1, kMostOctets, kTextReason}, "One header field.",
             PISMOVOD_MEMBER(limits.field_octets)),
      number("limits.fields", "", {1, 1000000, "each is kept in memory"}, "Header fields of the letter or of one part.",
             PISMOVOD_MEMBER(limits.fields)),
      number("limits.depth", "",
             {1, 200, "parts within parts are read by functions within functions, on a stack of 8 MiB"},
             "Parts within parts.", PISMOVOD_MEMBER(limits.depth)),
      number("limits.parts", "", {1, 1000000, "each is kept in memory"}, "Parts of a letter.",
             PISMOVOD_MEMBER(limits.parts)),
      number("limits.boundary_octets", "octets", {1, 10000, "looked for in every line; RFC 2046 allows 70"},
             "A boundary between parts.", PISMOVOD_MEMBER(limits.boundary_octets)),
      number("limits.decoded_octets", "octets", {1, kMostOctets * 16, "what fits into no spool cannot be read either"},
             "All parts together, decoded.", PISMOVOD_MEMBER(limits.decoded_octets)),
      number(
          "limits.text_octets", "octets",
          {1, kMostOctets / 4, "places in a text are numbered with 32 bits, and its words take several times its size"},
          "Text of one part that is read; the rest is cut.", PISMOVOD_MEMBER(limits.text_octets)),
      number(
          "limits.all_text_octets", "octets",
          {1, kMostOctets / 4, "words take several times the size of their text in memory"},
          "Text of the letter, and as much of all its attachments, that is read; the rest is cut. An archive of some "
          "kilobytes may hold gigabytes of it.",
          PISMOVOD_MEMBER(limits.all_text_octets)),
      number("limits.passages", "", {1, 1000000, "each is kept in memory"},
             "Runs of lines that one person wrote, or that stand in one place: each change from words to quoted words "
             "and back makes two. A letter with more cannot be inspected; no people's thread comes near.",
             PISMOVOD_MEMBER(limits.passages)),
      number("limits.memory_octets", "octets", {0, kMostOctets, "of each letter that is judged at the same time"},
             "Of a letter that are kept in memory; the rest goes to the spool.", PISMOVOD_MEMBER(memory_octets)),

      option("exempt.senders", "",
             "Senders whose letters are not judged: addresses or @domain; a login is asked for as with "
             "override.senders.",
             PISMOVOD_MEMBER(exempt.senders)),
      option("exempt.clients", "", "Clients whose letters are not judged: IP addresses or networks such as 10.0.0.0/8.",
             PISMOVOD_MEMBER(exempt.clients)),
      option("exempt.authenticated", "", "Authenticated names whose letters are not judged.",
             PISMOVOD_MEMBER(exempt.authenticated)),

      option("override.tag", "", "With [TAG: reason] in the subject an allowed sender lets a letter pass.",
             PISMOVOD_MEMBER(override_.tag)),
      option("override.senders", "",
             "Who may: addresses or @domain; empty: nobody. Where the MTA tells a login, it must be this address, its "
             "local part or on the list; without one MAIL alone is believed, and the log says so.",
             PISMOVOD_MEMBER(override_.senders)),
      option("override.authenticated", "", "Authenticated names that may, whatever their address.",
             PISMOVOD_MEMBER(override_.authenticated)),

      number("readers.processes", "", {0, 256, "each is a process with memory of its own"},
             "Processes that read attachments.", PISMOVOD_MEMBER(readers.processes)),
      option("readers.executable", "", "The reader's program; empty: pismovod-reader beside this one.",
             PISMOVOD_MEMBER(readers.executable)),
      number("readers.memory_megabytes", "MiB", {1, 1048576, "1 TiB; no machine has more"},
             "Memory that one reader may use.", PISMOVOD_MEMBER(readers.memory_megabytes)),
      number("readers.cpu_seconds", "seconds", {1, 3600, "no letter waits for longer"},
             "Processor time that the OCR of one page may take; the text of an attachment half of it, all of an "
             "attachment three times as much. What was read until then counts.",
             PISMOVOD_MEMBER(readers.cpu_seconds)),
      number("readers.pages", "", {0, 10000, "each takes a second of OCR and more"},
             "Pages of one letter that are put through OCR.", PISMOVOD_MEMBER(readers.pages)),
      number("readers.megapixels", "megapixels",
             {1, 1000, "four octets a pixel, several times over, in the memory of a reader"},
             "A larger picture is not decoded.", PISMOVOD_MEMBER(readers.megapixels)),
      number("readers.cache_megabytes", "MiB", {0, 65536, "all of it is memory of the daemon"},
             "What was read of attachments is kept so that the same file is not read again.",
             PISMOVOD_MEMBER(readers.cache_megabytes)),
      option("readers.ocr", "", "Read scans and pictures.", PISMOVOD_MEMBER(readers.ocr)),

      option(
          "journal.path", "",
          "The file of the journal (SQLite); its folder is made. Of several machines: postgresql://user@host/database, "
          "with ?passfile=… where a password is needed. Empty: no journal, no notices.",
          PISMOVOD_MEMBER(journal.path)),
      number("journal.wait_milliseconds", "milliseconds", {10, 600000, "ten minutes; the MTA gives up before"},
             "How long a verdict waits to be on record; then the letter is treated as after any fault of ours.",
             PISMOVOD_MEMBER(journal.wait_milliseconds)),
      number("journal.spool_octets", "octets",
             {0, int64_t{64} << 30, "it is reserved on the disk at the start and grows to 16 times as much"},
             "Room kept free in the spool for cases that the journal cannot take: locked, disk full, gone. It grows to "
             "16 times that while the disk has more.",
             PISMOVOD_MEMBER(journal.spool_octets)),
      number("journal.keep_days", "days", {0, kMostDays, kDaysReason}, "Older cases are removed; 0: never.",
             PISMOVOD_MEMBER(journal.keep_days)),
      option("journal.keep_values", "",
             "whole, or shortened: of tax numbers, names and subjects only what recognises them is stored. Passwords "
             "and PIN codes never are.",
             PISMOVOD_MEMBER(journal.keep_values)),
      number("journal.tie_hours", "hours", {0, kMostHours, "a year; a letter does not come again after that"},
             "A letter that comes again, corrected, within this time belongs to its first case.",
             PISMOVOD_MEMBER(journal.tie_hours)),
      number("journal.thread_hours", "hours", {0, kMostHours, "a year; nobody remembers a thread for longer"},
             "What a letter to the same mailbox held within this time is not owed again in the same thread (told by "
             "References and In-Reply-To); 0: every letter is judged by itself. See `thread` of a mailbox.",
             PISMOVOD_MEMBER(journal.thread_hours)),
      option(
          "journal.postfix", "",
          "Folder of the main.cf of the Postfix whose held letters are released and dropped; empty: the installed one.",
          PISMOVOD_MEMBER(journal.postfix)),
      option("journal.host", "", "What this machine is called among those that share a journal; empty: its host name.",
             PISMOVOD_MEMBER(journal.host)),

      option("notify.relay", "", "Where letters of ours are handed to: smtp://host:port or smtps://host:port.",
             PISMOVOD_MEMBER(notify.relay)),
      option("notify.tls", "",
             "STARTTLS with smtp://: never; opportunistic, where it is offered (with a login: needed, but no "
             "certificate is "
             "checked); always, with a certificate that can be checked.",
             PISMOVOD_MEMBER(notify.tls)),
      option("notify.login", "", "Login name at the relay; empty: none.", PISMOVOD_MEMBER(notify.login)),
      option("notify.password_file", "", "File with its password on the first line.",
             PISMOVOD_MEMBER(notify.password_file)),
      option("notify.in_serve", "", "The daemon itself sends; false: `pismovod notify` does.",
             PISMOVOD_MEMBER(notify.in_serve)),
      option("notify.reports", "",
             "Senders hear by a delivery status report which recipients a letter was withheld from.",
             PISMOVOD_MEMBER(notify.reports)),
      number("notify.give_up_hours", "hours", {1, kMostHours, "a year; nobody waits for a notice longer"},
             "A letter of ours that could not be handed over for so long is given up.",
             PISMOVOD_MEMBER(notify.give_up_hours)),
      number("notify.most_an_hour", "", {0, 100000, "0 is unbounded"},
             "Notices to one person within an hour, ten times that to one domain, 25 times to all; 0: unbounded.",
             PISMOVOD_MEMBER(notify.most_an_hour)),
      number("notify.keep_days", "days", {0, kMostDays, kDaysReason},
             "A notice that was sent is kept so long, as the page shows it.", PISMOVOD_MEMBER(notify.keep_days)),
      option("notice.enabled", "", "Tell senders by letter what is missing in theirs.",
             PISMOVOD_MEMBER(notice.enabled)),
      option("notice.actions", "",
             "Whose senders are told: of letters that were met with reject, hold, withhold or annotate.",
             PISMOVOD_MEMBER(notice.actions)),
      option("notice.from", "", "Address that notices come from; empty: postmaster of the sender's own domain.",
             PISMOVOD_MEMBER(notice.from)),
      option("notice.from_name", "", "Name beside it; empty: the program's.", PISMOVOD_MEMBER(notice.from_name)),
      option("notice.language", "", "Language of notices: ru or en; empty: as language.",
             PISMOVOD_MEMBER(notice.language)),
      option("notice.domains", "",
             "Domains of senders who are told, besides the sender_domains of organizations; nobody else gets a notice.",
             PISMOVOD_MEMBER(notice.domains)),
      option("notice.help", "", "Who helps a sender, in your own words: a name, a telephone; empty: nobody is named.",
             PISMOVOD_MEMBER(notice.help)),
      number("notice.draft_megabytes", "MiB", {0, 1024, "a mail server takes no larger letter"},
             "A larger letter's draft lists its attachments instead of carrying them.",
             PISMOVOD_MEMBER(notice.draft_megabytes)),

      option(
          "kept.folder", "",
          "Folder where letters that were refused, held or withheld are kept, encrypted, for the form on the sender's "
          "page; empty: none are kept. Without review.public_url none are either.",
          PISMOVOD_MEMBER(kept.folder)),
      number("kept.days", "days", {0, 365, "a year; nobody completes an older letter"},
             "How long such a letter is kept; 0: none are kept.", PISMOVOD_MEMBER(kept.days)),
      number("kept.letters", "", {0, 100000, "each is a file"},
             "So many letters are kept at most; a newer one takes the oldest one's place.",
             PISMOVOD_MEMBER(kept.letters)),
      number("kept.megabytes", "MiB", {1, 100, "it is completed in memory"},
             "A larger letter is not kept, and cannot become larger by being completed.",
             PISMOVOD_MEMBER(kept.megabytes)),

      option("review.listen", "",
             "Where the review page is served: a port of this machine alone, such as 127.0.0.1:8896.",
             PISMOVOD_MEMBER(review.listen)),
      option("review.public_url", "",
             "The page's address as people's browsers know it, such as https://mail.example.ru; empty: answers and "
             "notices carry no link.",
             PISMOVOD_MEMBER(review.public_url)),
      option("review.secret", "", "File of the key that links and forms are signed with; made where there is none.",
             PISMOVOD_MEMBER(review.secret)),
      option("review.users", "", "File of those who may sign in; written by `pismovod review passwd`.",
             PISMOVOD_MEMBER(review.users)),
      option("review.language", "", "Language of the page until somebody chooses; empty: as language.",
             PISMOVOD_MEMBER(review.language)),
      option("review.behind_proxy", "",
             "A web server stands before the page: the visitor's address is the last of X-Forwarded-For.",
             PISMOVOD_MEMBER(review.behind_proxy)),
      number("review.session_hours", "hours", {1, kMostHours, "a year; browsers forget sooner"},
             "How long a sign-in lasts.", PISMOVOD_MEMBER(review.session_hours)),
      number("review.link_days", "days", {1, 3650, "ten years; a link is a key to a case"},
             "How long the link in an answer or notice opens the sender's case.", PISMOVOD_MEMBER(review.link_days)),
      option("review.staff_networks", "",
             "Visitors from these IP addresses and networks see the pages for employees without signing in: what each "
             "mailbox wants, templates, a letter checked before it is sent. An empty list: nobody.",
             PISMOVOD_MEMBER(review.staff_networks)),

      option("precheck.listen", "",
             "Where `pismovod precheck` judges letters that are being written: a port of this machine alone, such as "
             "127.0.0.1:8897.",
             PISMOVOD_MEMBER(precheck.listen)),
      option("precheck.hosts", "",
             "Names besides localhost by which it may be called, as the web server before it passes them on: "
             "mail.example.ru.",
             PISMOVOD_MEMBER(precheck.hosts)),
      option("precheck.origins", "",
             "Origins of web pages that may ask, with a token: https://addin.example.ru of an Outlook add-in. No other "
             "page can.",
             PISMOVOD_MEMBER(precheck.origins)),
      option("precheck.behind_proxy", "",
             "A web server with TLS stands before it: who asks needs a token, always, and the caller's address is the "
             "last of X-Forwarded-For.",
             PISMOVOD_MEMBER(precheck.behind_proxy)),
      option("precheck.tokens", "", "File of the tokens; written by `pismovod precheck token`.",
             PISMOVOD_MEMBER(precheck.tokens)),
      option(
          "precheck.seen", "",
          "File of digests of the letters that were checked: by it the daemon knows one that is sent. Empty: none is "
          "kept.",
          PISMOVOD_MEMBER(precheck.seen)),
      number("precheck.remember_hours", "hours", {0, 168, "a week; a letter is sent when it is written"},
             "How long a digest is kept; 0: none is.", PISMOVOD_MEMBER(precheck.remember_hours)),
      number("precheck.megabytes", "MiB", {1, 1024, "a letter is in memory while it is judged"},
             "A larger letter, files included, is refused.", PISMOVOD_MEMBER(precheck.megabytes)),
      number("precheck.letters_at_a_time", "", {1, 64, "each takes a thread and its memory"},
             "Letters that are judged at the same time; four times as many wait.",
             PISMOVOD_MEMBER(precheck.letters_at_a_time)),
      number("precheck.most_a_minute", "", {0, 100000, "0 is unbounded"},
             "Letters of one caller within a minute, of a token or an address; 0: unbounded.",
             PISMOVOD_MEMBER(precheck.most_a_minute)),

      option("lookup.clients", "",
             "The firm's own list of clients, CSV or a spreadsheet: name, ИНН, КПП, registration numbers, products; "
             "columns are "
             "found by their heads. It is read again when it changes. Empty: none.",
             PISMOVOD_MEMBER(lookup.clients)),
      option("lookup.providers", "",
             "Registers that are asked for a firm by its ИНН, in their order: dadata, api-fns, or a file of one's own; "
             "what is sent is the ИНН and the key, nothing else. None: nobody is asked.",
             PISMOVOD_MEMBER(lookup.providers)),
      option("lookup.key_file", "",
             "File with the register's key on the first line; empty: the environment's PISMOVOD_LOOKUP_KEY.",
             PISMOVOD_MEMBER(lookup.key_file)),
      option("lookup.cache", "", "File in which answers of registers are kept (SQLite); empty: they are not.",
             PISMOVOD_MEMBER(lookup.cache)),
      number("lookup.wait_milliseconds", "milliseconds", {10, 60000, "a minute; people wait for the answer"},
             "How long one letter waits for registers in all; what is not known by then is not said.",
             PISMOVOD_MEMBER(lookup.wait_milliseconds)),
      number("lookup.keep_days", "days", {0, kMostDays, kDaysReason}, "How long a register's answer is believed.",
             PISMOVOD_MEMBER(lookup.keep_days)),
      number("lookup.keep_unknown_hours", "hours", {0, kMostHours, "a year; a new firm is entered within days"},
             "How long an ИНН that no register knows is not asked for again.",
             PISMOVOD_MEMBER(lookup.keep_unknown_hours)),
      number("lookup.most_a_minute", "", {0, 100000, "0: registers are not asked"},
             "Questions to registers within a minute.", PISMOVOD_MEMBER(lookup.most_a_minute)),
      option("lookup.prices", "",
             "File with the price list that `pismovod prices import` writes (SQLite); not there: none is used.",
             PISMOVOD_MEMBER(lookup.prices)),

      number("ready.days", "days", {1, kMostDays, kDaysReason}, "Of the journal, that `ready` looks at.",
             PISMOVOD_MEMBER(ready.days)),
      number("ready.annotate_letters", "letters", {0, kMostLetters, kLettersReason},
             "So many letters must have been seen before a mailbox that observes may annotate.",
             PISMOVOD_MEMBER(ready.annotate_letters)),
      number("ready.annotate_wrong_per_thousand", "", {0, 1000, "of a thousand"},
             "Of a thousand letters that owed a requirement at most so many would be marked wrongly then.",
             PISMOVOD_MEMBER(ready.annotate_wrong_per_thousand)),
      number("ready.enforce_letters", "letters", {0, kMostLetters, kLettersReason},
             "The same before one that annotates may enforce.", PISMOVOD_MEMBER(ready.enforce_letters)),
      number("ready.enforce_wrong_per_thousand", "", {0, 1000, "of a thousand"},
             "Of a thousand letters that owed a requirement at most so many would be refused wrongly then.",
             PISMOVOD_MEMBER(ready.enforce_wrong_per_thousand)),
      option("ready.report", "",
             "The report of `replay --json` over past mail with 1C's answers, for `ready` and the review page; where "
             "there is none they go without. Empty: none.",
             PISMOVOD_MEMBER(ready.report)),

      option("metrics.listen", "",
             "Where Prometheus may ask, and /healthz: a port of this machine alone, such as 127.0.0.1:9895; empty: "
             "nowhere.",
             PISMOVOD_MEMBER(metrics.listen)),
      option("metrics.file", "",
             "File that is written every 15 seconds for the textfile collector of node_exporter; empty: none.",
             PISMOVOD_MEMBER(metrics.file)),

      option("log.to", "", "Where the log goes: stderr, syslog or journal.", PISMOVOD_MEMBER(log.to)),
      option("log.level", "", "The least that is logged: debug, info, warning or error.", PISMOVOD_MEMBER(log.level)),
  };
}

}  // namespace

const std::vector<Option>& options() {
  static const std::vector<Option> all = all_options();
  return all;
}

const Option* find_option(std::string_view key) {
  const auto found = std::find_if(options().begin(), options().end(), [&](const Option& o) { return o.key == key; });
  return found == options().end() ? nullptr : &*found;
}

std::vector<std::string> option_tables() {
  std::set<std::string> tables;
  for (const Option& option : options()) {
    if (const size_t dot = option.key.find('.'); dot != std::string::npos) tables.insert(option.key.substr(0, dot));
  }
  return {tables.begin(), tables.end()};
}

}  // namespace pismovod
