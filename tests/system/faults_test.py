"""What breaks while mail flows: a full disk, a journal that another holds locked, a kill at any moment. Letters, cases
and notices are counted before and after: none is lost, none is sent twice but where a kill explains it.

A longer run: PISMOVOD_LOCK_SECONDS=60 PISMOVOD_KILL_ROUNDS=300; with PISMOVOD_FIGURES the counts are printed."""

import collections
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

from postfix import TICKET, Site, eventually, letter

TABLES = """
[notice]
domains = ["vektor.test"]
"""


def say(title, **figures):
    if os.environ.get("PISMOVOD_FIGURES"):
        print(title + ": " + " ".join("%s=%s" % pair for pair in figures.items()), file=sys.stderr)


class Senders:
    """Letters without a pause, every third one complete, each with a subject of its own."""

    def __init__(self, site, count=3, header=""):
        self.site, self.header = site, header
        self.told = []  # (case's number, subject) of refusals that name a case
        self.passed = []  # subjects
        self.others = []  # what else was answered, a connection that broke too
        self.longest = 0.0
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(who,)) for who in range(count)]
        for thread in self.threads:
            thread.start()

    def run(self, who):
        number = 0
        while not self.stopped.is_set():
            number += 1
            self.send("load %d of %d" % (number, who), TICKET if number % 3 == 0 else "Hello", "load%d@vektor.test" % who)

    def send(self, subject, text, sender):
        # From another machine: what comes from this one and is refused, the MTA itself bounces.
        began = time.monotonic()
        try:
            client = self.site.smtp()
            try:
                client.say("XCLIENT ADDR=198.51.100.7")
                client.say("EHLO client.test")
                reply = client.deliver(sender, ["tickets@firm.test"], letter(text, subject, self.header))
            finally:
                client.close()
        except OSError as error:
            reply = "none: " + str(error)
        self.longest = max(self.longest, time.monotonic() - began)
        if "Case " in reply:
            self.told.append((reply.split("Case ")[-1].split()[0], subject))
        elif reply.startswith("250"):
            self.passed.append(subject)
        else:
            self.others.append(reply)

    def answers(self):
        return len(self.told) + len(self.passed) + len(self.others)

    def wait_for(self, more):
        goal = self.answers() + more
        eventually(lambda: self.answers() >= goal, "%d more answers" % more)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()


