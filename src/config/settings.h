// All settings that are no rules: where to listen, what to do, limits. Every key is declared once,
// in options.cc, with its meaning; the defaults stand here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mime/limits.h"
#include "rules/policy.h"

namespace pismovod {

enum class KeepValues : uint8_t { whole, shortened };
enum class Tls : uint8_t { never, opportunistic, always };

struct Settings {
  std::string language = "ru";
  std::vector<std::string> mailboxes = {"shipped"};  // files, patterns of files, or "shipped"
  std::vector<std::string> texts = {"shipped"};      // files named by their language: ru.toml
  std::vector<std::string> catalogue = {"shipped"};
  std::string spool = "/var/spool/pismovod";

  struct Taught {
    std::string examples;  // a folder of one's own
    std::string model;     // what `pismovod learn` made of them
  } taught;

  struct Milter {
    std::string listen = "inet:8895@127.0.0.1";
    std::string user;                  // to become after binding, when started as root
    std::string socket_mode = "0660";  // of a Unix socket
    std::string socket_group;
    Mode mode = Mode::enforce;
    Action action = Action::reject;
    bool complete = false;
    bool tempfail_on_trouble = false;
    int64_t deadline_seconds = 20;
    int64_t letters_at_a_time = 8;
    int64_t connection_seconds = 7210;
    std::string pid_file;
    std::string control = "/run/pismovod/control";  // where `pismovod reload` knocks
  } milter;

  Limits limits;
  int64_t memory_octets = int64_t{4} << 20;  // of a letter that are kept in memory, the rest in the spool

  struct Exempt {
    std::vector<std::string> senders;  // addresses, @domains
    std::vector<std::string> clients;  // IP addresses and networks
    std::vector<std::string> authenticated;
  } exempt;

  struct Override {
    std::string tag = "без проверки";
    std::vector<std::string> senders;        // who may: addresses, @domains; empty: nobody
    std::vector<std::string> authenticated;  // and these logins, whatever their address
  } override_;

  struct Readers {
    int64_t processes = 2;
    std::string executable;  // empty: beside this program
    int64_t memory_megabytes = 2048;
    int64_t cpu_seconds = 20;
    int64_t pages = 30;  // of one letter that are put through OCR
    int64_t megapixels = 100;
    int64_t cache_megabytes = 32;
    bool ocr = true;
  } readers;

  struct Journal {
    std::string path = "/var/lib/pismovod/journal.sqlite";  // empty: no journal
    int64_t wait_milliseconds = 5000;
    int64_t spool_octets = int64_t{16} << 20;
    int64_t keep_days = 400;
    KeepValues keep_values = KeepValues::whole;
    int64_t tie_hours = 72;
    int64_t thread_hours = 720;  // 0: every letter by itself
    std::string postfix;
    std::string host;  // empty: the machine's own name
  } journal;

  struct Notify {
    std::string relay = "smtp://127.0.0.1:25";
    Tls tls = Tls::opportunistic;
    std::string login;
    std::string password_file;
    bool in_serve = true;
    bool reports = true;
    int64_t give_up_hours = 72;
    int64_t most_an_hour = 20;
    int64_t keep_days = 14;
  } notify;
  struct Notice {
    bool enabled = true;
    std::vector<std::string> actions = {"reject", "hold", "withhold"};
    std::string from;
    std::string from_name;
    std::string language;
    std::vector<std::string> domains;
    std::string help;
    int64_t draft_megabytes = 5;
  } notice;

  struct Kept {
    std::string folder = "/var/lib/pismovod/letters";  // empty: none are kept
    int64_t days = 7;                                  // 0: none are kept
    int64_t letters = 200;
    int64_t megabytes = 10;  // of one
  } kept;

  struct Review {
    std::string listen = "127.0.0.1:8896";
    std::string public_url;  // "https://mail.example.ru"; empty: no links in answers and notices
    std::string secret = "/var/lib/pismovod/secret";
    std::string users = "/var/lib/pismovod/users";
    std::string language;  // empty: as `language`
    bool behind_proxy = false;
    int64_t session_hours = 12;
    int64_t link_days = 30;
    // Who sees the pages for employees without a sign-in: IP addresses and networks; none: nobody.
    std::vector<std::string> staff_networks = {"127.0.0.0/8",    "::1",     "10.0.0.0/8", "172.16.0.0/12",
                                               "192.168.0.0/16", "fc00::/7"};
  } review;

  struct Precheck {
    std::string listen = "127.0.0.1:8897";
    std::vector<std::string> hosts;    // "mail.example.ru": names that a web server in front answers to
    std::vector<std::string> origins;  // "https://addin.example.ru": web pages that may ask, with a token
    bool behind_proxy = false;
    std::string tokens = "/var/lib/pismovod/precheck.tokens";
    std::string seen = "/var/lib/pismovod/precheck.sqlite";
    int64_t remember_hours = 24;
    int64_t megabytes = 50;  // of a letter with its files
    int64_t letters_at_a_time = 4;
    int64_t most_a_minute = 60;  // letters of one caller
  } precheck;

  struct Lookup {
    std::string clients;                 // the firm's own client list; empty: none
    std::vector<std::string> providers;  // names of shipped ones or files; none: nothing leaves the house
    std::string key_file;                // the providers' key; empty: PISMOVOD_LOOKUP_KEY of the environment
    std::string cache = "/var/lib/pismovod/lookup.sqlite";
    int64_t wait_milliseconds = 1500;  // of one letter
    int64_t keep_days = 30;
    int64_t keep_unknown_hours = 24;
    int64_t most_a_minute = 60;
    std::string prices = "/var/lib/pismovod/prices.sqlite";  // written by `pismovod prices import`
  } lookup;

  // When a mailbox may take its next step; see docs/replay.md.
  struct Ready {
    int64_t days = 90;  // of the journal
    int64_t annotate_letters = 20;
    int64_t annotate_wrong_per_thousand = 50;
    int64_t enforce_letters = 100;
    int64_t enforce_wrong_per_thousand = 5;
    std::string report = "/var/lib/pismovod/ready.json";  // what the answers of 1C said; empty: not kept
  } ready;

  struct Metrics {
    std::string listen;  // "127.0.0.1:9895"; empty: nowhere
    std::string file;    // for the textfile collector; empty: none
  } metrics;

  struct Log {
    std::string to = "stderr";  // stderr, syslog, journal
    std::string level = "info";
  } log;
};

}  // namespace pismovod
