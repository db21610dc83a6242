"""A letter that lacks the partner's own data alone is completed on its way through a real Postfix, before
OpenDKIM signs it: one run of octets comes in, and the signature covers it. Traps 24 to 27."""

import base64
import email
import email.policy
import hashlib
import os
import re
import subprocess
import tempfile
import unittest

from postfix import Site, eventually, free_port

TESTS = os.path.join(os.path.dirname(__file__), "..")
SENDER = "ivanov@vektor-soft.ru"

TEXT = """Добрый день!

Просим объяснить, почему пин-код с диска не подходит при переустановке программы.

Клиент: ООО «Ромашка»
ИНН: 7701234507
Продукт: 1С:Бухгалтерия 8 ПРОФ
Артикул: 4601546113412
Рег. номер: 801234567
"""
WRITTEN = "Партнер: ООО «Вектор-Софт»\nКод партнера: 14352\n"
SIGNATURE = "\n-- \nИван Иванов\n"
HEAD = "From: %s\nTo: lic@1c.ru\nSubject: pin\nMIME-Version: 1.0\nMessage-ID: <%s@vektor-soft.ru>\n"
FILE = "Content-Type: application/octet-stream; name=log.bin\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=log.bin\n\n"


def head(name):
    return HEAD % (SENDER, name)


def plain(name, text=TEXT + SIGNATURE, more=""):
    return (head(name) + more + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text).encode()


def coded(kind, text, charset):
    octets = text.replace("\n", "\r\n").encode(charset)
    return ("Content-Type: text/%s; charset=%s\nContent-Transfer-Encoding: base64\n\n" % (kind, charset)
            + base64.encodebytes(octets).decode())


def both(name):
    """Text and HTML in windows-1251, and a file."""
    html = "<div>" + TEXT.replace("\n", "<br>\n") + "</div><div>-- <br>Иван Иванов</div>\n"
    return (head(name) + "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\n"
            + coded("plain", TEXT + SIGNATURE, "windows-1251") + "\n--a\n" + coded("html", html, "windows-1251") + "\n--a--\n\n--m\n"
            + FILE + base64.encodebytes(bytes(range(256)) * 40).decode() + "\n--m--\n").encode()


def body_of(octets):
    return octets.split(b"\r\n\r\n", 1)[1]


def with_crlf(octets):
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def one_run(old, made):
    """What came in between a beginning and an end that stay."""
    begin = next((i for i, (a, b) in enumerate(zip(old, made)) if a != b), min(len(old), len(made)))
    rest = len(old) - begin
    assert made.endswith(old[begin:]), "more than one run changed"
    return made[begin:len(made) - rest]


def texts_of(octets):
    letter = email.message_from_bytes(octets, policy=email.policy.default)
    return {part.get_content_type(): part.get_payload(decode=True).decode("utf-8" if "utf" in str(part.get_content_charset()) else "cp1251")
            for part in letter.walk() if part.get_content_maintype() == "text"}


