// The order is that of what must be known: the main files say where all others lie, and phrases of mailbox files refer
// to lists of the catalogue, so the catalogue is read before them; overlays change mailboxes that have been read.
//
// Errors are gathered and reading goes on; with any of them there is no configuration. Where a file of the catalogue or
// of the texts was not read nothing is compiled: that would complain of what stands in the file. A path starts from the
// folder of the file that names it, but the digest knows no folders: the same rules have one, wherever they lie.

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/digest.h"
#include "base/file.h"
#include "base/fold.h"
#include "config/embedded.h"
#include "config/loader.h"
#include "config/options.h"
#include "config/overlay.h"

namespace pismovod {
namespace {

constexpr std::string_view kShipped = "shipped";

struct ConfigFile {
  std::string name;    // as errors call it
  std::string folder;  // what its relative paths start from; empty: none
  std::string text;
};

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::vector<std::string> matching(const std::string& pattern) {
  glob_t found{};
  const std::unique_ptr<glob_t, decltype(&globfree)> owner(&found, &globfree);
  std::vector<std::string> out;
  if (::glob(pattern.c_str(), 0, nullptr, &found) != 0) return out;
  for (size_t i = 0; i < found.gl_pathc; ++i) out.emplace_back(found.gl_pathv[i]);
  return out;
}

bool exists(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

// Was there ever an installed configuration? Its folder stays where the file alone went, and what cannot be
// looked at may be there: then reading it says what is the matter.
bool is_installed() { return exists(kInstalledConfiguration) || exists(folder_of(kInstalledConfiguration)); }

// The names of the lists under [words] that come with the program.
const std::vector<std::string>& shipped_lists() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const EmbeddedFile& file : embedded_files()) {
      if (!file.path.starts_with("catalogue/")) continue;
      ConfigErrors ignored;
      const TomlValue root = parse_toml(file.text, std::string(file.path), ignored);
      if (const TomlValue* words = root.find("words")) {
        for (const TomlValue::Entry& entry : words->entries) out.push_back(entry.key);
      }
    }
    return out;
  }();
  return names;
}

enum class Purpose : uint8_t { look, serve };

class Loader {
 public:
  Loader(std::vector<std::string> files, const Variation& variation, Purpose purpose)
      : files_(std::move(files)), variation_(variation), purpose_(purpose) {}

  LoadedConfiguration run() {
    made_ = std::make_shared<Configuration>();
    for (const ConfigFile& file : main_files()) read_main(file);
    if (!made_->has_main_file) do_without_file();
    if (!variation_.spare_spool.empty() && ::access(made_->settings.spool.c_str(), W_OK | X_OK) != 0)
      made_->settings.spool = variation_.spare_spool;
    if (made_->settings.mailboxes.empty())
      loaded_.warnings.emplace_back("no mailbox is configured: every letter passes");
    for (const auto& [place, name] : listed("catalogue", made_->settings.catalogue, "catalogue/"))
      read_words(place, name);
    for (const auto& [place, name] : listed("texts", made_->settings.texts, "texts/")) read_language(place, name);
    for (const auto& [place, name] : listed("mailboxes", made_->settings.mailboxes, "mailboxes/"))
      read_mailbox_file(place, name);
    read_lookup();
    apply_overlays(overlays_, sources_.mailboxes, loaded_.errors);
    check_addresses();
    check_own_lists();
    check_language();
    for (const Variation::Phrase& phrase : variation_.phrases) add(phrase);
    load_model();
    // Without all of its words a compilation would complain of what stands in the file that was not read.
    if (is_whole_) compile(*made_, std::move(sources_), loaded_.errors);
    made_->digest = digest_of(digested_);
    loaded_.draft = made_;
    if (loaded_.errors.empty()) loaded_.configuration = std::move(made_);
    return std::move(loaded_);
  }

 private:
  void error(const SourcePlace& place, std::string text) { loaded_.errors.push_back({place, std::move(text)}); }

  std::vector<ConfigFile> main_files() {
    if (files_.empty() && is_installed()) files_ = installed_files();
    made_->has_main_file = !files_.empty();
    std::vector<ConfigFile> out;
    for (const std::string& path : files_) {
      auto text = read_file(path);
      if (text) {
        out.push_back({path, folder_of(path), std::move(*text)});
      } else {
        error({path, 0, 0}, text.error().text);
      }
    }
    return out;
  }

