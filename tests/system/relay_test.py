"""Notices are handed to a relay with STARTTLS and a login, as `pismovod notify` is configured for it."""

import asyncio
import base64
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import threading
import unittest

from postfix import Site, letter


LOGIN, PASSWORD = "pismovod", "päss wörd"


class Relay:
    """SMTP with STARTTLS (RFC 3207) and AUTH PLAIN behind it (RFC 4954); keeps what it heard in clear."""

    def __init__(self, folder, offers_tls=True):
        self.offers_tls = offers_tls
        self.letters, self.clear, self.refused = [], [], 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate, key = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
        if not os.path.exists(key):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=relay.test", "-addext",
                            "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
        self.context.load_cert_chain(certificate, key)
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(asyncio.start_server(self.talk, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    async def talk(self, reader, writer):
        try:
            await self.session(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass  # whoever does not like our certificate goes away
        finally:
            writer.close()

    async def session(self, reader, writer):
        is_safe, is_known, letter_is = False, False, b""
        writer.write(b"220 relay.test\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if not is_safe:
                self.clear.append(line)
            if verb == b"EHLO":
                offered = b"AUTH PLAIN" if is_safe or not self.offers_tls else b"STARTTLS"
                writer.write(b"250-relay.test\r\n250 " + offered + b"\r\n")
            elif verb == b"STAR":
                writer.write(b"220 go on\r\n")
                await writer.drain()
                await writer.start_tls(self.context)
                is_safe = True
            elif verb == b"AUTH":
                words = line.split()
                if len(words) == 2:
                    writer.write(b"334 \r\n")
                    words.append((await reader.readline()).strip())
                given = base64.b64decode(words[2]).decode().split("\0")[1:]
                is_known = given == [LOGIN, PASSWORD]
                self.refused += not is_known
                writer.write(b"235 welcome\r\n" if is_known else b"535 5.7.8 no\r\n")
            elif verb == b"MAIL" and not is_known:
                writer.write(b"530 5.7.0 log in first\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                letter_is = b""
                while (part := await reader.readline()) != b".\r\n":
                    letter_is += part
                self.letters.append((is_safe, letter_is))
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 ok\r\n")

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        self.loop.close()


class RelayWithLogin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="pismovod-relay-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.site = Site(tables='[notice]\ndomains = ["vektor.test"]\n', journal=True)
        cls.addClassCleanup(cls.site.close)
        milter = cls.site.milter
        milter.stop()
        with open(milter.config, encoding="utf-8") as file:
            text = file.read()
        with open(milter.config, "w", encoding="utf-8") as file:
            file.write(text.replace("[notify]\n", "[notify]\nin_serve = false\n"))
        milter.start()

    def setUp(self):
        """One notice that waits, in an outbox that has nothing else."""
        self.subject = self.id().rsplit(".", 1)[1]
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        self.assertRegex(client.deliver("%s@vektor.test" % self.subject, ["tickets@firm.test"], letter(subject=self.subject)), "^550")
        client.close()

    def relay(self, **how):
        relay = Relay(self.folder, **how)
        self.addCleanup(relay.close)
        return relay

    def notify(self, relay, tls, password=PASSWORD):
        with open(os.path.join(self.folder, "password"), "w", encoding="utf-8") as file:
            file.write(password + "\n")
        more = os.path.join(self.folder, "more.toml")
        with open(more, "w", encoding="utf-8") as file:
            file.write('[notify]\nrelay = "smtp://127.0.0.1:%d"\ntls = "%s"\nlogin = "%s"\npassword_file = "%s/password"\n'
                       % (relay.port, tls, LOGIN, self.folder))
        subprocess.run([os.environ["PISMOVOD"], "notify", "--once", "--config", self.site.milter.config, "--config", more],
                       check=True, stderr=subprocess.DEVNULL)

    def state(self):
        done = subprocess.run([os.environ["PISMOVOD"], "journal", "list", "--json", "--text", self.subject.replace("_", " "), "--config",
                               self.site.milter.config], stdout=subprocess.PIPE, text=True, check=True)
        return re.search(r'"state":"(\w+)"', done.stdout).group(1)

    def mine(self, relay):
        return [safe for safe, octets in relay.letters if b"To: " + self.subject.encode() + b"@" in octets]

    def test_over_tls_with_a_login(self):
        relay = self.relay()
        self.notify(relay, "opportunistic")
        self.assertEqual(self.mine(relay), [True])
        self.assertEqual(self.state(), "sent")
        self.assertEqual([line[:4] for line in relay.clear], [b"EHLO", b"STAR"])

    def test_a_wrong_password_is_tried_again_later(self):
        relay = self.relay()
        self.notify(relay, "opportunistic", "wrong")
        self.assertGreater(relay.refused, 0)
        self.assertEqual((self.mine(relay), self.state()), ([], "waiting"))

    def test_always_wants_a_certificate_that_can_be_checked(self):
        relay = self.relay()
        self.notify(relay, "always")
        self.assertEqual((relay.letters, relay.refused, self.state()), ([], 0, "waiting"))

    def test_always_sends_nothing_in_clear(self):
        relay = self.relay(offers_tls=False)
        self.notify(relay, "always")
        self.assertEqual((relay.letters, self.state()), ([], "waiting"))
        self.assertNotIn(b"AUTH", {line[:4] for line in relay.clear})

    def test_a_password_goes_in_clear_only_with_never(self):
        relay = self.relay(offers_tls=False)
        self.notify(relay, "opportunistic")
        self.assertEqual((self.mine(relay), self.state()), ([], "waiting"))
        self.assertNotIn(b"AUTH", {line[:4] for line in relay.clear})

    def test_never_logs_in_without_tls(self):
        relay = self.relay(offers_tls=False)
        self.notify(relay, "never")
        self.assertEqual((self.mine(relay), self.state()), ([False], "sent"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
