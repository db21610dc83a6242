"""What the milter does is on record: a refused letter, its notice and its correction; a held letter
that is released or dropped; a letter that is withheld and the report on it."""

import itertools
import json
import os
import signal
import subprocess
import threading
import unittest
import urllib.request

from postfix import TICKET, Site, eventually, letter

TABLES = """
[notice]
domains = ["vektor.test"]
[override]
senders = ["boss@vektor.test"]
"""


class Journal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site(tables=TABLES, journal=True)
        folder = cls.site.milter.folder
        with open(os.path.join(folder, "more.toml"), "w", encoding="utf-8") as file:
            file.write('[journal]\npostfix = "%s/etc"\n' % cls.site.postfix.folder)

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def pismovod(self, *words):
        folder = self.site.milter.folder
        done = subprocess.run([os.environ["PISMOVOD"], *words, "--config", self.site.milter.config, "--config",
                               os.path.join(folder, "more.toml")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        return done.returncode, done.stdout

    def journal(self, *words):
        status, said = self.pismovod("journal", *words)
        self.assertEqual(status, 0, said)
        return said

    def cases(self, *words):
        return [json.loads(line) for line in self.journal("list", "--json", *words).splitlines()]

    def send(self, recipients, text, subject, sender="ivan@vektor.test", header=""):
        # From another machine: what comes from this one and is refused, the MTA itself bounces.
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        try:
            return client.deliver(sender, recipients, letter(text, subject=subject, header=header))
        finally:
            client.close()

    def test_refused_told_and_put_right(self):
        sender = "olga@vektor.test"
        reply = self.send(["tickets@firm.test"], "Hello", "first", sender, header="Message-ID: <first@vektor.test>\n")
        self.assertRegex(reply, "^550")
        number = reply.split("Case ")[-1].split()[0].strip()
        case = json.loads(self.journal("show", number, "--json"))
        self.assertEqual(case["action"], "reject")
        self.assertEqual(case["mailboxes"][0]["requirements"][0]["status"], "missing")
        self.assertIn(number, case["reply"][-1])
        explained = self.journal("explain", number)
        self.assertIn("rules/tickets.toml:3", explained)
        notice = self.site.sink.wait_for(sender)[0]
        self.assertEqual(notice[0], "")
        self.assertIn(b"In-Reply-To: <first@vektor.test>", notice[2])
        # The very same letter again is the same case and no second notice.
        again = self.send(["tickets@firm.test"], "Hello", "first", sender, header="Message-ID: <first@vektor.test>\n")
        self.assertIn("Case " + number, again)
        self.assertRegex(self.send(["tickets@firm.test"], TICKET, "Re: first", sender), "^250")
        case = eventually(lambda: [c for c in self.cases("--text", "first") if c["number"] == number and "put_right" in c],
                          "put right")[0]
        self.assertEqual(case["repeats"], 1)
        self.assertEqual([l["kind"] for l in case["letters"]], ["notice"])
        self.assertIn("1", self.journal("stats").split("\n")[0])
        self.assertIn(number, self.journal("export"))

    def test_checked_before_it_was_sent(self):
        folder = self.site.milter.folder
        with open(os.path.join(folder, "precheck.toml"), "w", encoding="utf-8") as file:
            file.write('[precheck]\nlisten = "127.0.0.1:0"\n')
        service = subprocess.Popen([os.environ["PISMOVOD"], "precheck", "--config", self.site.milter.config, "--config",
                                    os.path.join(folder, "precheck.toml")], stdout=subprocess.PIPE, text=True)
        self.addCleanup(service.wait)
        self.addCleanup(service.stdout.close)
        self.addCleanup(service.terminate)
        url = service.stdout.readline().strip() + "v1/check"

        def check(text):
            octets = ("From: vera@vektor.test\nTo: tickets@firm.test\nSubject: checked\n"
                      "Content-Type: text/plain; charset=utf-8\n\n" + text).encode()
            asked = urllib.request.Request(url, octets, {"Content-Type": "message/rfc822"})
            with urllib.request.urlopen(asked) as answer:
                return json.load(answer)["complete"]

        said = {}
        for name, text, tells in (("put_right", TICKET + "\nIt is urgent.", ["Hello", TICKET + "\nIt is urgent."]),
                                  ("incomplete", "Hello there", ["Hello there"]), ("no", TICKET + "\nNobody asked.", [])):
            complete = [check(each) for each in tells]
            self.assertEqual(complete, [each != "Hello" and each != "Hello there" for each in tells])
            self.send(["tickets@firm.test"], text, "checked", "vera@vektor.test")
            said[name] = self.cases("--text", "checked")[0].get("checked_before", "no")
        self.assertEqual(list(said), list(said.values()))
        rows = json.loads(self.journal("stats", "--json"))["checked_before"]
        self.assertEqual({row["name"]: row["letters"] for row in rows}, {"put_right": 1, "incomplete": 1})

    def test_what_the_mta_bounces_brings_no_notice(self):
        self.site.postfix.run("sendmail", "-f", "local@vektor.test", "tickets@firm.test", text=letter(subject="bounced"))
        self.assertIn(b"was NOT sent", self.site.sink.wait_for("local@vektor.test")[0][2])
        self.assertEqual(self.cases("--text", "bounced")[0].get("letters", []), [])

    def test_held_and_released(self):
        self.assertRegex(self.send(["held@firm.test"], "Hello", "to be released"), "^250")
        case = self.cases("--action", "hold", "--text", "released")[0]
        eventually(lambda: (case["queue_id"], True) in self.site.postfix.queue(), "a letter in the hold queue")
        self.journal("release", case["number"])
        self.site.sink.wait_for("held@firm.test")
        status, said = self.pismovod("journal", "release", case["number"])
        self.assertEqual(status, 69, said)
        self.assertEqual(json.loads(self.journal("show", case["number"], "--json"))["ending"]["how"], "released")

    def test_held_and_dropped(self):
        self.assertRegex(self.send(["held@firm.test", "dropped@elsewhere.test"], "Hello", "to be dropped"), "^250")
        case = self.cases("--action", "hold", "--text", "dropped")[0]
        self.journal("drop", case["number"], "--why", "a double")
        eventually(lambda: case["queue_id"] not in [q for q, _ in self.site.postfix.queue()], "the letter's end")
        self.assertEqual(self.site.sink.to("dropped@elsewhere.test"), [])
        self.assertIn("a double", self.journal("show", case["number"]))

    def test_withheld_and_reported(self):
        sender = "anna@vektor.test"
        self.assertRegex(self.send(["withheld@firm.test", "others@elsewhere.test"], "Hello", "partly", sender), "^250")
        self.site.sink.wait_for("others@elsewhere.test")
        reports = self.site.sink.wait_for(sender)
        self.assertEqual(len(reports), 1)
        self.assertIn(b"multipart/report", reports[0][2])
        self.assertEqual(reports[0][0], "")
        self.assertIn(b"Final-Recipient: rfc822; withheld@firm.test\r\n", reports[0][2])

    def test_overridden_the_tag_stays_here_and_the_first_case_is_closed(self):
        sender = "boss@vektor.test"
        reply = self.send(["tickets@firm.test"], "Hello", "[без проверки] urgent matter", sender)
        self.assertRegex(reply, "^550")
        self.assertIn("Metka bez prichiny ne dejstvuet", reply)
        number = reply.split("Case ")[-1].split()[0].strip()
        self.site.sink.wait_for(sender)
        self.assertRegex(self.send(["tickets@firm.test", "over@elsewhere.test"], "Hello", "[без проверки: agreed] urgent matter", sender), "^250")
        arrived = self.site.sink.wait_for("over@elsewhere.test")[0][2]
        self.assertIn(b"\r\nSubject: urgent matter\r\n", arrived)
        self.assertNotIn("проверки".encode(), arrived)
        case = eventually(lambda: [c for c in self.cases("--text", "urgent") if c["number"] == number and "put_right" in c],
                          "the first case closed")[0]
        self.assertTrue(case["put_right"]["overridden"])

    def test_notify_never_is_honoured(self):
        client = self.site.smtp()
        for line in ("MAIL FROM:<quiet@vektor.test>", "RCPT TO:<withheld@firm.test> NOTIFY=NEVER", "RCPT TO:<loud@elsewhere.test>"):
            self.assertRegex(client.say(line), "^250")
        client.say("DATA")
        self.assertRegex(client.say(letter(subject="quietly").replace("\n", "\r\n") + "\r\n."), "^250")
        client.close()
        self.site.sink.wait_for("loud@elsewhere.test")
        kinds = eventually(lambda: self.cases("--text", "quietly"), "the case")[0].get("letters", [])
        self.assertEqual([l["kind"] for l in kinds], ["notice"])

    def test_killed_under_load_every_case_that_was_told_of_is_there(self):
        told = []
        stopped = threading.Event()

        def send(who):
            for number in itertools.count():
                if stopped.is_set():
                    return
                try:
                    subject = "load %d of %d" % (number, who)
                    reply = self.send(["tickets@firm.test"], "Hello", subject, "load%d@vektor.test" % who)
                except OSError:
                    continue
                if "Case " in reply:
                    told.append(reply.split("Case ")[-1].split()[0])

        threads = [threading.Thread(target=send, args=(who,)) for who in range(3)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(15):
                goal = len(told) + 5
                eventually(lambda: len(told) >= goal, "refusals")
                self.site.milter.stop(signal.SIGKILL)
                self.site.milter.start()
        finally:
            stopped.set()
            for thread in threads:
                thread.join()
        numbers = [case["number"] for case in self.cases("--text", "load", "--limit", "100000")]
        self.assertEqual(set(told) - set(numbers), set())
        self.assertEqual(len(told), len(set(told)))
        self.assertEqual(len(numbers), len(set(numbers)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