  // Nobody has said what is to happen to letters, nor whose they are: a daemon stops none of them.
  void do_without_file() {
    std::string warning = std::string("there is no configuration file (") + kInstalledConfiguration +
                          "): the shipped rules are in force, without an organization";
    if (purpose_ == Purpose::serve) {
      made_->settings.milter.mode = Mode::observe;
      warning += "; letters are only observed, none is stopped or marked";
    }
    loaded_.warnings.push_back(std::move(warning));
  }

  // Nothing where the file is no TOML.
  std::optional<TomlValue> parsed(const ConfigFile& file) {
    made_->files.push_back(file.name);
    digest(file);
    const size_t before = loaded_.errors.size();
    TomlValue root = parse_toml(file.text, file.name, loaded_.errors);
    if (loaded_.errors.size() > before) return std::nullopt;
    return root;
  }

  // Wherever the folder lies on this machine.
  void digest(const ConfigFile& file) {
    const std::string name = file.name.substr(file.name.rfind('/') + 1);
    if (name != kHostFile) digested_ += name + "\n" + file.text + "\n";
  }

  void read_main(const ConfigFile& file) {
    const std::optional<TomlValue> root = parsed(file);
    if (!root) return;
    for (const TomlValue::Entry& entry : root->entries) {
      if (entry.key == "organization") {
        read_organizations(entry.value);
      } else if (entry.key == "mailbox") {
        read_overlays(entry.value);
      } else if (entry.value.kind == TomlValue::Kind::table) {
        for (const TomlValue::Entry& inner : entry.value.entries) set(entry.key + "." + inner.key, inner, file);
        if (!is_table(entry.key)) unknown(entry.key, entry.place);
      } else {
        set(entry.key, entry, file);
      }
    }
  }

  static bool is_table(const std::string& name) {
    const std::vector<std::string> tables = option_tables();
    return std::find(tables.begin(), tables.end(), name) != tables.end();
  }

  void read_organizations(const TomlValue& list) {
    if (list.kind != TomlValue::Kind::array) {
      error(list.place, "expected tables [[organization]], not " + std::string(list.kind_name()));
      return;
    }
    for (const TomlValue& item : list.items) {
      made_->organizations.push_back(read_organization(item, loaded_.errors));
    }
  }

  void read_overlays(const TomlValue& tables) {
    if (tables.kind != TomlValue::Kind::table)
      return error(tables.place, "expected tables [mailbox.\"ADDRESS\"], not " + std::string(tables.kind_name()));
    for (const TomlValue::Entry& entry : tables.entries) overlays_.push_back({entry.key, entry.place, entry.value});
  }

  void set(const std::string& key, const TomlValue::Entry& entry, const ConfigFile& file) {
    const Option* option = find_option(key);
    if (option == nullptr) {
      if (is_table(key))
        return error(entry.value.place, "expected a table [" + key + "], not " + std::string(entry.value.kind_name()));
      const size_t dot = key.find('.');
      if (dot == std::string::npos || is_table(key.substr(0, dot))) unknown(key, entry.place);
      return;
    }
    const std::string wrong = option->set(made_->settings, entry.value);
    if (!wrong.empty()) error(entry.value.place, "\"" + key + "\": " + wrong);
    made_->origins[key] = entry.place;
    folders_[key] = file.folder;
  }

  void unknown(const std::string& key, const SourcePlace& place) {
    std::vector<std::string> names = option_tables();
    names.emplace_back("organization");
    names.emplace_back("mailbox");
    for (const Option& option : options()) names.push_back(option.key);
    error(place, "unknown key \"" + key + "\"" + did_you_mean(key, names));
  }

  // The files that a list of patterns names, from the folder of the file that holds the list.
  std::vector<std::pair<SourcePlace, std::string>> listed(const std::string& key,
                                                          const std::vector<std::string>& patterns,
                                                          const std::string& shipped_folder) {
    std::vector<std::pair<SourcePlace, std::string>> out;
    const SourcePlace place = made_->origins[key];
    for (const std::string& pattern : patterns) {
      if (pattern == kShipped) {
        for (const EmbeddedFile& file : embedded_files()) {
          if (file.path.starts_with(shipped_folder)) out.emplace_back(place, "shipped:" + std::string(file.path));
        }
        continue;
      }
      const std::string path = from_folder(key, pattern);
      const std::vector<std::string> found = matching(path);
      if (found.empty()) {
        error(place, "no such file: " + path);
        is_whole_ = is_whole_ && key == "mailboxes";
      }
      for (const std::string& name : found) out.emplace_back(place, name);
    }
    return out;
  }

