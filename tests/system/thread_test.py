"""What an earlier letter of a thread held is not owed again: by References and In-Reply-To, out of the journal."""

import json
import os
import subprocess
import unittest

from postfix import TICKET, Site, letter

TABLES = """
[[organization]]
name = "ООО «Вектор»"
sender_domains = ["vektor.test"]
"""


class Threads(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(tables=TABLES, journal=True)
        cls.site.milter.mailbox("matters", "thread = false\n")
        if cls.site.milter.reload().returncode != 0:
            raise AssertionError("the mailbox was not taken")

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def send(self, own_id, text, answers="", to="tickets@firm.test", sender="ivan@vektor.test", subject="Re: question"):
        header = "Message-ID: <%s@vektor.test>\n" % own_id + answers
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        try:
            whole = letter(text, subject=subject, header=header).replace("ivan.petrov@vektor.test", sender)
            return client.deliver(sender, [to], whole)
        finally:
            client.close()

    def requirement(self, own_id):
        listed = subprocess.run([os.environ["PISMOVOD"], "journal", "list", "--json", "--config", self.site.milter.config],
                                stdout=subprocess.PIPE, text=True, check=True).stdout
        for line in listed.splitlines():
            case = json.loads(line)
            if case["message_id"] == "<%s@vektor.test>" % own_id:
                return case["mailboxes"][0]["requirements"][0]
        raise AssertionError("no case of " + own_id)

    def test_an_answer_owes_no_more_what_the_mailbox_was_told(self):
        self.assertRegex(self.send("told", TICKET, subject="matter"), "^250")
        self.assertRegex(self.send("answer", "Thank you, and what now?", "References: <told@vektor.test> <1@firm.test>\n"), "^250")
        found = self.requirement("answer")
        self.assertEqual(found["status"], "found")
        self.assertEqual(found["facts"][0]["value"], "TK-1234")
        self.assertRegex(found["facts"][0]["place"], r"^в письме от \d\d\.\d\d\.20\d\d этой переписки$")
        # By In-Reply-To as well, and from a colleague.
        self.assertRegex(self.send("colleague", "Hello again", "In-Reply-To: <told@vektor.test>\n", sender="olga@vektor.test"), "^250")

    def test_two_answers_to_one_letter(self):
        self.assertRegex(self.send("first", TICKET, "In-Reply-To: <asked@firm.test>\n"), "^250")
        self.assertRegex(self.send("second", "And thank you", "In-Reply-To: <asked@firm.test>\n"), "^250")

    def test_never_by_the_subject_alone(self):
        self.assertRegex(self.send("subject1", TICKET, subject="one subject"), "^250")
        self.assertRegex(self.send("subject2", "Hello", subject="Re: one subject"), "^550")

    def test_what_was_refused_told_nobody_anything(self):
        self.site.milter.mailbox("both", must='"ticket", "parcel"')
        self.assertEqual(self.site.milter.reload().returncode, 0)
        self.assertRegex(self.send("refused", TICKET, to="both@firm.test"), "^550")
        self.assertRegex(self.send("again", "Parcel: PC-1234", "References: <refused@vektor.test>\n", to="both@firm.test"), "^550")

    def test_not_to_another_mailbox_nor_of_a_stranger(self):
        self.assertRegex(self.send("here", TICKET), "^250")
        answers = "References: <here@vektor.test>\n"
        self.assertRegex(self.send("there", "Hello", answers, to="held@firm.test"), "^250")
        self.assertEqual(self.requirement("there")["status"], "missing")
        self.assertRegex(self.send("stranger", "Hello", answers, sender="eve@elsewhere.test"), "^550")

    def test_off_where_each_letter_is_a_matter(self):
        self.assertRegex(self.send("matter1", TICKET, to="matters@firm.test"), "^250")
        self.assertRegex(self.send("matter2", "Hello", "References: <matter1@vektor.test>\n", to="matters@firm.test"), "^550")

    def test_check_asks_the_journal_only_where_it_is_told(self):
        self.assertRegex(self.send("checked", TICKET), "^250")
        path = os.path.join(self.site.milter.folder, "answer.eml")
        with open(path, "w", encoding="utf-8") as file:
            file.write("From: ivan@vektor.test\nTo: tickets@firm.test\nIn-Reply-To: <checked@vektor.test>\nSubject: s\n\nHello\n")

        def check(*words):
            done = subprocess.run([os.environ["PISMOVOD"], "check", "--json", *words, "--config", self.site.milter.config, path],
                                  stdout=subprocess.PIPE, text=True, check=False)
            return done.returncode, json.loads(done.stdout)["recipients"][0]["requirements"][0]

        self.assertEqual(check()[0], 1)
        status, found = check("--journal")
        self.assertEqual((status, found["status"]), (0, "found"))
        self.assertRegex(found["where"], "^letter of ")


if __name__ == "__main__":
    unittest.main()
