"""Letters of mixed sizes through a real Postfix for as long as is asked, with reloads and a restart, counted one by one.

Every letter has a number of its own. A letter that is answered 250 must be at the sink once, one that is refused
never; either has one case where it is to a mailbox of ours; no case is told of twice. The daemon's memory,
descriptors and threads are looked at all along: what it has at the end of a life it had early in it.
"""

import collections
import importlib.machinery
import importlib.util
import os
import random
import re
import sqlite3
import statistics
import threading
import time

from postfix import shipped_site

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
GROWTH_MIB, GROWTH_DESCRIPTORS, GROWTH_THREADS = 24, 8, 8


def letter_maker():
    """The letters of scripts/bench."""
    loader = importlib.machinery.SourceFileLoader("bench", os.path.join(ROOT, "scripts/bench"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench", loader))
    loader.exec_module(module)
    return module.letter


# The firm that the letters come from; where the daemon ends, Postfix is told to ask again.
FIRM = """
[[organization]]
name = "ООО «Вектор»"
sender_domains = ["vektor.test"]
partner_code = "12345"
"""

# share of a hundred, name, answer, recipient, octets of text, of attachment, lacks the code
KINDS = ((50, "3 KB", "250", "lic@1c.ru", 3000, 0, False),
         (20, "3 KB that lacks something", "550", "lic@1c.ru", 3000, 0, True),
         (12, "not ours", "250", "someone@client.test", 3000, 0, False),
         (10, "31 KB", "250", "lic@1c.ru", 31000, 0, False),
         (5, "200 KB, lacks something", "550", "lic@1c.ru", 3000, 200000, True),
         (2, "300 KB attached", "250", "lic@1c.ru", 3000, 300000, False),
         (1, "3 MB attached", "250", "lic@1c.ru", 3000, 3000000, False))


class Sampler:
    """Memory, descriptors and threads of the daemon as it is now, a row each time it is asked."""

    def __init__(self, site):
        self.site, self.lives = site, [[]]

    def sample(self):
        process = "/proc/%d/" % self.site.milter.process.pid
        try:
            with open(process + "status", encoding="utf-8") as file:
                status = dict(line.split(":", 1) for line in file)
            self.lives[-1].append((int(status["VmRSS"].split()[0]) / 1024, len(os.listdir(process + "fd")), int(status["Threads"])))
        except (OSError, KeyError):
            pass  # between two lives

    def next_life(self):
        self.lives.append([])

    def growth(self, mib):
        """(life, name, early, late, what is allowed): medians of the second quarter of a life's samples and of its last."""
        for number, rows in enumerate(self.lives):
            quarter = len(rows) // 4
            for column, (name, allowed) in enumerate((("MiB", mib), ("descriptors", GROWTH_DESCRIPTORS), ("threads", GROWTH_THREADS))):
                if quarter:
                    values = [row[column] for row in rows]
                    yield number + 1, name, statistics.median(values[quarter:2 * quarter]), statistics.median(values[-quarter:]), allowed


class Soak:
    def __init__(self, letters, seconds, reload_seconds=30, senders=8, growth_mib=GROWTH_MIB):
        self.letters, self.seconds, self.reload_seconds, self.senders = letters, seconds, reload_seconds, senders
        self.growth_mib = growth_mib
        self.site = shipped_site(journal=True, firm=FIRM, settings="tempfail_on_trouble = true")
        self.sampler = Sampler(self.site)
        self.make = letter_maker()
        self.answers, self.asked_again, self.next, self.lock = {}, collections.Counter(), 0, threading.Lock()
        self.seen, self.notices = collections.Counter(), collections.Counter()
        weights = [kind[0] for kind in KINDS]
        self.kinds = random.Random(1).choices(range(len(KINDS)), weights, k=letters)

    def run(self):
        try:
            self.began = time.monotonic()
            threads = [threading.Thread(target=self.send_all) for _ in range(self.senders)]
            for thread in threads:
                thread.start()
            self.attend(threads)
            self.settle()
            # Cases of letters that pass wait for company; at its end the daemon has written all of them.
            self.site.milter.stop()
            return self.faults()
        finally:
            self.site.close()

    def take(self):
        """The next letter's number when its time has come; none at the end."""
        with self.lock:
            number = self.next
            if number == self.letters:
                return None
            self.next += 1
        time.sleep(max(0.0, self.began + number * self.seconds / self.letters - time.monotonic()))
        return number

    def send_all(self):
        while (number := self.take()) is not None:
            _, _, _, recipient, text, attachment, lacks = KINDS[self.kinds[number]]
            sender = "sender%d@vektor.test" % number
            octets = self.make(recipient, text, attachment, number, lacks).replace("ivanov@vektor.example", sender)
            while (answer := self.send(recipient, octets, sender))[:3] not in ("250", "550"):
                self.asked_again[answer[:80]] += 1
                time.sleep(0.2)
            self.answers[number] = answer[:3]

    def send(self, recipient, octets, sender):
        """The answer, as to a client in the network: of one on this machine the server itself tells the sender."""
        try:
            client = self.site.smtp()
            try:
                client.say("XCLIENT ADDR=198.51.100.7 NAME=pc.vektor.test")
                client.say("EHLO pc.vektor.test")
                return client.deliver(sender, [recipient], octets)
            finally:
                client.close()
        except OSError as error:
            return "no answer: %s" % type(error).__name__

    def attend(self, threads):
        """Looks, reloads and, in the middle, restarts, until the last sender is done."""
        restart, reload_at, look = self.seconds / 2, self.reload_seconds, max(0.5, self.seconds / 400)
        while any(thread.is_alive() for thread in threads):
            time.sleep(look)
            now = time.monotonic() - self.began
            self.sampler.sample()
            self.count_arrived()
            if now > restart:
                self.site.milter.stop()
                self.sampler.next_life()
                self.site.milter.start()
                restart = float("inf")
            elif now > reload_at:
                if self.site.milter.reload().returncode != 0:
                    raise AssertionError("a reload failed")
                reload_at += self.reload_seconds

    def count_arrived(self):
        """What has come to the sink, counted and let go: a hundred thousand letters would not fit."""
        letters = self.site.sink.letters
        for _ in range(len(letters)):
            sender, _, octets = letters.pop(0)
            head = octets.split(b"\r\n\r\n", 1)[0]
            number = re.search(rb"<(\d+)@vektor\.example>", head)
            if sender.startswith("sender") and number:
                self.seen[int(number.group(1))] += 1
            elif number:
                self.notices[int(number.group(1))] += 1

    def settle(self):
        """Until everything that was taken has come."""
        passed, until = sum(answer == "250" for answer in self.answers.values()), time.monotonic() + 120
        while sum(self.seen.values()) < passed and time.monotonic() < until:
            time.sleep(0.2)
            self.count_arrived()
        time.sleep(3)  # what comes twice comes now; notices follow their refusals
        self.count_arrived()

    def cases(self):
        with sqlite3.connect("file:%s?mode=ro" % self.site.milter.store, uri=True) as journal:
            senders = journal.execute("SELECT sender FROM cases").fetchall()
        return collections.Counter(int(re.search(r"\d+", sender).group()) for (sender,) in senders)

    def faults(self):
        """Prints the figures; what is wrong, a line each."""
        wrong, cases = [], self.cases()
        for index, (_, name, answer, recipient, *_rest) in enumerate(KINDS):
            numbers = [number for number in range(self.letters) if self.kinds[number] == index]
            right = sum(self.answers.get(number) == answer for number in numbers)
            once = sum(self.seen[number] == (answer == "250") for number in numbers)
            recorded = sum(cases[number] == recipient.endswith("@1c.ru") for number in numbers)
            print("%-28s %7d letters, answered %s: %d, at the sink as answered: %d, with the cases due: %d"
                  % (name, len(numbers), answer, right, once, recorded))
            if not right == once == recorded == len(numbers):
                wrong.append(name + ": letters and answers, arrivals or cases differ")
        print("sent again: %s; told of: %d refusals" % (dict(self.asked_again) or "none", len(self.notices)))
        wrong += ["told of %d times: letter %d" % (count, number) for number, count in self.notices.items() if count > 1]
        for life, name, early, late, allowed in self.sampler.growth(self.growth_mib):
            print("life %d: %s %.0f early, %.0f at its end" % (life, name, early, late))
            if late > early + allowed:
                wrong.append("life %d: %s grew from %.0f to %.0f" % (life, name, early, late))
        return wrong
