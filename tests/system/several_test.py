"""Two mail servers with a daemon each and one page share a journal on a PostgreSQL server, which is killed while mail
flows. Letters, cases and notices are counted: none is lost, none is sent twice, both machines see the same.

A longer time without the server: PISMOVOD_AWAY_SECONDS=60; with PISMOVOD_FIGURES the counts are printed."""

import collections
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from faults_test import Senders, say
from postfix import Site, eventually

TABLES = """
[notice]
domains = ["vektor.test"]
[review]
secret = "%s/secret"
users = "%s/users"
listen = "127.0.0.1:0"
"""
SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support", "postgres_server")


class Named(Senders):
    """Of one of the mail servers: no two letters are alike. `pause`: seconds before each."""

    def __init__(self, site, name, pause=0):
        self.name, self.pause = name, pause
        super().__init__(site)

    def send(self, subject, text, sender):
        time.sleep(self.pause)
        super().send(self.name + " " + subject, text, self.name + "." + sender)


class Several(unittest.TestCase):
    def setUp(self):
        # Its user, who is not root, comes there.
        self.server = tempfile.mkdtemp(prefix="pismovod-server-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.addCleanup(shutil.rmtree, self.server, ignore_errors=True)
        started = subprocess.run([SERVER, "start", self.server], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if started.returncode == 77:
            self.skipTest(started.stdout)
        self.assertEqual(started.returncode, 0, started.stdout)
        self.addCleanup(subprocess.run, [SERVER, "stop", self.server], check=False)
        url = "postgresql://postgres@/postgres?host=" + self.server
        secrets = tempfile.mkdtemp(prefix="pismovod-secrets-")
        self.addCleanup(shutil.rmtree, secrets, ignore_errors=True)
        self.sites = []
        for _ in range(2):
            self.sites.append(Site(tables=TABLES % (secrets, secrets), journal=url))
            self.addCleanup(self.sites[-1].close)
        for site in self.sites:
            self.unbound(site)

    def unbound(self, site):
        with open(site.milter.config, encoding="utf-8") as file:
            text = file.read()
        with open(site.milter.config, "w", encoding="utf-8") as file:
            file.write(text.replace("[notify]\n", "[notify]\nmost_an_hour = 0\n"))
        site.milter.stop()
        site.milter.start()

    def cases(self, site):
        done = subprocess.run([os.environ["PISMOVOD"], "journal", "export", "--json", "--config", site.milter.config],
                              stdout=subprocess.PIPE, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def notices(self):
        return collections.Counter(
            re.search(rb"(?mi)^Message-ID: (\S+)", octets).group(1) for site in self.sites
            for path, recipients, octets in list(site.sink.letters) if path == "" and recipients[0].endswith("@vektor.test"))

    def page(self):
        page = subprocess.Popen([os.environ["PISMOVOD"], "review", "--config", self.sites[0].milter.config],
                                stdout=subprocess.PIPE, text=True)
        self.addCleanup(page.wait)
        self.addCleanup(page.stdout.close)
        self.addCleanup(page.terminate)
        return page.stdout.readline().strip()

    def answers(self, url):
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def test_the_server_is_away(self):
        url = self.page()
        self.assertTrue(url.startswith("http://"), url)
        senders = [Named(site, "ab"[index]) for index, site in enumerate(self.sites)]
        for each in senders:
            each.wait_for(20)
        subprocess.run([SERVER, "kill", self.server], check=True)
        began = time.monotonic()
        away = float(os.environ.get("PISMOVOD_AWAY_SECONDS", "4"))
        before = [each.answers() for each in senders]
        while time.monotonic() - began < away:
            time.sleep(0.1)
        for each in senders:
            each.wait_for(5)
        while_away = [each.answers() - count for each, count in zip(senders, before)]
        self.assertLess(self.answers(url), 500)
        status = subprocess.run([os.environ["PISMOVOD"], "config", "check", "--config", self.sites[0].milter.config],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(status.returncode, 0, status.stdout)
        self.assertIn("cases go to the spool", status.stdout)
        subprocess.run([SERVER, "start", self.server], check=True)
        for each in senders:
            each.wait_for(20)
        for each in senders:
            each.stop()
            self.assertEqual(each.others, [])
        told = [number for each in senders for number, _ in each.told]
        self.assertEqual(len(told), len(set(told)))
        eventually(lambda: set(told) <= {case["number"] for case in self.cases(self.sites[0])}, "all cases")
        refused = [case for case in self.cases(self.sites[0]) if case["action"] == "reject"]
        eventually(lambda: len(self.notices()) >= len(refused), "a notice of each")
        time.sleep(1)
        notices = self.notices()
        say("two machines, the server away for %.0f s" % away, letters=sum(each.answers() for each in senders), refused=len(told),
            while_away=sum(while_away), cases=len(self.cases(self.sites[0])), notices=len(notices), sent=sum(notices.values()),
            longest_s=round(max(each.longest for each in senders), 2))
        self.assertEqual(self.cases(self.sites[0]), self.cases(self.sites[1]))
        self.assertEqual(len(refused), len(told))
        self.assertEqual(set(notices.values()), {1})
        self.assertEqual(len(notices), len(refused))


if __name__ == "__main__":
    unittest.main()
