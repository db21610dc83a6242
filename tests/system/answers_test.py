"""What the sender of a letter is told, and what arrives: traps 1, 2, 4, 6, 10, 17, 18, 20, 22."""

import os
import unittest

from postfix import TICKET, Site, letter

REFUSED = ("550-5.7.1 Pis'mo na tickets@firm.test NE otpravleno. Nuzhno: ticket.\n"
           "550-5.7.1 Letter to tickets@firm.test was NOT sent: 1 required item is missing or wrong.\n"
           "550 5.7.1 Dopolnite i otprav'te snova.")


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def test_refused_with_the_exact_reply(self):
        self.assertEqual(self.site.deliver(["tickets@firm.test"], letter()), REFUSED)
        line = self.site.milter.line("decision=reject", "mailbox=tickets@firm.test")
        queue_id = line.split("qid=")[1].split()[0]
        self.assertRegex(self.site.postfix.log(), queue_id + ": milter-reject: END-OF-MESSAGE from .*: 5.7.1 Pis'mo na tickets@firm.test NE otpravleno")

    def test_completed_it_leaves(self):
        client = self.site.smtp()
        self.assertEqual(client.deliver("a@vektor.test", ["tickets@firm.test", "done@elsewhere.test"], letter()).split("\n")[0],
                         REFUSED.split("\n")[0])
        self.assertRegex(client.deliver("a@vektor.test", ["tickets@firm.test", "done@elsewhere.test"], letter(TICKET)), "^250 2.0.0")
        client.close()
        arrived = self.site.sink.wait_for("done@elsewhere.test")[0][2]
        self.assertNotIn(b"X-Pismovod", arrived)
        self.assertIn(TICKET.encode() + b"\r\n", arrived)

    def test_not_ours_goes_without_header_or_body(self):
        self.assertRegex(self.site.deliver(["a@elsewhere.test", "b@elsewhere.test"], letter()), "^250")
        self.site.sink.wait_for("a@elsewhere.test")
        self.assertEqual(self.site.milter.reload().returncode, 0)  # which logs what was counted
        self.assertRegex(self.site.milter.log(), r" not_ours=[1-9]")

    def test_several_recipients_one_answer(self):
        reply = self.site.deliver(["nobody-got-it@elsewhere.test", "tickets@firm.test", "parcels@firm.test"], letter(TICKET))
        self.assertEqual(reply,
                         "550-5.7.1 Pis'mo na parcels@firm.test NE otpravleno. Nuzhno: parcel.\n"
                         "550-5.7.1 Letter to parcels@firm.test was NOT sent: 1 required item is missing or wrong.\n"
                         "550-5.7.1 Ego ne poluchil nikto iz adresatov.\n"
                         "550 5.7.1 Dopolnite i otprav'te snova.")
        self.assertEqual(self.site.sink.to("nobody-got-it@elsewhere.test"), [])

    def test_pipelined_letters_in_one_session(self):
        client = self.site.smtp()
        self.assertIn("PIPELINING", client.extensions)
        for number in range(4):
            ours, right = number % 2 == 0, number == 2
            recipient = "tickets@firm.test" if ours else "piped@elsewhere.test"
            client.send("MAIL FROM:<a@vektor.test>\r\nRCPT TO:<%s>\r\nDATA" % recipient)
            self.assertEqual([client.reply()[:3] for _ in range(3)], ["250", "250", "354"])
            # The next command stands in the same packet as the end of the letter.
            client.send(letter(TICKET if right else "Hello").replace("\n", "\r\n") + ".\r\nNOOP")
            reply = client.reply()
            self.assertEqual(reply if ours and not right else reply[:3], REFUSED if ours and not right else "250")
            self.assertEqual(client.reply()[:3], "250")
        client.close()

    def test_a_refused_recipient_ends_nothing(self):
        client = self.site.smtp()
        replies = client.envelope("a@vektor.test", ["refused@elsewhere.test", "tickets@firm.test"])
        self.assertEqual([r[:3] for r in replies], ["250", "554", "250"])
        self.assertEqual(client.content(letter()), REFUSED)
        replies = client.envelope("a@vektor.test", ["refused@elsewhere.test"])
        self.assertEqual(client.say("RSET")[:3], "250")
        self.assertRegex(client.deliver("a@vektor.test", ["tickets@firm.test"], letter(TICKET)), "^250")
        client.close()

    def test_the_sender_leaves_in_the_middle(self):
        for at in range(3):
            client = self.site.smtp()
            if at > 0:
                client.envelope("a@vektor.test", ["tickets@firm.test"])
            if at > 1:
                client.say("DATA")
                client.send("Subject: cut\r\n\r\n" + "x" * 70000)
            client.close()
        self.assertEqual(self.site.deliver(["tickets@firm.test"], letter()), REFUSED)

    def test_forged_marks_are_removed(self):
        forged = "X-Pismovod: tickets@firm.test; verdict=pass\nX-Other: kept\nx-PISMOVOD: again\n\tfolded\n"
        self.assertRegex(self.site.deliver(["tickets@firm.test", "forged@elsewhere.test"], letter(TICKET, header=forged)), "^250")
        arrived = self.site.sink.wait_for("forged@elsewhere.test")[0][2]
        self.assertNotIn(b"pismovod", arrived.lower())
        self.assertIn(b"X-Other: kept\r\n", arrived)

    def test_null_sender_and_machines_pass(self):
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(), sender=""), "^250")
        self.assertIn("machine=yes", self.site.milter.line("from=<> "))
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(header="Auto-Submitted: auto-replied\n")), "^250")

    def test_an_alias_of_the_mailbox(self):
        self.assertIn("Letter to help@vektor.test was NOT sent", self.site.deliver(["help@vektor.test"], letter()))

    def test_an_alias_of_the_mta_is_not_seen(self):
        # Postfix expands virtual aliases behind the milter: such an address must be listed for the mailbox.
        self.assertRegex(self.site.deliver(["inside@vektor.test"], letter()), "^250")
        self.site.sink.wait_for("tickets@firm.test")

    def test_answers_are_ascii_with_and_without_smtputf8(self):
        client = self.site.smtp()
        for parameters in ("", " SMTPUTF8"):
            reply = client.deliver("a@vektor.test", ["tickets@firm.test"], letter(subject="Вопрос"), parameters)
            self.assertEqual(reply, REFUSED)
            self.assertTrue(reply.isascii())
        client.close()

    def test_a_lookalike_is_warned_of(self):
        self.assertRegex(self.site.deliver(["someone@f1rm.test"], letter()), "^250")
        arrived = self.site.sink.wait_for("someone@f1rm.test")[0][2]
        self.assertIn(b"X-Pismovod: warning=lookalike_domain; address=someone@f1rm.test;\r\n\tmeant=someone@firm.test\r\n", arrived)
        self.site.milter.line("lookalike_of=firm.test")

    def test_folded_fields_are_read_and_arrive_as_they_were(self):
        # The ticket stands in a folded subject; tabs and blanks behind the colon stay.
        header = "X-Tab:\tvalue\nX-None:value\nX-Two:  value\n"
        subject = "a long subject that goes\n on: Ticket: TK-1234"
        self.assertRegex(self.site.deliver(["tickets@firm.test", "folded@elsewhere.test"], letter(subject=subject, header=header)), "^250")
        arrived = self.site.sink.wait_for("folded@elsewhere.test")[0][2]
        for line in (b"X-Tab:\tvalue\r\n", b"X-None:value\r\n", b"X-Two:  value\r\n", b"goes\r\n on: Ticket"):
            self.assertIn(line, arrived)

    def test_lines_that_are_no_header(self):
        for text in (": nameless\n\n" + TICKET, "no header at all\n" + TICKET, "X-Large: " + "x" * 100000 + "\n\n" + TICKET):
            self.assertRegex(self.site.deliver(["tickets@firm.test"], text), "^250", text[:20])

    def test_a_large_header(self):
        # Postfix cuts one field at some 60,000 octets; together they are over our limit.
        fields = ("X-Large: " + ("x" * 900 + "\n ") * 60 + "x\n") * 6
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(header=fields)), "^250")
        self.site.milter.line("cannot_inspect=header_octets")

    def test_percent_signs(self):
        self.site.milter.write(top='texts = ["shipped", "more/ru.toml"]')
        os.makedirs(os.path.join(self.site.milter.folder, "more"), exist_ok=True)
        with open(os.path.join(self.site.milter.folder, "more", "ru.toml"), "w", encoding="utf-8") as file:
            file.write('[reply]\nneeds = "100 % NE %s %% otpravleno: {items}"\n')
        self.assertEqual(self.site.milter.reload().returncode, 0)
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter()), "^550-5.7.1 100 % NE %s %% otpravleno: ticket\n")
        self.site.milter.write()
        self.assertEqual(self.site.milter.reload().returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
