"""Letters that are kept for their senders' form are judged again by `replay --from-journal`, with their envelopes."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

from postfix import Site, eventually, letter

TABLES = """
[review]
public_url = "http://mail.vektor.test"
secret = "{folder}/secret"
[kept]
folder = "{folder}/letters"
"""


class KeptReplay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pismovod-kept-")
        cls.site = Site(tables=TABLES.format(folder=cls.folder), journal=True)

    @classmethod
    def tearDownClass(cls):
        cls.site.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    def replay(self, *words):
        done = subprocess.run([os.environ["PISMOVOD"], "replay", "--json", *words, "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr

    def test_kept_letters_are_judged_with_their_own_envelopes(self):
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        # The envelope alone says whom it goes to.
        self.assertRegex(client.deliver("ivan@vektor.test", ["tickets@firm.test"], letter("Hello")), "^550")
        client.close()
        eventually(lambda: os.listdir(os.path.join(self.folder, "letters")), "a kept letter")
        status, figures = self.replay("--from-journal")
        self.assertEqual((status, figures["letters"], figures["ours"], figures["refused"]), (0, 1, 1, 1))
        self.assertEqual(figures["senders"][0]["address"], "ivan@vektor.test")
        self.assertEqual(self.replay()[0], 64)


if __name__ == "__main__":
    unittest.main()
