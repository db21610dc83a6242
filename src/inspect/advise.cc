#include "inspect/advise.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kFirms = 3;    // that are looked up for one letter
constexpr size_t kShown = 160;  // octets of a name

using Values = std::vector<std::string>;

// The different right values of a requirement, over all mailboxes of the letter. What an earlier letter of its thread
// held was advised on then, and may have been stored shortened.
Values right_values(const Outcome& outcome, const std::string& id) {
  Values out;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      if (judged.id != id || judged.status != Status::found) continue;
      for (const Fact& fact : judged.finding.right) {
        if (fact.evidence.place.kind == Place::Kind::earlier) continue;
        if (std::find(out.begin(), out.end(), fact.value) == out.end()) out.push_back(fact.value);
      }
    }
  }
  return out;
}

bool is_missing(const Outcome& outcome, const std::string& id) {
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      if (judged.id == id && judged.status == Status::missing) return true;
    }
  }
  return false;
}

bool is_lacking(const Outcome& outcome, const std::string& id) {
  return std::ranges::any_of(outcome.verdicts, [&](const Verdict& verdict) {
    return std::ranges::any_of(verdict.requirements, [&](const Judged& j) { return j.id == id && is_lacking(j); });
  });
}

std::string shown(const std::string& name) {
  return name.size() <= kShown ? name : std::string(utf8_prefix(name, kShown)) + "…";
}

const std::string& longest_name(const Firm& firm) { return firm.name.empty() ? firm.full_name : firm.name; }

class Adviser {
 public:
  Adviser(Outcome& outcome, const FirmRegister& firms, FirmRegister::Deadline by)
      : outcome_(outcome),
        firms_(firms),
        by_(std::min(by, std::chrono::steady_clock::now() + firms.wait())),
        clients_(firms.clients()),
        inns_(right_values(outcome, "client_inn")),
        names_(right_values(outcome, "client_name")),
        numbers_(right_values(outcome, "product_reg_number")) {}

  void run() {
    for (size_t i = 0; i < std::min(kFirms, inns_.size()); ++i) {
      if (auto firm = firms_.find(inns_[i], by_)) found_.push_back(std::move(*firm));
    }
    for (const Firm& firm : found_) doubt(firm);
    for (const std::string& number : numbers_) doubt_number(number);
    offer();
  }

 private:
  void add(const char* key, const std::string& about, std::map<std::string, std::string> gaps) {
    outcome_.advisories.push_back({{key, std::move(gaps)}, about});
  }

  void doubt(const Firm& firm) {
    const std::map<std::string, std::string> gaps = {{"inn", firm.inn}, {"name", shown(longest_name(firm))}};
    if (firm.status == FirmStatus::liquidated) add("firm_liquidated", "client_inn", gaps);
    if (firm.status == FirmStatus::ending) add("firm_ending", "client_inn", gaps);
    // A letter of several firms says of none which of them it names.
    if (inns_.size() != 1 || names_.empty()) return;
    const bool is_named = std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
      return may_be_same_name(name, firm.name) || (!firm.full_name.empty() && may_be_same_name(name, firm.full_name));
    });
    if (is_named) return;
    auto both = gaps;
    both["letter"] = shown(names_.front());
    add("firm_name", "client_inn", std::move(both));
  }

  // Of a delivery that one's own list gives to a client whose ИНН the letter does not name.
  void doubt_number(const std::string& number) {
    const Client* const owner = clients_ ? clients_->by_reg_number(number) : nullptr;
    if (owner == nullptr || inns_.empty()) return;
    if (std::find(inns_.begin(), inns_.end(), owner->firm.inn) != inns_.end()) return;
    // Nor where he is one of those that it names: a delivery may be moved from one to the other.
    const bool is_named =
        std::any_of(names_.begin(), names_.end(), [&](const std::string& n) { return clients_->by_name(n) == owner; });
    if (is_named) return;
    add("reg_number_of_another", "product_reg_number",
        {{"number", number}, {"name", shown(owner->firm.name)}, {"inn", owner->firm.inn}});
  }

  // The one client that the letter means, beyond doubt; null where there is none in the list.
  const Client* meant() const {
    if (!clients_) return nullptr;
    if (!inns_.empty()) return inns_.size() == 1 ? clients_->by_inn(inns_.front()) : nullptr;
    const Client* out = nullptr;
    for (const std::string& name : names_) {
      const Client* const client = clients_->by_name(name);
      if (client == nullptr || (out != nullptr && client != out)) return nullptr;
      out = client;
    }
    if (out != nullptr || !names_.empty()) return out;
    return numbers_.size() == 1 ? clients_->by_reg_number(numbers_.front()) : nullptr;
  }

  void offer(const char* id, const std::string& value, const std::string& source) {
    if (!value.empty() && is_missing(outcome_, id)) outcome_.offers.push_back({id, value, source});
  }

  void offer() {
    const Client* const client = meant();
    std::optional<Firm> firm;
    if (found_.size() == 1 && inns_.size() == 1) firm = found_.front();
    if (!firm && client != nullptr && inns_.empty()) firm = firms_.find(client->firm.inn, by_);
    if (firm) {
      offer("client_kpp", firm->kpp, firm->source);
      offer("client_name", longest_name(*firm), firm->source);
    }
    if (client == nullptr) return;
    offer("client_inn", client->firm.inn, client->firm.source);
    if (client->reg_numbers.size() == 1) offer("product_reg_number", client->reg_numbers.front(), client->firm.source);
  }

  Outcome& outcome_;
  const FirmRegister& firms_;
  const FirmRegister::Deadline by_;
  const std::shared_ptr<const ClientList> clients_;
  const Values inns_;
  const Values names_;
  const Values numbers_;
  std::vector<Firm> found_;
};

