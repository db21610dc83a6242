#include "config/overlay.h"

#include <algorithm>

#include "mail/address.h"

namespace pismovod {
namespace {

class Overlay {
 public:
  Overlay(const OverlaySource& source, MailboxSource& target, ConfigErrors& errors)
      : source_(source), target_(target), table_(source.table, kOverlayKeys, errors), errors_(errors) {}

  void run() {
    word("mode", kModes, target_.mailbox.mode);
    word("action", kActs, target_.mailbox.action);
    if (const auto complete = table_.flag("complete")) target_.mailbox.complete = complete;
    if (const auto thread = table_.flag("thread")) target_.mailbox.thread = *thread;
    if (const auto listed = table_.flag("listed")) target_.mailbox.listed = *listed;
    if (std::string title = table_.text("title"); !title.empty()) target_.mailbox.title = std::move(title);
    read_advice(table_, target_, errors_);
    for (const std::string& alias : table_.texts("aliases")) {
      const Address parsed = parse_path(alias);
      if (parsed.local.empty() || parsed.domain.empty()) {
        table_.error(place_of("aliases"), "\"" + alias + "\" is no address; one looks so: name@example.ru");
      } else {
        target_.mailbox.aliases.push_back(alias);
      }
    }
    for (const std::string& id : table_.texts("should")) wish(id);
    for (const std::string& id : table_.texts("not_required")) leave_out(id);
  }

 private:
  SourcePlace place_of(std::string_view key) { return table_.value(key)->place; }

  template <class Enum, size_t kCount>
  void word(std::string_view key, const std::array<Enum, kCount>& all, std::optional<Enum>& to) {
    const std::string given = table_.text(key);
    if (given.empty()) return;
    std::vector<std::string> names;
    std::string allowed;
    bool is_known = false;
    for (const Enum each : all) {
      names.emplace_back(name_of(each));
      allowed += (allowed.empty() ? "" : ", ") + names.back();
      if (names.back() != given) continue;
      to = each;
      is_known = true;
    }
    if (!is_known) table_.error(place_of(key), "\"" + given + "\" is none of: " + allowed + did_you_mean(given, names));
  }

  std::vector<std::vector<UseSource>*> lists() {
    std::vector<std::vector<UseSource>*> out = {&target_.uses};
    for (ScenarioSource& scenario : target_.scenarios) out.push_back(&scenario.uses);
    return out;
  }

  // What was owed is wished for; what was not is from now on, in every scenario.
  void wish(const std::string& id) {
    bool is_owed = false;
    for (std::vector<UseSource>* uses : lists()) {
      for (UseSource& use : *uses) {
        if (use.use.id != id) continue;
        use.use.level = Level::should;
        is_owed = true;
      }
    }
    if (is_owed) return;
    for (std::vector<UseSource>* uses : lists()) uses->push_back(wished(id));
  }

  UseSource wished(const std::string& id) {
    UseSource out;
    out.place = place_of("should");
    out.use.id = id;
    out.use.level = Level::should;
    out.use.asked_by = out.place.file + ":" + std::to_string(out.place.line);
    return out;
  }

  void leave_out(const std::string& id) {
    std::vector<std::string> names;
    bool is_owed = false;
    for (std::vector<UseSource>* uses : lists()) {
      for (const UseSource& use : *uses) names.push_back(use.use.id);
      is_owed = std::erase_if(*uses, [&](const UseSource& use) { return use.use.id == id; }) > 0 || is_owed;
    }
    if (!is_owed)
      table_.error(place_of("not_required"),
                   source_.address + " does not ask for \"" + id + "\" anyway" + did_you_mean(id, names));
  }

  const OverlaySource& source_;
  MailboxSource& target_;
  TableReader table_;
  ConfigErrors& errors_;
};

}  // namespace

void apply_overlays(const std::vector<OverlaySource>& overlays, std::vector<MailboxSource>& mailboxes,
                    ConfigErrors& errors) {
  for (const OverlaySource& overlay : overlays) {
    const Address wanted = parse_path(overlay.address);
    const auto target = std::find_if(mailboxes.begin(), mailboxes.end(), [&](const MailboxSource& mailbox) {
      return parse_path(mailbox.mailbox.address).same_mailbox(wanted);
    });
    if (target != mailboxes.end()) {
      Overlay(overlay, *target, errors).run();
      continue;
    }
    std::vector<std::string> names;
    names.reserve(mailboxes.size());
    for (const MailboxSource& mailbox : mailboxes) names.push_back(mailbox.mailbox.address);
    errors.push_back({overlay.place, "no mailbox \"" + overlay.address + "\"" + did_you_mean(overlay.address, names)});
  }
}

}  // namespace pismovod
