"""A clean Debian 12 of the test's own, started with systemd as its first process and no network but loopback.

debootstrap makes it once (build/package/clean/base.tar; minutes), from the mirror that this machine's own apt is
configured with; packages that were fetched stay beside it. Needs root, and the packages of
packaging/packages-package.txt.
"""

import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
CACHE = os.path.join(ROOT, "build/package/clean")
BASE = os.path.join(CACHE, "base.tar")
ARCHIVES = os.path.join(CACHE, "archives")
# Of itself nspawn lets nobody within confine himself by Landlock.
NSPAWN = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--console=pipe",
          "--system-call-filter=landlock_create_ruleset landlock_add_rule landlock_restrict_self"]
PATIENCE = 120  # seconds; no test that passes waits for it
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}


def checked(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **more)
    if done.returncode != 0:
        raise AssertionError("%s: exit status %d\n%s" % (" ".join(command), done.returncode, done.stdout))
    return done.stdout


def eventually(condition, what):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("never came: " + what)


def copy_apt_sources(folder):
    """What this machine's apt knows of mirrors, and how it speaks to them."""
    for path in ["/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/apt/trusted.gpg.d", "/etc/apt/auth.conf.d"]:
        target = folder + path
        if os.path.isdir(path):
            shutil.copytree(path, target, dirs_exist_ok=True)
        elif os.path.exists(path):
            shutil.copy(path, target)
        elif os.path.isfile(target):
            os.remove(target)
    options = [line for line in checked(["apt-config", "dump"]).splitlines() if line.startswith("Acquire::") and '""' not in line]
    with open(folder + "/etc/apt/apt.conf.d/90mirror", "w", encoding="utf-8") as file:
        file.write("\n".join(options) + '\nAPT::Install-Recommends "true";\n')


def make_base():
    if os.path.exists(BASE):
        return
    os.makedirs(ARCHIVES, exist_ok=True)
    mirror = checked(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]).split()[0]
    with tempfile.TemporaryDirectory(prefix="pismovod-base-") as folder:
        checked(["debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv", "bookworm", folder, mirror])
        os.chmod(folder, 0o755)  # it becomes "/": a temporary folder is its owner's alone
        copy_apt_sources(folder)
        checked(NSPAWN + ["--directory=" + folder, "apt-get", "-q", "update"])
        checked(["tar", "--directory=" + folder, "--create", "--file=" + BASE + ".new", "."])
    os.rename(BASE + ".new", BASE)


class CleanDebian:
    def __init__(self, packages):
        """`packages`: .deb files that are put into its /root; what they need is fetched before the start."""
        make_base()
        self.folder = tempfile.mkdtemp(prefix="pismovod-clean-")
        self.process = None
        try:
            checked(["tar", "--directory=" + self.folder, "--extract", "--file=" + BASE])
            os.chmod(self.folder, 0o755)
            for package in packages:
                shutil.copy(package, self.folder + "/root")
            with open(self.path("/etc/dpkg/dpkg.cfg.d/unsafe-io"), "w", encoding="ascii") as file:
                file.write("force-unsafe-io\n")  # nobody needs this machine after a power failure
            os.makedirs(ARCHIVES + "/partial", exist_ok=True)
            self.fetch("./" + os.path.basename(packages[0]))
            self.start()
        except BaseException:
            self.close()
            raise

    def fetch(self, package):
        inside = NSPAWN + ["--directory=" + self.folder, "--bind=%s:/var/cache/apt/archives" % ARCHIVES, "--chdir=/root"]
        install = inside + ["apt-get", "-q", "-y", "--download-only", "install", package]
        if subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
            checked(inside + ["apt-get", "-q", "update"])
            checked(install)

    def start(self):
        machine = os.path.basename(self.folder).replace("_", "-")  # a folder's name may have it, a machine's may not
        self.process = subprocess.Popen(
            NSPAWN + ["--directory=" + self.folder, "--private-network", "--boot", "--machine=" + machine,
                      "--bind=%s:/var/cache/apt/archives" % ARCHIVES],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(self.is_running, "the start of systemd")

    def is_running(self):
        if self.process.poll() is not None:
            raise AssertionError("systemd-nspawn ended with status %d" % self.process.returncode)
        self.first = self.find_first()  # nspawn's first child is not the one that stays
        return self.first and self.run("systemctl", "is-system-running", check=False).strip() in ("running", "degraded")

    def find_first(self):
        path = "/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)
        with open(path, encoding="ascii") as file:
            children = file.read().split()
        return int(children[0]) if children else None

    def namespaces(self, *which):
        return ["nsenter", "--target", str(self.first), *which]

    def run(self, *command, user="root", check=True, text=None, cwd="/root"):
        """Runs a command inside; what it said on both outputs."""
        whole = self.namespaces("--all", "--wdns=" + cwd)
        if user != "root":
            whole += ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
        done = subprocess.run(whole + list(command), input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False, env=ENVIRONMENT, stdin=None if text is not None else subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise AssertionError("%s: exit status %d\n%s" % (" ".join(command), done.returncode, done.stdout))
        return done.stdout

    def status(self, *command, user="root"):
        whole = self.namespaces("--all", "--wdns=/root")
        if user != "root":
            whole += ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
        return subprocess.run(whole + list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, check=False, env=ENVIRONMENT).returncode

    def path(self, inside):
        return self.folder + inside

    def exists(self, inside):
        return os.path.lexists(self.path(inside))

    def send(self, port, letter, sender, recipient):
        """What Postfix says to a letter, by a client on its loopback."""
        return checked(self.namespaces("--net") + ["python3", os.path.join(os.path.dirname(__file__), "send.py"),
                                                    str(port), letter, sender, recipient])

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def built_package():
    """As scripts/package made it."""
    found = glob.glob(os.path.join(ROOT, "build/package/pismovod_*.deb"))
    if len(found) != 1:
        raise AssertionError("scripts/package makes the package; there are: %s" % found)
    return found[0]


def next_version(package):
    """The same package as a later version."""
    os.makedirs(CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pismovod-next-") as folder:
        checked(["dpkg-deb", "--raw-extract", package, folder])
        control = folder + "/DEBIAN/control"
        with open(control, encoding="utf-8") as file:
            text = file.read()
        version = next(line for line in text.splitlines() if line.startswith("Version: "))
        with open(control, "w", encoding="utf-8") as file:
            file.write(text.replace(version, version + "+next"))
        later = os.path.join(CACHE, "next_" + os.path.basename(package))
        checked(["dpkg-deb", "-Zgzip", "-z1", "--build", "--root-owner-group", folder, later])
    return later