class Signer:
    """OpenDKIM with a key of the test's own."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "dkim")
        os.mkdir(self.folder)
        self.port = free_port()
        self.key = os.path.join(self.folder, "key.pem")
        subprocess.run(["openssl", "genrsa", "-out", self.key, "2048"], check=True, stderr=subprocess.DEVNULL)
        self.public = os.path.join(self.folder, "public.pem")
        subprocess.run(["openssl", "rsa", "-in", self.key, "-pubout", "-out", self.public], check=True, stderr=subprocess.DEVNULL)
        self.process = subprocess.Popen(["opendkim", "-f", "-x", self.write(), "-p", "inet:%d@127.0.0.1" % self.port])

    def write(self):
        path = os.path.join(self.folder, "conf")
        with open(path, "w", encoding="ascii") as file:
            file.write("Domain vektor-soft.ru\nSelector test\nKeyFile %s\nMode sv\nRequireSafeKeys no\nCanonicalization simple/simple\n"
                       "InternalHosts 127.0.0.1\n" % self.key)
        return path

    def verifies(self, octets):
        """RFC 6376 with simple/simple, by openssl: no key need stand in a DNS."""
        header, body = octets.split(b"\r\n\r\n", 1)
        fields = re.findall(rb"(?m)^[!-9;-~]+:(?:.*\r\n[ \t])*.*$", header + b"\r\n")
        named = {field.split(b":")[0].lower(): field.rstrip(b"\r\n") for field in reversed(fields)}
        signature = named[b"dkim-signature"]
        tags = {k.strip(): re.sub(rb"\s", b"", v) for k, _, v in (t.partition(b"=") for t in signature.split(b":", 1)[1].split(b";"))}
        if base64.b64encode(hashlib.sha256(body.rstrip(b"\r\n") + b"\r\n").digest()) != tags[b"bh"]:
            return False
        signed = b"".join(named[name.lower()] + b"\r\n" for name in tags[b"h"].split(b":"))
        signed += re.sub(rb"(?s)(\sb=).*", rb"\1", signature)
        for name, content in (("signed", signed), ("signature", base64.b64decode(tags[b"b"]))):
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(content)
        done = subprocess.run(["openssl", "dgst", "-sha256", "-verify", self.public, "-signature", os.path.join(self.folder, "signature"),
                               os.path.join(self.folder, "signed")], capture_output=True, check=False)
        return done.returncode == 0

    def close(self):
        self.process.terminate()
        self.process.wait()


class Complete(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(TESTS, "letters", "acceptance", "organization.toml"), encoding="utf-8") as file:
            tables = file.read()
        cls.site = Site("complete = true", tables, journal=True)
        with open(os.path.join(TESTS, "..", "config", "mailboxes", "lic.toml"), encoding="utf-8") as file:
            lic = file.read()
        with open(os.path.join(cls.site.milter.folder, "rules", "lic.toml"), "w", encoding="utf-8") as file:
            file.write(lic)
        assert cls.site.milter.reload().returncode == 0
        cls.signer = Signer(cls.site.folder)
        milters = "%s, inet:127.0.0.1:%d" % (cls.site.milter.listen, cls.signer.port)
        cls.site.postfix.run("postconf", "-e", "smtpd_milters = " + milters)
        cls.site.postfix.run("postfix", "reload")

    @classmethod
    def tearDownClass(cls):
        cls.signer.close()
        cls.site.close()

    def arrived(self, letter):
        known = len(self.site.sink.to("lic@1c.ru"))
        self.assertRegex(self.site.deliver(["lic@1c.ru"], letter, SENDER), "^250")
        return self.site.sink.wait_for("lic@1c.ru", known + 1)[-1][2]

    def test_one_run_of_octets_comes_in(self):
        letter = plain("one")
        arrived = self.arrived(letter)
        run = one_run(with_crlf(body_of(with_crlf(letter))), body_of(arrived).rstrip(b"\r\n") + b"\r\n")
        self.assertEqual(run.decode(), WRITTEN.replace("\n", "\r\n"))
        self.assertRegex(arrived, rb"X-Pismovod: lic@1c.ru; verdict=pass; completed=partner_name, partner_code\r\n")
        self.assertIn("completed=partner_name,partner_code", self.site.milter.line("decision=annotate", "mailbox=lic@1c.ru"))

    def test_the_signature_covers_it(self):
        arrived = self.arrived(plain("signed"))
        self.assertIn(b"DKIM-Signature:", arrived)
        self.assertTrue(self.signer.verifies(arrived))
        self.assertFalse(self.signer.verifies(arrived.replace(b"14352", b"14353")))

    def test_text_and_html_alike_and_the_file_untouched(self):
        letter = both("both")
        arrived = self.arrived(letter)
        old, made = texts_of(letter), texts_of(arrived)
        self.assertEqual(one_run(old["text/plain"], made["text/plain"]).replace("  ", " ").replace("  ", " "), WRITTEN.replace("\n", "\r\n"))
        self.assertIn("801234567<br>\r\nПартнер: ООО «Вектор-Софт»<br>", re.sub(" +", " ", made["text/html"]))
        file = arrived[arrived.index(b"application/octet-stream"):]
        self.assertEqual(file[:13000], with_crlf(letter)[with_crlf(letter).index(b"application/octet-stream"):][:13000])

    def test_what_is_signed_already_is_refused_as_before(self):
        letter = plain("dkim", more="DKIM-Signature: v=1; a=rsa-sha256; d=vektor-soft.ru; s=x; h=from; bh=x; b=x\n")
        self.assertRegex(self.site.deliver(["lic@1c.ru"], letter, SENDER), "^550")

    def test_anything_else_missing_is_refused(self):
        letter = plain("inn", TEXT.replace("ИНН: 7701234507\n", ""))
        self.assertRegex(self.site.deliver(["lic@1c.ru"], letter, SENDER), "^550")

    def test_a_large_letter(self):
        filler = base64.encodebytes(os.urandom(9 << 20)).decode()
        letter = (head("large") + "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain; charset=utf-8\n"
                  "Content-Transfer-Encoding: 8bit\n\n" + TEXT + "\n--m\n" + FILE + filler + "--m--\n").encode()
        self.site.postfix.run("postconf", "-e", "message_size_limit = 60000000")
        self.site.postfix.run("postfix", "reload")
        arrived = self.arrived(letter)
        run = one_run(with_crlf(body_of(with_crlf(letter))), body_of(arrived).rstrip(b"\r\n") + b"\r\n")
        self.assertIn(WRITTEN.replace("\n", "\r\n"), run.decode())

    def test_the_sender_is_told_once_a_day(self):
        self.arrived(plain("told-1"))
        self.arrived(plain("told-2", TEXT.replace("801234567", "801234568") + SIGNATURE))
        words = eventually(lambda: [l for l in self.site.sink.to(SENDER) if b"=?" in l[2]], "a word to the sender")
        queue = lambda: subprocess.run([os.environ["PISMOVOD"], "journal", "list", "--json", "--config", self.site.milter.config],
                                       capture_output=True, text=True, check=False).stdout
        eventually(lambda: "told" in queue() or queue().count("\n") >= 2, "the cases")
        self.assertEqual(len(words), 1)
        letter = email.message_from_bytes(words[0][2], policy=email.policy.default)
        self.assertIn("Код партнера: 14352", letter.get_body(("plain",)).get_content())


if __name__ == "__main__":
    unittest.main(verbosity=2)
