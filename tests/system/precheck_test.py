"""The service that judges letters being written, as a process: what it says is what `check` says and what its own
description promises; who may not ask hears nothing; who means it no good harms nobody."""

import email
import email.policy
import glob
import http.client
import http.server
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import unittest

import jsonschema

from postfix import eventually

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LETTERS = sorted(glob.glob(os.path.join(ROOT, "tests/letters/acceptance/*.eml")))

# The letters that a form cannot say, and why.
NOT_A_FORM = {
    "a-dev-05.eml": "two texts in HTML", "a-dev-07.eml": "an answer", "a-dev-13.eml": "a letter within it",
    "c-dev-14.eml": "an answer", "d-dev-16.eml": "an answer", "d-dev-17.eml": "an answer",
}


class NotAForm(Exception):
    pass


class Service:
    def __init__(self, settings="", configs=(), command="PISMOVOD"):
        self.folder = tempfile.mkdtemp(prefix="pismovod-precheck-")
        self.config = os.path.join(self.folder, "pismovod.toml")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write('spool = "%s"\n[journal]\npath = ""\n[precheck]\nlisten = "127.0.0.1:0"\ntokens = "%s/tokens"\nseen = "%s/seen"\n%s\n'
                       % (self.folder, self.folder, self.folder, settings))
        self.command = [os.environ[command], "precheck"]
        self.options = [option for config in [*configs, self.config] for option in ("--config", config)]
        self.errors = open(os.path.join(self.folder, "log"), "w+b")
        self.process = subprocess.Popen(self.command + self.options, stdout=subprocess.PIPE, stderr=self.errors)
        self.url = self.process.stdout.readline().decode().strip()
        if not self.url:
            raise AssertionError("the service did not start: " + self.log())
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def checks(self):
        return self.log().count("event=precheck ")

    def ask(self, method, path, body=None, headers=None):
        """(status, header fields, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def check(self, letter, query="", **headers):
        status, _, body = self.ask("POST", "/v1/check" + query, letter, {"Content-Type": "message/rfc822", **headers})
        return status, json.loads(body)

    def token(self, *words):
        done = subprocess.run(self.command + ["token", *words] + self.options, stdout=subprocess.PIPE, check=True, text=True)
        return done.stdout.strip()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self.process.stdout.close()
        self.errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return status


def form(fields, boundary=b"ABC-xyz"):
    """(body, Content-Type) of a form with fields (name, octets, file name or None, media type)."""
    parts = []
    for name, octets, filename, kind in fields:
        head = b"--" + boundary + b'\r\nContent-Disposition: form-data; name="' + name.encode() + b'"'
        if filename is not None:
            head += b'; filename="' + filename.replace('"', "%22").encode() + b'"\r\nContent-Type: ' + kind.encode()
        parts.append(head + b"\r\n\r\n" + octets + b"\r\n")
    return b"".join(parts) + b"--" + boundary + b"--\r\n", "multipart/form-data; boundary=" + boundary.decode()


def form_of(octets):
    """The letter as its writer's program would send it as a form."""
    letter = email.message_from_bytes(octets, policy=email.policy.default)
    if letter["In-Reply-To"] or letter["References"]:
        raise NotAForm("an answer")
    fields = [(name, str(letter[name]).encode(), None, None) for name in ("from", "to", "cc", "bcc", "subject") if letter[name] is not None]
    texts = {}
    for part in letter.walk():
        kind, name = part.get_content_type(), part.get_filename()
        if kind == "message/rfc822":
            raise NotAForm("a letter within it")
        if part.is_multipart():
            continue
        if name is not None:
            inline = part.get_content_disposition() == "inline" or part["Content-ID"] is not None
            fields.append(("inline" if inline else "file", part.get_payload(decode=True), name, kind))
            continue
        if kind in texts:
            raise NotAForm("two texts in HTML" if kind == "text/html" else "two texts")
        text = part.get_content()
        if part.get_param("format") == "flowed":
            text = re.sub(r" \r?\n", " ", text)  # a program's window has no such lines (RFC 3676)
        texts[kind] = text
    names = {"text/plain": "text", "text/html": "html"}
    return form(fields + [(names[kind], text.encode(), None, None) for kind, text in texts.items()])


