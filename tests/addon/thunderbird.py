"""A real Thunderbird without a screen, driven by Marionette: its own copy of the program's folder with the policies
of the test, its own profile, one account that sends to a port of the test's."""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time

PROGRAM = "/usr/lib/thunderbird"
ADDON = "precheck@pismovod.invalid"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PATIENCE = 60  # seconds; no test that passes waits for it

PREFERENCES = {
    "app.donation.eoy.url": "", "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True, "extensions.autoDisableScopes": 0,
    "mail.account.account1.identities": "id1", "mail.account.account1.server": "server1",
    "mail.account.account2.server": "server2", "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account1", "mail.accountmanager.localfoldersserver": "server2",
    "mail.compose.attachment_reminder": False, "mail.identity.id1.fcc": False, "mail.identity.id1.fullName": "Иван Петров",
    "mail.identity.id1.smtpServer": "smtp1", "mail.identity.id1.useremail": "ivan.petrov@vektor.test",
    "mail.identity.id1.valid": True, "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1, "mail.server.server1.check_new_mail": False, "mail.server.server1.hostname": "127.0.0.1",
    "mail.server.server1.login_at_startup": False, "mail.server.server1.name": "vektor", "mail.server.server1.type": "pop3",
    "mail.server.server1.userName": "ivan", "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.name": "Local Folders", "mail.server.server2.type": "none", "mail.server.server2.userName": "nobody",
    "mail.smtp.defaultserver": "smtp1", "mail.smtpserver.smtp1.authMethod": 1, "mail.smtpserver.smtp1.hostname": "127.0.0.1",
    "mail.smtpserver.smtp1.try_ssl": 0, "mail.smtpserver.smtp1.type": "smtp", "mail.smtpservers": "smtp1",
    "mail.SpellCheckBeforeSend": False, "mail.spam.version": 1, "mail.warn_on_send_accel_key": False, "mailnews.start_page.enabled": False, "mailnews.message_warning_size": 1 << 30,
    "mail.shell.checkDefaultClient": False, "network.proxy.type": 0, "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}

# Chrome scripts share these.
TOOLS = """
const find = (type) => [...Services.wm.getEnumerator(null)].find((w) => w.document.documentElement.getAttribute("windowtype") === type);
const compose = (subject) => [...Services.wm.getEnumerator("msgcompose")].find((w) => w.document.getElementById("msgSubject")?.value === subject);
const framed = (mark) => {
  for (const w of Services.wm.getEnumerator(null)) {
    for (const browser of w.document.querySelectorAll("browser")) {
      if (browser.currentURI?.spec.includes(mark)) return {window: w, browser};
    }
  }
  return null;
};
const inFrame = (browser, code) => new Promise((resolve) => {
  const name = "test:" + Math.random();
  browser.messageManager.addMessageListener(name, function heard(message) {
    browser.messageManager.removeMessageListener(name, heard);
    resolve(message.data);
  });
  const script = `sendAsyncMessage(${JSON.stringify(name)}, ((document, window) => { ${code} })(content.document, content));`;
  browser.messageManager.loadFrameScript("data:text/javascript;charset=utf-8," + encodeURIComponent(script), false);
});
"""


class Marionette:
    """One client, raw TCP: "LENGTH:JSON" both ways."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.file = self.socket.makefile("rb")
        self.number = 0
        self.receive()
        self.command("WebDriver:NewSession", {"capabilities": {}})
        self.command("Marionette:SetContext", {"value": "chrome"})

    def close(self):
        self.file.close()
        self.socket.close()

    def receive(self):
        size = b""
        while not size.endswith(b":"):
            octet = self.file.read(1)
            if not octet:
                raise ConnectionError("Thunderbird hung up")
            size += octet
        return json.loads(self.file.read(int(size[:-1])))

    def command(self, name, parameters):
        self.number += 1
        text = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self.receive()
        if error:
            raise AssertionError("%s: %s\n%s" % (name, error["message"], error.get("stacktrace", "")))
        return result

    def run(self, script, *arguments):
        """The value of an async function with this body; ARGS are the arguments."""
        body = TOOLS + "const done = arguments[arguments.length - 1]; const ARGS = [...arguments].slice(0, -1);" \
            "(async () => { " + script + " })().then((value) => done({value}), (error) => done({error: String(error) + error.stack}));"
        told = self.command("WebDriver:ExecuteAsyncScript", {"script": body, "args": list(arguments), "newSandbox": True,
                                                             "sandbox": "system", "scriptTimeout": PATIENCE * 1000})["value"]
        if told.get("error"):
            raise AssertionError(told["error"])
        return told.get("value")


def own_program(folder, policies):
    """A folder like the program's, but for its policies: what is large is linked."""
    app = os.path.join(folder, "app")
    os.mkdir(app)
    for name in os.listdir(PROGRAM):
        if name == "distribution":
            continue
        path = os.path.join(PROGRAM, name)
        if os.path.isfile(path) and name in ("thunderbird", "thunderbird-bin", "application.ini", "platform.ini", "dependentlibs.list"):
            shutil.copy(path, os.path.join(app, name))
        else:
            os.symlink(path, os.path.join(app, name))
    os.mkdir(os.path.join(app, "distribution"))
    with open(os.path.join(app, "distribution", "policies.json"), "w", encoding="utf-8") as file:
        json.dump(policies, file)
    return os.path.join(app, "thunderbird")


def shipped_policies(xpi, configuration):
    with open(os.path.join(ROOT, "packaging/thunderbird/policies.json"), encoding="utf-8") as file:
        policies = json.load(file)
    policies["policies"]["ExtensionSettings"][ADDON]["install_url"] = "file://" + xpi
    policies["policies"]["3rdparty"]["Extensions"][ADDON].update(configuration)
    return policies


class Thunderbird:
    def __init__(self, smtp_port, configuration, language="ru", display=None):
        self.folder = tempfile.mkdtemp(prefix="pismovod-thunderbird-")
        self.process = self.marionette = None
        self.display = display
        try:
            xpi = os.path.join(self.folder, "pismovod.xpi")
            subprocess.run([os.path.join(ROOT, "packaging/thunderbird/make-xpi"), xpi], check=True)
            program = own_program(self.folder, shipped_policies(xpi, configuration))
            self.profile = os.path.join(self.folder, "profile")
            os.mkdir(self.profile)
            self.write_preferences({"mail.smtpserver.smtp1.port": smtp_port, "intl.locale.requested": language})
            self.start(program)
        except BaseException:
            self.close()
            raise

    def write_preferences(self, more):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        with open(os.path.join(self.profile, "user.js"), "w", encoding="utf-8") as file:
            for key, value in {**PREFERENCES, **more, "marionette.port": self.port}.items():
                file.write("user_pref(%s, %s);\n" % (json.dumps(key), json.dumps(value, ensure_ascii=False)))

    def start(self, program):
        environment = {"HOME": self.folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MOZ_CRASHREPORTER_DISABLE": "1",
                       "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"}
        if self.display:
            environment["DISPLAY"] = self.display
        command = [program, "-profile", self.profile, "-no-remote", "--marionette", "-remote-allow-system-access"]
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(command + ([] if self.display else ["--headless"]), env=environment, stdout=log, stderr=log)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.marionette = Marionette(self.port)
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise AssertionError("Thunderbird did not start: " + self.log()) from None
                time.sleep(0.1)
        self.eventually("""const {WebExtensionPolicy: W} = globalThis; const extension = WebExtensionPolicy.getByID(ARGS[0])?.extension;
                           return extension?.backgroundState === "running" || extension?.backgroundState === "suspended";""", ADDON)
        self.eventually('return find("mail:3pane") != null;')

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
            return "".join(line for line in file if "gtk" not in line.lower() and line.strip())  # GTK without a screen complains much

    def run(self, script, *arguments):
        return self.marionette.run(script, *arguments)

    def eventually(self, script, *arguments):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            value = self.run(script, *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError("never came: %s %s\n%s" % (script, arguments, self.log()))

    # --- a compose window, known by its subject --------------------------------------------------

    def compose(self, to, subject, text, html=False, files=()):
        body = "<p>%s</p>" % text if html else text
        self.run("""
          const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
          const make = (name, type) => Cc["@mozilla.org/messengercompose/" + name + ";1"].createInstance(Ci[type]);
          const fields = make("composefields", "nsIMsgCompFields");
          [fields.to, fields.subject, fields.body] = ARGS;
          for (const path of ARGS[4]) {
            const attachment = make("attachment", "nsIMsgAttachment");
            attachment.url = "file://" + encodeURI(path);
            attachment.name = path.slice(path.lastIndexOf("/") + 1);
            fields.addAttachment(attachment);
          }
          const params = make("composeparams", "nsIMsgComposeParams");
          params.composeFields = fields;
          params.type = Ci.nsIMsgCompType.New;
          params.format = ARGS[3] ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
          params.identity = MailServices.accounts.defaultAccount.defaultIdentity;
          MailServices.compose.OpenComposeWindowWithParams(null, params);
        """, to, subject, body, html, list(files))
        self.eventually("""const w = compose(ARGS[0]); return w && w.gMsgCompose?.editor && w.document.readyState === "complete"
                           && w.document.querySelectorAll(".address-pill").length > 0;""", subject)

    def send(self, subject, command="cmd_sendNow"):
        self.run("compose(ARGS[0]).goDoCommand(ARGS[1]);", subject, command)

    def is_open(self, subject):
        return self.run("return compose(ARGS[0]) != null;", subject)

    def gone(self, subject):
        self.eventually("return compose(ARGS[0]) == null;", subject)

    def text(self, subject):
        return self.run("""return compose(ARGS[0]).GetCurrentEditor().document.body.innerText;""", subject)

    def type(self, subject, text):
        """What is selected is replaced, as by typing."""
        self.run("compose(ARGS[0]).GetCurrentEditor().insertText(ARGS[1]);", subject, text)

    def undo(self, subject):
        self.run("compose(ARGS[0]).GetCurrentEditor().undo(1);", subject)

    # --- the add-on's window ----------------------------------------------------------------------

    def question(self):
        """The text of the window, once it is there."""
        return self.eventually("""const found = framed("window/window.html?tab=");
            if (!found) return null;
            return await inFrame(found.browser, 'return document.querySelector("button") ? document.body.innerText : null;');""")

    def questions(self):
        return self.run("""let count = 0;
            for (const w of Services.wm.getEnumerator(null)) for (const b of w.document.querySelectorAll("browser"))
              if (b.currentURI?.spec.includes("window/window.html?tab=")) count++;
            return count;""")

    def press(self, label):
        pressed = self.run("""const found = framed("window/window.html?tab=");
            return await inFrame(found.browser, `const button = [...document.querySelectorAll("button")].find((b) => b.textContent === ${JSON.stringify(ARGS[0])});
              if (button) window.setTimeout(() => button.click(), 0);
              return button != null;`);""", label)
        if not pressed:
            raise AssertionError("there is no button " + label)

    def answered(self):
        self.eventually('return framed("window/window.html?tab=") == null;')

    def picture(self, path):
        """Of the question's window, as PNG."""
        drawn = self.run("""const {window: w, browser} = framed("window/window.html?tab=");
            const picture = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, 2, "white");
            const canvas = w.document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
            [canvas.width, canvas.height] = [picture.width, picture.height];
            canvas.getContext("2d").drawImage(picture, 0, 0);
            return canvas.toDataURL("image/png");""")
        with open(path, "wb") as file:
            file.write(base64.b64decode(drawn.partition(",")[2]))

    def end_background_page(self):
        """As Thunderbird does by itself after half a minute."""
        self.run("""await WebExtensionPolicy.getByID(ARGS[0]).extension.terminateBackground();""", ADDON)

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        if self.marionette:
            self.marionette.close()
        shutil.rmtree(self.folder, ignore_errors=True)
