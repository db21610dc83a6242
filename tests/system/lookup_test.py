"""Registers of firms beside a real Postfix: what they know stands in the notice, and what they do wrong keeps no letter."""

import email
import email.policy
import http.server
import json
import os
import subprocess
import threading
import time
import unittest

from postfix import Site, eventually

SENDER = "ivanov@vektor-soft.ru"
PROVIDER = """
title = "test"
address = "http://127.0.0.1:%d/party?inn={inn}"
headers = ["Authorization: Token {key}"]
firm = ["/firm"]
inn = ["/inn"]
name = ["/name"]
kpp = ["/kpp"]
status = ["/status"]
liquidated = ["gone"]
"""
TABLES = """
[[organization]]
name = "ООО «Вектор-Софт»"
sender_domains = ["vektor-soft.ru"]
partner_code = "14352"
inn = "7713456712"
[lookup]
providers = ["provider.toml"]
key_file = "key"
cache = ""
wait_milliseconds = 700
"""


PRICES = """Артикул;Наименование
4601546113412;1С:Бухгалтерия 8 ПРОФ
4601546106711;1С:Управление торговлей 8 ПРОФ
"""


class Register:
    """Answers as it is told to, and remembers what it was asked."""

    def __init__(self):
        register = self
        self.asked, self.keys = [], []
        self.delay, self.status, self.answer = 0, 200, {}

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                register.asked.append(self.path)
                register.keys.append(self.headers["Authorization"])
                time.sleep(register.delay)
                body = json.dumps(register.answer).encode()
                try:
                    self.send_response(register.status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass  # whoever asked did not wait

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def of_text(name, text):
    return ("From: %s\nSubject: %s\nMessage-ID: <%s@vektor-soft.ru>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            "%s" % (SENDER, name, name, text)).encode()


def letter(name, inn, client="ООО «Ромашка»"):
    return of_text(name, "Добрый день! Почему не подходит пин-код?\nКлиент: %s\nИНН: %s\n" % (client, inn))


class Lookup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.register = Register()
        cls.site = Site(journal=True)
        folder = cls.site.milter.folder
        cls.site.milter.mailbox("firms", must='"client_inn", "client_kpp", "client_name", "question"')
        with open(os.path.join(folder, "provider.toml"), "w", encoding="utf-8") as file:
            file.write(PROVIDER % cls.register.port)
        with open(os.path.join(folder, "key"), "w", encoding="utf-8") as file:
            file.write("secret\n")
        cls.site.milter.stop()
        cls.site.milter.mailbox("priced", "listed = true\n", must='"product_name", "product_article", "question"')
        prices = os.path.join(folder, "prices")
        cls.site.milter.write(tables=TABLES + 'prices = "%s.sqlite"\n' % prices)
        with open(prices + ".csv", "w", encoding="utf-8") as file:
            file.write(PRICES)
        subprocess.run([os.environ["PISMOVOD"], "prices", "import", "--config", cls.site.milter.config, prices + ".csv"],
                       check=True, stdout=subprocess.DEVNULL)
        cls.site.milter.start()

    @classmethod
    def tearDownClass(cls):
        cls.site.close()
        cls.register.close()

    def delivered(self, mailbox, octets):
        # From another machine: of a local program's letter Postfix itself tells the sender.
        client = self.site.smtp()
        self.assertRegex(client.say("XCLIENT ADDR=198.51.100.7"), "^220")
        client.say("EHLO client.test")
        answer = client.deliver(SENDER, [mailbox], octets)
        client.close()
        return answer

    def refused(self, name, inn, **more):
        self.assertRegex(self.delivered("firms@firm.test", letter(name, inn, **more)), "^550")

    def notice(self, name):
        def found():
            for _, _, octets in self.site.sink.to(SENDER):
                made = email.message_from_bytes(octets, policy=email.policy.default)
                if "<%s@vektor-soft.ru>" % name in (made["In-Reply-To"] or ""):
                    return made.get_body(("plain",)).get_content()
            return None
        return eventually(found, "the notice about " + name)

    def test_what_is_known_is_filled_in_to_be_confirmed(self):
        self.register.answer = {"firm": {"inn": "7701234507", "name": "ООО \"РОМАШКА\"", "kpp": "770101001"}}
        self.refused("known", "7701234507")
        self.assertIn("КПП клиента: 770101001 (по данным реестра, проверьте)", self.notice("known"))
        self.assertIn("/party?inn=7701234507", self.register.asked)
        self.assertEqual(self.register.keys[-1], "Token secret")
        self.assertNotIn("secret", self.site.milter.log())

    def test_doubts_are_told(self):
        self.register.answer = {"firm": {"inn": "6608123455", "name": "ООО \"ЛЮТИК\"", "kpp": "660801001", "status": "gone"}}
        self.refused("doubt", "6608123455")
        text = " ".join(self.notice("doubt").split())
        self.assertIn("ИНН 6608123455 принадлежит ООО \"ЛЮТИК\", а в письме назван клиент", text)
        self.assertIn("ликвидировано", text)

    def test_a_slow_register_keeps_nobody(self):
        self.register.answer, self.register.delay = {"firm": {}}, 20
        try:
            begun = time.monotonic()
            self.refused("slow", "7713456705")
            self.assertLess(time.monotonic() - begun, 6)
            self.assertIn("КПП клиента: ____", self.notice("slow"))
        finally:
            self.register.delay = 0

    def test_the_price_list_judges_where_a_mailbox_asks_it_to(self):
        def ask(name, article):
            text = "Добрый день! Когда будет поставка?\nПродукт: 1С:Бухгалтерия 8 ПРОФ\nАртикул: %s\n" % article
            return self.delivered("priced@firm.test", of_text(name, text))

        self.assertRegex(ask("listed", "4601546113412"), "^250")
        self.assertRegex(ask("unlisted", "4601546044457"), "^550")
        self.assertIn("такого артикула нет в прайс-листе", " ".join(self.notice("unlisted").split()))
        self.assertRegex(ask("another", "4601546106711"), "^550")
        self.assertIn("другой продукт: «1С:Управление торговлей 8 ПРОФ»", " ".join(self.notice("another").split()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
