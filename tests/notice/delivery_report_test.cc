// The report to the sender of a letter that was withheld from some of its recipients (RFC 3464).
#include "notice/delivery_report.h"

#include <gtest/gtest.h>

#include "config/configuration.h"

namespace pismovod::test {
namespace {

class DeliveryReportTest : public testing::Test {
 protected:
  DeliveryReportTest() {
    message_.header = {{"From", " ivan@vektor.test"},
                       {"Subject", " =?utf-8?B?0J/QuNGB0YzQvNC+?="},
                       {"Message-ID", " <1@vektor.test>"}};
    envelope_.reverse_path = parse_path("<ivan@vektor.test>");
    envelope_.recipients = {make_recipient("<lic@1c.ru>"), make_recipient("<v8@1c.ru>"),
                            make_recipient("<petr@elsewhere.test>")};
  }
  std::optional<DeliveryReport> make() const {
    return make_delivery_report({message_,
                                 envelope_,
                                 {"<lic@1c.ru>", "<v8@1c.ru>"},
                                 {"ИНН клиента"},
                                 "3K7Q81B",
                                 "Письмо\r\nX-Evil: yes",
                                 "mx.test",
                                 "",
                                 configuration_->texts,
                                 {}});
  }

  std::shared_ptr<const Configuration> configuration_ =
      load_configuration({PISMOVOD_SOURCE_DIR "/config/pismovod.toml"}).configuration;
  BlockPool pool_;
  Message message_{{}, Octets(pool_, {})};
  Envelope envelope_;
};

size_t count(const std::string& text, const std::string& what) {
  size_t out = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

TEST_F(DeliveryReportTest, SaysWhoWasNotSentIt) {
  envelope_.envelope_id = "QQ314159";
  envelope_.recipients[0].original_recipient = "rfc822;lic@1c.ru";
  const auto report = make();
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->recipient, "ivan@vektor.test");
  const std::string& octets = report->octets;
  for (const char* text :
       {"multipart/report", "report-type=delivery-status", "Content-Type: message/delivery-status\r\n",
        "Reporting-MTA: dns; mx.test\r\n", "Original-Envelope-Id: QQ314159\r\n",
        "Original-Recipient: rfc822;lic@1c.ru\r\n", "Final-Recipient: rfc822; lic@1c.ru\r\n",
        "Final-Recipient: rfc822; v8@1c.ru\r\n", "Action: failed\r\nStatus: 5.7.1\r\n",
        "Auto-Submitted: auto-replied\r\n", "In-Reply-To: <1@vektor.test>\r\n", "text/rfc822-headers"}) {
    EXPECT_NE(octets.find(text), std::string::npos) << text << "\n" << octets;
  }
  EXPECT_EQ(count(octets, "Final-Recipient"), 2U);
  EXPECT_EQ(octets.find("petr@"), std::string::npos);
  EXPECT_EQ(octets.find("\nX-Evil"), std::string::npos);
  for (const char c : octets) ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST_F(DeliveryReportTest, NotifyIsHonoured) {
  envelope_.recipients[0].notify = "NEVER";
  EXPECT_EQ(count(make()->octets, "Final-Recipient"), 1U);
  envelope_.recipients[1].notify = "success,delay";
  EXPECT_FALSE(make().has_value());
  envelope_.recipients[1].notify = "success,failure";
  EXPECT_TRUE(make().has_value());
}

TEST_F(DeliveryReportTest, NeverToTheNullReversePath) {
  envelope_.reverse_path = {};
  envelope_.has_null_reverse_path = true;
  EXPECT_FALSE(make().has_value());
}

}  // namespace
}  // namespace pismovod::test