def checked(letters, configs=()):
    """What `check --json` says of each."""
    options = [option for config in configs for option in ("--config", config)]
    done = subprocess.run([os.environ["PISMOVOD"], "check", "--json", *options, *letters], stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def contract(answer):
    """The part of an answer that is the contract's verdict."""
    return {key: value for key, value in answer.items() if key not in ("letter", "complete", "told")}


class Described:
    """What openapi.json promises of an answer."""

    def __init__(self, document):
        self.document = document

    def expect(self, path, method, status, body):
        answers = self.document["paths"][path][method]["responses"]
        answer = answers[str(status)]
        if "$ref" in answer:
            answer = self.document["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
        schema = answer["content"]["application/json"]["schema"]
        resolver = jsonschema.RefResolver("", self.document)
        jsonschema.Draft202012Validator(schema, resolver=resolver).validate(json.loads(body))


class Answers(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        # However slow the machine is: what is not read in time has another verdict.
        folder = tempfile.mkdtemp(prefix="pismovod-patience-")
        cls.addClassCleanup(shutil.rmtree, folder)
        patience = os.path.join(folder, "patience.toml")
        with open(patience, "w", encoding="utf-8") as file:
            file.write("[milter]\ndeadline_seconds = 600\n")
        cls.configs = [os.path.join(ROOT, "config/pismovod.toml"), patience]
        cls.service = Service("most_a_minute = 0", cls.configs)
        cls.addClassCleanup(cls.service.close)
        cls.described = Described(json.loads(cls.service.ask("GET", "/v1/openapi.json")[2]))

    def test_every_letter_has_the_verdict_of_check(self):
        self.assertGreater(len(LETTERS), 50)
        not_a_form = {}
        for path, expected in zip(LETTERS, checked(LETTERS, self.configs)):
            name = os.path.basename(path)
            with open(path, "rb") as file:
                octets = file.read()
            with self.subTest(letter=name):
                status, _, body = self.service.ask("POST", "/v1/check", octets, {"Content-Type": "message/rfc822"})
                self.described.expect("/v1/check", "post", status, body)
                answer = json.loads(body)
                self.assertEqual(contract(expected), contract(answer))
                self.assertEqual(answer["complete"], all(r["verdict"] == "pass" for r in expected["recipients"]))
                try:
                    made = form_of(octets)
                except NotAForm as why:
                    not_a_form[name] = str(why)
                    continue
                status, _, body = self.service.ask("POST", "/v1/check", made[0], {"Content-Type": made[1]})
                self.assertEqual(200, status, body)
                told = [(r["mailbox"], r["verdict"]) for r in json.loads(body)["recipients"]]
                self.assertEqual([(r["mailbox"], r["verdict"]) for r in expected["recipients"]], told)
        self.assertEqual(NOT_A_FORM, not_a_form)

    def test_what_is_missing_is_told_with_lines_to_insert(self):
        letter = "From: ivan@example.ru\nTo: lic@1c.ru\nSubject: x\n\nЗдравствуйте!\n".encode()
        status, answer = self.service.check(letter, "?language=ru")
        self.assertEqual(200, status)
        self.assertFalse(answer["complete"])
        self.assertIn("lic@1c.ru", answer["told"]["summary"])
        self.assertTrue(any(line.endswith("__________") for line in answer["told"]["lines"]), answer["told"]["lines"])
        english = self.service.check(letter, **{"Accept-Language": "en-GB,en;q=0.7"})[1]
        self.assertEqual("The letter to lic@1c.ru still lacks something.", english["told"]["summary"])
        self.assertEqual(english["told"], self.service.check(letter, "?language=en")[1]["told"])

    def test_mailboxes_and_templates_are_those_of_the_commands(self):
        status, _, body = self.service.ask("GET", "/v1/mailboxes")
        self.described.expect("/v1/mailboxes", "get", status, body)
        mailboxes = json.loads(body)["mailboxes"]
        self.assertIn("v8@1c.ru", [mailbox["address"] for mailbox in mailboxes])
        for mailbox in mailboxes:
            path = "/v1/template/" + mailbox["address"]
            status, _, body = self.service.ask("GET", path + "?language=ru")
            self.described.expect("/v1/template/{address}", "get", status, body)
            options = [option for config in self.configs for option in ("--config", config)]
            printed = subprocess.run([os.environ["PISMOVOD"], "template", *options, mailbox["address"]], stdout=subprocess.PIPE, check=True)
            self.assertEqual(printed.stdout.decode(), json.loads(body)["text"])
        for path in ("/v1/template/nobody@example.ru", "/v1/template/", "/v1/template/v8@1c.ru?scenario=none"):
            status, _, body = self.service.ask("GET", path)
            self.assertEqual(404, status)
            self.described.expect("/v1/template/{address}", "get", status, body)

    def test_the_requests_of_the_documentation(self):
        """docs/before-sending.md: each request that stands there as it goes over the wire is made, and answered."""
        with open(os.path.join(ROOT, "docs/before-sending.md"), encoding="utf-8") as page:
            text = page.read()
        requests = re.findall(r"^```http\n(.*?)^```$", text, re.M | re.S)
        self.assertGreaterEqual(len(requests), 1)
        for request in requests:
            head, _, body = request.replace("\n", "\r\n").encode().partition(b"\r\n\r\n")
            head = re.sub(rb"(?im)^Host: .*", b"Host: 127.0.0.1:%d" % self.service.port, head)
            head += b"\r\nContent-Length: %d\r\n\r\n" % len(body)
            said = talk(self.service.port, head + body)
            self.assertTrue(said.startswith(b"HTTP/1.1 200 "), said)
            answer = said.partition(b"\r\n\r\n")[2]
            self.described.expect("/v1/check", "post", 200, answer)
            self.assertFalse(json.loads(answer)["complete"])
        curl = re.search(r"^curl (.*?[^\\])\n", text, re.M | re.S).group(0).replace("http://127.0.0.1:8897", self.service.url.rstrip("/"))
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "letter.eml"), "w", encoding="utf-8") as letter:
                letter.write("From: ivan@example.ru\nTo: lic@1c.ru\nSubject: x\n\nHello\n")
            said = subprocess.run(["sh", "-c", curl], cwd=folder, stdout=subprocess.PIPE, check=True).stdout
        self.assertFalse(json.loads(said)["complete"])

    def test_nothing_of_a_letter_is_kept_or_logged(self):
        letter = b"From: ivan@example.ru\nTo: lic@1c.ru\nSubject: geheim-1\n\nINN 7701234508 geheim-2\n" + b"x" * 6_000_000
        self.assertEqual(200, self.service.check(letter)[0])
        self.assertNotIn("geheim", self.service.log())
        self.assertNotIn("7701234508", self.service.log())
        self.assertNotIn("ivan", self.service.log())
        # But two digests of it.
        files = os.listdir(self.service.folder)
        self.assertEqual({"pismovod.toml", "log", "seen"}, {name.removesuffix("-wal").removesuffix("-shm") for name in files})
        for name in files:
            with open(os.path.join(self.service.folder, name), "rb") as file:
                octets = file.read()
            for word in (b"geheim", b"7701234508", b"ivan"):
                self.assertNotIn(word, octets, name)


def talk(port, octets):
    with socket.create_connection(("127.0.0.1", port), timeout=300) as client:
        try:
            client.sendall(octets)
        except OSError:
            pass  # it was refused before it was all said
        said = b""
        try:
            while part := client.recv(65536):
                said += part
        except OSError:
            pass
        return said


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service("most_a_minute = 0\nmegabytes = 8\nhosts = ['mail.example.ru']\norigins = ['https://addin.example.ru']")
        cls.addClassCleanup(cls.service.close)
        cls.described = Described(json.loads(cls.service.ask("GET", "/v1/openapi.json")[2]))

    LETTER = b"From: ivan@example.ru\nTo: lic@1c.ru\nSubject: x\n\nHello\n"

    def answers(self):
        self.assertEqual(200, self.service.check(self.LETTER)[0])
        self.assertIsNone(self.service.process.poll())

    def refused(self, status, body=LETTER, **headers):
        got, _, said = self.service.ask("POST", "/v1/check", body, {"Content-Type": "message/rfc822", **headers})
        self.assertEqual(status, got, said)
        self.described.expect("/v1/check", "post", got, said)

    def test_who_may_not_ask(self):
        before = self.service.checks()
        self.refused(403, Origin="https://evil.example")
        self.refused(403, Origin="null")
        self.refused(403, Host="evil.example")
        self.refused(403, Host="evil.example:%d" % self.service.port)
        self.refused(403, **{"Sec-Fetch-Site": "cross-site"})
        self.refused(401, **{"X-Forwarded-For": "192.0.2.1"})
        self.refused(401, Authorization="Bearer nonsense")
        self.refused(401, Origin="https://addin.example.ru")
        self.assertEqual(before, self.service.checks())
        status, headers, _ = self.service.ask("OPTIONS", "/v1/check", headers={"Origin": "https://evil.example"})
        self.assertEqual(403, status)
        self.assertNotIn("Access-Control-Allow-Origin", headers)

    def test_a_token_is_made_and_withdrawn(self):
        token = self.service.token("add", "addin")
        page = {"Origin": "https://addin.example.ru", "Authorization": "Bearer " + token, "Content-Type": "message/rfc822"}
        status, headers, _ = self.service.ask("POST", "/v1/check", self.LETTER, page)
        self.assertEqual((200, "https://addin.example.ru"), (status, headers.get("Access-Control-Allow-Origin")))
        status, headers, _ = self.service.ask("OPTIONS", "/v1/check", headers={"Origin": "https://addin.example.ru"})
        self.assertEqual((204, "https://addin.example.ru"), (status, headers.get("Access-Control-Allow-Origin")))
        self.assertEqual("addin", self.service.token("list"))
        self.service.token("withdraw", "addin")
        self.assertEqual(401, self.service.ask("POST", "/v1/check", self.LETTER, page)[0])

    def test_a_page_of_another_origin_in_chromium_hears_nothing(self):
        if not shutil.which("chromium"):
            raise AssertionError("needs Debian's package chromium")
        url = "http://127.0.0.1:%d" % self.service.port
        script = """
          const body = new FormData(); body.append("to", "lic@1c.ru"); body.append("text", "x");
          const tries = {post: [URL + "/v1/check", {method: "POST", body}], get: [URL + "/v1/mailboxes", {}],
            rfc822: [URL + "/v1/check", {method: "POST", body: "To: lic@1c.ru\\n\\nx", headers: {"Content-Type": "message/rfc822"}}],
            blind: [URL + "/v1/check", {method: "POST", body, mode: "no-cors"}]};
          (async () => {
            const said = [];
            for (const [name, [url, options]] of Object.entries(tries)) {
              try { const answer = await fetch(url, options); said.push(name + ":" + answer.type + ":" + (await answer.text())); }
              catch (error) { said.push(name + ":blocked"); }
            }
            document.getElementById("said").textContent = said.join(" ") + " end";
          })();""".replace("URL", json.dumps(url))
        page = "<!doctype html><p id=said></p><img src='%s/v1/mailboxes'><script>%s</script>" % (url, script)

        class Page(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        before = self.service.checks()
        try:
            done = subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom",
                                   "http://localhost:%d/" % server.server_port], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=300)
        finally:
            server.shutdown()
            server.server_close()
        said = re.search(r'<p id="said">(.*?)</p>', done.stdout.decode()).group(1)
        self.assertTrue(said.endswith(" end"), said)
        for name in ("post", "get", "rfc822"):
            self.assertIn(name + ":blocked", said)
        self.assertRegex(said, r"blind:(opaque: |blocked)")
        self.assertEqual(before, self.service.checks())

    def test_forms_of_every_shape(self):
        whole, kind = form([("to", b"lic@1c.ru", None, None), ("text", b"Hello", None, None), ("file", b"x" * 300, "a.txt", "text/plain")])
        for cut in range(0, len(whole), 7):
            status, _, said = self.service.ask("POST", "/v1/check", whole[:cut], {"Content-Type": kind})
            self.assertIn(status, (200, 400))
            self.described.expect("/v1/check", "post", status, said)
        for boundary in ("", "=", '="', "=" + "b" * 5000, '="a b"', "=ABC-xyz; boundary=two", "=ABC-xyz\x7f"):
            status, _, said = self.service.ask("POST", "/v1/check", whole, {"Content-Type": "multipart/form-data; boundary" + boundary})
            self.assertIn(status, (200, 400), boundary)
        many = form([("file", b"x", "a%d" % i, "text/plain") for i in range(20000)])
        deep = b"--ABC-xyz\r\n" + b"".join(b'Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n' % (i, i) for i in range(500))
        for body in (many[0], deep, b"--ABC-xyz\r\n" * 100_000, b"\0" * 1_000_000, b"--ABC-xyz\r\n" + b"A: b\r\n" * 100_000):
            status, _, said = self.service.ask("POST", "/v1/check", body, {"Content-Type": kind})
            self.assertIn(status, (200, 400))
            self.described.expect("/v1/check", "post", status, said)
        self.answers()

    def test_what_is_no_letter(self):
        self.refused(400, b"")
        self.refused(400, b"\r\n \r\n")
        for kind in ("application/json", "text/plain", "", "message/rfc822x"):
            self.refused(415, **{"Content-Type": kind})
        self.assertEqual(405, self.service.ask("GET", "/v1/check")[0])
        self.assertEqual(405, self.service.ask("DELETE", "/v1/mailboxes")[0])
        for path in ("/", "/v1", "/v1/check/", "/../etc/passwd", "/v1/%00", "/v1/template/%2e%2e"):
            self.assertIn(self.service.ask("GET", path)[0], (400, 404), path)
        self.answers()

    def test_a_hundred_megabytes(self):
        head = b"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: message/rfc822\r\nContent-Length: %d\r\n\r\n" % (self.service.port, 100 << 20)
        self.assertTrue(talk(self.service.port, head).startswith(b"HTTP/1.1 413 "))
        talk(self.service.port, head + b"x" * (100 << 20))
        chunked = b"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n" % self.service.port
        self.assertTrue(talk(self.service.port, chunked).startswith(b"HTTP/1.1 411 "))
        with open("/proc/%d/status" % self.service.process.pid, encoding="utf-8") as file:
            peak = int(re.search(r"VmHWM:\s+(\d+) kB", file.read()).group(1))
        self.assertLess(peak, 600 * 1024)
        self.answers()

    def test_slow_callers_keep_nobody_waiting(self):
        slow = [socket.create_connection(("127.0.0.1", self.service.port)) for _ in range(200)]
        try:
            for i, client in enumerate(slow):
                client.sendall(b"POST /v1/check HT" if i % 2 else
                               b"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: message/rfc822\r\nContent-Length: 8000000\r\n\r\nFrom" % self.service.port)
            self.answers()
        finally:
            for client in slow:
                client.close()
        self.answers()

    def test_a_caller_has_so_many_a_minute(self):
        service = Service("most_a_minute = 3")
        try:
            self.assertEqual([200, 200, 200, 429], [service.check(self.LETTER)[0] for _ in range(4)])
            self.assertEqual(200, service.ask("GET", "/v1/mailboxes")[0])
        finally:
            service.close()

    def test_it_ends_and_reads_its_rules_anew(self):
        service = Service()
        with open(service.config, encoding="utf-8") as file:
            good = file.read()
        with open(service.config, "w", encoding="utf-8") as file:
            file.write("nonsense = 1\n" + good)
        service.process.send_signal(signal.SIGHUP)
        eventually(lambda: "event=reload error=" in service.log(), "the error")
        self.assertEqual(200, service.check(self.LETTER)[0])
        with open(service.config, "w", encoding="utf-8") as file:
            file.write('mailboxes = []\n' + good)
        service.process.send_signal(signal.SIGHUP)
        eventually(lambda: "event=reload config=" in service.log(), "the new rules")
        self.assertEqual([], service.check(self.LETTER)[1]["recipients"])
        self.assertEqual(0, service.close())

    def test_it_listens_on_this_machine_alone(self):
        for listen in ("0.0.0.0:0", "192.0.2.1:0", "example.ru:0", "8897"):
            done = subprocess.run([*self.service.command, "--listen", listen], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=60)
            self.assertEqual(69, done.returncode, listen)
            self.assertIn(b"no address of this machine alone", done.stderr)

    def test_what_is_wrong_is_said_by_config_check(self):
        path = os.path.join(self.service.folder, "wrong.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write('[precheck]\nlisten = "0.0.0.0:8897"\norigins = ["https://addin.example.ru/"]\nmegabytes = 0\n')
        done = subprocess.run([os.environ["PISMOVOD"], "config", "check", "--config", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
        self.assertEqual(78, done.returncode)
        with open(path, "w", encoding="utf-8") as file:
            file.write('[precheck]\nlisten = "0.0.0.0:8897"\norigins = ["https://addin.example.ru/"]\n')
        both = subprocess.run([os.environ["PISMOVOD"], "config", "check", "--config", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
        self.assertEqual(78, both.returncode)
        for words, said in (("megabytes", done), ("wrong.toml:2:", both), ("no address of this machine alone", both), ("is no origin", both)):
            self.assertIn(words, said.stdout)


if __name__ == "__main__":
    unittest.main()
