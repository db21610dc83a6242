"""Exim and Sendmail beside ours: Debian's packages unpacked into a folder, since they exclude Postfix; nothing is installed.

Needs root, and apt's mirror the first time (build/other-servers keeps what was fetched)."""

import os
import shutil
import socket
import subprocess
import time

from postfix import PATIENCE, free_port

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
CACHE = os.path.join(ROOT, "build/other-servers")
PACKAGES = ["exim4-daemon-light", "sendmail-bin", "sendmail-cf", "libwrap0"]
EXIM = CACHE + "/root/usr/sbin/exim4"
SENDMAIL = CACHE + "/root/usr/libexec/sendmail/sendmail"


LIBRARIES = {"LD_LIBRARY_PATH": CACHE + "/root/usr/lib/x86_64-linux-gnu:" + CACHE + "/root/lib/x86_64-linux-gnu",
             "LD_PRELOAD": CACHE + "/name.so"}
# Sendmail waits a minute and more for a machine's name with a dot in it; it is given one, and the machine keeps its own.
NAME = """#include <string.h>
int gethostname(char* name, size_t size) { strncpy(name, "mx.test", size); return 0; }
"""


def checked(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **more)
    if done.returncode != 0:
        raise AssertionError("%s: exit status %d\n%s" % (" ".join(command), done.returncode, done.stdout))
    return done.stdout


def unpacked():
    if os.path.exists(CACHE + "/done"):
        return
    shutil.rmtree(CACHE, ignore_errors=True)
    os.makedirs(CACHE)
    checked(["apt-get", "download", "-q", *PACKAGES], cwd=CACHE)
    for name in os.listdir(CACHE):
        if name.endswith(".deb"):
            checked(["dpkg", "-x", name, "root"], cwd=CACHE)
    checked(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", CACHE + "/name.so"], input=NAME)
    # With its set-group bit the loader takes no folder of libraries.
    os.chmod(SENDMAIL, 0o755)
    with open(CACHE + "/done", "w", encoding="utf-8"):
        pass


class Server:
    """One that was started, until its end."""

    def __init__(self, command, log):
        self.log = log
        with open(log, "ab") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file, env={**os.environ, **LIBRARIES})

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait(self, name):
        def answers():
            if self.process.poll() is not None:
                raise AssertionError(name + " did not start: " + self.said())
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return True
            except OSError:
                return False
        until = time.monotonic() + PATIENCE
        while not answers():
            if time.monotonic() > until:
                raise AssertionError(name + " does not answer: " + self.said())
            time.sleep(0.1)

    def close(self):
        self.process.terminate()
        self.process.wait(30)


EXIM_CONF = """
exim_path = {exim}
primary_hostname = inner.test
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
pid_file_path = {folder}/pid
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
tls_advertise_hosts =
keep_environment =
acl_smtp_rcpt = all
begin acl
all:
  accept {control}
begin routers
smarthost:
  driver = manualroute
  route_list = * 127.0.0.1 byname
  self = send
  transport = out
begin transports
out:
  driver = smtp
  port = {smarthost}
  hosts_try_dane =
begin retry
* * F,1h,1s
"""


class Exim(Server):
    """People's own server; it hands everything to the smarthost. `at_once`: while the client waits (cutthrough)."""

    def __init__(self, folder, smarthost, at_once=False):
        unpacked()
        # It will not start without the user that it was built for.
        if subprocess.run(["id", "Debian-exim"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
            checked(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "Debian-exim"])
        folder = os.path.join(folder, "exim")
        os.makedirs(folder + "/spool")
        for place in (folder, folder + "/spool"):
            shutil.chown(place, "Debian-exim", "Debian-exim")
        self.port = free_port()
        with open(folder + "/conf", "w", encoding="utf-8") as file:
            file.write(EXIM_CONF.format(exim=EXIM, folder=folder, port=self.port, smarthost=smarthost,
                                        control="control = cutthrough_delivery" if at_once else ""))
        super().__init__([EXIM, "-C", folder + "/conf", "-bdf", "-q1s"], folder + ".out")
        self.wait("Exim")


SENDMAIL_MC = """divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mx.test')dnl
define(`QUEUE_DIR', `{folder}/queue')dnl
define(`confPID_FILE', `{folder}/pid')dnl
define(`STATUS_FILE', `{folder}/statistics')dnl
undefine(`ALIAS_FILE')dnl
define(`confDONT_PROBE_INTERFACES', `True')dnl
define(`confDONT_BLAME_SENDMAIL', `GroupWritableDirPathSafe')dnl
define(`SMART_HOST', `[127.0.0.1]')dnl
define(`RELAY_MAILER_ARGS', `TCP $h {sink}')dnl
FEATURE(`nocanonify')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`promiscuous_relay')dnl
FEATURE(`no_default_msa')dnl
DAEMON_OPTIONS(`Name=MTA, Family=inet, Addr=127.0.0.1, Port={port}')dnl
INPUT_MAIL_FILTER(`pismovod', `S=inet:{milter}@127.0.0.1, F={without_us}, T=C:1m;S:1m;R:1m;E:5m')dnl
MAILER(`smtp')dnl
"""


class Sendmail(Server):
    """Sendmail with the milter, and the sink behind it."""

    def __init__(self, folder, milter, sink, without_us=""):
        unpacked()
        folder = os.path.join(folder, "sendmail")
        os.makedirs(folder + "/queue", 0o700)
        self.queue = folder + "/queue"
        self.port = free_port()
        with open(folder + "/mc", "w", encoding="utf-8") as file:
            file.write(SENDMAIL_MC.format(folder=folder, port=self.port, milter=milter, sink=sink, without_us=without_us))
        files = CACHE + "/root/usr/share/sendmail/cf/"
        made = subprocess.run(["m4", "-D_CF_DIR_=" + files, files + "m4/cf.m4", folder + "/mc"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True, text=True).stdout
        with open(folder + "/cf", "w", encoding="utf-8") as file:
            file.write(made)
        self.configuration = folder + "/cf"
        super().__init__([SENDMAIL, "-bD", "-q1s", "-C", self.configuration], folder + "/log")
        self.wait("Sendmail")

    def quarantined(self):
        """The queue ids of letters in quarantine."""
        return [name[2:] for name in os.listdir(self.queue) if name.startswith("hf")]

    def release(self, queue_id):
        checked([SENDMAIL, "-C", self.configuration, "-qQ", "-qI" + queue_id, "-Q"], env={**os.environ, **LIBRARIES})
