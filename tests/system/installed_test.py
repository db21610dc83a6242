"""The installed configuration, /etc/pismovod/pismovod.toml: not there, unreadable, gone. In a mount namespace of
the test's own, with a copy of /etc; needs root."""

import os
import shutil
import signal
import subprocess
import tempfile
import unittest

from postfix import eventually, free_port

INCOMPLETE = b"From: ivan@vektor.test\r\nTo: lic@1c.ru\r\nSubject: question\r\n\r\nHello\r\n"
NEVER_WAS_ONE = "there is no configuration file (/etc/pismovod/pismovod.toml)"


class Installed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="pismovod-etc-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.etc = os.path.join(self.folder, "etc")
        subprocess.run(["cp", "-a", "/etc", self.etc], check=True)
        shutil.rmtree(os.path.join(self.etc, "pismovod"), ignore_errors=True)
        self.daemon = None

    def tearDown(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()

    def configure(self, text=""):
        os.makedirs(os.path.join(self.etc, "pismovod"), exist_ok=True)
        with open(os.path.join(self.etc, "pismovod/pismovod.toml"), "w", encoding="utf-8") as file:
            file.write('spool = "%s"\n[milter]\ncontrol = "%s/control"\n[journal]\npath = ""\n[readers]\nprocesses = 0\n%s'
                       % (self.folder, self.folder, text))

    def within(self, *words):
        script = 'mount --bind "$0" /etc && exec "$@"'
        return ["unshare", "-m", "sh", "-c", script, self.etc, os.environ["PISMOVOD"], *words]

    def run_it(self, *words, text=b""):
        done = subprocess.run(self.within(*words), input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def serve(self):
        self.log_path = os.path.join(self.folder, "log")
        with open(self.log_path, "wb") as log:
            self.daemon = subprocess.Popen(self.within("serve", "--listen", "inet:127.0.0.1:%d" % free_port()), stderr=log)
        eventually(lambda: " event=start " in self.log() or self.daemon.poll() is not None, "the start")

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def reload(self):
        done = subprocess.run(["nsenter", "-t", str(self.daemon.pid), "-m", os.environ["PISMOVOD"], "reload"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
        return done.returncode, done.stdout

    def test_never_was_one(self):
        status, said, errors = self.run_it("config", "check")
        self.assertEqual(status, 0, errors)
        self.assertIn(NEVER_WAS_ONE, errors)
        self.assertIn("only observed", errors)
        # `check` shows what the shipped rules say all the same.
        status, said, errors = self.run_it("check", "--json", "-", text=INCOMPLETE)
        self.assertEqual(status, 1, errors)
        self.assertIn('"decision":"reject"', said.replace(" ", ""))
        self.assertIn(NEVER_WAS_ONE, errors)
        self.serve()
        self.assertIsNone(self.daemon.poll(), self.log())
        first = self.log().splitlines()[0]
        self.assertIn(NEVER_WAS_ONE, first)
        self.assertIn("only observed, none is stopped or marked", first)

    def test_one_that_cannot_be_read_is_none_of_the_defaults(self):
        os.makedirs(os.path.join(self.etc, "pismovod/pismovod.toml"))  # even root cannot read a folder
        for words in (["config", "check"], ["serve"], ["check", "-"], ["config", "show"]):
            status, said, errors = self.run_it(*words, text=INCOMPLETE)
            self.assertEqual(status, 78, words)
            self.assertIn("cannot read /etc/pismovod/pismovod.toml", errors)
            self.assertNotIn("good", said)

    def test_a_dangling_link_and_a_folder_without_its_file(self):
        os.makedirs(os.path.join(self.etc, "pismovod"))
        for _ in range(2):
            for words in (["config", "check"], ["serve"]):
                status, _, errors = self.run_it(*words)
                self.assertEqual(status, 78, errors)
                self.assertIn("cannot read /etc/pismovod/pismovod.toml: No such file or directory", errors)
            if not os.path.islink(os.path.join(self.etc, "pismovod/pismovod.toml")):
                os.symlink("/nowhere", os.path.join(self.etc, "pismovod/pismovod.toml"))

    def test_a_daemon_that_had_one_keeps_its_rules(self):
        self.configure()
        self.serve()
        self.assertIsNone(self.daemon.poll(), self.log())
        self.assertEqual(self.reload()[0], 0)
        os.remove(os.path.join(self.etc, "pismovod/pismovod.toml"))
        # Where the daemon is asked is the default now; it is told by signal.
        self.daemon.send_signal(signal.SIGHUP)
        eventually(lambda: "result=kept_old_rules" in self.log(), "a reload that was refused")
        self.assertIn("cannot read /etc/pismovod/pismovod.toml", self.log())
        os.rmdir(os.path.join(self.etc, "pismovod"))
        self.daemon.send_signal(signal.SIGHUP)
        eventually(lambda: "it is gone, and its folder too" in self.log(), "a reload that was refused")
        self.assertIsNone(self.daemon.poll())
        self.configure()
        self.assertEqual(self.reload()[0], 0)


if __name__ == "__main__":
    unittest.main()
