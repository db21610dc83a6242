// What Postfix on this machine is told to do, as postconf(1) says.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace pismovod {

// A line of master.cf with its own settings (-o).
struct PostfixService {
  std::string name;  // "smtp", "127.0.0.1:10025"
  std::string type;  // "inet", "unix"
  std::string command;
  bool is_chrooted = false;
  std::map<std::string, std::string> own;
};

struct PostfixSettings {
  std::map<std::string, std::string> values;  // of main.cf, $names expanded
  std::vector<PostfixService> services;

  std::string value(const std::string& name) const;
  // As this service has it.
  std::string value(const std::string& name, const PostfixService& service) const;
};

// `folder` of its main.cf; empty: the installed one. An error where there is no Postfix.
Result<PostfixSettings> read_postfix(const std::string& folder);

// Used by read_postfix(): what `postconf -x`, `-M` and `-Px` print.
PostfixSettings parse_postconf(std::string_view values, std::string_view services, std::string_view own);

struct MilterReference {
  std::string address;         // "inet:127.0.0.1:8895", "unix:pismovod/milter.sock"
  std::string default_action;  // of its own: { inet:..., default_action=accept }; empty: none
};
// Of smtpd_milters.
std::vector<MilterReference> milters_in(std::string_view list);

// Where a service finds the file of "unix:..."; empty for other addresses.
std::string socket_file(const std::string& address, bool is_chrooted, const std::string& queue_folder);

}  // namespace pismovod