  // Registers by name, those of one's own by their files.
  void read_lookup() {
    Settings::Lookup& lookup = made_->settings.lookup;
    for (std::string* path : {&lookup.clients, &lookup.key_file}) {
      if (!path->empty()) *path = from_folder(path == &lookup.clients ? "lookup.clients" : "lookup.key_file", *path);
    }
    for (const std::string& name : lookup.providers) {
      const std::string shipped = "providers/" + name + ".toml";
      const bool is_shipped = std::any_of(embedded_files().begin(), embedded_files().end(),
                                          [&](const EmbeddedFile& file) { return file.path == shipped; });
      const auto file = open(made_->origins["lookup.providers"],
                             is_shipped ? "shipped:" + shipped : from_folder("lookup.providers", name));
      const auto root = file ? parsed(*file) : std::nullopt;
      if (root) made_->providers.push_back(read_provider(*root, is_shipped ? name : "own", loaded_.errors));
    }
  }

  // A file by its name; those that come with the program stand behind "shipped:".
  std::optional<ConfigFile> open(const SourcePlace& place, const std::string& name) {
    if (name.starts_with("shipped:")) {
      const std::string path = name.substr(8);
      for (const EmbeddedFile& file : embedded_files()) {
        if (file.path == path) return ConfigFile{name, "", std::string(file.text)};
      }
    }
    auto text = read_file(name);
    if (text) return ConfigFile{name, folder_of(name), std::move(*text)};
    error(place, text.error().text);
    return std::nullopt;
  }

  void read_mailbox_file(const SourcePlace& place, const std::string& name) {
    const auto file = open(place, name);
    if (!file) return;
    const std::optional<TomlValue> root = parsed(*file);
    if (!root) return;
    mailbox_texts_.push_back(file->text);
    const PhraseReader phrases(made_->catalogue, is_whole_, loaded_.errors);
    sources_.mailboxes.push_back(read_mailbox(*root, phrases, sources_.patterns, loaded_.errors));
  }

  void read_words(const SourcePlace& place, const std::string& name) {
    const auto file = open(place, name);
    const auto root = file ? parsed(*file) : std::nullopt;
    is_whole_ = is_whole_ && root;
    if (root) note_own_lists(*root);
    if (root) read_catalogue_file(*root, made_->catalogue, sources_, loaded_.errors);
  }

  // Lists that nothing of the program asks for; a mailbox file may.
  void note_own_lists(const TomlValue& catalogue) {
    const TomlValue* words = catalogue.find("words");
    if (words == nullptr) return;
    const std::vector<std::string>& known = shipped_lists();
    for (const TomlValue::Entry& entry : words->entries) {
      if (std::find(known.begin(), known.end(), entry.key) == known.end()) own_lists_[entry.key] = entry.place;
    }
  }

  void check_own_lists() {
    for (const auto& [name, place] : own_lists_) {
      const std::string asked = "{" + name + "}";
      const bool is_asked = std::any_of(mailbox_texts_.begin(), mailbox_texts_.end(),
                                        [&](const std::string& text) { return text.find(asked) != std::string::npos; });
      if (!is_asked)
        error(place, "nothing asks for the list \"" + name +
                         "\" under [words]: neither the program nor a mailbox file" +
                         did_you_mean(name, shipped_lists()));
    }
  }

  void read_language(const SourcePlace& place, const std::string& name) {
    const auto file = open(place, name);
    const auto root = file ? parsed(*file) : std::nullopt;
    is_whole_ = is_whole_ && root;
    if (!root) return;
    const size_t slash = name.rfind('/');
    const std::string base = name.substr(slash == std::string::npos ? 0 : slash + 1);
    const std::string language = base.substr(0, base.find('.'));
    std::map<std::string, std::string, std::less<>> texts = made_->languages[language].all();
    read_texts(*root, texts, loaded_.errors);
    made_->languages[language] = Texts(std::move(texts));
  }

  // What examples of one's own taught, else what the shipped ones did.
  void load_model() {
    auto shipped = TaughtModel::view(embedded_model());
    if (!shipped) return error({"shipped", 0, 0}, "the model of the shipped examples: " + shipped.error().text);
    made_->taught = std::make_shared<const TaughtModel>(*shipped);
    for (const auto& [key, name] : {std::pair("taught.model", &made_->settings.taught.model),
                                    std::pair("taught.examples", &made_->settings.taught.examples)}) {
      if (!name->empty()) *name = from_folder(key, *name);
    }
    if (!variation_.model.empty()) {
      auto tried = TaughtModel::read(variation_.model);
      if (!tried) return error({"the model that is tried", 0, 0}, tried.error().text);
      made_->taught = std::make_shared<const TaughtModel>(std::move(*tried));
      return;
    }
    const std::string& path = made_->settings.taught.model;
    if (path.empty()) return;
    auto own = read_file(path).and_then([](std::string octets) { return TaughtModel::read(std::move(octets)); });
    if (own && own->digest() != shipped->digest())
      own = failure("made of other shipped examples; `pismovod learn` makes it anew");
    if (own) {
      made_->taught = std::make_shared<const TaughtModel>(std::move(*own));
    } else {
      loaded_.warnings.push_back(path + ": " + own.error().text + "; what the shipped examples taught is used");
    }
  }

