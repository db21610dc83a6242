"""`scripts/letter add` makes a case of a letter: nobody is left in it, and it is judged as the letter was."""

import email
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "scripts"))
import anonymous  # noqa: E402

TEXT = """Здравствуйте!

Партнер: ООО «Горная Лаванда», код партнера 30517
Клиент: ООО «Синяя Тетрадь», ИНН клиента: {inn}, тел. +7 (495) 771-20-45
Продукт: 1С:Бухгалтерия 8 ПРОФ, артикул 4601546116680, рег. номер 801234567
Не проходит активация, в ООО «Синяя Тетрадь» ({inn}) ждут с 2026-03-05. Просим пин-код Зинаиде Крутовой.

Зинаида Крутова, zina@gornaya-lavanda.ru, www.gornaya-lavanda.ru
"""
LETTER = """Received: from mail.gornaya-lavanda.ru ([198.51.100.7]) by mx.example
From: =?utf-8?b?0JfQuNC90LDQuNC00LAg0JrRgNGD0YLQvtCy0LA=?= <zina@gornaya-lavanda.ru>
To: lic@1c.ru
Subject: pin 801234567
Message-ID: <7@gornaya-lavanda.ru>
MIME-Version: 1.0
Content-Type: text/plain; charset=windows-1251
Content-Transfer-Encoding: 8bit

"""
RIGHT, WRONG = "7701234507", "7701234508"


def made_of(inn, *options):
    """The text of the case and its expectation."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "letter.eml")
        with open(path, "wb") as file:
            file.write(LETTER.encode() + TEXT.format(inn=inn).encode("windows-1251"))
        subprocess.run([os.path.join(ROOT, "scripts/letter"), "add", path, "--into", folder, "--name", "made", *options],
                       check=True, capture_output=True)
        where = os.path.join(folder, "lic", "refused" if inn == WRONG else "complete", "made")
        with open(where + ".eml", "rb") as file:
            letter = email.message_from_binary_file(file)
        with open(where + ".expect.json", encoding="utf-8") as file:
            return letter, letter.get_payload(decode=True).decode("windows-1251"), json.load(file)


class AddLetter(unittest.TestCase):
    def test_leaves_nobody_in_it(self):
        letter, text, _ = made_of(RIGHT)
        whole = anonymous.decoded(str(letter["From"])) + str(letter["Subject"]) + str(letter["Message-ID"]) + text
        for secret in ("Лаванд", "Тетрад", "Зинаид", "Крутов", "zina", "lavanda", RIGHT, "30517", "801234567", "771-20-45"):
            self.assertNotIn(secret, whole)
        self.assertIsNone(letter["Received"])
        for kept in ("1С:Бухгалтерия 8 ПРОФ", "4601546116680", "2026-03-05", "Не проходит активация"):
            self.assertIn(kept, text)

    def test_replaces_the_same_by_the_same(self):
        letter, text, _ = made_of(RIGHT)
        inns = re.findall(r"(?<!\d)\d{10}(?!\d)", text)
        self.assertEqual((len(inns), len(set(inns))), (2, 1))
        self.assertTrue(anonymous.right_checks(inns[0])[0])
        self.assertIn(re.search(r"рег\. номер (\d+)", text).group(1), letter["Subject"])
        self.assertEqual(len(set(re.findall(r"Клиент: ООО «(.*?)»|в ООО «(.*?)»", text)[0]) - {""}), 1)

    def test_judges_as_the_letter_was(self):
        _, text, complete = made_of(RIGHT)
        mailbox = complete["expect"][0]
        self.assertEqual((complete["pass"], mailbox["mailbox"], mailbox["fails"]), (True, "lic@1c.ru", []))
        self.assertIn(mailbox["values"]["client_inn"], text)
        _, _, wrong = made_of(WRONG)
        self.assertEqual((wrong["pass"], wrong["expect"][0]["invalid"]), (False, ["client_inn"]))

    def test_takes_a_configured_partner(self):
        letter, _, expected = made_of(RIGHT, "--replace", "gornaya-lavanda.ru=vektor-soft.ru", "--replace",
                                      "Горная Лаванда=Вектор-Софт", "--replace", "30517=14352")
        self.assertIn("@vektor-soft.ru", letter["From"])
        self.assertEqual(expected["expect"][0]["values"]["partner_code"], "14352")


if __name__ == "__main__":
    unittest.main()
