"""The whole way: a letter is refused, its notice comes, the draft in it is filled in and sent, leaves; the page shows
it, to the sender by the link of his notice and to the lead; held letters and withheld ones beside it."""

import base64
import email
import email.policy
import hashlib
import hmac
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from postfix import Site, eventually, free_port, letter

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PASSWORD = "correct horse battery"

TABLES = """
[[organization]]
name = "ООО «Вектор-Софт»"
partner_code = "14352"
sender_domains = ["vektor.test"]

[review]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
secret = "{folder}/secret"
users = "{folder}/users"
"""

CARD = bytes(range(256)) * 40

INCOMPLETE = """From: =?utf-8?B?%s?= <%s>
To: lic@1c.ru
Subject: =?utf-8?B?%s?=
Message-ID: <%s>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: text/plain; charset=utf-8

Здравствуйте! ООО «Вектор-Софт», код партнера 14352.

Клиент ООО «Ромашка», ИНН 7701234508, сменил сервер и исчерпал лимит
активаций. Продукт 1С:Бухгалтерия 8 ПРОФ, рег. номер 801234567.
Просим выдать дополнительный ПИН-код.
--cut
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="dump.bin"
Content-Transfer-Encoding: base64

%s
--cut--
"""

FILLED = {"ИНН клиента": "7701234507", "Артикул": "4601546116680"}


def base64_of(text):
    return base64.b64encode(text.encode()).decode()


def incomplete(sender, subject, message_id):
    return INCOMPLETE % (base64_of("Анна Петрова"), sender, base64_of(subject), message_id,
                         base64.encodebytes(CARD).decode())


def parsed(octets):
    return email.message_from_bytes(octets, policy=email.policy.default)


def file_of(message, name):
    return next(part for part in message.walk() if part.get_filename() == name).get_payload(decode=True)


def filled(draft):
    """As a person would in a mail program: words for blanks, then sent; X-Unsent is the program's own."""
    message = parsed(draft)
    text = message.get_body(("plain",))
    words = re.sub(r"(?m)^(.+?): _+\s*$", lambda blank: blank[1] + ": " + FILLED[blank[1]], text.get_content())
    words = words.replace("ИНН __________", "ИНН " + FILLED["ИНН клиента"])  # where the wrong one stood
    text.set_content(words)
    del message["X-Unsent"]
    return message.as_bytes(policy=email.policy.SMTP)


