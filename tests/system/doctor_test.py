"""`doctor`, `status` and the figures, beside a real Postfix: each fault that an admin makes is found, with the line
that mends it."""

import json
import os
import re
import subprocess
import unittest
import urllib.error
import urllib.request

from postfix import Site, eventually, free_port, letter

METRICS = free_port()


def doctor(site, *more):
    done = subprocess.run([os.environ["PISMOVOD"], "doctor", "--config", site.milter.config, "--postfix",
                           os.path.join(site.postfix.folder, "etc"), *more],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
    return done.returncode, done.stdout


class Doctor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The socket that the chrooted service of the tests looks for; the others ask at the path itself.
        cls.site = Site('socket_group = "postfix"\nsocket_mode = "0660"\nuser = "nobody"',
                        '[metrics]\nlisten = "127.0.0.1:%d"\n' % METRICS, listen="unix:{folder}/queue/pismovod/milter")

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def set(self, **values):
        self.site.postfix.run("postconf", *["%s=%s" % pair for pair in values.items()])

    def tearDown(self):
        self.set(smtpd_milters="unix:pismovod/milter", non_smtpd_milters="unix:pismovod/milter", milter_default_action="accept",
                 alias_maps="")

    setUp = tearDown

    def finds(self, sentence, line):
        status, said = doctor(self.site)
        self.assertEqual(status, 1, said)
        self.assertRegex(said, r"(?m)^✗ .*" + sentence + r".*\n    напишите: " + re.escape(line), said)

    def test_what_is_good(self):
        said = doctor(self.site)[1]
        for sentence in (r"127\.0\.0\.1:\d+ спрашивает нас из своего chroot \(smtpd_milters\)",
                         r"127\.0\.0\.1:\d+ спрашивает нас \(smtpd_milters\)",
                         r"cleanup спрашивает нас \(non_smtpd_milters\)", "без нас почта идет", "postfix может открыть",
                         "Программа работает", "Псевдонимов, ведущих в наши ящики мимо нас, нет", "Чтение вложений запускается"):
            self.assertRegex(said, r"(?m)^✓ .*" + sentence, said)

    def test_a_path_that_only_a_chroot_finds(self):
        self.set(smtpd_milters="unix:/pismovod/milter")
        self.finds("работает без chroot и ищет нас в /pismovod/milter", "smtpd_milters = unix:pismovod/milter")

    def test_a_signer_before_us(self):
        self.set(smtpd_milters="inet:127.0.0.1:8891 unix:pismovod/milter")
        self.finds("inet:127.0.0.1:8891 спрашивают раньше нас", "smtpd_milters = unix:pismovod/milter, inet:127.0.0.1:8891")

    def test_hold_before_a_signer(self):
        # held@firm.test holds.
        self.set(smtpd_milters="unix:pismovod/milter inet:127.0.0.1:8891")
        self.finds("отпущенное письмо уйдет без подписи", 'action = "withhold"')

    def test_not_asked_at_all(self):
        self.set(smtpd_milters="", non_smtpd_milters="")
        self.finds("в non_smtpd_milters нас нет", "non_smtpd_milters = unix:pismovod/milter")

    def test_the_default_action(self):
        self.set(milter_default_action="tempfail")
        self.finds("без нас почта встанет", "milter_default_action = accept")
        self.set(smtpd_milters="{ unix:pismovod/milter, default_action=accept }")
        self.assertRegex(doctor(self.site)[1], r"✓ 127\.0\.0\.1:%d: без нас почта идет" % self.site.postfix.port)

    def test_an_alias_that_the_milter_cannot_see(self):
        path = os.path.join(self.site.postfix.folder, "aliases")
        with open(path, "w", encoding="utf-8") as file:
            file.write("# ours\nroot: admin\nlicenses: tickets@firm.test,\n  other@elsewhere.test\n")
        self.set(alias_maps="texthash:" + path, myorigin="vektor.test")
        self.finds("licenses@vektor.test ведет в tickets@firm.test", '[mailbox."tickets@firm.test"] aliases = ["licenses@vektor.test"]')

    def probe(self):
        letters = len(self.site.sink.letters)
        said = doctor(self.site, "--probe", "--server", "smtp://127.0.0.1:%d" % self.site.postfix.port)[1]
        return said, len(self.site.sink.letters) - letters

    def test_a_probe_is_judged_and_refused_whatever_comes_of_it(self):
        said, arrived = self.probe()
        self.assertRegex(said, r"(?m)^✓ Пробное письмо .* дошло до программы: «550 5\.7\.1 pismovod probe: \S+@firm\.test (fail|pass)»", said)
        self.assertEqual(arrived, 0)
        line = self.site.milter.line("exempt=probe")
        self.assertIn("decision=reject", line)
        self.assertNotIn("case=", line)
        # The address was for that letter alone.
        self.assertRegex(self.site.deliver(["pismovod-probe-0000000@example.com"], letter()), "^250")

    def test_a_probe_that_nobody_stops(self):
        def reload():
            self.site.postfix.run("postfix", "reload")

        def asks_again():
            self.tearDown()
            reload()
            eventually(lambda: self.site.deliver(["tickets@firm.test"], letter())[:3] == "550", "Postfix asks the milter")

        self.addCleanup(asks_again)
        self.set(smtpd_milters="")
        reload()
        said = eventually(lambda: next((told for told in [self.probe()[0]] if "мимо программы" in told), None), "a letter past us")
        self.assertRegex(said, r"(?m)^✗ .*мимо программы.*\n    напишите: postsuper -d \w+", said)

    def test_a_probe_where_nobody_takes_letters(self):
        said = doctor(self.site, "--probe", "--server", "smtp://127.0.0.1:%d" % free_port())[1]
        self.assertRegex(said, r"(?m)^\? Пробное письмо не отправлено", said)

    def test_status(self):
        self.site.deliver(["tickets@firm.test"], letter())
        done = subprocess.run([os.environ["PISMOVOD"], "status", "--json", "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, check=True, text=True)
        said = json.loads(done.stdout)
        self.assertEqual(said["user"], "nobody")
        self.assertEqual(said["mode"], "enforce")
        self.assertGreaterEqual(said["reject"], 1)
        self.assertEqual(said["files"][0], self.site.milter.config)
        self.assertEqual(said["faults"], [])
        with open(os.path.join(self.site.milter.folder, "rules/tickets.toml"), encoding="utf-8") as file:
            rules = file.read()
        self.site.milter.mailbox("tickets", "must = 5\n")
        self.assertEqual(self.site.milter.reload().returncode, 78)
        done = subprocess.run([os.environ["PISMOVOD"], "status", "--json", "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, check=True, text=True)
        self.assertIn("reload: ", json.loads(done.stdout)["faults"][0])
        with open(os.path.join(self.site.milter.folder, "rules/tickets.toml"), "w", encoding="utf-8") as file:
            file.write(rules)

    def test_metrics_and_health(self):
        self.site.deliver(["tickets@firm.test"], letter())
        base = "http://127.0.0.1:%d" % METRICS

        def get(path):
            with urllib.request.urlopen(base + path, timeout=10) as answer:
                return answer.read().decode()

        self.assertEqual(get("/healthz"), "ok\n")
        figures = get("/metrics")
        self.assertRegex(figures, r'(?m)^pismovod_letters_total\{action="reject"\} [1-9]')
        self.assertRegex(figures, r'(?m)^pismovod_judging_seconds_bucket\{le="\+Inf"\} [1-9]')
        self.assertRegex(figures, r"(?m)^pismovod_configuration_time_seconds [1-9]")
        checked = subprocess.run(["promtool", "check", "metrics"], input=figures, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 check=False, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout)
        with self.assertRaises(urllib.error.HTTPError):
            get("/else")

    def test_the_alert_rules(self):
        rules = os.path.join(os.path.dirname(__file__), "../../packaging/prometheus/pismovod.rules.yml")
        for words in (["check", "rules", rules],
                      ["test", "rules", os.path.join(os.path.dirname(rules), "pismovod.rules.test.yml")]):
            done = subprocess.run(["promtool", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
            self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
