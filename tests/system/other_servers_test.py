"""Sendmail in Postfix's place, and Exim as the people's own server before our Postfix."""

import re
import shutil
import tempfile
import time
import unittest

from other_servers import Exim, Sendmail
from postfix import TICKET, Milter, Sink, Site, Smtp, eventually, letter

OWN = '[[organization]]\nname = "Vektor"\npartner_code = "14352"\nsender_domains = ["vektor.test"]\n'


def deliver(port, recipients, text):
    client = Smtp(port)
    try:
        return client.deliver("ivan.petrov@vektor.test", recipients, text)
    finally:
        client.close()


class BesideSendmail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pismovod-system-")
        cls.sink = Sink()
        cls.milter = Milter(cls.folder, tables=OWN, relay=cls.sink.port)
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.addClassCleanup(cls.sink.close)
        cls.addClassCleanup(lambda: cls.milter.stop())
        cls.sendmail = Sendmail(cls.folder, cls.milter.port, cls.sink.port)
        cls.addClassCleanup(cls.sendmail.close)

    def test_refuses_with_every_line_of_the_answer(self):
        answer = deliver(self.sendmail.port, ["tickets@firm.test"], letter())
        self.assertRegex(answer, r"^550-5\.7\.1 Pis'mo na tickets@firm\.test NE otpravleno")
        self.assertRegex(answer, r"\n550 5\.7\.1 Case \w+")
        self.assertEqual(self.sink.to("tickets@firm.test"), [])

    def test_a_complete_letter_passes_as_it_is(self):
        text = "Посылка ждёт.\nParcel: PC-1234"
        self.assertRegex(deliver(self.sendmail.port, ["parcels@firm.test"], letter(text)), "^250")
        passed = self.sink.wait_for("parcels@firm.test")[0][2]
        self.assertIn(text.replace("\n", "\r\n").encode(), passed)
        self.assertNotIn(b"X-Pismovod", passed)

    def test_annotates(self):
        self.assertRegex(deliver(self.sendmail.port, ["marked@firm.test"], letter(header="X-Pismovod: verdict=pass")), "^250")
        marks = re.findall(rb"(?m)^X-Pismovod: .*", self.sink.wait_for("marked@firm.test")[0][2])
        self.assertEqual(marks, [b"X-Pismovod: marked@firm.test; verdict=fail; missing=ticket\r"])

    def test_withholds_and_reports(self):
        self.assertRegex(deliver(self.sendmail.port, ["withheld@firm.test", "boss@elsewhere.test"], letter()), "^250")
        self.sink.wait_for("boss@elsewhere.test")
        eventually(lambda: any(b"Final-Recipient: rfc822; withheld@firm.test" in octets
                               for _, _, octets in self.sink.to("ivan.petrov@vektor.test")), "a report")
        self.assertEqual(self.sink.to("withheld@firm.test"), [])

    def test_holds_in_its_quarantine(self):
        self.assertRegex(deliver(self.sendmail.port, ["held@firm.test"], letter()), "^250")
        held = eventually(self.sendmail.quarantined, "a letter in quarantine")
        time.sleep(2)  # two runs of the queue
        self.assertEqual(self.sink.to("held@firm.test"), [])
        self.sendmail.release(held[0])
        self.sink.wait_for("held@firm.test")


class BehindExim(unittest.TestCase):
    def setUp(self):
        self.site = Site(tables=OWN, journal=True)
        self.addCleanup(self.site.close)

    def exim(self, **how):
        made = Exim(self.site.folder, self.site.postfix.port, **how)
        self.addCleanup(made.close)
        return made

    def test_its_bounce_says_what_is_missing_and_nobody_says_it_twice(self):
        exim = self.exim()
        self.assertRegex(deliver(exim.port, ["tickets@firm.test"], letter()), "^250")
        self.assertRegex(deliver(exim.port, ["tickets@firm.test"], letter(TICKET)), "^250")
        self.site.sink.wait_for("tickets@firm.test")
        told = self.site.sink.wait_for("ivan.petrov@vektor.test")
        time.sleep(3)
        self.assertEqual(len(told), 1)
        self.assertEqual(len(self.site.sink.to("tickets@firm.test")), 1)
        self.assertIn(b"NE otpravleno. Nuzhno:", told[0][2])

    def test_at_once_the_answer_is_ours(self):
        exim = self.exim(at_once=True)
        answer = deliver(exim.port, ["tickets@firm.test"], letter())
        self.assertRegex(answer, r"^550[- ].*NE otpravleno")
        time.sleep(2)
        self.assertEqual(self.site.sink.letters, [])
        self.assertRegex(deliver(exim.port, ["tickets@firm.test"], letter(TICKET)), "^250")
        self.site.sink.wait_for("tickets@firm.test")


if __name__ == "__main__":
    unittest.main()
