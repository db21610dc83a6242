"""The add-on in a real Thunderbird, with the service, a Postfix, the milter and a sink behind it: what a sender sees
from Send to the letter's arrival. Needs Debian's packages thunderbird, thunderbird-l10n-ru and postfix; where there is
no Thunderbird, all of it is skipped, and said so."""

import http.server
import os
import re
import signal
import subprocess
import sys
import threading
import unittest

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../system"))

from postfix import Site, eventually  # noqa: E402
from thunderbird import PROGRAM, Thunderbird  # noqa: E402

HAS_THUNDERBIRD = os.path.exists(os.path.join(PROGRAM, "thunderbird"))
NO_THUNDERBIRD = "no Thunderbird: apt-get install thunderbird thunderbird-l10n-ru"

INSERT, BACK, SEND, SEND_LATER = "Вставить строки", "Вернуться к письму", "Отправить как есть", "Отправить позже"
TO = "tickets@firm.test"


class Service:
    """`pismovod precheck` on a free port, with the milter's own rules."""

    def __init__(self, config, listen="127.0.0.1:0"):
        self.process = subprocess.Popen([os.environ["PISMOVOD"], "precheck", "--config", config, "--listen", listen],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip().rstrip("/")
        if not self.url:
            raise AssertionError("the service did not start: " + self.process.stderr.read())
        self.log = []
        self.reading = threading.Thread(target=self.read_log, daemon=True)
        self.reading.start()

    def read_log(self):
        for line in self.process.stderr:
            self.log.append(line)

    def checks(self):
        return sum("event=precheck " in line for line in list(self.log))

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.reading.join()
        self.process.stdout.close()
        self.process.stderr.close()


class Broken(http.server.BaseHTTPRequestHandler):
    """A service that is there and of no use."""

    status, body = 500, b"<html>oops</html>"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


@unittest.skipUnless(HAS_THUNDERBIRD, NO_THUNDERBIRD)
class Writing(unittest.TestCase):
    """One Thunderbird for all; each test has a compose window of its own, known by its subject."""

    @classmethod
    def setUpClass(cls):
        # The milter lets pass what lacks something, with a mark: what is sent anyway arrives.
        cls.site = Site('action = "annotate"')
        cls.addClassCleanup(cls.site.close)
        cls.service = Service(cls.site.milter.config)
        cls.addClassCleanup(cls.service.close)
        cls.mail = Thunderbird(cls.site.postfix.port, {"service": cls.service.url})
        cls.addClassCleanup(cls.mail.close)

    def arrived(self, subject):
        def look():
            return [octets for _, _, octets in self.site.sink.to(TO) if b"Subject: %s\r\n" % subject.encode() in octets]
        return eventually(look, "the letter " + subject)[0]

    def not_arrived(self, subject):
        self.assertFalse([1 for _, _, octets in self.site.sink.letters if subject.encode() in octets])

    def put_right(self, subject, html):
        self.mail.compose(TO, subject, "Hello", html)
        self.mail.send(subject)
        said = self.mail.question()
        for words in ("Письму в tickets@firm.test ещё кое-чего не хватает.", "Добавьте:", "ticket: __________"):
            self.assertIn(words, said)
        self.not_arrived(subject)
        self.mail.press(INSERT)
        self.mail.answered()
        self.assertIn("ticket: __________", self.mail.text(subject))
        self.mail.undo(subject)
        self.assertEqual("Hello", self.mail.text(subject).strip())
        self.mail.send(subject)
        self.mail.question()
        self.mail.press(INSERT)
        self.mail.answered()
        self.mail.type(subject, "TK-1234")  # the blank is selected
        self.mail.send(subject)
        self.mail.gone(subject)
        letter = self.arrived(subject)
        self.assertIn(b"ticket: TK-1234", letter)
        self.assertNotIn(b"missing=", letter)

    def test_plain_text_is_put_right(self):
        self.put_right("plain-put-right", False)

    def test_html_is_put_right(self):
        self.put_right("html-put-right", True)

    def test_a_complete_letter_goes_without_a_word(self):
        self.mail.compose(TO, "complete", "Ticket: TK-1234")
        self.mail.send("complete")
        self.mail.gone("complete")
        self.arrived("complete")
        self.assertEqual(0, self.mail.questions())

    def test_a_letter_to_others_is_not_asked_about(self):
        before = self.service.checks()
        self.mail.compose("anna@elsewhere.test", "others", "Hello")
        self.mail.send("others")
        self.mail.gone("others")
        self.site.sink.wait_for("anna@elsewhere.test")
        self.assertEqual(before, self.service.checks())

    def test_sent_anyway_it_goes_and_the_milter_decides(self):
        self.mail.compose(TO, "anyway", "Hello")
        self.mail.send("anyway")
        self.mail.question()
        self.mail.press(SEND)
        self.mail.gone("anyway")
        self.assertIn(b"missing=ticket", self.arrived("anyway"))

    def test_back_to_the_letter_leaves_it_open(self):
        self.mail.compose(TO, "back", "Hello")
        self.mail.send("back")
        self.mail.question()
        self.mail.press(BACK)
        self.mail.answered()
        self.assertEqual("Hello", self.mail.text("back").strip())
        self.not_arrived("back")

    def test_a_second_send_while_the_question_is_open(self):
        self.mail.compose(TO, "twice", "Hello")
        self.mail.send("twice")
        self.mail.question()
        before = self.service.checks()
        self.mail.send("twice")
        eventually(lambda: self.service.checks() > before, "the second check")
        self.mail.question()
        self.assertEqual(1, self.mail.questions())
        self.mail.press(BACK)
        self.mail.answered()
        self.not_arrived("twice")

    def test_send_later_is_asked_about_and_waits_in_the_outbox(self):
        self.mail.compose(TO, "later", "Hello")
        self.mail.send("later", "cmd_sendLater")
        self.mail.question()
        self.mail.press(SEND_LATER)
        self.mail.gone("later")
        self.mail.eventually("""
            const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
            const outbox = MailServices.accounts.localFoldersServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Queue);
            return [...outbox?.messages ?? []].some((header) => header.subject === "later");""")
        self.not_arrived("later")

    def test_an_ended_background_page_comes_back(self):
        self.mail.end_background_page()
        self.mail.compose(TO, "ended", "Hello")
        self.mail.send("ended")
        self.mail.question()
        self.mail.end_background_page()
        self.mail.press(SEND)
        self.mail.gone("ended")
        self.arrived("ended")


@unittest.skipUnless(HAS_THUNDERBIRD, NO_THUNDERBIRD)
class Without(unittest.TestCase):
    """No letter is held up by a service that is of no use."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site('action = "annotate"')
        cls.addClassCleanup(cls.site.close)

    def goes(self, subject, mail, recipient=TO):
        mail.compose(recipient, subject, "Hello")
        mail.send(subject)
        mail.gone(subject)
        eventually(lambda: any(subject.encode() in octets for _, _, octets in self.site.sink.to(recipient)), "the letter " + subject)
        self.assertEqual(0, mail.questions())

    def test_down_and_broken(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Broken)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mail = Thunderbird(self.site.postfix.port, {"service": "http://127.0.0.1:%d" % server.server_port, "seconds": 2})
        try:
            self.goes("broken-500", mail)
            Broken.status = 200
            self.goes("broken-garbage", mail)
            server.shutdown()  # it is connected to, and never answers
            self.goes("broken-silent", mail)
            server.server_close()
            self.goes("broken-down", mail)
        finally:
            mail.close()

    def test_25_megabytes_of_a_file_are_checked_and_sent_whole(self):
        service = Service(self.site.milter.config)
        # Past Postfix, which takes 10 MB as it is configured here.
        mail = Thunderbird(self.site.sink.port, {"service": service.url, "seconds": 20})
        try:
            path = os.path.join(mail.folder, "Карточка клиента.bin")
            with open(path, "wb") as file:
                file.write(os.urandom(25 << 20))
            mail.compose(TO, "large", "Ticket: TK-1234", files=[path])
            mail.send("large")
            mail.gone("large")
            letter = self.site.sink.wait_for(TO)[-1][2]
            self.assertGreater(len(letter), 25 << 20)
            octets = [int(octets) for octets in re.findall(r"event=precheck octets=(\d+)", "".join(service.log))]
            self.assertEqual(1, len(octets))
            self.assertGreater(octets[0], 25 << 20)
        finally:
            mail.close()
            service.close()

    def test_configured_to_ask_it_asks(self):
        mail = Thunderbird(self.site.postfix.port, {"service": "http://127.0.0.1:1", "on_trouble": "ask"}, language="en-US")
        try:
            mail.compose(TO, "asks", "Hello")
            mail.send("asks")
            self.assertIn("The check service does not answer.", mail.question())
            mail.press("Send anyway")
            mail.gone("asks")
            eventually(lambda: any(b"asks" in octets for _, _, octets in self.site.sink.to(TO)), "the letter")
        finally:
            mail.close()


if __name__ == "__main__":
    unittest.main()