class PriceAdviser {
 public:
  PriceAdviser(Outcome& outcome, const PriceList& prices)
      : outcome_(outcome),
        prices_(prices),
        products_(right_values(outcome, "product_name")),
        articles_(right_values(outcome, "product_article")) {}

  void run() {
    for (const std::string& article : articles_) doubt(article);
    offer_full_name();
    if (!is_missing(outcome_, "product_article")) return;
    const PriceRow* meant = nullptr;
    for (const std::string& product : products_) {
      const PriceRow* const row = prices_.by_name(product);
      if (row == nullptr || (meant != nullptr && row != meant)) continue;
      meant = row;
    }
    if (meant != nullptr) outcome_.offers.push_back({"product_article", meant->article, "prices"});
  }

 private:
  // As the list has it, where the article says which.
  void offer_full_name() {
    const PriceRow* const row = articles_.size() == 1 ? prices_.by_article(articles_.front()) : nullptr;
    const bool is_wanted = row != nullptr && !row->is_discontinued && is_lacking(outcome_, "product_name");
    if (is_wanted) outcome_.offers.push_back({"product_name", row->name, "prices"});
  }

  void doubt(const std::string& article) {
    const PriceRow* const row = prices_.by_article(article);
    std::map<std::string, std::string> gaps = {{"article", article}};
    if (row == nullptr) return add("article_unknown", std::move(gaps));
    gaps["name"] = shown(row->name);
    if (row->is_discontinued) add("article_discontinued", gaps);
    const bool may_be = products_.empty() || std::any_of(products_.begin(), products_.end(), [&](const auto& product) {
                          return may_be_same_product(product, row->name);
                        });
    if (may_be) return;
    gaps["letter"] = shown(products_.front());
    add("article_name", std::move(gaps));
  }

  void add(const char* key, std::map<std::string, std::string> gaps) {
    outcome_.advisories.push_back({{key, std::move(gaps)}, "product_article"});
  }

  Outcome& outcome_;
  const PriceList& prices_;
  const Values products_;
  const Values articles_;
};

bool is_looked_at(const Outcome& outcome) {
  return !outcome.verdicts.empty() && !outcome.is_machine && outcome.cannot_inspect.empty();
}

}  // namespace

void advise(Outcome& outcome, const FirmRegister& firms, FirmRegister::Deadline by) {
  if (is_looked_at(outcome)) Adviser(outcome, firms, by).run();
}

void advise(Outcome& outcome, const PriceList& prices) {
  if (is_looked_at(outcome)) PriceAdviser(outcome, prices).run();
}

void advise_by(const Services& services, Outcome& outcome, FirmRegister::Deadline by) {
  if (services.firms() != nullptr) advise(outcome, *services.firms(), by);
  const auto prices = services.prices() == nullptr ? nullptr : services.prices()->get();
  if (prices) advise(outcome, *prices);
}

}  // namespace pismovod