class Faults(unittest.TestCase):
    def setUp(self):
        self.site = Site(tables=TABLES, journal=True)
        self.addCleanup(self.site.close)
        self.milter = self.site.milter
        self.path = os.path.join(self.milter.folder, "journal", "journal.sqlite")

    def change(self, table, *settings):
        with open(self.milter.config, encoding="utf-8") as file:
            text = file.read()
        with open(self.milter.config, "w", encoding="utf-8") as file:
            file.write(text.replace("[%s]\n" % table, "[%s]\n%s\n" % (table, "\n".join(settings))))

    def cases(self):
        done = subprocess.run([os.environ["PISMOVOD"], "journal", "export", "--json", "--config", self.milter.config],
                              stdout=subprocess.PIPE, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def notices(self):
        """How often each notice came, by its Message-ID."""
        found = [re.search(rb"(?mi)^Message-ID: (\S+)", octets).group(1)
                 for path, recipients, octets in list(self.site.sink.letters) if path == "" and recipients[0].endswith("@vektor.test")]
        return collections.Counter(found)

    def figures(self):
        """What the daemon counted, as it says at its end."""
        self.milter.stop(signal.SIGTERM)
        line = [l for l in self.milter.log().splitlines() if " event=stop " in l][-1]
        return {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", line)}

    def check(self, senders, title, **more):
        """Every letter that was told of is one case, and every case of a refusal had its notice, once."""
        told, subjects = [number for number, _ in senders.told], [subject for _, subject in senders.told]
        self.assertEqual(len(told), len(set(told)))
        eventually(lambda: set(told) <= {case["number"] for case in self.cases()}, "all cases")
        refused = [case for case in self.cases() if case["action"] == "reject"]
        eventually(lambda: len(self.notices()) >= len(refused), "a notice of each")
        notices = self.notices()
        say(title, letters=senders.answers(), refused=len(told), passed=len(senders.passed), others=len(senders.others),
            cases=len(self.cases()), cases_refused=len(refused), notices=len(notices), sent=sum(notices.values()),
            longest_s=round(senders.longest, 2), **more)
        self.assertEqual(len(notices), len(refused))
        self.assertEqual(len({case["number"] for case in refused}), len(refused))
        self.assertLessEqual(set(subjects), {case["subject"] for case in refused})
        arrived = [re.search(rb"(?m)^Subject: (.*?)\r$", l[2]).group(1).decode() for l in self.site.sink.to("tickets@firm.test")]
        self.assertLessEqual(set(senders.passed), set(arrived))
        return refused, notices

    def test_the_disk_is_full(self):
        self.milter.stop(signal.SIGTERM)
        disk = os.path.join(self.site.folder, "disk")
        os.mkdir(disk)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        self.addCleanup(self.milter.stop, signal.SIGKILL)
        for name in ("journal", "spool"):
            shutil.rmtree(os.path.join(self.milter.folder, name))
            os.mkdir(os.path.join(disk, name))
            os.symlink(os.path.join(disk, name), os.path.join(self.milter.folder, name))
        self.change("journal", "spool_octets = 8000000")
        self.change("notify", "most_an_hour = 0")
        self.milter.start()
        senders = Senders(self.site)
        try:
            senders.wait_for(30)
            filler = os.path.join(disk, "filler")
            with open(filler, "wb", buffering=0) as file:
                for size in (1 << 16, 1 << 12, 1):
                    try:
                        while True:
                            file.write(b"x" * size)
                    except OSError:
                        continue
                before = senders.answers()
                self.assertEqual(shutil.disk_usage(disk).free, 0)
                senders.wait_for(60)
                during = senders.answers() - before
                self.assertIsNone(self.milter.process.poll())
            os.unlink(filler)
            senders.wait_for(30)
        finally:
            senders.stop()
        self.assertEqual(senders.others, [])
        figures = self.check_spooled(senders, "disk full", while_full=during)
        self.assertEqual(figures["reject"], len(senders.told))

    def test_the_journal_is_locked_by_another(self):
        self.milter.stop(signal.SIGTERM)
        self.change("notify", "most_an_hour = 0")
        self.milter.start()
        senders = Senders(self.site)
        try:
            senders.wait_for(10)
            other = sqlite3.connect(self.path, isolation_level=None)
            other.execute("PRAGMA busy_timeout = 60000")
            other.execute("BEGIN IMMEDIATE")
            before = senders.answers()
            time.sleep(float(os.environ.get("PISMOVOD_LOCK_SECONDS", "0")))
            senders.wait_for(60)
            during = senders.answers() - before
            other.execute("ROLLBACK")
            other.close()
            senders.wait_for(10)
        finally:
            senders.stop()
        self.assertEqual(senders.others, [])
        self.check_spooled(senders, "locked", while_locked=during)

    def test_daemon_and_sender_are_killed_at_any_moment(self):
        rounds = int(os.environ.get("PISMOVOD_KILL_ROUNDS", "20"))
        chance = random.Random(5)
        self.milter.stop(signal.SIGTERM)
        self.change("notify", "most_an_hour = 0", "in_serve = false")
        self.milter.start()
        notify = [os.environ["PISMOVOD"], "notify", "--config", self.milter.config]
        sender = subprocess.Popen(notify, stderr=subprocess.DEVNULL)
        senders, kills = Senders(self.site), [0, 0]
        try:
            for _ in range(rounds):
                goal = len(senders.told) + chance.randrange(1, 6)
                eventually(lambda: len(senders.told) >= goal, "refusals")
                time.sleep(chance.random() / 50)
                if chance.random() < 0.5:
                    self.milter.stop(signal.SIGKILL)
                    self.milter.start()
                    kills[0] += 1
                else:
                    heard = len(self.site.sink.letters) + chance.randrange(0, 4)
                    eventually(lambda: len(self.site.sink.letters) >= heard, "letters")
                    sender.kill()
                    sender.wait()
                    self.release_claims()
                    sender = subprocess.Popen(notify, stderr=subprocess.DEVNULL)
                    kills[1] += 1
        finally:
            senders.stop()
            self.release_claims()
            self.addCleanup(sender.wait)
            self.addCleanup(sender.kill)
        refused, notices = self.check(senders, "killed", serve=kills[0], notify=kills[1])
        # Refusals that nobody was told of, since the daemon was killed before its answer came through.
        self.assertLessEqual(len(refused) - len(senders.told), 3 * kills[0])
        self.assertLessEqual(sum(notices.values()) - len(notices), kills[1])
        self.assertEqual([reply for reply in senders.others if not reply.startswith(("451 4.7.1", "none"))], [])

    def check_spooled(self, senders, fault, **said):
        """Nothing is lost: what the journal could not take waited in the spool, and every notice went once."""
        _, notices = self.check(senders, fault, **said)
        figures = self.figures()
        say(fault + ", the daemon", **{key: figures[key] for key in ("recorded", "spooled", "taken_in", "late", "lost")})
        self.assertGreater(figures["spooled"], 0)
        self.assertEqual(figures["taken_in"], figures["spooled"])
        self.assertEqual((figures["late"], figures["lost"]), (0, 0))
        self.assertEqual(set(notices.values()), {1})
        return figures

    def release_claims(self):
        """The six minutes of a claim, gone by: of a sender that was killed."""
        with sqlite3.connect(self.path, timeout=60) as journal:
            journal.execute("UPDATE outbox SET claimed_until = 0 WHERE state = 0")


if __name__ == "__main__":
    unittest.main(verbosity=2)
