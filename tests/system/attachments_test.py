"""Letters with files of real programs (LibreOffice, archivers, scans, a camera) through Postfix to 1C's
mailboxes as shipped: the incomplete are refused, the others arrive octet for octet."""

import glob
import json
import os
import re
import unittest

from postfix import eventually, shipped_site

LETTERS = os.path.join(os.path.dirname(__file__), "..", "letters")
# A letter or two of each format; PISMOVOD_LETTERS="lic/*/*" sends others.
PICKED = """
    ck_corp/card-empty-* ckerp/sole-traders-inn-* lic/files/*card* lic/files/*docx* lic/files/*-in-rar-* lic/files/heic-*
    lic/files/letter-signed-* lic/files/odt-in-* lic/files/pdf-* lic/files/photograph-* lic/files/scan-*
    lic/refused/card-* lic/refused/pdf-* lic/refused/article-in-attached-ods-* hline/registration/both-papers-*
    its/application-form-that-* its/application-old-xls-* sales/xlsx-* v8/complete/release-read-* v8/complete/log-lies-*
    v8/refused/picture-* zakaz/expedite/payment-order-scan-* zakaz/key/cause-and-consent-stand-in-scanned-*
    zar/product-and-article-stand-in-pdf"""


def named(patterns):
    with open(os.path.join(LETTERS, "not_yet.txt"), encoding="utf-8") as file:
        not_yet = {line.split()[0] for line in file if line.strip() and not line.startswith("#")}
    paths = {path for pattern in patterns.split() for path in glob.glob(os.path.join(LETTERS, "own", pattern + ".eml"))}
    return sorted(path for path in paths if os.path.relpath(path, os.path.join(LETTERS, "own"))[:-len(".eml")] not in not_yet)


def body(octets):
    return octets.replace(b"\r\n", b"\n").split(b"\n\n", 1)[1].rstrip(b"\n")


class Attachments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = shipped_site()

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def test_letters(self):
        paths = named(os.environ.get("PISMOVOD_LETTERS", PICKED))
        self.assertGreater(len(paths), 10)
        for path in paths:
            with self.subTest(os.path.basename(path)):
                self.send(path)

    def send(self, path):
        with open(path, "rb") as file:
            octets = file.read()
        with open(path[:-len("eml")] + "expect.json", encoding="utf-8") as file:
            expected = json.load(file)
        envelope = expected["envelope"]
        client = self.site.smtp()  # Postfix hangs up on who is refused often
        reply = client.deliver(envelope["from"], envelope["to"], octets, " BODY=8BITMIME")
        client.close()
        self.assertEqual(reply[:3], "250" if expected["pass"] else "550", reply)
        if not expected["pass"]:
            self.assertIn("NOT sent", reply)
            return
        queue_id = re.search(r"queued as (\w+)", reply).group(1).encode()
        arrived = eventually(lambda: next((l[2] for l in self.site.sink.letters if queue_id in l[2]), None), "the letter")
        self.assertEqual(body(arrived), body(octets))


if __name__ == "__main__":
    unittest.main()
