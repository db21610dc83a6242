"""Letters that are to cost more than they weigh, eight at a time: everybody else's are judged all the same.

Each took from 2.5 to 37 seconds of processor time, or gigabytes of memory, before judging was bounded.
"""

import base64
import io
import re
import threading
import unittest
import zipfile

from postfix import eventually, letter, shipped_site

TEXT = 'Content-Type: text/%s; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s'
TABLE = "ИНН\tКПП\tКод\n1\t2\t3\n"


def of(octets, piece):
    return piece * (octets // len(piece.encode()))


def zipped(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return ('Content-Type: multipart/mixed; boundary="b"\n\n--b\n' + TEXT % ("plain", "Данные в приложении.\n") +
            '--b\nContent-Type: application/zip; name="a.zip"\nContent-Transfer-Encoding: base64\n\n' +
            base64.encodebytes(out.getvalue()).decode() + "--b--\n")


COSTLY = [
    TEXT % ("plain", of(34000, TABLE)),
    TEXT % ("plain", of(100000, "ИНН\t")),
    TEXT % ("plain", "> От: " + "a" * 67000 + "\n> Дата: 1\n> Тема: 1\n" + of(68000, "> a\n>> b\n")),
    TEXT % ("plain", of(512000, ">a\n>>b\n")),
    TEXT % ("html", "<b>" * 32000 + "</i>" * 32000),
    TEXT % ("plain", of(200000, "рег. номер 80, ИНН 77, ")),
    zipped(of(64000, TABLE)),
    zipped(of(4000000, "\t\n")),
]


def headed(content):
    return "From: eve@vektor.test\nTo: lic@1c.ru\nSubject: test\nMIME-Version: 1.0\n" + content


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = shipped_site()

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def test_others_letters_are_judged_meanwhile(self):
        stopped, answers, before = threading.Event(), [], len(self.site.milter.log())

        def send(content):
            while not stopped.is_set():
                answers.append(self.site.deliver(["lic@1c.ru"], headed(content), sender="eve@vektor.test"))

        threads = [threading.Thread(target=send, args=(content,)) for content in COSTLY]
        for thread in threads:
            thread.start()
        try:
            eventually(lambda: answers, "the first costly letter's answer")
            for _ in range(10):
                self.assertRegex(self.site.deliver(["lic@1c.ru"], letter("Когда выпустите ПИН-код для клиента?")), "^550")
        finally:
            stopped.set()
            for thread in threads:
                thread.join()
        self.assertGreaterEqual(len(answers), len(COSTLY))
        log = self.site.milter.log()[before:]
        self.assertNotIn("trouble=", log)
        self.assertNotIn("reason=busy", log)
        self.assertEqual(len(re.findall(" mailbox=lic@1c.ru ", log)), len(answers) + 10)

    def test_each_leaves_the_memory_as_it_was(self):
        def resident():
            with open("/proc/%d/status" % self.site.milter.process.pid, encoding="ascii") as file:
                return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) * 1024

        for content in COSTLY:
            self.site.deliver(["lic@1c.ru"], headed(content), sender="eve@vektor.test")
        before = resident()
        for _ in range(3):
            for content in COSTLY:
                self.site.deliver(["lic@1c.ru"], headed(content), sender="eve@vektor.test")
        # The allocator keeps some of what was freed; a leak of these letters' own size is 5 MB a round.
        self.assertLess(resident() - before, 12 << 20)


if __name__ == "__main__":
    unittest.main(verbosity=2)
