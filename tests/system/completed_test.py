"""A refused letter is completed on its sender's page and goes: once, as it was seen, to its own recipients, and past the
milter that refused it. No browser: forms are filled in as a program without scripts would."""

import glob
import html
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest
import urllib.parse

from chain_test import Browser, CARD, FILLED, ROOT, TABLES, file_of, incomplete, parsed
from postfix import Site, eventually, free_port

SENDER = "anna@vektor.test"


def fields_of(page):
    """Names and values of the fields of all forms, by their action."""
    forms = {}
    for action, inside in re.findall(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', page, re.S):
        fields = {}
        for tag in re.findall(r"<(?:input|textarea)[^>]*>", inside):
            attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            if "name" in attributes:
                fields[attributes["name"]] = html.unescape(attributes.get("value", ""))
        forms[action] = fields
    return forms


class Visitor:
    """A browser's cookies and nothing else of it."""

    def __init__(self, address):
        self.host = urllib.parse.urlsplit(address).netloc
        self.cookies = {}

    def ask(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": "; ".join("%s=%s" % item for item in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        octets = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = re.match(r"([^=]+)=([^;]*)", cookie).groups()
            self.cookies[name] = value
        connection.close()
        return answer, octets

    def get(self, path):
        answer, octets = self.ask("GET", path)
        return answer.status, octets.decode("utf-8", "replace")

    def post(self, path, fields):
        answer, octets = self.ask("POST", path, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")
        return answer.status, answer.headers.get("Location", ""), octets.decode("utf-8", "replace")

    def upload(self, path, fields, files=()):
        """`files`: (field, name, octets)."""
        boundary = "bOuNdArY"
        parts = [b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
                 % (boundary.encode(), name.encode(), value.encode()) for name, value in fields.items()]
        parts += [b'--%s\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
                  % (boundary.encode(), field.encode(), name.encode(), b"message/rfc822" if name.endswith(".eml") else b"x/y", octets) for field, name, octets in files]
        body = b"".join(parts) + b"--%s--\r\n" % boundary.encode()
        answer, octets = self.ask("POST", path, body, "multipart/form-data; boundary=" + boundary)
        return answer.status, answer.headers.get("Location", ""), octets.decode("utf-8", "replace")


class Completed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pismovod-completed-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.address = "http://127.0.0.1:%d" % free_port()
        with open(os.path.join(cls.folder, "clients.csv"), "w", encoding="utf-8") as file:
            file.write("Наименование;ИНН\nАО «Кларнет»;7701234507\n")
        cls.site = Site(tables=TABLES.format(folder=cls.folder, port=cls.address.rsplit(":", 1)[1]) +
                        '\n[kept]\nfolder = "%s/letters"\n[lookup]\nclients = "%s/clients.csv"\n' % (cls.folder, cls.folder),
                        journal=True)
        cls.addClassCleanup(cls.site.close)
        for name in ("lic", "v8"):
            shutil.copy(os.path.join(ROOT, "config", "mailboxes", name + ".toml"), os.path.join(cls.site.milter.folder, "rules"))
        cls.relay_through(cls.site.postfix.port)
        cls.page = subprocess.Popen([os.environ["PISMOVOD"], "review", "--config", cls.site.milter.config],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.addClassCleanup(cls.end_page)
        cls.page.stdout.readline()

    @classmethod
    def relay_through(cls, port):
        """Letters of ours go through the Postfix where the milter stands."""
        milter = cls.site.milter
        milter.stop()
        with open(milter.config, encoding="utf-8") as file:
            text = file.read()
        with open(milter.config, "w", encoding="utf-8") as file:
            file.write(re.sub(r"relay = .*", 'relay = "smtp://127.0.0.1:%d"' % port, text))
        milter.start()

    @classmethod
    def end_page(cls):
        cls.page.send_signal(signal.SIGTERM)
        cls.page.wait(60)
        cls.page.stdout.close()

    def setUp(self):
        self.visitor = Visitor(self.address)
        self.subject = "Активация " + self.id().rsplit(".", 1)[1]

    def refuse(self, content=None, sender=SENDER, recipients=("lic@1c.ru",), login=None):
        """The path of the sender's page, from the answer."""
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7" + (" LOGIN=" + login if login else ""))
        client.say("EHLO client.test")
        self.message_id = "%s@vektor.test" % os.urandom(6).hex()
        answer = client.deliver(sender, list(recipients), content or incomplete(sender, self.subject, self.message_id))
        client.close()
        self.assertRegex(answer, "^550")
        self.case = re.search(r"/s/(\w+)-", answer)[1]
        return "/s/" + self.token_in(answer)

    @staticmethod
    def token_in(answer):
        return re.search(r"/s/([\w-]+)", answer)[1]

    def complete(self, path, more=None, files=()):
        status, page = self.visitor.get(path)
        self.assertEqual(status, 200)
        fields = fields_of(page)[path + "/complete"]
        fields = {name: value for name, value in fields.items() if not name.startswith("f.")}
        return self.visitor.upload(path + "/complete", {**fields, **(more or {})}, files)

    def test_what_the_client_list_knows_stands_in_its_field(self):
        letter = ("From: %s\r\nSubject: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                  "Добрый день! ООО «Вектор-Софт», код партнера 14352. Клиент: АО «Кларнет». 1С:Бухгалтерия 8 ПРОФ, рег. номер "
                  "801234567. Пин-код не активируется, выдайте, пожалуйста, дополнительный.\r\n" % (SENDER, "Pin"))
        path = self.refuse(letter.encode())
        status, page = self.visitor.get(path)
        self.assertEqual(status, 200)
        fields = fields_of(page)[path + "/complete"]
        self.assertEqual(fields["v.client_inn"], "7701234507")
        self.assertEqual(fields["v.product_article"], "")
        self.assertIn("из списка клиентов, проверьте", page)

    GOOD = {"v.client_inn": FILLED["ИНН клиента"], "v.product_article": FILLED["Артикул"]}

    def code_for(self, path, to=SENDER):
        def codes():
            return [octets for _, _, octets in self.site.sink.to(to) if str(parsed(octets)["Subject"]).startswith("Код ")
                    and self.case in str(parsed(octets)["Subject"])]
        before = len(codes())
        status, page = self.visitor.get(path + "/letter")
        self.assertEqual(status, 200)
        status, where, _ = self.visitor.post(path + "/code", fields_of(page)[path + "/code"])
        self.assertEqual((status, where), (303, path + "/letter?code=1"))
        octets = eventually(lambda: codes()[before:], "the code")[-1]
        return re.search(r"(?m)^\s*(\d{6})\s*$", parsed(octets).get_body(("plain",)).get_content())[1]

    def send(self, path, code):
        _, page = self.visitor.get(path + "/letter?code=1")
        fields = fields_of(page)[path + "/send"]
        return self.visitor.post(path + "/send", {**fields, "code": code})

    def completed_to(self, recipient):
        return [one for one in self.site.sink.to(recipient) if b"<pismovod-completed." in one[2] and
                self.message_id.encode() in one[2]]

    def test_is_seen_confirmed_and_goes_past_the_milter_once(self):
        path = self.refuse()
        status, where, page = self.complete(path, {**self.GOOD, "v.client_inn": "7701234508"})
        self.assertEqual(status, 422)
        self.assertIn("контрольная цифра не сходится", page)
        status, where, page = self.complete(path, self.GOOD)
        self.assertEqual((status, where), (303, path + "/letter"), page)
        _, page = self.visitor.get(path + "/letter")
        for words in (FILLED["ИНН клиента"], FILLED["Артикул"], "lic@1c.ru", "dump.bin", self.subject):
            self.assertIn(words, page)
        code = self.code_for(path)
        self.assertEqual(self.send(path, "000000" if code != "000000" else "111111")[0], 403)
        self.assertEqual(self.completed_to("lic@1c.ru"), [])
        status, where, page = self.send(path, code)
        self.assertEqual((status, where), (303, path), page)
        eventually(lambda: self.completed_to("lic@1c.ru"), "the completed letter")
        sender, recipients, octets = self.completed_to("lic@1c.ru")[0]
        self.assertEqual((sender, sorted(recipients)), (SENDER, sorted(["lic@1c.ru", SENDER])))
        letter = parsed(octets)
        self.assertEqual(file_of(letter, "dump.bin"), CARD)
        self.assertEqual(str(letter["Subject"]), self.subject)
        text = letter.get_body(("plain",)).get_content()
        self.assertIn("Артикул: " + FILLED["Артикул"], text)
        self.assertIn("ИНН " + FILLED["ИНН клиента"], text)
        self.assertNotIn("7701234508", text)
        self.site.milter.line("exempt=completed")
        first = self.shown(self.case)
        self.assertTrue(first["put_right"])
        # It cannot be sent again, from whatever page was open.
        self.assertEqual(self.visitor.get(path + "/letter")[0], 303)
        self.assertIn("отправлено", self.visitor.get(path)[1])
        self.assertEqual(os.listdir(os.path.join(self.folder, "letters")).count(self.case + ".draft.kept"), 0)
        self.assertEqual(len(self.completed_to("lic@1c.ru")), 1)
        # The very same letter, sent by whoever has seen it, is judged like any other and is no second pass.
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        passed = self.site.milter.log().count("exempt=completed")
        again = octets[octets.index(b"From:"):].replace(FILLED["Артикул"].encode(), b"nothing")
        client.deliver(SENDER, ["lic@1c.ru"], again)
        client.close()
        self.assertEqual(self.site.milter.log().count("exempt=completed"), passed)

    def shown(self, case):
        done = subprocess.run([os.environ["PISMOVOD"], "journal", "show", case, "--json", "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, check=True, text=True)
        return json.loads(done.stdout)

    def test_untouched_octets_stay(self):
        path = self.refuse()
        self.complete(path, self.GOOD)
        _, octets = self.visitor.ask("GET", path + "/letter.eml")
        was = incomplete(SENDER, self.subject, self.message_id).replace("\n", "\r\n").encode()
        part = was[was.index(b"--cut\r\nContent-Type: application/octet-stream"):]
        self.assertIn(part[:-2], octets)
        for line in (b"From: ", b"To: ", b"Subject: "):
            field = re.search(rb"(?m)^" + line + rb".*$", was)[0]
            self.assertIn(field, octets)
        self.assertTrue(octets.startswith(b"X-Unsent: 1\r\n"))
        self.assertIn(b"References: <" + self.message_id.encode() + b">", octets)

    def test_forwarded_link_sends_nothing(self):
        path = self.refuse()
        self.complete(path, self.GOOD)
        self.code_for(path)
        stranger = Visitor(self.address)
        _, page = stranger.get(path + "/letter?code=1")
        fields = fields_of(page)[path + "/send"]
        for guess in ("", "123456", "1' OR '1", "999999999999999999999", "12345", "000001", "000002"):
            self.assertEqual(stranger.post(path + "/send", {**fields, "code": guess})[0], 403)
        # Another letter than the one that the code was asked for: none.
        self.assertEqual(stranger.post(path + "/send", {**fields, "seen": "0" * 32, "code": "123456"})[0], 303)
        # Without the page's own mark nothing is even looked at.
        self.assertEqual(stranger.post(path + "/send", {**fields, "form_token": "x", "code": "123456"})[0], 403)
        self.assertEqual(Visitor(self.address).post(path + "/send", {**fields, "code": "123456"})[0], 403)
        self.assertEqual(self.completed_to("lic@1c.ru"), [])

    def test_code_is_for_the_letter_that_was_seen(self):
        path = self.refuse()
        self.complete(path, self.GOOD)
        code = self.code_for(path)
        _, page = self.visitor.get(path + "/letter")
        self.visitor.post(path + "/again", fields_of(page)[path + "/again"])
        self.complete(path, self.GOOD)
        self.assertEqual(self.send(path, code)[0], 403)
        self.assertEqual(self.completed_to("lic@1c.ru"), [])

    def test_goes_to_nobody_else_and_as_nobody_else(self):
        path = self.refuse()
        evil = {"v.question": "x\r\nBcc: thief@elsewhere.test\r\n\r\n", "to": "thief@elsewhere.test", "v.nonsense": "x",
                "from": "boss@vektor.test", "v.product_article": FILLED["Артикул"] + "\r\nTo: thief@elsewhere.test",
                "v.client_inn": FILLED["ИНН клиента"]}
        status, where, page = self.complete(path, evil)
        self.assertEqual((status, where), (303, path + "/letter"), page)
        self.send(path, self.code_for(path))
        eventually(lambda: self.completed_to("lic@1c.ru"), "the completed letter")
        sender, recipients, octets = self.completed_to("lic@1c.ru")[0]
        self.assertEqual((sender, sorted(recipients)), (SENDER, sorted(["lic@1c.ru", SENDER])))
        self.assertEqual([name for name in parsed(octets).keys() if name.lower() in ("bcc", "cc")], [])
        self.assertEqual(parsed(octets).get_all("To"), ["lic@1c.ru"])
        self.assertEqual(self.site.sink.to("thief@elsewhere.test"), [])

    def test_stranger_as_sender_cannot_send(self):
        path = self.refuse(sender="somebody@elsewhere.test")
        self.complete(path, {**self.GOOD, "v.partner_code": "14352"})
        status, page = self.visitor.get(path + "/letter")
        self.assertEqual(status, 200)
        self.assertNotIn(path + "/send", page)
        fields = {"form_token": fields_of(page)[path + "/again"]["form_token"], "seen": "x"}
        self.assertEqual(self.visitor.post(path + "/code", fields)[0], 303)
        self.assertEqual(self.site.sink.to("somebody@elsewhere.test"), [])

    def test_killed_before_it_is_handed_over_goes_once(self):
        path = self.refuse()
        self.complete(path, self.GOOD)
        code = self.code_for(path)
        self.site.milter.stop(signal.SIGKILL)
        self.assertEqual(self.send(path, code)[0], 303)
        self.page.kill()
        self.page.wait(60)
        self.page.stdout.close()
        self.site.milter.start()
        type(self).page = subprocess.Popen([os.environ["PISMOVOD"], "review", "--config", self.site.milter.config],
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.page.stdout.readline()
        eventually(lambda: self.completed_to("lic@1c.ru"), "the completed letter")
        self.site.milter.stop(signal.SIGKILL)
        with sqlite3.connect("%s/journal/journal.sqlite" % self.site.milter.folder) as journal:
            journal.execute("UPDATE outbox SET claimed_until = 0 WHERE kind = 2")  # as 14 minutes later
        self.site.milter.start()
        self.settled()
        self.assertEqual(len(self.completed_to("lic@1c.ru")), 1)

    def rows(self):
        with sqlite3.connect("file:%s/journal/journal.sqlite?mode=ro" % self.site.milter.folder, uri=True) as journal:
            return journal.execute("SELECT o.id, o.state, o.passed, o.octets FROM outbox o JOIN cases c ON c.id = o.case_id "
                                   "WHERE o.kind = 2 AND c.first_case = ?", (self.case,)).fetchall()

    def settled(self):
        eventually(lambda: [row for row in self.rows() if row[1] == 1], "the mark that it was sent")

    def test_sent_and_not_marked_is_not_sent_again(self):
        """As a kill between the relay's answer and the mark leaves it."""
        path = self.refuse()
        self.complete(path, self.GOOD)
        self.assertEqual(self.send(path, self.code_for(path))[0], 303)
        self.settled()
        self.site.milter.stop(signal.SIGKILL)
        (number, _, passed, octets), = self.rows()
        self.assertGreater(passed, 0)
        self.assertIsNone(octets)
        with sqlite3.connect("%s/journal/journal.sqlite" % self.site.milter.folder) as journal:
            journal.execute("UPDATE outbox SET state = 0, octets = x'46', claimed_until = 0 WHERE id = ?", (number,))
        self.site.milter.start()
        self.settled()
        self.assertEqual(len(self.completed_to("lic@1c.ru")), 1)

    def test_refused_by_the_relay_is_open_again(self):
        path = self.refuse()
        self.complete(path, self.GOOD)
        code = self.code_for(path)
        self.site.milter.stop()
        self.assertEqual(self.send(path, code)[:2], (303, path))
        self.assertTrue(self.shown(self.case).get("put_right"))
        with sqlite3.connect("%s/journal/journal.sqlite" % self.site.milter.folder) as journal:
            journal.execute("UPDATE outbox SET forward_path = 'refused@elsewhere.test' WHERE kind = 2 AND state = 0")
        self.site.milter.start()
        eventually(lambda: not self.shown(self.case).get("put_right"), "the case to be open again")
        page = self.visitor.get(path)[1]
        self.assertIn("не принял", page, self.shown(self.case)["marks"])
        self.assertIn(path + "/complete", page)

    def test_missing_file_is_added_whole(self):
        content = ("From: anna@vektor.test\nTo: v8@1c.ru\nSubject: =?utf-8?B?0J7RiNC40LHQutCw?=\nMessage-ID: <%s@vektor.test>\n"
                   "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
                   "<html><body><p>Здравствуйте!</p><p>ООО «Вектор-Софт», код партнера 14352, рег. номер NFR 800123456. Клиент ООО «Ромашка», ИНН 7701234507. 1С:Бухгалтерия 8 ПРОФ, "
                   "рег. номер 801234567, релиз конфигурации 3.0.150.28. При проведении документа возникает ошибка, прошу помочь.</p></body></html>\n")
        self.message_id = "file-" + os.urandom(4).hex()
        client = self.site.smtp()
        answer = client.deliver(SENDER, ["v8@1c.ru"], content % self.message_id)
        client.close()
        self.assertRegex(answer, "^550")
        self.case, path = re.search(r"/s/(\w+)-", answer)[1], "/s/" + self.token_in(answer)
        _, page = self.visitor.get(path)
        self.assertIn('name="f.error_files"', page)
        with open(glob.glob(os.path.join(ROOT, "docs", "images", "*.png"))[0], "rb") as file:
            picture = file.read()
        wanted = {name: {"v.client_inn": "7701234507"}.get(name, "текст") for name in fields_of(page)[path + "/complete"] if name.startswith("v.")}
        for name, octets, words in (("x.zip", b"PK\x03\x04" + bytes(60), "архив"), ("x.exe", b"MZ" + bytes(300), "не похож"),
                                    ("x.pdf", b"", "пустой")):
            status, _, page = self.complete(path, wanted, [("f.error_files", name, octets)])
            self.assertEqual(status, 422, name)
            self.assertIn(words, page)
            self.assertEqual(self.visitor.get(path + "/letter")[0], 303)
        status, where, page = self.complete(path, wanted, [("f.error_files", "C:\\docs\\ошибка.png", picture)])
        self.assertEqual((status, where), (303, path + "/letter"), re.findall(r'class="wrong"[^>]*>([^<]*)', page))
        self.send(path, self.code_for(path))
        eventually(lambda: self.completed_to("v8@1c.ru"), "the completed letter")
        letter = parsed(self.completed_to("v8@1c.ru")[0][2])
        self.assertEqual(file_of(letter, "ошибка.png"), picture)
        self.assertEqual(letter.get_content_type(), "multipart/mixed")

    def test_upload_is_bounded(self):
        path = self.refuse()
        _, page = self.visitor.get(path)
        fields = {"form_token": fields_of(page)[path + "/complete"]["form_token"]}
        big = b"%PDF-1.4\n" + os.urandom(12 << 20)
        try:
            status = self.visitor.upload(path + "/complete", fields, [("f.error_files", "x.pdf", big)])[0]
        except (ConnectionError, BrokenPipeError):
            status = 413  # the server hung up while we were still sending
        self.assertEqual(status, 413)
        # Nowhere else, and not by whoever has no link.
        for where in ("/s/" + self.case + "-1-AAAAAAAAAAAAAAAAAAAAAA/complete", "/sign-in", path + "/send"):
            self.assertEqual(self.visitor.upload(where, fields, [("f.x", "x.pdf", b"%PDF-1.4")])[0], 413, where)

    def test_letters_lie_sealed_and_are_forgotten(self):
        self.refuse()
        folder = os.path.join(self.folder, "letters")
        names = os.listdir(folder)
        self.assertIn(self.case + ".letter.kept", names)
        for name in names:
            full = os.path.join(folder, name)
            self.assertEqual(os.stat(full).st_mode & 0o777, 0o600)
            with open(full, "rb") as file:
                octets = file.read()
            self.assertNotIn(b"lic@1c.ru", octets)
            self.assertNotIn(b"Subject", octets)
        subprocess.run([os.environ["PISMOVOD"], "journal", "forget", "nobody@nowhere.test", "--config", self.site.milter.config],
                       stdout=subprocess.PIPE, check=True)
        self.assertEqual(os.listdir(folder), [])

    def test_without_the_letter_the_page_says_so(self):
        path = self.refuse()
        for name in os.listdir(os.path.join(self.folder, "letters")):
            os.remove(os.path.join(self.folder, "letters", name))
        page = self.visitor.get(path)[1]
        self.assertIn("дополнить его здесь нельзя", page)
        self.assertIn("mailto:", page)
        self.assertNotIn(path + "/complete", page)

    def in_browser(self, **options):
        browser = Browser()
        self.addCleanup(browser.close)
        browser.do("new", "anna", options)
        return browser

    def go_with_code(self, browser, path, step):
        """From the filled in form to the sent letter."""
        shown = step("Дополнить и посмотреть")
        self.assertEqual(shown["url"], self.address + path + "/letter", shown["text"])
        self.assertIn("уйдёт именно это", shown["text"])
        step("Прислать код")
        return eventually(self.code_that_came, "the code")

    def code_that_came(self, to=SENDER):
        for _, _, octets in self.site.sink.to(to):
            if self.case in str(parsed(octets)["Subject"]) and str(parsed(octets)["Subject"]).startswith("Код "):
                return re.search(r"(?m)^\s*(\d{6})\s*$", parsed(octets).get_body(("plain",)).get_content())[1]
        return None

    def test_by_keyboard_on_a_phone_without_scripts(self):
        path = self.refuse()
        browser = self.in_browser(viewport={"width": 360, "height": 740}, isMobile=True, hasTouch=True)
        browser.do("go", "anna", self.address + path)

        def to(words):
            for _ in range(40):
                shown = browser.do("press", "anna", "Tab")
                if shown["focus"].strip() == words:
                    return shown
            raise AssertionError("the keyboard does not reach " + words)

        def press(words):
            to(words)
            return browser.do("press", "anna", "Enter")
        to("ИНН клиента")
        browser.do("type", "anna", FILLED["ИНН клиента"])
        to("Артикул")
        browser.do("type", "anna", FILLED["Артикул"])
        code = self.go_with_code(browser, path, press)
        to("Код из письма (действует 30 минут)")
        browser.do("type", "anna", code)
        shown = press("Отправить письмо")
        self.assertIn("уже исправлено", shown["text"])
        eventually(lambda: self.completed_to("lic@1c.ru"), "the completed letter")

    def test_with_scripts_values_are_checked_as_they_are_typed(self):
        path = self.refuse()
        browser = self.in_browser(javaScriptEnabled=True)
        browser.do("go", "anna", self.address + path)
        browser.do("fill", "anna", "ИНН клиента", "7701234599")
        browser.do("press", "anna", "Tab")
        eventually(lambda: "контрольная цифра" in browser.do("press", "anna", "Shift")["text"].replace("7701234508»: контрольная", ""), "the reason")
        browser.do("fill", "anna", "ИНН клиента", FILLED["ИНН клиента"])
        browser.do("press", "anna", "Tab")
        eventually(lambda: "контрольная" not in browser.do("press", "anna", "Shift")["text"].split("Или дополнить самому")[0], "no reason")
        browser.do("fill", "anna", "Артикул", FILLED["Артикул"])
        shown = browser.do("click", "anna", "Дополнить и посмотреть")
        self.assertIn("уйдёт именно это", eventually(lambda: browser.do("press", "anna", "Shift"), "the page")["text"], shown)
        self.assertEqual(shown["complaints"], [])

    def test_no_page_has_a_barrier(self):
        """In four modes; PISMOVOD_SCREENSHOTS is a folder for pictures of them."""
        folder = os.environ.get("PISMOVOD_SCREENSHOTS")
        browser = self.in_browser(javaScriptEnabled=True)
        for size, width in (("narrow", 390), ("wide", 1280)):
            for scheme in ("light", "dark"):
                self.walk(browser, size + "-" + scheme, {"viewport": {"width": width, "height": 900}, "colorScheme": scheme,
                                                         "javaScriptEnabled": True}, folder)

    def walk(self, browser, name, options, folder):
        path = self.refuse()
        browser.do("new", name, options)

        def look(what):
            seen = browser.do("look", name, folder and os.path.join(folder, "%s-%s.png" % (what, name)))
            self.assertEqual((seen["barriers"], seen["complaints"]), ([], []), (what, name))
            self.assertLessEqual(seen["tooWide"], 0, (what, name))
        browser.do("go", name, self.address + path)
        look("form")
        browser.do("fill", name, "ИНН клиента", "7701234508")
        browser.do("click", name, "Дополнить и посмотреть")
        look("form-wrong")
        browser.do("fill", name, "ИНН клиента", FILLED["ИНН клиента"])
        browser.do("fill", name, "Артикул", FILLED["Артикул"])
        browser.do("click", name, "Дополнить и посмотреть")
        look("letter")
        browser.do("click", name, "Прислать код")
        look("letter-code")
        for what, where in (("help", "/help"), ("help-mailbox", "/help/v8%401c.ru"), ("check", "/help/check?to=lic%401c.ru")):
            browser.do("go", name, self.address + where)
            look(what)
        browser.do("fill", name, "Текст письма", "Клиент ООО «Ромашка», ИНН 7701234508. Прошу ПИН-код.")
        browser.do("click", name, "Проверить")
        look("check-answer")

    def test_the_lead_opens_the_letter_and_the_journal_says_so(self):
        self.refuse()
        subprocess.run([os.environ["PISMOVOD"], "review", "passwd", "lena", "--role", "lead", "--config", self.site.milter.config],
                       input="correct horse battery\n", stdout=subprocess.DEVNULL, text=True, check=True)
        folder = os.environ.get("PISMOVOD_SCREENSHOTS")
        browser = self.in_browser()
        for name, options in (("narrow-dark", {"viewport": {"width": 390, "height": 900}, "colorScheme": "dark"}),
                              ("wide-light", {"viewport": {"width": 1280, "height": 900}})):
            browser.do("new", name, {**options, "javaScriptEnabled": True})
            browser.do("go", name, self.address + "/sign-in?next=%2Fc%2F" + self.case)
            browser.do("fill", name, "Имя", "lena")
            browser.do("fill", name, "Пароль", "correct horse battery")
            browser.do("click", name, "Войти")
            opened = browser.do("click", name, "Открыть письмо")
            self.assertEqual(opened["status"], 200)
            self.assertIn("ИНН 7701234508, сменил сервер", opened["text"])
            seen = browser.do("look", name, folder and os.path.join(folder, "desk-letter-%s.png" % name))
            self.assertEqual((seen["barriers"], seen["complaints"]), ([], []), name)
            self.assertLessEqual(seen["tooWide"], 0, name)
        self.assertEqual([mark["by"] for mark in self.shown(self.case)["marks"]], ["lena", "lena"])
        subprocess.run([os.environ["PISMOVOD"], "journal", "unlink", self.case, "--config", self.site.milter.config, "--why", "не тому"],
                       stdout=subprocess.DEVNULL, check=True)
        browser.do("go", "wide-light", self.address + "/c/" + self.case)
        shown = browser.do("look", "wide-light", None)["text"]
        self.assertNotIn("Открыть письмо", shown)
        self.assertIn("ссылка отправителя отозвана: не тому", shown)

    def test_digest_is_a_letter(self):
        self.refuse()
        done = subprocess.run([os.environ["PISMOVOD"], "journal", "digest", "--to", "lena@vektor.test", "--config", self.site.milter.config],
                              stdout=subprocess.PIPE, check=True)
        digest = parsed(done.stdout)
        self.assertEqual((digest["To"], digest["Auto-Submitted"]), ("lena@vektor.test", "auto-generated"))
        text = digest.get_content()
        self.assertRegex(text, r"Писем: \d+; не хватало данных: \d+")
        self.assertIn("артикул по прайс-листу (lic@1c.ru)", text)
        self.assertIn(SENDER, text)

    def test_employees_check_a_letter(self):
        status, page = self.visitor.get("/help")
        self.assertEqual(status, 200)
        self.assertIn("/help/lic%40" + "1c.ru", page)
        status, page = self.visitor.get("/help/lic%401c.ru")
        self.assertIn("Код партнера: 14352", page)
        _, page = self.visitor.get("/help/check?to=lic%401c.ru")
        fields = fields_of(page)["/help/check"]
        mine = {name: fields[name] for name in ("form_token", "to", "from", "subject")}
        status, _, page = self.visitor.upload("/help/check", {**mine, "text": "Клиент ООО «Ромашка», ИНН 7701234508. Прошу ПИН-код."})
        self.assertEqual(status, 200)
        self.assertIn("контрольная цифра", page)
        self.assertIn("Артикул: ____", page)
        self.assertIn("Код партнера: 14352", page)  # what is known stands there
        saved = incomplete(SENDER, "x", "x@vektor.test").encode()
        status, _, page = self.visitor.upload("/help/check", mine, [("letter", "x.eml", saved)])
        self.assertIn("контрольная цифра", page)
        self.assertEqual(self.visitor.upload("/help/check", {"to": "lic@1c.ru", "text": "x"})[0], 403)
        self.assertEqual(self.visitor.upload("/help/check", mine)[0], 422)


if __name__ == "__main__":
    unittest.main()
