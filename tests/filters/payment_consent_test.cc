#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

bool says(const std::string& requirement, const std::string& text) { return !find(requirement, text).right.empty(); }

TEST(PaymentConsent, MoneyIsNoRefusal) {
  const Finding indifferent = find("key_payment_consent", "Замените ключ. Стоимость значения не имеет.");
  EXPECT_FALSE(indifferent.right.empty())
      << "who does not mind the price pays: the examples say so, listed words do not";
  EXPECT_TRUE(find("key_payment_consent", "Замените ключ, платить не будем.").is_denied);
  EXPECT_TRUE(find("key_payment_consent", "Ключ сгорел, замените.").presumed.empty());
}

TEST(PaymentConsent, ThatTheClientWillPay) {
  for (const char* text : {"Клиент готов оплатить замену.", "Оплату гарантируем.", "замену ключа оплатим"}) {
    EXPECT_TRUE(says("key_payment_consent", text)) << text;
  }
  for (const char* text :
       {"Клиент не готов оплатить замену.", "Готов ли клиент оплатить, сообщим.", "Просим заменить."}) {
    EXPECT_FALSE(says("key_payment_consent", text)) << text;
  }
}

TEST(PaymentConsent, WhatTheLetterDeniesNoFileCanHold) {
  EXPECT_TRUE(find("key_payment_consent", "Платить за замену клиент не готов.").is_denied);
  EXPECT_FALSE(find("key_payment_consent", "Клиент готов оплатить замену.").is_denied);
  EXPECT_FALSE(find("key_payment_consent", "Заявление приложено, ключ к работе не готов.").is_denied);
  EXPECT_TRUE(find("key_failure_reason", "Отчего сломался ключ, клиент не знает.").is_denied);
  EXPECT_FALSE(find("key_failure_reason", "Клиент не знает, что делать. Причина в заявлении.").is_denied);
}

TEST(PaymentConsent, ABlankIsNone) {
  const Finding finding = find("key_payment_consent", "Сломался ключ.\nОплата замены: __________\n");
  EXPECT_TRUE(finding.right.empty());
  EXPECT_TRUE(finding.presumed.empty());
}

}  // namespace
}  // namespace pismovod::test
