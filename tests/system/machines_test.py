"""Three machines, each in a network namespace of its own: two mail servers with a daemon each, and one with the database
and the page. Mail flows while a machine is cut off, the database is killed, a daemon is killed at any moment. Letters,
cases and notices are counted. Held letters are released from the page, rules that differ are said.

Longer: PISMOVOD_AWAY_SECONDS=60 PISMOVOD_KILL_ROUNDS=30; with PISMOVOD_FIGURES the counts are printed."""

import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from faults_test import say
from postfix import eventually
from several_test import SERVER, TABLES

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "correct horse battery"
AWAY = float(os.environ.get("PISMOVOD_AWAY_SECONDS", "5"))
ROUNDS = int(os.environ.get("PISMOVOD_KILL_ROUNDS", "4"))


def ip(*words):
    return subprocess.run(["ip", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


class Remote:
    """machine.py in its namespace."""

    def __init__(self, space):
        self.process = subprocess.Popen(["ip", "netns", "exec", space, sys.executable, os.path.join(HERE, "machine.py")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, *words):
        self.begin(*words)
        return self.answer()

    def begin(self, *words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("a machine ended")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Machines(unittest.TestCase):
    def setUp(self):
        self.names = {which: "pv%d%s" % (os.getpid() % 100000, which) for which in ("db", "a", "b")}
        self.addCleanup(self.remove_spaces)
        made = ip("netns", "add", self.names["db"])
        if made.returncode != 0:
            self.skipTest("no network namespaces here: " + made.stdout)
        self.lay_wires()
        self.start_server()
        self.secrets = tempfile.mkdtemp(prefix="pismovod-secrets-")
        self.addCleanup(shutil.rmtree, self.secrets, ignore_errors=True)
        tables = TABLES % (self.secrets, self.secrets)
        self.machines = []
        for which, net in (("a", 1), ("b", 2)):
            machine = Remote(self.names[which])
            self.addCleanup(machine.close)
            machine.where = machine.tell("start", "mx-%s.test" % which, self.url(net), tables)
            self.machines.append(machine)
        self.a, self.b = self.machines
        self.open_page()

    def lay_wires(self):
        """db has 10.97.1.1 and 10.97.2.1; a and b have .2 at the other end."""
        for which, net in (("a", 1), ("b", 2)):
            space, near, far = self.names[which], "%sd" % self.names[which], "%sm" % self.names[which]
            for words in (("netns", "add", space), ("link", "add", near, "type", "veth", "peer", "name", far),
                          ("link", "set", near, "netns", self.names["db"]), ("link", "set", far, "netns", space)):
                done = ip(*words)
                self.assertEqual(done.returncode, 0, done.stdout)
            for where, link, address in ((self.names["db"], near, "10.97.%d.1/24" % net), (space, far, "10.97.%d.2/24" % net)):
                for words in (("link", "set", "lo", "up"), ("addr", "add", address, "dev", link), ("link", "set", link, "up")):
                    done = ip("-n", where, *words)
                    self.assertEqual(done.returncode, 0, done.stdout)

    def cut(self, which, state):
        self.assertEqual(ip("-n", self.names["db"], "link", "set", "%sd" % self.names[which], state).returncode, 0)

    def remove_spaces(self):
        for space in self.names.values():
            ip("netns", "del", space)

    def server_does(self, verb):
        done = subprocess.run(["ip", "netns", "exec", self.names["db"], SERVER, verb, self.server], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode == 77:
            self.skipTest(done.stdout)
        self.assertEqual(done.returncode, 0, done.stdout)

    def start_server(self):
        self.server = tempfile.mkdtemp(prefix="pismovod-server-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.addCleanup(shutil.rmtree, self.server, ignore_errors=True)
        self.server_does("start")
        self.addCleanup(subprocess.run, [SERVER, "stop", self.server], check=False)
        self.server_does("stop")
        with open(self.server + "/data/postgresql.conf", "a", encoding="utf-8") as file:
            file.write("listen_addresses = '*'\n")
        with open(self.server + "/data/pg_hba.conf", "a", encoding="utf-8") as file:
            file.write("host all all 10.97.0.0/16 trust\n")
        self.server_does("start")

    def url(self, net):
        return "postgresql://postgres@10.97.%d.1/postgres?sslmode=disable" % net

    def open_page(self):
        config = os.path.join(self.secrets, "page.toml")
        with open(self.a.where["config"], encoding="utf-8") as file:
            text = file.read().replace('host = "mx-a.test"', 'host = "page.test"')
        text = text.replace('"rules/*.toml"', '"%s/rules/*.toml"' % self.a.where["folder"])
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([os.environ["PISMOVOD"], "review", "passwd", "lena", "--role", "lead", "--config", config], check=True,
                       input=PASSWORD + "\n", stdout=subprocess.DEVNULL, text=True)
        self.page = Remote(self.names["db"])
        self.addCleanup(self.page.close)
        self.config = config
        self.assertTrue(self.page.tell("open_page", config).startswith("http://"))
        signed_in = self.page.tell("post", "/sign-in", "/sign-in", {"name": "lena", "password": PASSWORD})
        self.assertIn("/sign-out", signed_in)

    def cases(self):
        done = subprocess.run(["ip", "netns", "exec", self.names["db"], os.environ["PISMOVOD"], "journal", "export", "--json",
                               "--config", self.config], stdout=subprocess.PIPE, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def notices(self):
        return collections.Counter(number for machine in self.machines for path, to, _, number in machine.tell("arrived")
                                   if path == "" and to.endswith("@vektor.test"))

    def wait_for(self, more):
        for machine in self.machines:
            machine.begin("wait_for", more)
        for machine in self.machines:
            machine.answer()

    def wait_for_spools(self):
        """As many wait there as came while the database was away: longer than any other test is patient."""
        until = time.monotonic() + 60 + 20 * AWAY
        while any(machine.tell("status")["spool_octets"] for machine in self.machines):
            self.assertLess(time.monotonic(), until, "cases wait in a spool")
            time.sleep(0.5)

    def end_leases(self):
        """As if the quarter of an hour were over for which a letter is its notifier's, who was killed."""
        subprocess.run(["ip", "netns", "exec", self.names["db"], "psql", "-q", "-h", "10.97.1.1", "-U", "postgres", "-c",
                        "UPDATE outbox SET claimed_until = 0 WHERE state = 0"], check=True)

    def test_cut_off_killed_and_counted(self):
        for machine in self.machines:
            machine.tell("load", AWAY / 200)  # as many letters however long it takes
        self.wait_for(20)

        self.cut("b", "down")
        time.sleep(AWAY)
        self.wait_for(5)
        self.cut("b", "up")
        self.wait_for(10)

        self.server_does("kill")
        time.sleep(AWAY)
        self.wait_for(5)
        self.server_does("start")
        self.wait_for(10)

        draw = random.Random(7)
        for _ in range(ROUNDS):
            time.sleep(draw.uniform(0.05, 0.6))
            draw.choice(self.machines).tell("kill")
        self.wait_for(10)

        ends = [machine.tell("quiet") for machine in self.machines]
        began = time.monotonic()
        self.wait_for_spools()
        taken_in = time.monotonic() - began
        told = [number for end in ends for number, _ in end["told"]]
        self.assertEqual(len(told), len(set(told)))
        eventually(lambda: set(told) <= {case["number"] for case in self.cases()}, "all cases")
        refused = [case for case in self.cases() if case["action"] == "reject"]
        eventually(lambda: len(self.notices()) >= len(refused) - ROUNDS, "a notice of each")
        self.end_leases()
        eventually(lambda: len(self.notices()) >= len(refused), "the notices that those who were killed had begun")
        time.sleep(1)
        notices, cases = self.notices(), self.cases()
        say("three machines, each trouble %.0f s, %d kills" % (AWAY, ROUNDS),
            letters=sum(len(end["told"]) + len(end["passed"]) + len(end["others"]) for end in ends), refused=len(told),
            unanswered=sum(len(end["others"]) for end in ends), cases=len(cases), notices=len(notices),
            sent=sum(notices.values()), spools_empty_after_s=round(taken_in), longest_s=round(max(end["longest"] for end in ends), 2))
        self.assertEqual(len(notices), len(refused))
        self.assertEqual(len({case["number"] for case in cases}), len(cases))
        # Between the relay's answer and its mark a kill may send a notice again, with the same Message-ID.
        self.assertLessEqual(sum(notices.values()) - len(notices), ROUNDS)
        subjects = [case["subject"] for case in refused]
        self.assertLessEqual({subject for end in ends for _, subject in end["told"]}, set(subjects))
        for machine, end in zip(self.machines, ends):
            arrived = {subject for _, to, subject, _ in machine.tell("arrived") if to == "tickets@firm.test"}
            self.assertLessEqual(set(end["passed"]), arrived)
            self.assertFalse(arrived & {subject for _, subject in end["told"]}, "a refused letter arrived")
            # What nobody answered was cut off by a kill, and the mail server said to come again.
            self.assertLessEqual(len([reply for reply in end["others"] if not reply.startswith(("4", "none"))]), 0, end["others"])

    def test_a_held_letter_leaves_from_the_page(self):
        for subject in ("first", "second"):
            self.assertTrue(self.b.tell("hold", subject).startswith("250"))
        eventually(lambda: len(self.cases()) == 2, "two cases")
        by_subject = {case["subject"]: case["number"] for case in self.cases()}
        first, second = "/c/" + by_subject["first"], "/c/" + by_subject["second"]
        self.assertIn("mx-b.test поручено выпустить", self.page.tell("post", first + "/release", first, {"why": "договорились"}))
        self.page.tell("post", second + "/drop", second, {"why": "ошибка"})
        eventually(lambda: "Выпущено: lena" in self.page.tell("get", first), "the letter's release")
        eventually(lambda: "Удалено: lena" in self.page.tell("get", second), "the letter's end")
        eventually(lambda: [a[2] for a in self.b.tell("arrived") if a[1] == "held@firm.test"] == ["first"], "the letter")
        self.assertEqual(self.b.tell("held"), 0)
        # Nobody is there who could do it: said, and nothing is lost.
        self.assertTrue(self.b.tell("hold", "third").startswith("250"))
        third = eventually(lambda: {c["subject"]: c["number"] for c in self.cases()}.get("third"), "the third case")
        self.cut("b", "down")
        self.page.tell("post", "/c/%s/release" % third, "/c/" + third, {})
        self.assertIn("поручено выпустить", self.page.tell("get", "/c/" + third))
        self.cut("b", "up")
        eventually(lambda: "Выпущено: lena" in self.page.tell("get", "/c/" + third), "the release once the machine is back")

    def test_rules_that_differ_are_said(self):
        eventually(lambda: len(self.a.tell("status")["daemons"]) == 2, "both daemons in the status")
        self.assertNotIn("по разным правилам", self.page.tell("get", "/"))
        with open(os.path.join(self.b.where["folder"], "rules", "held.toml"), "a", encoding="utf-8") as file:
            file.write("# changed here alone\n")
        self.assertEqual(self.b.tell("reload"), 0)
        eventually(lambda: "по разным правилам (mx-a.test: " in self.page.tell("get", "/"), "the page's warning")
        eventually(lambda: "event=rules_differ" in self.b.tell("log"), "a line in the log")


if __name__ == "__main__":
    unittest.main()
