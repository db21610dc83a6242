#include "daemon/reloader.h"

#include <exception>

#include "base/log.h"
#include "daemon/machine_check.h"
#include "daemon/settings_check.h"

namespace pismovod {

CheckedConfiguration load_checked(const std::vector<std::string>& files, const std::string& listen) {
  const LoadedConfiguration loaded = load_to_serve(files);
  CheckedConfiguration out{loaded.configuration, {}, loaded.warnings};
  ConfigErrors errors = loaded.errors;
  // What is wrong elsewhere hides nothing of this.
  for (ConfigError& error : check_milter_settings(*loaded.draft, listen)) errors.push_back(std::move(error));
  MachineCheck machine = check_machine(*loaded.draft, listen);
  for (ConfigError& error : machine.errors) errors.push_back(std::move(error));
  if (loaded.configuration && errors.empty()) errors = check_reply_texts(*loaded.configuration);
  for (const ConfigError& error : errors) out.errors.push_back(error.message());
  for (std::string& warning : machine.warnings) out.warnings.push_back(std::move(warning));
  if (!out.errors.empty()) out.configuration = nullptr;
  return out;
}

ReloadResult Reloader::reload() {
  const std::lock_guard lock(mutex_);
  try {
    return take(load_checked(files_));
  } catch (const std::exception& e) {
    ++metrics_.reloads_refused;
    log_error(std::string("event=reload result=kept_old_rules what=") + e.what());
    return {false, {e.what()}};
  }
}

ReloadResult Reloader::take(const CheckedConfiguration& loaded) {
  std::vector<std::string> errors = loaded.errors;
  const bool had_one = rules_.get()->configuration().has_main_file;
  if (loaded.configuration && !loaded.configuration->has_main_file && had_one) {
    std::string gone = kInstalledConfiguration;
    gone += ": it is gone, and its folder too";
    errors.push_back(std::move(gone));
  }
  if (!errors.empty()) {
    ++metrics_.reloads_refused;
    metrics_.faults.note("reload: " + errors.front());
    for (const std::string& error : errors) log_error("event=reload result=kept_old_rules " + error);
    return {false, errors};
  }
  const Settings before = rules_.get()->settings();
  const Settings& after = loaded.configuration->settings;
  if (const auto opened = open_log(after.log.to, log_level_of(after.log.level).value_or(LogLevel::info), "pismovod");
      !opened) {
    log_warning(opened.error().text);
  }
  rules_.set(std::make_shared<const RulesInForce>(loaded.configuration));
  gate_.set_places(static_cast<size_t>(after.milter.letters_at_a_time));
  ++metrics_.reloads;
  for (const std::string& warning : loaded.warnings) log_warning(warning);
  for (const std::string& key : needing_restart(before, after)) log_warning(key + " takes effect at the next start");
  log_info("event=reload result=done config=" + loaded.configuration->short_digest() + " " + metrics_.text());
  return {true,
          {"reloaded: " + std::to_string(loaded.configuration->mailboxes.size()) + " mailboxes, configuration " +
           loaded.configuration->short_digest()}};
}

}  // namespace pismovod