  void add(const Variation::Phrase& tried) {
    for (MailboxSource& source : sources_.mailboxes) {
      if (source.mailbox.address != tried.mailbox) continue;
      for (ScenarioSource& scenario : source.scenarios) {
        if (scenario.scenario.name != tried.scenario) continue;
        TomlValue phrase;
        phrase.kind = TomlValue::Kind::string;
        phrase.string = tried.phrase;
        phrase.place = {"the phrase that is tried", 1, 1};
        Phrases more = PhraseReader(made_->catalogue, is_whole_, loaded_.errors).list("when", phrase);
        scenario.when.asked.insert(scenario.when.asked.end(), more.begin(), more.end());
        return;
      }
    }
    error({tried.mailbox, 0, 0}, "no scenario \"" + tried.scenario + "\" of such a mailbox");
  }

  // A path in a file, from that file's folder.
  std::string from_folder(const std::string& key, const std::string& path) {
    const std::string& folder = folders_[key];
    return path.starts_with("/") || folder.empty() || folder == "." ? path : folder + "/" + path;
  }

  void check_addresses() {
    std::map<std::string, SourcePlace> seen;
    for (const MailboxSource& source : sources_.mailboxes) {
      std::vector<std::string> addresses = source.mailbox.aliases;
      addresses.push_back(source.mailbox.address);
      for (const std::string& written : addresses) {
        const std::string address = fold(written);  // mailboxes have no case
        const auto [known, added] = seen.try_emplace(address, source.place);
        if (!added) error(source.place, "the address " + address + " is already in " + known->second.file);
      }
    }
  }

  void check_language() {
    std::vector<std::string> languages;
    for (const auto& [name, texts] : made_->languages) languages.push_back(name);
    if (!made_->languages.contains(made_->settings.language)) {
      const std::string& wanted = made_->settings.language;
      error(made_->origins["language"],
            "no texts for the language \"" + wanted + "\"" + did_you_mean(wanted, languages));
    }
  }

  std::vector<std::string> files_;
  const Variation& variation_;
  Purpose purpose_;
  LoadedConfiguration loaded_;
  std::shared_ptr<Configuration> made_;
  Sources sources_;
  std::vector<OverlaySource> overlays_;
  std::map<std::string, std::string> folders_;    // by key: of the file that set it
  std::map<std::string, SourcePlace> own_lists_;  // of [words], by name
  std::vector<std::string> mailbox_texts_;
  std::string digested_;
  bool is_whole_ = true;  // every file of the catalogue and of the texts was read
};

}  // namespace

std::vector<std::string> installed_files() {
  std::vector<std::string> out = {kInstalledConfiguration};
  const std::string host = folder_of(kInstalledConfiguration) + "/" + kHostFile;
  if (exists(host)) out.push_back(host);
  return out;
}

LoadedConfiguration load_configuration(const std::vector<std::string>& files, const Variation& variation) {
  return Loader(files, variation, Purpose::look).run();
}

LoadedConfiguration load_to_serve(const std::vector<std::string>& files) {
  return Loader(files, {}, Purpose::serve).run();
}

const Mailbox* Configuration::mailbox_of(const Address& address) const {
  const auto found = mailbox_by_key.find(address.key());
  return found == mailbox_by_key.end() ? nullptr : &mailboxes[found->second];
}

bool Configuration::may_complete() const {
  return std::any_of(mailboxes.begin(), mailboxes.end(), [&](const Mailbox& mailbox) {
    const Policy policy = policy_of(mailbox);
    return policy.complete && policy.mode != Mode::observe;
  });
}

const Organization* Configuration::organization_of(const Address& envelope_sender, const Address& from) const {
  for (const Address* address : {&envelope_sender, &from}) {
    for (const Organization& organization : organizations) {
      const std::vector<std::string>& domains = organization.sender_domains;
      if (std::find(domains.begin(), domains.end(), address->domain) != domains.end()) return &organization;
    }
  }
  for (const Organization& organization : organizations) {
    if (organization.sender_domains.empty()) return &organization;
  }
  return nullptr;
}

}  // namespace pismovod
