#include <gtest/gtest.h>

#include "support/tools.h"

namespace pismovod::test {
namespace {

constexpr const char* kMailbox = R"(
address = "orders@example.com"
title = "Заказы"
must = ["contract_number"]
[[pattern]]
id = "contract_number"
title = "номер договора"
example = "Договор № АБ-1234"
label = ["договор* #", "номер* договор*"]
value = '[А-Я]{2}-(\d{4})'
wrong = '[А-Я]{2}-\d+'
)";

TEST(PatternFilter, FindsWhatAnAdminDescribes) {
  const TemporaryFile mailbox(kMailbox);
  const TemporaryFile main("mailboxes = [\"shipped\", \"" + mailbox.path() + "\"]\n");
  const auto configuration = configuration_with({main.path()});
  const auto status = [&](const std::string& text) {
    return judged(judge(plain_letter("orders@example.com", "заказ", text), *configuration), "contract_number");
  };
  EXPECT_EQ(status("по договору № аб–1234 просим").status, Status::found);
  EXPECT_EQ(status("по договору № аб–1234 просим").finding.right.front().value, "1234");
  EXPECT_EQ(status("Номер договора:\nАБ-1234").status, Status::found);
  EXPECT_EQ(status("договор № АБ-12").status, Status::invalid);
  EXPECT_EQ(status("АБ-1234").status, Status::missing);  // no label
}

}  // namespace
}  // namespace pismovod::test
