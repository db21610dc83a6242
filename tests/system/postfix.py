"""A Postfix of the test's own on loopback, the milter before it and a sink behind it.

Everything lives in one temporary folder: configuration, queue, log; ports are free ones. Needs
root and Debian's postfix package: a test without them fails, it is never left out.
"""

import glob
import os
import re
import shutil
import signal
import socket
import socketserver
import subprocess
import tempfile
import threading
import time

PATIENCE = 60  # seconds; no test that passes waits for it


def eventually(condition, what):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("never came: " + what)


def free_port():
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            if probe.getsockname()[1] > 10000:
                return probe.getsockname()[1]


class Sink:
    """Takes every letter, octet for octet."""

    def __init__(self):
        sink = self
        self.letters = []  # (reverse-path, [forward-path], octets)

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                try:
                    self.talk()
                except ConnectionError:
                    pass  # whoever sends was killed

            def talk(self):
                self.wfile.write(b"220 sink\r\n")
                sender, recipients = None, []
                for line in self.rfile:
                    verb = line[:4].upper()
                    if verb == b"EHLO":
                        self.wfile.write(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
                        continue
                    if verb == b"MAIL":
                        sender, recipients = re.search(rb"<(.*?)>", line).group(1).decode(), []
                    elif verb == b"RCPT":
                        recipients.append(re.search(rb"<(.*?)>", line).group(1).decode())
                    elif verb == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        octets = self.read_data()
                        if octets is None:
                            return
                        sink.letters.append((sender, recipients, octets))
                    elif verb == b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    self.wfile.write(b"250 ok\r\n")

            def read_data(self):
                lines = []
                for line in self.rfile:
                    if line == b".\r\n":
                        return b"".join(lines)
                    lines.append(line[1:] if line.startswith(b".") else line)
                return None  # half a letter is none

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 100

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def to(self, recipient):
        return [letter for letter in list(self.letters) if recipient in letter[1]]

    def wait_for(self, recipient, count=1):
        eventually(lambda: len(self.to(recipient)) >= count, "a letter to " + recipient)
        return self.to(recipient)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Smtp:
    """A raw SMTP client: what is said and what is answered, octet for octet."""

    def __init__(self, port, hello="EHLO client.test"):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.file = self.socket.makefile("rb")
        self.reply()
        self.extensions = self.say(hello)

    def reply(self):
        lines = []
        while True:
            line = self.file.readline().decode("utf-8", "surrogateescape")
            if not line:
                raise ConnectionError("the server hung up after " + repr(lines))
            lines.append(line.rstrip("\r\n"))
            if line[3:4] != "-":
                return "\n".join(lines)

    def say(self, line):
        self.send(line)
        return self.reply()

    def send(self, line):
        self.socket.sendall(line.encode("utf-8", "surrogateescape") + b"\r\n")

    def envelope(self, sender, recipients, parameters=""):
        replies = [self.say("MAIL FROM:<%s>%s" % (sender, parameters))]
        replies += [self.say("RCPT TO:<%s>" % recipient) for recipient in recipients]
        return replies

    def content(self, text):
        ready = self.say("DATA")
        if not ready.startswith("354"):
            return ready
        octets = text if isinstance(text, bytes) else text.encode()
        octets = re.sub(rb"(?m)^\.", b"..", octets.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        self.socket.sendall(octets + b"\r\n.\r\n")
        return self.reply()

    def deliver(self, sender, recipients, text, parameters=""):
        """The answer to the letter, or the first refusal before it."""
        refused = [reply for reply in self.envelope(sender, recipients, parameters) if not reply.startswith("250")]
        return refused[0] if refused else self.content(text)

    def close(self):
        self.file.close()
        self.socket.close()


def letter(text="Hello", subject="question", header=""):
    return "From: ivan.petrov@vektor.test\nSubject: %s\n%s\n%s\n" % (subject, header, text)


TICKET = "Ticket: TK-1234"

PATTERN = """
[[pattern]]
id = "%s"
title = "%s"
example = "%s-1234"
label = ["%s"]
value = "%s-[0-9]{4}"
"""


class Milter:
    """`pismovod serve` with rules that hang on one word."""

    def __init__(self, folder, settings="", tables="", listen=None, relay=0, store=None):
        self.folder = os.path.join(folder, "pismovod")
        os.makedirs(os.path.join(self.folder, "rules"), exist_ok=True)
        os.chmod(self.folder, 0o755)
        os.mkdir(os.path.join(self.folder, "spool"))
        os.chmod(os.path.join(self.folder, "spool"), 0o1777)
        self.port = free_port()
        self.relay = relay
        self.store = store or self.folder + "/journal/journal.sqlite"
        self.listen = listen or "inet:127.0.0.1:%d" % self.port
        if self.listen.startswith("unix:"):
            os.makedirs(os.path.dirname(self.listen[5:]), exist_ok=True)
        self.config = os.path.join(self.folder, "pismovod.toml")
        self.log_path = os.path.join(self.folder, "log")
        self.process = None
        self.write(settings, tables)
        self.start()

    def mailbox(self, name, more="", must='"ticket"'):
        with open(os.path.join(self.folder, "rules", name + ".toml"), "w", encoding="utf-8") as file:
            file.write('address = "%s@firm.test"\ntitle = "%s"\nmust = [%s]\n%s' % (name, name, must, more))

    def write(self, settings="", tables="", top=""):
        self.mailbox("tickets", 'aliases = ["help@vektor.test"]\n' + PATTERN % ("ticket", "ticket", "TK", "ticket", "tk"))
        self.mailbox("parcels", PATTERN % ("parcel", "parcel", "PC", "parcel", "pc"), '"parcel"')
        self.mailbox("watched", 'mode = "observe"\n')
        self.mailbox("marked", 'mode = "annotate"\n')
        self.mailbox("held", 'action = "hold"\n')
        self.mailbox("withheld", 'action = "withhold"\n')
        long_names = ["a_requirement_with_a_long_name_%d" % i for i in range(9)]
        patterns = "".join(PATTERN % (name, name, "ZZ", name, "zz") for name in long_names)
        self.mailbox("many", 'mode = "annotate"\n' + patterns, ", ".join('"%s"' % name for name in long_names))
        with open(self.config, "w", encoding="utf-8") as file:
            if self.relay:
                tables += ('\n[journal]\npath = "%s"\n[notify]\nrelay = "smtp://127.0.0.1:%d"\n'
                           '[precheck]\nseen = "%s/journal/seen.sqlite"\n' % (self.store, self.relay, self.folder))
            else:
                tables += '\n[journal]\npath = ""\n'
            file.write('mailboxes = ["rules/*.toml"]\nspool = "%s/spool"\n%s\n[milter]\nlisten = "%s"\ncontrol = "%s/control"\n%s\n%s\n'
                       % (self.folder, top, self.listen, self.folder, settings, tables))

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([os.environ["PISMOVOD"], "serve", "--config", self.config], stderr=log)
        started = self.log().count(" event=start ")
        eventually(lambda: self.log().count(" event=start ") > started or self.process.poll() is not None, "the milter's start")
        if self.process.poll() is not None:
            raise AssertionError("the milter did not start: " + self.log())

    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    def line(self, *parts):
        """The first log line that has all the parts."""
        def found():
            return next((l for l in self.log().splitlines() if all(p in l for p in parts)), None)
        return eventually(found, "a log line with %s in\n%s" % (parts, self.log()))

    def reload(self):
        return subprocess.run([os.environ["PISMOVOD"], "reload", "--config", self.config], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, text=True)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mx.test
mydestination =
mynetworks = 127.0.0.0/8, 198.51.100.0/24
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
relayhost = [127.0.0.1]:{sink}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ refused@elsewhere.test = REJECT }} }}, permit
smtpd_authorized_xclient_hosts = 127.0.0.0/8
virtual_alias_maps = inline:{{ {{ inside@vektor.test = tickets@firm.test }} }}
alias_maps =
smtpd_timeout = 60s
smtpd_client_connection_count_limit = 0
default_process_limit = 30
minimal_backoff_time = 1s
queue_run_delay = 1s
smtpd_milters = {milter}
non_smtpd_milters = {milter}
milter_default_action = tempfail
milter_connect_timeout = 10s
"""

MASTER_CF = """
127.0.0.1:{port}   inet  n - n - - smtpd
127.0.0.1:{lenient} inet  n - n - - smtpd -o milter_default_action=accept
127.0.0.1:{jailed} inet  n - y - - smtpd -o smtpd_milters=unix:/pismovod/milter
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix:
    def __init__(self, folder, milter, sink):
        if os.geteuid() != 0:
            raise AssertionError("the tests with Postfix need root")
        if not shutil.which("postfix"):
            raise AssertionError("the tests with Postfix need it: apt-get install postfix")
        self.folder = folder
        self.port, self.lenient, self.jailed = free_port(), free_port(), free_port()
        for name in ("etc", "queue", "data"):
            os.makedirs(os.path.join(folder, name), 0o755, exist_ok=True)
        shutil.chown(os.path.join(folder, "data"), "postfix")
        values = {"folder": folder, "milter": milter, "sink": sink, "port": self.port, "lenient": self.lenient,
                  "jailed": self.jailed}
        self.write("main.cf", MAIN_CF.format(**values))
        self.write("master.cf", MASTER_CF.format(**values))
        self.run("postfix", "start")
        eventually(lambda: "daemon started" in self.log(), "Postfix")

    def write(self, name, text):
        with open(os.path.join(self.folder, "etc", name), "w", encoding="utf-8") as file:
            file.write(text)

    def run(self, command, *arguments, text=None):
        done = subprocess.run([command, "-c" if command != "sendmail" else "-C", os.path.join(self.folder, "etc"), *arguments],
                              input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError("%s: %s" % (command, done.stdout))
        return done.stdout

    def log(self):
        try:
            with open(os.path.join(self.folder, "mail.log"), encoding="utf-8", errors="surrogateescape") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def queue(self):
        """(queue id, is held) of every letter in the queue."""
        shown = self.run("postqueue", "-j")
        return [(re.search(r'"queue_id": "(\w+)"', line).group(1), '"queue_name": "hold"' in line)
                for line in shown.splitlines() if line.startswith("{")]

    def stop(self):
        # `postfix abort` takes five seconds; the master ends its processes at SIGTERM by itself.
        with open(os.path.join(self.folder, "queue", "pid", "master.pid"), encoding="utf-8") as file:
            master = int(file.read())
        os.kill(master, signal.SIGTERM)
        eventually(lambda: not os.path.exists("/proc/%d" % master), "the end of Postfix")


class Site:
    """Postfix, milter and sink together."""

    def __init__(self, settings="", tables="", listen=None, journal=False):
        """Without a journal answers have no case's number, and nothing is sent about letters. `journal` may be its URL."""
        self.folder = tempfile.mkdtemp(prefix="pismovod-system-")
        os.chmod(self.folder, 0o755)
        self.sink = Sink()
        self.milter = None
        self.postfix = None
        try:
            self.milter = Milter(self.folder, settings, tables, listen and listen.format(folder=self.folder),
                                 self.sink.port if journal else 0, journal if isinstance(journal, str) else None)
            self.postfix = Postfix(self.folder, self.milter.listen, self.sink.port)
        except BaseException:
            self.close()
            raise

    def smtp(self, port=None, hello="EHLO client.test"):
        return Smtp(port or self.postfix.port, hello)

    def deliver(self, recipients, text, sender="ivan.petrov@vektor.test", port=None):
        client = self.smtp(port)
        try:
            return client.deliver(sender, recipients, text)
        finally:
            client.close()

    def close(self):
        if self.postfix:
            self.postfix.stop()
        if self.milter:
            self.milter.stop(signal.SIGKILL)
        self.sink.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def shipped_site(journal=False, firm=None, settings=""):
    """A site with 1C's mailboxes as shipped, and the organisation of the acceptance letters, if no other."""
    tests = os.path.join(os.path.dirname(__file__), "..")
    if firm is None:
        with open(os.path.join(tests, "letters", "acceptance", "organization.toml"), encoding="utf-8") as file:
            firm = file.read()
    site = Site(settings, firm, journal=journal)
    for path in glob.glob(os.path.join(tests, "..", "config", "mailboxes", "*.toml")):
        shutil.copy(path, os.path.join(site.milter.folder, "rules"))
    if site.milter.reload().returncode != 0:
        site.close()
        raise AssertionError("the mailboxes were not taken")
    return site
