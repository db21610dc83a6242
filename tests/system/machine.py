"""One machine of machines_test.py, within a network namespace of its own: does what it is told, a JSON object a line, and
answers likewise. It speaks of letters alone; where they go is seen from outside."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from postfix import Milter, Site, letter
from several_test import Named


class HostFile(Milter):
    """All that is this machine's own stands in host.toml; the rules are files that all have alike."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.stop()
        host = os.path.join(self.folder, "host.toml")
        os.rename(self.config, host)
        self.config = host
        self.start()


class Machine:
    def __init__(self):
        self.site = self.senders = None
        self.page = None
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def start(self, name, url, tables):
        self.name = name
        Site.__init__.__globals__["Milter"] = HostFile
        self.site = Site(tables=tables, journal=url)
        with open(self.site.milter.config, encoding="utf-8") as file:
            text = file.read()
        with open(self.site.milter.config, "w", encoding="utf-8") as file:
            file.write(text.replace("[journal]\n", '[journal]\nhost = "%s"\npostfix = "%s/etc"\n' % (name, self.site.folder))
                       .replace("[notify]\n", "[notify]\nmost_an_hour = 0\n"))
        self.site.milter.stop()
        self.site.milter.start()
        return {"config": self.site.milter.config, "folder": self.site.milter.folder}

    def load(self, pause):
        self.senders = Named(self.site, self.name, pause)

    def wait_for(self, more):
        self.senders.wait_for(more)

    def quiet(self):
        self.senders.stop()
        return {"told": self.senders.told, "passed": self.senders.passed, "others": self.senders.others,
                "longest": self.senders.longest}

    def hold(self, subject):
        client = self.site.smtp()
        client.say("XCLIENT ADDR=198.51.100.7")
        client.say("EHLO client.test")
        answer = client.deliver("boris@vektor.test", ["held@firm.test"], letter("Hello", subject))
        client.close()
        return answer

    def held(self):
        return sum(is_held for _, is_held in self.site.postfix.queue())

    def arrived(self):
        """Of each letter that came to this machine's relay: reverse-path, first recipient, Subject, Message-ID."""
        def field(name, octets):
            found = re.search(rb"(?mi)^%s: (.*?)\r$" % name, octets)
            return found.group(1).decode("utf-8", "replace") if found else ""
        return [[path, recipients[0], field(b"Subject", octets), field(b"Message-ID", octets)]
                for path, recipients, octets in list(self.site.sink.letters)]

    def kill(self):
        self.site.milter.stop(signal.SIGKILL)
        self.site.milter.start()

    def reload(self):
        return self.site.milter.reload().returncode

    def status(self):
        shown = subprocess.run([os.environ["PISMOVOD"], "status", "--json", "--config", self.site.milter.config], check=True,
                               stdout=subprocess.PIPE)
        return json.loads(shown.stdout)

    def log(self):
        return self.site.milter.log()

    def open_page(self, config):
        self.page = subprocess.Popen([os.environ["PISMOVOD"], "review", "--config", config], stdout=subprocess.PIPE, text=True)
        self.address = self.page.stdout.readline().strip().rstrip("/")
        return self.address

    def get(self, path):
        try:
            with self.browser.open(self.address + path, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return "%d %s" % (error.code, error.read().decode())

    def post(self, path, at, form):
        """The form that stands on the page `at`."""
        token = re.search(r'name="form_token" value="([^"]*)"', self.get(at)).group(1)
        body = urllib.parse.urlencode(dict(form, form_token=token)).encode()
        try:
            with self.browser.open(self.address + path, body, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return "%d %s" % (error.code, error.read().decode())

    def end(self):
        if self.senders:
            self.senders.stopped.set()
        if self.page:
            self.page.terminate()
            self.page.wait()
        if self.site:
            self.site.close()


def main():
    machine = Machine()
    try:
        for line in sys.stdin:
            told = json.loads(line)
            print(json.dumps(getattr(machine, told[0])(*told[1:])), flush=True)
    finally:
        machine.end()


if __name__ == "__main__":
    main()
