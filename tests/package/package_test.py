"""The package as an admin meets it: installed, configured by three lines, upgraded, removed, purged."""

import json
import os
import re
import time
import unittest

from clean_debian import CACHE, ROOT, CleanDebian, built_package, checked, eventually, next_version

INCOMPLETE = os.path.join(ROOT, "tests/letters/samples/incomplete.eml")
SCAN = os.path.join(ROOT, "tests/letters/own/sales/everything-in-table-statement-scan-that-ocr-reads.eml")
CONFIGURATION = "/etc/pismovod/pismovod.toml"
UNITS = ["pismovod.service", "pismovod-review.service", "pismovod-queue.socket"]
HELPER = "/run/pismovod-queue.sock"

# Says what stands in its argument to the helper, prints what comes back. In Perl, which every Debian has.
ASK = r"""
use Socket; socket(my $s, PF_UNIX, SOCK_STREAM, 0) or die; connect($s, pack_sockaddr_un("%s")) or die "no entry: $!\n";
$ARGV[0] =~ s/\\n/\n/g; $ARGV[0] =~ s/\\0/\0/g; send($s, $ARGV[0], 0); shutdown($s, 1); print while <$s>;
""" % HELPER


class Package(unittest.TestCase):
    """One life of one machine: the tests follow each other by their names."""

    @classmethod
    def setUpClass(cls):
        package = built_package()
        cls.packages = [package, next_version(package)]
        cls.debian = CleanDebian(cls.packages)
        cls.commands = 0

    @classmethod
    def tearDownClass(cls):
        cls.debian.close()

    def setUp(self):
        self.run_inside = self.debian.run

    def admin(self, *command):
        """A command that the admin has to give."""
        type(self).commands += 1
        return self.debian.run(*command)

    def edit(self, *replacements):
        path = self.debian.path(CONFIGURATION)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for line, new in replacements:
            self.assertEqual(text.count(line), 1, line)
            text = text.replace(line, new)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def cases(self):
        return [json.loads(line) for line in self.debian.run("pismovod", "journal", "list", "--json").splitlines()]

    def send(self, letter=INCOMPLETE, recipient="lic@1c.ru", port=25, sender="petrova@vektor.example"):
        return self.debian.send(port, letter, sender, recipient)

    def active(self):
        return [self.run_inside("systemctl", "is-active", unit, check=False).strip() for unit in UNITS]

    def test_1_from_apt_install_to_the_first_refusal(self):
        began = time.monotonic()
        self.admin("apt-get", "-q", "-y", "install", "./" + os.path.basename(self.packages[0]))
        installed = time.monotonic()
        self.assertEqual(self.active(), ["active"] * 3, self.run_inside("journalctl", "--no-pager", "-n", "50", check=False))
        self.admin("postconf", "-e", "smtpd_milters = unix:pismovod/milter.sock", "milter_default_action = accept")
        self.admin("systemctl", "reload", "postfix")
        # It observes: nothing is refused, all is on record.
        self.assertRegex(self.send(), "^250 ")
        self.assertEqual(len(self.cases()), 1)
        # Three lines. An editor is a command as well.
        type(self).commands += 1
        self.edit(
            ('#organization = [{ name = "ООО «Ваша Фирма»", sender_domains = ["vasha-firma.ru"], partner_code = "00000", inn = "0000000000" }]',
             'organization = [{ name = "ООО «Вектор»", sender_domains = ["vektor.example", "vektor-soft.ru"], partner_code = "12345" }]'),
            ('#help = "Анна Петрова, доб. 123"', 'help = "Анна Петрова, доб. 123"'),
            ('mode = "observe"', 'mode = "enforce"'))
        self.admin("systemctl", "reload", "pismovod")
        answer = self.send()
        self.assertRegex(answer, "^550 5.7.1 Pis'mo na lic@1c.ru NE otpravleno")
        print("\nfrom apt install to the first refusal: %d commands, %d seconds, %d of them apt's"
              % (self.commands, time.monotonic() - began, installed - began))

    def test_2_the_unit_as_it_runs(self):
        readers = self.run_inside("journalctl", "-u", "pismovod", "--no-pager", "-g", "event=readers")
        self.assertRegex(readers, 'confined="limits, landlock [0-9]+, seccomp"')
        # A scan is read by OCR within the unit.
        self.assertRegex(self.send(SCAN, "sales@1c.ru", sender="lapina@vektor-soft.ru"), "^250 ")
        case = next(case for case in self.cases() if "sales@1c.ru" in json.dumps(case))
        shown = self.run_inside("pismovod", "journal", "show", case["number"], "--json")
        self.assertIn("(OCR)", json.dumps(json.loads(shown), ensure_ascii=False))
        self.assertNotIn("unverified", shown)
        status = self.run_inside("cat", "/proc/%s/status" % self.main_process())
        for line in ("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"):
            self.assertIn(line, status)
        self.assertNotEqual(re.search(r"Uid:\t(\d+)", status).group(1), "0")

    def test_2_exposure_is_at_most_2(self):
        for unit in ("pismovod.service", "pismovod-review.service", "pismovod-precheck.service", "pismovod-queue@.service"):
            path = self.debian.path("/lib/systemd/system/" + unit)
            shown = checked(["systemd-analyze", "security", "--offline=true", "--no-pager", path], env={**os.environ, "LC_ALL": "C.UTF-8"})
            self.assertLessEqual(float(re.search(r"exposure level for \S+ ([0-9.]+)", shown).group(1)), 2.0, unit)
        said = self.run_inside("systemd-analyze", "verify", "--man=no", *["/lib/systemd/system/" + unit for unit in UNITS])
        self.assertNotIn("pismovod", said)

    def test_2_what_is_installed(self):
        files = self.run_inside("dpkg", "-L", "pismovod").split("\n")
        for path in ("/usr/bin/pismovod", "/usr/lib/pismovod/pismovod-reader", "/usr/lib/pismovod/pismovod-queue",
                     "/usr/share/man/man1/pismovod.1.gz", "/usr/share/man/man5/pismovod.toml.5.gz",
                     "/usr/share/man/man8/pismovod-milter.8.gz", "/usr/share/man/ru/man5/pismovod.toml.5.gz", "/usr/share/bash-completion/completions/pismovod",
                     "/usr/share/zsh/site-functions/_pismovod", "/usr/share/doc/pismovod/copyright",
                     "/usr/share/pismovod/thunderbird/pismovod.xpi", "/usr/share/pismovod/thunderbird/policies.json",
                     "/usr/share/doc/pismovod/milter.md", "/usr/share/doc/pismovod/ru/milter.md",
                     "/usr/share/doc/pismovod/README.ru.md", "/usr/share/pismovod/mailboxes/lic.toml", CONFIGURATION):
            self.assertIn(path, files)
        conffiles = self.run_inside("dpkg-query", "-W", "-f=${Conffiles}", "pismovod")
        self.assertEqual([line.split()[0] for line in conffiles.splitlines() if line], [CONFIGURATION])
        for program in ("/usr/bin/pismovod", "/usr/lib/pismovod/pismovod-reader", "/usr/lib/pismovod/pismovod-queue"):
            self.assertIn(self.run_inside("dpkg-query", "-W", "-f=${Version}", "pismovod"), self.run_inside(program, "--version"))

    def test_3_submission_without_chroot_reaches_the_same_socket(self):
        self.run_inside("postconf", "-M", "587/inet=587 inet n - n - - smtpd")
        self.run_inside("systemctl", "restart", "postfix")
        answer = eventually(lambda: self.try_send(587), "an answer at port 587")
        self.assertRegex(answer, "^550 5.7.1 Pis'mo na lic@1c.ru")
        self.assertEqual(self.run_inside("postfix", "check"), "")

    def try_send(self, port):
        try:
            return self.send(port=port)
        except AssertionError:
            return None

    def test_4_a_broken_configuration_keeps_the_rules(self):
        self.edit(('mode = "enforce"', 'mode = "enforse"'))
        self.assertNotEqual(self.debian.status("systemctl", "reload", "pismovod"), 0)
        self.assertRegex(self.send(), "^550 ")
        self.assertRegex(self.run_inside("pismovod", "config", "check", check=False), r"pismovod\.toml:\d+:\d+: .*did you mean")
        self.edit(('mode = "enforse"', 'mode = "enforce"'))
        self.run_inside("systemctl", "reload", "pismovod")

    def held(self):
        listed = self.run_inside("postqueue", "-j").splitlines()
        return [json.loads(line)["queue_id"] for line in listed if json.loads(line)["queue_name"] == "hold"]

    def hold_one(self, text):
        letter = os.path.join(CACHE, "held.eml")
        with open(INCOMPLETE, encoding="utf-8") as source, open(letter, "w", encoding="utf-8") as file:
            file.write("Message-ID: <%s@vektor.example>\n" % text + source.read())
        before = len(self.cases())
        self.assertRegex(self.send(letter), "^250 ")
        self.assertEqual(len(self.cases()), before + 1)
        return self.cases()[0]["number"]

    def test_5_held_letters_by_who_is_not_root(self):
        self.edit(('mode = "enforce"', 'action = "hold"\nmode = "enforce"'))
        self.run_inside("systemctl", "reload", "pismovod")
        first, second = self.hold_one("first"), self.hold_one("second")
        self.assertEqual(len(self.held()), 2)
        said = self.run_inside("pismovod", "journal", "release", first, user="pismovod")
        self.assertIn(first, said)
        self.assertEqual(len(self.held()), 1)
        self.run_inside("pismovod", "journal", "drop", second, "--why", "test", user="pismovod")
        self.assertEqual(self.held(), [])

    def ask(self, words, user="pismovod"):
        return self.run_inside("perl", "-e", ASK, words, user=user, check=False)

    def test_6_the_helper_takes_nothing_else(self):
        self.hold_one("third")
        queue_id = self.held()[0]
        self.assertRegex(self.ask("held " + queue_id + "\\n"), "^ok held <third@vektor.example>")
        self.assertIn("no entry", self.ask("drop " + queue_id + "\\n", user="daemon"))
        for words in ("drop ALL", "drop -", "drop ../../etc/passwd", "drop " + queue_id + " deferred", "drop -r ALL",
                      "drop " + queue_id + ";id", "requeue " + queue_id, "DROP " + queue_id, "drop", "", "drop  " + queue_id,
                      "drop " + queue_id + "\\0", "drop $(id)"):
            self.assertRegex(self.ask(words + "\\n"), "^error ", words)
        # More than a line, no line, and a line without an end are no questions.
        for words in ("held " + queue_id + "\\ndrop " + queue_id + "\\n", "drop " + queue_id, "drop " + "A" * 5000 + "\\n"):
            self.assertEqual(self.ask(words), "", words)
        self.assertEqual(self.held(), [queue_id])
        self.assertEqual(self.ask("drop " + queue_id + "\\n"), "ok\n")
        self.assertEqual(self.held(), [])

    def test_7_the_page(self):
        self.run_inside("pismovod", "review", "passwd", "lena", "--role", "lead", text="a long password of hers\n")
        self.run_inside("systemctl", "restart", "pismovod-review")
        self.assertEqual(self.active(), ["active"] * 3)
        page = checked(self.debian.namespaces("--net") + ["python3", "-c", "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8896/').read().decode())"])
        self.assertIn("<form", page)

    def test_7_letters_are_judged_before_they_are_sent(self):
        self.assertNotEqual(self.debian.status("systemctl", "is-active", "pismovod-precheck"), 0)
        self.run_inside("systemctl", "enable", "--now", "pismovod-precheck")
        ask = ("import json,sys,urllib.request as u; r = u.Request('http://127.0.0.1:8897/v1/check', sys.stdin.buffer.read(),"
               " {'Content-Type': 'message/rfc822'}); print(json.load(u.urlopen(r))['complete'])")
        with open(INCOMPLETE, encoding="utf-8") as file:
            letter = file.read()
        self.assertEqual(checked(self.debian.namespaces("--net") + ["python3", "-c", ask], input=letter).strip(), "False")
        self.run_inside("systemctl", "reload", "pismovod-precheck")
        self.assertEqual(self.run_inside("systemctl", "is-active", "pismovod-precheck").strip(), "active")

    def test_7_who_does_not_answer_systemd_is_started_anew(self):
        self.run_inside("mkdir", "-p", "/run/systemd/system/pismovod.service.d")
        self.run_inside("tee", "/run/systemd/system/pismovod.service.d/watchdog.conf", text="[Service]\nWatchdogSec=3\n")
        self.run_inside("systemctl", "daemon-reload")
        self.run_inside("systemctl", "restart", "pismovod")
        before = self.main_process()
        self.run_inside("systemctl", "kill", "--kill-whom=main", "-s", "STOP", "pismovod")
        eventually(lambda: self.main_process() not in ("0", before), "another daemon")
        eventually(lambda: self.active() == ["active"] * 3, "the daemon's start")
        self.assertRegex(self.send(), "^250 |^550 ")

    def main_process(self):
        return self.run_inside("systemctl", "show", "-p", "MainPID", "--value", "pismovod").strip()

    def test_8_upgrade_keeps_configuration_and_journal(self):
        with open(self.debian.path(CONFIGURATION), encoding="utf-8") as file:
            configuration = file.read()
        cases = [case["number"] for case in self.cases()]
        self.run_inside("apt-get", "-q", "-y", "install", "./" + os.path.basename(self.packages[1]))
        version = self.run_inside("dpkg-query", "-W", "-f=${Version}", "pismovod")
        self.assertTrue(version.endswith("+next"), version)
        with open(self.debian.path(CONFIGURATION), encoding="utf-8") as file:
            self.assertEqual(file.read(), configuration)
        self.assertEqual([case["number"] for case in self.cases()], cases)
        self.assertEqual(self.active(), ["active"] * 3)

    def test_9_nothing_of_a_build_is_there(self):
        names = self.run_inside("dpkg-query", "-W", "-f=${Package}\\n").split()
        built_with = re.compile(r"-dev$|^(g\+\+|gcc|clang|cmake|ninja|make|libgtest|googletest)")
        self.assertEqual([name for name in names if built_with.search(name) and name != "gcc-12-base"], [])

    def test_9_remove_keeps_data_and_mail_flows_then_purge_takes_them(self):
        self.run_inside("apt-get", "-q", "-y", "remove", "pismovod")
        self.assertFalse(self.debian.exists("/usr/bin/pismovod"))
        self.assertTrue(self.debian.exists(CONFIGURATION))
        self.assertTrue(self.debian.exists("/var/lib/pismovod/journal.sqlite"))
        self.assertRegex(self.send(), "^250 ")
        self.run_inside("apt-get", "-q", "-y", "purge", "pismovod")
        for path in (CONFIGURATION, "/etc/pismovod", "/var/lib/pismovod", "/var/spool/pismovod", "/var/spool/postfix/pismovod", "/run/pismovod-queue.sock"):
            self.assertFalse(self.debian.exists(path), path)


if __name__ == "__main__":
    unittest.main(verbosity=2)
