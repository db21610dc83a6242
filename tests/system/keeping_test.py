"""Yesterday's copy of the journal, restored: nothing is sent twice; a person forgotten."""

import os
import subprocess
import unittest

from postfix import Site, letter

SENDER = "ivan.petrov@vektor.test"


class Keeping(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site("", '[notice]\ndomains = ["vektor.test"]\n', journal=True)

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def journal(self, *words):
        done = subprocess.run([os.environ["PISMOVOD"], "journal", *words, "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
        return done.returncode, done.stdout

    def refuse(self, subject):
        # From another machine: what a local program hands in the MTA itself bounces.
        client = self.site.smtp()
        self.assertRegex(client.say("XCLIENT ADDR=198.51.100.7"), "^220")
        client.say("EHLO client.test")
        self.assertRegex(client.deliver(SENDER, ["tickets@firm.test"], letter(subject=subject)), "^550")
        client.close()

    def cases(self):
        return len([l for l in self.journal("list", "--json")[1].splitlines() if l.startswith("{")])

    def test_backup_restore_and_forget(self):
        copy = os.path.join(self.site.folder, "copy")
        self.refuse("one")
        status, said = self.journal("backup", copy)
        self.assertEqual(status, 0, said)
        self.assertEqual(os.stat(copy).st_mode & 0o777, 0o700)
        self.refuse("two")
        self.site.sink.wait_for(SENDER, 2)
        self.assertEqual(self.cases(), 2)
        status, said = self.journal("restore", copy)
        self.assertEqual(status, 69, said)
        self.assertIn("the daemon runs", said)
        self.site.milter.stop()
        status, said = self.journal("restore", copy)
        self.assertEqual(status, 0, said)
        self.site.milter.start()
        self.assertEqual(self.cases(), 1)
        # The daemon works on it, and sends the third letter's notice and no other.
        self.refuse("three")
        self.site.sink.wait_for(SENDER, 3)
        self.assertEqual(len(self.site.sink.to(SENDER)), 3)
        self.assertEqual(self.cases(), 2)
        status, said = self.journal("forget", SENDER)
        self.assertEqual(status, 0, said)
        self.assertIn("Удалено случаев: 2", said)
        self.assertEqual(self.cases(), 0)


if __name__ == "__main__":
    unittest.main()
