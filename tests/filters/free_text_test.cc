#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

bool says(const std::string& requirement, const std::string& text) { return !find(requirement, text).right.empty(); }

TEST(FreeText, WhyARequestIsCancelled) {
  for (const char* text : {"Прошу аннулировать заявку: заказчик решил работать в облаке.", "Отмените заявку, задвоили.",
                           "Отмените заявку в связи с отказом клиента", "Отмените заявку. Причина: дубль",
                           "Нужно аннулировать заказ: выписали не на то юрлицо.",
                           "у клиента деньги ушли на ремонт поэтому просьба отменить заявку"}) {
    EXPECT_TRUE(says("cancel_reason", text)) << text;
  }
  for (const char* text : {"Отмените, пожалуйста, заявки WZ00690012 и WZ00690013. Заранее спасибо!",
                           "Отмените заявку, причину сообщим позже.", "Отмените заявку. Раскрывать причины не вправе.",
                           "Отмените заявку. Причина: ____", "Просим отменить заявку, печатная форма приложена.",
                           "Нужно срочно, поэтому отмените заявку", "Отмените заявку и подтвердите отмену письмом."}) {
    EXPECT_FALSE(says("cancel_reason", text)) << text;
  }
}

TEST(FreeText, WhatMayBeACauseIsNotMissing) {
  const Finding perhaps = find("loss_reason", "Восстановите карточку, её сочли рекламой.");
  EXPECT_FALSE(perhaps.right.empty() && perhaps.presumed.empty());
  const Finding unknown = find("loss_reason", "Восстановите карточку. Куда она делась, не знаем.");
  EXPECT_TRUE(unknown.right.empty());
  EXPECT_TRUE(unknown.presumed.empty());
  EXPECT_TRUE(unknown.is_denied);
}

// What a form left empty, whatever its lines below say; initials; what nobody asks for.
TEST(FreeText, WhatIsNoCause) {
  for (const char* text : {"Действие: отменить\nПричина отмены:\nДата: 17.05\nПодпись: Шубина",
                           "Отмените заявку.\nПричина:\nИсполнитель: Шубина",
                           "Просим аннулировать заявку, слушатель Бережная Т.К., поток с 14 октября.",
                           "Отмените, пожалуйста, заявку WZ00690012.\nПавел Дьячков, «Ока-Софт», Муром",
                           "Отмените, пожалуйста, заявку WZ00690012.\nсистемный администратор Вдовин",
                           "Отмените, пожалуйста, заявку WZ00690012. Куда теперь идти, кому писать?"}) {
    const Finding finding = find("cancel_reason", text);
    EXPECT_TRUE(finding.right.empty()) << text;
    EXPECT_TRUE(finding.presumed.empty()) << text;
  }
  // Title case is a name's; capitals throughout are a shout.
  const Finding shouted = find("cancel_reason", "Отмените, пожалуйста, заявку WZ00690012.\nФИРМУ ПРОДАЛИ");
  EXPECT_FALSE(shouted.right.empty() && shouted.presumed.empty());
}

// Asked why, and told.
TEST(FreeText, WhatWasAskedForIsNoDenial) {
  const Finding finding = find("cancel_reason",
                               "Вы просили пояснить, почему отменяем WZ00690012. Поясняю: у них уже стоит такая же "
                               "программа, и вторая поставка ничего не даст.");
  EXPECT_FALSE(finding.is_denied);
  EXPECT_FALSE(finding.right.empty() && finding.presumed.empty());
}

TEST(FreeText, HowAKeyBroke) {
  EXPECT_TRUE(says("key_failure_reason", "Ключ упал на пол и треснул корпус."));
  EXPECT_TRUE(says("key_failure_reason", "USB-ключ сгорел из-за скачка напряжения"));
  EXPECT_FALSE(says("key_failure_reason", "У клиента перестал работать аппаратный ключ защиты."));
  EXPECT_TRUE(says("key_failure_reason", "Сотрудник наехал креслом на ноутбук с ключом, поэтому просим заменить ключ"));
  EXPECT_FALSE(says("key_failure_reason", "Ключ сломан, просим заменить."));
  EXPECT_FALSE(says("key_failure_reason", "У клиента сломался ключ защиты, поэтому просим его заменить."));
}

TEST(FreeText, HowACardWasLost) {
  EXPECT_TRUE(says("loss_reason", "Анкета утеряна при переезде офиса."));
  EXPECT_TRUE(says("loss_reason", "Причина утери: пожар на складе"));
  EXPECT_FALSE(says("loss_reason", "Просим восстановить анкету по причине утери."));
  EXPECT_FALSE(says("loss_reason", "Просим восстановить анкету."));
}

}  // namespace
}  // namespace pismovod::test
