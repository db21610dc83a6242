// The commands that need no daemon. Each returns an exit status of sysexits.h and never throws.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/exit_status.h"

namespace pismovod {

using Configs = std::vector<std::string>;

struct CheckOptions {
  Configs configs;
  bool json = false;
  std::string from;
  std::vector<std::string> to;
  std::vector<std::string> letters;
};
int check(const CheckOptions& options);

int config_check(const Configs& configs);
int config_show(const Configs& configs);
int config_reference();

int mailboxes(const Configs& configs, const std::string& address);

struct TemplateOptions {
  Configs configs;
  std::string address;
  std::string scenario;
  std::string from;      // whose data go in; empty: the first organisation's
  std::string document;  // a paper for the client's letterhead instead of a letter
  std::map<std::string, std::string> known;  // what goes into it, by requirement
};
int letter_template(const TemplateOptions& options);

struct NoticePreviewOptions {
  Configs configs;
  std::string from;
  std::vector<std::string> to;
  bool html = false;
  bool eml = false;
  std::string letter;
};
// Shows the notice that the sender of a letter would get; sends nothing.
int notice_preview(const NoticePreviewOptions& options);

}  // namespace pismovod
