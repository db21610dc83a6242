"""The daemon while mail flows: reload, a kill, its end, trouble. Traps 11, 12, 15, 21, 23, 28, 29, 31, 32."""

import os
import signal
import socket
import subprocess
import threading
import unittest

from postfix import PATIENCE, TICKET, Site, eventually, letter


class Senders:
    """Letters without a pause, on several connections, until told to stop."""

    def __init__(self, site, recipient, text, port=None, count=4):
        self.replies = []
        self.stopped = threading.Event()

        def send():
            while not self.stopped.is_set():
                try:
                    self.replies.append(site.deliver([recipient], text, port=port))
                except OSError as error:
                    self.replies.append("none: " + str(error))

        self.threads = [threading.Thread(target=send) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def wait_for(self, more):
        goal = len(self.replies) + more
        eventually(lambda: len(self.replies) >= goal, "%d more answers" % more)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        return self.replies


class Running(unittest.TestCase):
    def setUp(self):
        self.site = Site()

    def tearDown(self):
        self.site.close()

    def test_reload_under_load_loses_no_letter(self):
        right = Senders(self.site, "tickets@firm.test", letter(TICKET), count=2)
        wrong = Senders(self.site, "tickets@firm.test", letter(), count=2)
        for number in range(10):
            right.wait_for(5)
            if number % 2:
                self.site.milter.process.send_signal(signal.SIGUSR1 if number % 4 == 1 else signal.SIGHUP)
            else:
                self.assertEqual(self.site.milter.reload().returncode, 0)
        self.assertEqual({reply[:3] for reply in right.stop()}, {"250"})
        self.assertEqual({reply[:9] for reply in wrong.stop()}, {"550-5.7.1"})
        self.assertIsNone(self.site.milter.process.poll())

    def test_a_bad_file_keeps_the_old_rules(self):
        self.site.milter.mailbox("tickets", "mode = 7\nnonsense = true\n")
        done = self.site.milter.reload()
        self.assertEqual(done.returncode, 78)
        self.assertIn("rules/tickets.toml:4:8:", done.stdout)
        self.assertIn("the daemon keeps its old rules", done.stdout)
        self.site.milter.line("event=reload result=kept_old_rules")
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter()), "^550")
        self.site.milter.write()
        self.assertEqual(self.site.milter.reload().returncode, 0)

    def test_killed_under_load(self):
        # What Postfix does then is milter_default_action: temporary failure, or mail unfiltered.
        strict = Senders(self.site, "tickets@firm.test", letter(), count=2)
        lenient = Senders(self.site, "tickets@firm.test", letter(), self.site.postfix.lenient, count=2)
        strict.wait_for(5)
        lenient.wait_for(5)
        self.site.milter.stop(signal.SIGKILL)
        strict.wait_for(10)
        lenient.wait_for(10)
        self.site.milter.start()
        strict.wait_for(10)
        lenient.wait_for(10)
        strict, lenient = strict.stop(), lenient.stop()
        self.assertEqual({r[:3] for r in lenient}, {"550", "250"})
        self.assertLessEqual({r[:4] for r in strict}, {"550-", "451 ", "none"})
        self.assertIn("451 4.7.1 Service unavailable - try again later", strict)
        self.assertEqual([r for r in strict if r.startswith("250")], [])
        self.assertRegex(strict[-1], "^550")

    def test_the_end_under_load_lets_new_letters_pass_as_configured(self):
        senders = Senders(self.site, "tickets@firm.test", letter())
        senders.wait_for(20)
        self.assertEqual(self.site.milter.stop(signal.SIGTERM), 0)
        self.assertIn("unfinished=0", self.site.milter.line("event=stop "))
        passed = [r for r in senders.stop() if r.startswith("250")]
        self.assertLessEqual(len(passed), self.site.milter.log().count("trouble=stopping"))

    def test_the_end_under_load_loses_no_letter(self):
        self.site.milter.write("tempfail_on_trouble = true\n")
        self.assertEqual(self.site.milter.reload().returncode, 0)
        senders = Senders(self.site, "tickets@firm.test", letter())
        senders.wait_for(20)
        self.assertEqual(self.site.milter.stop(signal.SIGTERM), 0)
        senders.wait_for(4)
        self.assertIn("unfinished=0", self.site.milter.line("event=stop "))
        self.assertEqual([r for r in senders.stop() if r.startswith("250")], [])

    def test_no_milter_at_all(self):
        self.site.milter.stop()
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(), port=self.site.postfix.lenient), "^250")
        self.assertEqual(self.site.deliver(["tickets@firm.test"], letter()), "451 4.7.1 Service unavailable - try again later")

    def test_every_line_of_a_letter_has_the_queue_id(self):
        self.site.deliver(["tickets@firm.test"], letter(TICKET))
        line = self.site.milter.line("decision=accept").split("info: ")[1]
        self.assertRegex(line, r"^qid=(\w+) decision=accept from=i\*\*\*@vektor.test rcpts=1 size=\d+ mailbox=tickets@firm.test "
                               r"verdict=pass scenario=any receive_ms=[\d.]+ wait_ms=[\d.]+ judge_ms=[\d.]+$")
        self.assertIn(line.split()[0][4:] + ": client=", self.site.postfix.log())
        for personal in ("ivan", "TK-1234", "question"):
            self.assertNotIn(personal, line)

    def test_in_postfixs_chroot(self):
        folder = os.path.join(self.site.folder, "queue", "pismovod")
        os.mkdir(folder, 0o755)
        self.site.milter.stop()
        self.site.milter.listen = "unix:%s/milter" % folder
        self.site.milter.write('socket_group = "postfix"')
        self.site.milter.start()
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter(), port=self.site.postfix.jailed), "^550-5.7.1 Pis'mo na tickets")

    def test_a_second_daemon_finds_the_socket_in_use(self):
        done = subprocess.run([os.environ["PISMOVOD"], "serve", "--config", self.site.milter.config], stderr=subprocess.PIPE,
                              text=True, check=False)
        self.assertEqual(done.returncode, 69)
        self.assertEqual(done.stderr, "pismovod: socket inet:127.0.0.1:%d: Address already in use\n" % self.site.milter.port)
        self.assertRegex(self.site.deliver(["tickets@firm.test"], letter()), "^550")

    def test_no_permission(self):
        done = subprocess.run([os.environ["PISMOVOD"], "serve", "--config", self.site.milter.config, "--listen",
                               "unix:/pismovod-no-permission"], stderr=subprocess.PIPE, text=True, check=False, user="nobody",
                              group="nogroup", extra_groups=[])
        self.assertEqual(done.returncode, 77, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_systemd_is_told(self):
        self.site.milter.stop()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.settimeout(PATIENCE)
            manager.bind(os.path.join(self.site.folder, "notify"))
            os.environ["NOTIFY_SOCKET"] = manager.getsockname()
            try:
                self.site.milter.start()
            finally:
                del os.environ["NOTIFY_SOCKET"]
            self.site.milter.reload()
            self.assertEqual(self.site.milter.stop(), 0)
            said = []
            while b"STOPPING=1" not in said:
                said.append(manager.recv(100))
        self.assertEqual([what for what in said if what != b"WATCHDOG=1"], [b"READY=1", b"RELOADING=1", b"READY=1", b"STOPPING=1"])

    def test_the_end_right_after_the_start(self):
        for _ in range(20):
            self.assertEqual(self.site.milter.stop(), 0)
            self.site.milter.start()


class ReloadWithoutDaemon(unittest.TestCase):
    def test_it_says_so(self):
        done = subprocess.run([os.environ["PISMOVOD"], "reload", "--config", "/nowhere.toml"], stderr=subprocess.PIPE, text=True,
                              check=False)
        self.assertEqual(done.returncode, 69)


if __name__ == "__main__":
    unittest.main(verbosity=2)
