#include "inspect/priced.h"

#include <algorithm>

#include "rules/judge.h"

namespace pismovod {
namespace {

constexpr std::string_view kName = "product_name";
constexpr std::string_view kArticle = "product_article";

const Finding* finding_of(const Verdict& verdict, std::string_view id) {
  const auto judged = std::ranges::find(verdict.requirements, id, &Judged::id);
  return judged == verdict.requirements.end() ? nullptr : &judged->finding;
}

bool asks_full_name(const Mailbox& mailbox, const Verdict& verdict) {
  return std::ranges::any_of(mailbox.scenarios, [&](const Scenario& scenario) {
    if (std::ranges::find(verdict.scenarios, scenario.name) == verdict.scenarios.end()) return false;
    return std::ranges::any_of(scenario.requirements,
                               [](const auto& use) { return use.id == kName && use.options.contains("full"); });
  });
}

class Pricer {
 public:
  Pricer(const Mailbox& mailbox, const PriceList& prices, Verdict& verdict)
      : prices_(prices), verdict_(verdict), strict_(mailbox.listed), full_(asks_full_name(mailbox, verdict)) {}

  void run() {
    // Of both before either is changed: each is told by the other.
    const Finding* name = finding_of(verdict_, kName);
    const Finding* article = finding_of(verdict_, kArticle);
    std::optional<Finding> names = name == nullptr ? std::nullopt : priced_names(*name, article);
    std::optional<Finding> articles = article == nullptr ? std::nullopt : priced_articles(*article, name);
    if (names) judge_again(kName, std::move(*names));
    if (articles) judge_again(kArticle, std::move(*articles));
  }

 private:
  std::optional<Finding> priced_names(const Finding& before, const Finding* article) const {
    Finding after = before;
    std::erase_if(after.wrong, [&](const Fact& fact) {
      const bool is_listed = fact.wrong.key == "abbreviation" && prices_.has_name(fact.value);
      if (is_listed) after.right.push_back({fact.value, fact.evidence, {}, fact.notes});
      return is_listed;
    });
    if (strict_ && full_) {
      set_wrong(after, [&](const Fact& fact) -> Reason {
        return prices_.has_name(fact.value) ? Reason() : name_reason(article);
      });
    }
    return changed(before, std::move(after));
  }

  std::optional<Finding> priced_articles(const Finding& before, const Finding* name) const {
    if (!strict_) return std::nullopt;
    Finding after = before;
    set_wrong(after, [&](const Fact& fact) { return article_reason(fact.value, name); });
    return changed(before, std::move(after));
  }

  // The one article of the letter says how the list has it.
  Reason name_reason(const Finding* article) const {
    const bool is_one = article != nullptr && article->right.size() == 1;
    const PriceRow* const row = is_one ? prices_.by_article(article->right.front().value) : nullptr;
    if (row == nullptr) return {"name_unlisted", {}};
    return {"name_otherwise", {{"article", row->article}, {"name", row->name}}};
  }

  Reason article_reason(const std::string& article, const Finding* name) const {
    const PriceRow* const row = prices_.by_article(article);
    if (row == nullptr) return {"article_unlisted", {}};
    const bool may_be = name == nullptr || (name->right.empty() && name->wrong.empty()) || names(name->right, *row) ||
                        names(name->wrong, *row);
    return may_be ? Reason() : Reason{"article_of_another", {{"name", row->name}}};
  }

  static bool names(const std::vector<Fact>& facts, const PriceRow& row) {
    return std::ranges::any_of(facts, [&](const Fact& fact) { return may_be_same_product(fact.value, row.name); });
  }

  template <class ReasonOf>
  static void set_wrong(Finding& finding, ReasonOf reason_of) {
    std::erase_if(finding.right, [&](Fact& fact) {
      Reason reason = fact.evidence.place.ocr ? Reason() : reason_of(fact);
      if (reason.key.empty()) return false;
      fact.wrong = std::move(reason);
      finding.wrong.push_back(fact);
      return true;
    });
  }

  static std::optional<Finding> changed(const Finding& before, Finding after) {
    if (after.right.size() == before.right.size()) return std::nullopt;
    return after;
  }

  void judge_again(std::string_view id, Finding finding) {
    Judged& judged = *std::ranges::find(verdict_.requirements, id, &Judged::id);
    if (judged.status != Status::found && judged.status != Status::invalid) return;
    RequirementUse use;
    use.id = judged.id;
    use.level = judged.level;
    use.asked_by = judged.asked_by;
    const bool is_completed = judged.is_completed;
    judged = judge(use, std::move(finding));
    judged.is_completed = is_completed;
  }

  const PriceList& prices_;
  Verdict& verdict_;
  const bool strict_;
  const bool full_;
};

}  // namespace

void judge_by_prices(const Configuration& configuration, const PriceList& prices, std::vector<Verdict>& verdicts) {
  for (Verdict& verdict : verdicts) {
    const Mailbox* mailbox = configuration.mailbox_of(parse_path(verdict.mailbox));
    if (mailbox != nullptr) Pricer(*mailbox, prices, verdict).run();
  }
}

}  // namespace pismovod
