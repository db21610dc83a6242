"""What is done with letters that lack something: modes, hold, withhold, override, exemptions, and
letters submitted locally. Traps 7, 8, 9, 13, 18, 19, 20."""

import os
import re
import unittest

from postfix import TICKET, Site, eventually, letter

TABLES = """
[exempt]
senders = ["robot@vektor.test", "@machines.test"]
clients = ["198.51.100.0/24"]
authenticated = ["crm"]
[override]
senders = ["boss@vektor.test"]
"""

# Where there are recipients besides ours.
MARK_FOR_ALL = rb"(?m)^X-Pismovod: verdict=fail(; case=[0-9A-Z]{7})?\r$"


class Actions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # As an installation has it: a Unix socket for Postfix's group, and a user without rights.
        cls.site = Site('socket_group = "postfix"\nsocket_mode = "0660"\nuser = "nobody"', TABLES,
                        listen="unix:{folder}/pismovod/milter")

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def arrived(self, recipient):
        return self.site.sink.wait_for(recipient)[0][2]

    def test_annotate(self):
        forged = "X-Pismovod: marked@firm.test; verdict=pass\n"
        self.assertRegex(self.site.deliver(["marked@firm.test", "annotated@elsewhere.test"], letter(header=forged)), "^250")
        arrived = self.arrived("annotated@elsewhere.test")
        # Others read the mark too: not a word of whom else the letter went to, nor of what it lacks.
        self.assertRegex(arrived, MARK_FOR_ALL)
        self.assertEqual(len(re.findall(rb"(?mi)^X-Pismovod:", arrived)), 1)
        self.assertRegex(self.site.deliver(["marked@firm.test"], letter(header=forged)), "^250")
        self.assertIn(b"X-Pismovod: marked@firm.test; verdict=fail; missing=ticket\r\n", self.site.sink.wait_for("marked@firm.test", 2)[1][2])

    def test_a_long_mark_is_folded_and_letters_need_no_smtputf8(self):
        self.assertRegex(self.site.deliver(["many@firm.test"], letter("Привет")), "^250")
        arrived = self.arrived("many@firm.test")
        field = re.search(rb"(?ms)^X-Pismovod: .*?\r\n(?![ \t])", arrived).group(0)
        self.assertGreater(field.count(b"\r\n\t"), 2)
        self.assertTrue(all(len(line) <= 78 for line in field.split(b"\r\n")), field)
        self.assertEqual(len(re.findall(rb"a_requirement_with_a_long_name_\d", field)), 9)
        self.assertNotIn("SMTPUTF8", self.site.postfix.log())

    def test_observe_touches_nothing(self):
        forged = "X-Pismovod: forged\n"
        self.assertRegex(self.site.deliver(["watched@firm.test", "observed@elsewhere.test"], letter(header=forged)), "^250")
        self.assertIn(b"X-Pismovod: forged\r\n", self.arrived("observed@elsewhere.test"))
        self.assertIn("verdict=fail", self.site.milter.line("decision=accept", "mailbox=watched@firm.test"))

    def test_the_strictest_of_several_mailboxes_wins(self):
        everyone = ["watched@firm.test", "marked@firm.test", "held@firm.test", "tickets@firm.test"]
        self.assertRegex(self.site.deliver(everyone, letter()), "^550-5.7.1 Pis'mo na held@firm.test, tickets@firm.test NE otpravleno: .*: 2[.]")

    def test_hold(self):
        self.assertRegex(self.site.deliver(["held@firm.test", "held@elsewhere.test"], letter()), "^250")
        queue_id = self.site.milter.line("decision=hold").split("qid=")[1].split()[0]
        eventually(lambda: (queue_id, True) in self.site.postfix.queue(), "a letter in the hold queue")
        self.assertEqual(self.site.sink.to("held@elsewhere.test"), [])
        # Released it leaves as it is: Postfix does not filter it again.
        self.site.postfix.run("postsuper", "-H", queue_id)
        self.site.postfix.run("postqueue", "-i", queue_id)
        self.assertRegex(self.arrived("held@elsewhere.test"), MARK_FOR_ALL)

    def test_withhold(self):
        recipients = ["Withheld@firm.test", "others@elsewhere.test", "withheld@FIRM.test"]
        self.assertRegex(self.site.deliver(recipients, letter()), "^250")
        arrived = self.arrived("others@elsewhere.test")
        self.assertRegex(arrived, MARK_FOR_ALL)
        eventually(lambda: not self.site.postfix.queue(), "an empty queue")
        delivered = [r for l in self.site.sink.letters for r in l[1]]
        self.assertEqual([r for r in delivered if r.lower().startswith("withheld@")], [])

    def test_withholding_from_everybody_is_a_refusal(self):
        self.assertRegex(self.site.deliver(["withheld@firm.test"], letter()), "^550-5.7.1 Pis'mo na withheld@firm.test NE otpravleno")

    def test_override(self):
        subject = "=?utf-8?B?W9Cx0LXQtyDQv9GA0L7QstC10YDQutC4OiDRgdGA0L7Rh9C90L5d?= question"  # [без проверки: срочно]
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(subject=subject)), "^550")
        self.site.milter.line("override_refused=not_allowed")
        self.assertRegex(self.site.deliver(["tickets@firm.test", "urgent@elsewhere.test"], letter(subject=subject), "boss@vektor.test"), "^250")
        self.assertIn("override=срочно", self.site.milter.line("decision=annotate", "from=b***@vektor.test"))
        arrived = self.arrived("urgent@elsewhere.test")
        self.assertRegex(arrived, MARK_FOR_ALL.replace(b"fail", b"overridden"))
        self.assertIn(b"\r\nSubject: question\r\n", arrived)  # the tag is for us
        # Logged in as somebody else, whoever writes the boss's address is not the boss.
        client = self.site.smtp()
        self.assertRegex(client.say("XCLIENT LOGIN=clerk"), "^220")
        client.say("EHLO client.test")
        self.assertRegex(client.deliver("boss@vektor.test", ["tickets@firm.test"], letter(subject=subject)), "^550")
        client.close()
        self.site.milter.line("override_refused=login", "sender_by=another_login")

    def test_a_quoted_local_part_is_the_same_mailbox(self):
        self.assertRegex(self.site.deliver(['"tickets"@firm.test'], letter()), "^550-5.7.1 ")

    def test_exempt_senders(self):
        for sender in ("robot@vektor.test", "Robot@Vektor.TEST", "any@machines.test"):
            self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(header="X-Pismovod: forged\n"), sender), "^250", sender)
        self.site.milter.line("exempt=sender")
        self.assertTrue(all(b"forged" not in l[2] for l in self.site.sink.to("tickets@firm.test")))

    def test_exempt_clients_and_authenticated_names(self):
        for attribute, why in (("ADDR=198.51.100.7", "client"), ("LOGIN=crm", "authenticated")):
            client = self.site.smtp()
            self.assertRegex(client.say("XCLIENT " + attribute), "^220")
            client.say("EHLO client.test")
            self.assertRegex(client.deliver("a@vektor.test", ["tickets@firm.test"], letter()), "^250", why)
            client.close()
            self.site.milter.line("exempt=" + why)

    def test_submitted_locally(self):
        # By sendmail(1): recipients without angle brackets, and no verdict before the end of the message.
        self.site.postfix.run("sendmail", "-f", "local@vektor.test", "tickets@firm.test", text=letter(TICKET))
        self.site.sink.wait_for("tickets@firm.test")
        self.assertIn("rcpts=1", self.site.milter.line("from=l***@vektor.test", "decision=accept"))

    def test_submitted_locally_and_refused(self):
        self.site.postfix.run("sendmail", "-f", "lokal@vektor.test", "tickets@firm.test", "none@elsewhere.test", text=letter())
        bounce = self.arrived("lokal@vektor.test")
        self.assertIn(b"Letter to tickets@firm.test was NOT sent", bounce)
        eventually(lambda: not self.site.postfix.queue(), "an empty queue")
        self.assertEqual(self.site.sink.to("none@elsewhere.test"), [])

    def test_withheld_from_a_local_letter(self):
        # The path goes back as it came: without the angle brackets that it does not have.
        self.site.postfix.run("sendmail", "-f", "a@vektor.test", "withheld@firm.test", "local-others@elsewhere.test", text=letter())
        self.arrived("local-others@elsewhere.test")
        eventually(lambda: not self.site.postfix.queue(), "an empty queue")
        self.assertEqual(self.site.sink.to("withheld@firm.test"), [])

    def test_the_privileges_and_the_socket(self):
        with open("/proc/%d/status" % self.site.milter.process.pid, encoding="utf-8") as status:
            self.assertRegex(status.read(), r"Uid:\s+65534\s+65534\s+65534\s+65534")
        self.assertEqual(os.stat(os.path.join(self.site.milter.folder, "milter")).st_mode & 0o777, 0o660)


if __name__ == "__main__":
    unittest.main(verbosity=2)
