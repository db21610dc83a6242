#include <algorithm>
#include <sstream>

#include "base/file.h"
#include "base/fold.h"
#include "cli/doctor_postfix.h"
#include "mail/address.h"

namespace pismovod {
namespace {

// "hash:/etc/aliases" of a list of maps.
std::vector<std::pair<std::string, std::string>> maps_in(const std::string& list) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const MilterReference& map : milters_in(list)) {
    const size_t colon = map.address.find(':');
    if (colon != std::string::npos) out.emplace_back(map.address.substr(0, colon), map.address.substr(colon + 1));
  }
  return out;
}

class AliasExaminer {
 public:
  AliasExaminer(const PostfixSettings& postfix, const Configuration& configuration, HealthFindings& findings)
      : domain_(postfix.value("myorigin")), configuration_(configuration), findings_(findings) {}

  void look_into(const std::string& maps) {
    static const std::vector<std::string> files = {"hash", "btree", "lmdb", "cdb", "dbm", "texthash"};
    for (const auto& [type, path] : maps_in(maps)) {
      const auto text = std::find(files.begin(), files.end(), type) == files.end() ? Result<std::string>(failure("?"))
                                                                                   : read_file(path);
      if (text) {
        look_at(*text);
      } else {
        findings_.unknown("aliases_unread", {{"map", std::string(type).append(":").append(path)}});
      }
    }
  }

  void conclude() const {
    if (!is_any_wrong_) findings_.good("aliases", {});
  }

 private:
  // "name: target, target" or "name target"; a line that begins with a blank goes on.
  void look_at(const std::string& text) {
    std::istringstream lines(text);
    std::string name;
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::string rest = line;
      if (!is_space(line[0])) {
        const size_t end = line.find_first_of(": \t");
        name = line.substr(0, end);
        rest = end == std::string::npos ? "" : line.substr(end + 1);
      }
      for (const MilterReference& target : milters_in(rest)) compare(name, target.address);
    }
  }

  void compare(const std::string& name, const std::string& target) {
    const Mailbox* mailbox = configuration_.mailbox_of(parse_path(target));
    const std::string address = name.find('@') == std::string::npos ? name + "@" + domain_ : name;
    if (mailbox == nullptr || configuration_.mailbox_of(parse_path(address)) != nullptr) return;
    is_any_wrong_ = true;
    findings_.wrong("alias_unseen", {{"alias", address}, {"mailbox", mailbox->address}},
                    "[mailbox.\"" + mailbox->address + "\"] aliases = [\"" + address + "\"]");
  }

  std::string domain_;
  const Configuration& configuration_;
  HealthFindings& findings_;
  bool is_any_wrong_ = false;
};

}  // namespace

void examine_aliases(const PostfixSettings& postfix, const Configuration& configuration, HealthFindings& findings) {
  AliasExaminer examiner(postfix, configuration, findings);
  examiner.look_into(postfix.value("alias_maps"));
  examiner.look_into(postfix.value("virtual_alias_maps"));
  examiner.conclude();
}

}  // namespace pismovod