class Browser:
    def __init__(self):
        folder = os.path.join(ROOT, "tests", "review", "browser")
        if not os.path.isdir(os.path.join(folder, "node_modules", "playwright-core")):
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"], cwd=folder, check=True)
        self.process = subprocess.Popen(["node", "drive.mjs"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, *words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if "error" in said:
            raise AssertionError("%s: %s" % (words, said["error"]))
        return said

    def visitor(self, name):
        self.do("new", name)
        return name

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


class Chain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pismovod-chain-")
        cls.address = "http://127.0.0.1:%d" % free_port()
        cls.site = cls.page = cls.browser = None
        cls.addClassCleanup(cls.end)
        cls.site = Site(tables=TABLES.format(folder=cls.folder, port=cls.address.rsplit(":", 1)[1]), journal=True)
        rules = os.path.join(cls.site.milter.folder, "rules")
        shutil.copy(os.path.join(ROOT, "config", "mailboxes", "lic.toml"), rules)
        if (said := cls.site.milter.reload()).returncode != 0:
            raise AssertionError(said.stdout)
        cls.more = os.path.join(cls.folder, "more.toml")
        with open(cls.more, "w", encoding="utf-8") as file:
            file.write('[journal]\npostfix = "%s/etc"\n' % cls.site.postfix.folder)
        cls.pismovod("review", "passwd", "lena", "--role", "lead", text=PASSWORD + "\n")
        cls.page = subprocess.Popen(cls.words("review"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        cls.page.stdout.readline()
        cls.browser = Browser()

    @classmethod
    def end(cls):
        if cls.browser:
            cls.browser.close()
        if cls.page:
            cls.page.send_signal(signal.SIGTERM)
            cls.page.wait(60)
            cls.page.stdout.close()
        if cls.site:
            cls.site.close()
        shutil.rmtree(cls.folder, ignore_errors=True)

    @classmethod
    def words(cls, *words):
        return [os.environ["PISMOVOD"], *words, "--config", cls.site.milter.config, "--config", cls.more]

    @classmethod
    def pismovod(cls, *words, text=None):
        done = subprocess.run(cls.words(*words), input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError("%s: %s" % (words, done.stdout))
        return done.stdout

    def case(self, text, action):
        found = [json.loads(line) for line in self.pismovod("journal", "list", "--json", "--text", text, "--action", action).splitlines()]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def send(self, sender, recipients, content, login=None):
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7" + (" LOGIN=" + login if login else ""))
        client.say("EHLO client.test")
        try:
            return client.deliver(sender, recipients, content)
        finally:
            client.close()

    def notice_to(self, address, count=1):
        letters = self.site.sink.wait_for(address, count)
        self.assertEqual(len(letters), count)
        self.assertEqual(letters[-1][0], "")  # the null reverse-path
        return parsed(letters[-1][2])

    def link_in(self, notice):
        links = set(re.findall(re.escape(self.address) + r"/s/[\w-]+", notice.get_body(("plain",)).get_content()))
        self.assertEqual(len(links), 1, links)
        return links.pop()

    def signed(self, number, seconds):
        """As src/journal/case_link.h has it, written a second time."""
        digits, rest = "", int(time.time()) + seconds
        while rest:
            digits, rest = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36] + digits, rest // 36
        what = number + "-" + digits
        with open(os.path.join(self.folder, "secret"), "rb") as file:
            mac = hmac.new(file.read(), b"9:case link" + what.encode(), hashlib.sha512).digest()
        return self.address + "/s/" + what + "-" + base64.urlsafe_b64encode(mac[:16]).decode().rstrip("=")

    def lead(self, name, **options):
        self.browser.do("new", name, options)
        self.browser.do("go", name, self.address + "/sign-in")
        self.browser.do("fill", name, "Имя", "lena")
        self.browser.do("fill", name, "Пароль", PASSWORD)
        self.assertIn("/cases", self.browser.do("click", name, "Войти")["url"])
        return name

    def test_from_the_refusal_to_the_page(self):
        browser, sink = self.browser, self.site.sink
        sender, subject = "petrova@vektor.test", "Лимит активаций Ромашки"
        reply = self.send(sender, ["lic@1c.ru"], incomplete(sender, subject, "limit@vektor.test"))
        self.assertRegex(reply, "^550")
        number = reply.split("/s/")[1][:7]

        # The notice, by the link in which the sender sees his case.
        notice = self.notice_to(sender)
        self.assertEqual(notice["In-Reply-To"], "<limit@vektor.test>")
        link = self.link_in(notice)
        self.assertIn(number, link)
        browser.visitor("sender")
        shown = browser.do("go", "sender", link)
        self.assertEqual(shown["status"], 200)
        for words in ("Чего не хватает в вашем письме", subject, "артикул по прайс-листу", "ИНН клиента", "7701234508"):
            self.assertIn(words, shown["text"])
        browser.do("fill", "sender", "Где это в письме (можно не заполнять)", "артикул в файле dump.bin")
        self.assertIn("Спасибо", browser.do("click", "sender", "Проверка ошиблась")["text"])
        self.assertIn("/sign-in", browser.do("go", "sender", self.address + "/c/" + number)["url"])

        # Another sender's case, by a link made of two; a changed one; an expired one.
        other = "sidorov@vektor.test"
        self.send(other, ["lic@1c.ru"], incomplete(other, "Ключи Лютика", "lutik@vektor.test"))
        others = self.link_in(self.notice_to(other)).split("/s/")[1]
        self.assertEqual(browser.do("go", "sender", self.signed(number, 600))["status"], 200)  # so that it is the time below
        refused = ((self.signed(number, -5), 410), (link[:-1] + ("A" if link[-1] != "A" else "B"), 403),
                   (self.address + "/s/" + others[:7] + link.split("/s/")[1][7:], 403), (self.address + "/c/" + others[:7], 200))
        for bad, status in refused:
            shown = browser.do("go", "sender", bad)
            self.assertEqual(shown["status"], status, bad)
            self.assertNotIn("Лютика", shown["text"])
            self.assertNotIn("Ромашки", shown["text"])

        # The draft is filled in and sent; it leaves with the file it came with.
        draft = file_of(notice, "Черновик письма.eml")
        self.assertEqual(parsed(draft)["X-Unsent"], "1")
        self.assertEqual(parsed(draft)["Subject"], subject)
        self.assertRegex(self.send(sender, ["lic@1c.ru"], draft), "^550")  # as it came: blanks are no data
        self.assertRegex(self.send(sender, ["lic@1c.ru"], filled(draft)), "^250")
        self.assertEqual(file_of(parsed(sink.wait_for("lic@1c.ru")[0][2]), "dump.bin"), CARD)
        self.assertEqual(self.case("Ромашки", "accept")["first_case"], number)

        # What the lead sees of it.
        lead = browser.visitor("lead")
        browser.do("go", lead, self.address + "/c/" + number)
        browser.do("fill", lead, "Имя", "lena")
        browser.do("fill", lead, "Пароль", "not the password")
        self.assertIn("не подходят", browser.do("click", lead, "Войти")["text"])
        browser.do("fill", lead, "Имя", "lena")
        browser.do("fill", lead, "Пароль", PASSWORD)
        shown = browser.do("click", lead, "Войти")
        self.assertEqual(shown["url"], self.address + "/c/" + number)
        for words in ("Исправлено через", "контрольная цифра не сходится", "артикул в файле dump.bin", "проверка ошиблась",
                      "отправлено", "Письмо на lic@1c.ru не ушло", "Откройте вложенный черновик"):
            self.assertIn(words, shown["text"])
        self.assertIn(subject, browser.do("go", lead, self.address + "/cases?state=wrong")["text"])
        self.assertIn(subject, browser.do("go", lead, self.address + "/cases?state=put_right")["text"])
        # And the sender, by the same link.
        self.assertIn("уже исправлено", browser.do("go", "sender", link)["text"])

    def test_the_authenticated_sender_is_told(self):
        login = "anna@vektor.test"
        reply = self.send("office@vektor.test", ["lic@1c.ru"], incomplete("office@vektor.test", "От имени отдела", "login@vektor.test"), login)
        self.assertRegex(reply, "^550")
        self.notice_to(login)
        self.assertEqual(self.site.sink.to("office@vektor.test"), [])
        self.assertEqual(self.case("отдела", "reject")["authenticated"], login)
        # Nobody is written to whose address is forged.
        self.assertRegex(self.send("boss@elsewhere.test", ["tickets@firm.test"], letter(subject="forged")), "^550")
        self.assertEqual(self.case("forged", "reject").get("letters", []), [])

    def test_held_released_and_withheld_on_the_page(self):
        browser, sender = self.browser, "orlov@vektor.test"
        self.assertRegex(self.send(sender, ["held@firm.test"], letter(subject="held here")), "^250")
        case = self.case("orlov", "hold")
        self.assertIn("задержано", self.notice_to(sender).get_body(("plain",)).get_content())
        eventually(lambda: (case["queue_id"], True) in self.site.postfix.queue(), "a letter in the hold queue")
        lead = self.lead("lead of held ones")
        self.assertIn("held here", browser.do("go", lead, self.address + "/cases?state=held")["text"])
        self.pismovod("journal", "release", case["number"], "--why", "asked by telephone")
        self.site.sink.wait_for("held@firm.test")
        shown = browser.do("go", lead, self.address + "/c/" + case["number"])["text"]
        self.assertRegex(shown, "Выпущено: .*Почему: asked by telephone")
        told = self.notice_to(sender, 2)  # the notice and this
        self.assertIn("Задержанное письмо отправлено", told["Subject"])
        self.assertIn("asked by telephone", told.get_body(("plain",)).get_content())
        self.assertNotIn("held here", browser.do("go", lead, self.address + "/cases?state=held")["text"])

        self.assertRegex(self.send(sender, ["withheld@firm.test", "gets@elsewhere.test"], letter(subject="withheld here")), "^250")
        self.site.sink.wait_for("gets@elsewhere.test")
        # One letter about one event: the notice carries the report.
        notice = self.notice_to(sender, 3)
        self.assertEqual(notice.get_content_type(), "multipart/report")
        self.assertIn("message/delivery-status", [part.get_content_type() for part in notice.walk()])
        self.assertEqual(self.site.sink.to("withheld@firm.test"), [])
        shown = browser.do("go", lead, self.address + "/c/" + self.case("withheld", "withhold")["number"])["text"]
        for words in ("Не получили: withheld@firm.test", "Пояснение"):
            self.assertIn(words, shown)

    def test_the_lead_acts_on_the_page(self):
        browser, sender = self.browser, "sokolov@vektor.test"
        lead = self.lead("lead who acts", javaScriptEnabled=True)

        # Held letters: two, one released, one deleted, for which the page wants to know why.
        for subject in ("let me go", "delete me"):
            self.assertRegex(self.send(sender, ["held@firm.test"], letter(subject=subject)), "^250")
        kept, gone = self.case("let me go", "hold"), self.case("delete me", "hold")
        for case in (kept, gone):
            eventually(lambda: (case["queue_id"], True) in self.site.postfix.queue(), "a letter in the hold queue")
        browser.do("go", lead, self.address + "/c/" + kept["number"])
        browser.do("open", lead, "Выпустить задержанное письмо")
        shown = browser.do("click", lead, "Выпустить")["text"]
        self.assertIn("Выпущено: lena", shown)
        self.site.sink.wait_for("held@firm.test")
        browser.do("go", lead, self.address + "/c/" + gone["number"])
        look = browser.do("look", lead, os.environ.get("PISMOVOD_PICTURES", "") and os.environ["PISMOVOD_PICTURES"] + "/acts.png")
        self.assertEqual((look["barriers"], max(0, look["tooWide"])), ([], 0))
        browser.do("open", lead, "Удалить задержанное письмо")
        browser.do("fill", lead, "Почему", "a double of the other")
        self.assertIn("a double of the other", browser.do("click", lead, "Удалить")["text"])
        eventually(lambda: (gone["queue_id"], True) not in self.site.postfix.queue(), "the letter is gone from the queue")
        self.assertIn("удалено", self.notice_to(sender, 4)["Subject"])  # two notices, two words

        # A refused letter that may pass once: the same sender, the same mailbox, once.
        self.assertRegex(self.send(sender, ["tickets@firm.test"], letter(subject="let pass")), "^550")
        refused = self.case("let pass", "reject")
        browser.do("go", lead, self.address + "/c/" + refused["number"])
        browser.do("open", lead, "Пропустить один раз без проверки")
        browser.do("click", lead, "Разрешить")
        self.assertIn("можно отправить снова", self.notice_to(sender, 6)["Subject"])
        self.assertRegex(self.send("other@vektor.test", ["tickets@firm.test"], letter(subject="not his")), "^550")
        self.assertRegex(self.send(sender, ["tickets@firm.test"], letter(subject="let pass again")), "^250")
        passed = self.case("let pass again", "annotate")
        self.assertIn("разрешение: lena, случай " + refused["number"], passed["override_reason"])
        self.assertRegex(self.send(sender, ["tickets@firm.test"], letter(subject="let pass too often")), "^550")

        # The notice once more, as a letter of its own.
        before = len(self.site.sink.to(sender))
        browser.do("go", lead, self.address + "/c/" + refused["number"])
        browser.do("click", lead, "Отправить уведомление ещё раз")
        eventually(lambda: len(self.site.sink.to(sender)) > before, "the notice, again")
        ids = [parsed(octets)["Message-ID"] for _, _, octets in self.site.sink.to(sender)]
        self.assertEqual(len(ids), len(set(ids)))

    def test_a_dropped_letter_was_not_sent(self):
        browser, sender = self.browser, "volkova@vektor.test"
        self.assertRegex(self.send(sender, ["held@firm.test", "never@elsewhere.test"], letter(subject="dropped here")), "^250")
        case = self.case("dropped", "hold")
        link = self.link_in(self.notice_to(sender))
        eventually(lambda: (case["queue_id"], True) in self.site.postfix.queue(), "a letter in the hold queue")
        self.pismovod("journal", "drop", case["number"], "--why", "a double")
        told = self.notice_to(sender, 2)
        self.assertIn("удалено", told["Subject"])
        self.assertIn("a double", told.get_body(("plain",)).get_content())
        visitor = browser.visitor("sender of a dropped one")
        for page in (link, self.link_in(told)):
            shown = browser.do("go", visitor, page)["text"]
            self.assertIn("удалено: его никто не получил", shown)
            self.assertIn("a double", shown)
            self.assertNotIn("Письмо отправлено", shown)
        self.assertEqual(self.site.sink.to("never@elsewhere.test"), [])

    def test_two_clients_of_one_subject(self):
        sender, subject = "belova@vektor.test", "Активация"
        def about(number, article):
            text = ("Subject: =?utf-8?B?%s?=\nFrom: %s\nTo: lic@1c.ru\nMessage-ID: <%s@vektor.test>\nMIME-Version: 1.0\n"
                    "Content-Type: text/plain; charset=utf-8\n\nООО «Вектор-Софт», код партнера 14352. Клиент ООО «Ромашка», "
                    "ИНН 7701234507.\n1С:Бухгалтерия 8 ПРОФ, рег. номер %s%s.\nПросим выдать дополнительный ПИН-код, лимит "
                    "активаций исчерпан.\n")
            return text % (base64_of(subject), sender, number + str(len(article)), number, article)
        self.assertRegex(self.send(sender, ["lic@1c.ru"], about("801234567", "")), "^550")
        self.assertRegex(self.send(sender, ["lic@1c.ru"], about("809999999", ", артикул 4601546116680")), "^250")
        first = self.case("belova", "reject")
        self.assertNotIn("put_right", first)
        self.assertRegex(self.send(sender, ["lic@1c.ru"], about("801234567", ", артикул 4601546116680")), "^250")
        self.assertIn("put_right", self.case("belova", "reject"))

    def test_the_complaint_is_answered(self):
        browser, sender = self.browser, "gusev@vektor.test"
        reply = self.send(sender, ["lic@1c.ru"], incomplete(sender, "Ключи Василька", "vasilek@vektor.test"))
        number = reply.split("/s/")[1][:7]
        link = self.link_in(self.notice_to(sender))
        visitor = browser.visitor("who complains")
        browser.do("go", visitor, link)
        browser.do("click", visitor, "Проверка ошиблась")
        lead = self.lead("lead who answers")
        self.assertIn("Василька", browser.do("go", lead, self.address + "/cases?state=complaint_new")["text"])
        shown = browser.do("go", lead, self.address + "/c/" + number)["text"]
        self.assertNotIn(link.split("/s/")[1], shown)  # the sender's key
        browser.do("fill", lead, "Что проверка должна была увидеть, или заметка", "это номер телефона")
        browser.do("click", lead, "Проверка права")
        told = self.notice_to(sender, 2)
        self.assertIn("Проверка не ошиблась", told["Subject"])
        self.assertIn("это номер телефона", told.get_body(("plain",)).get_content())
        self.assertIn("проверка права", browser.do("go", visitor, link)["text"])
        self.assertNotIn("Василька", browser.do("go", lead, self.address + "/cases?state=complaint_new")["text"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
