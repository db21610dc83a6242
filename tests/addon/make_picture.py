#!/usr/bin/env python3
"""Draws docs/images/before-sending.png anew: the window of the add-on in a real Thunderbird, with the shipped rules.

    PISMOVOD=build/release/pismovod tests/addon/make_picture.py [OUT.png]
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from thunderbird import Thunderbird  # noqa: E402
from thunderbird_test import BACK, Service  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
TEXT = "Здравствуйте!\n\nПодскажите, пожалуйста, как получить дополнительный ПИН-код?\nКод партнера: 12345"


def main(out):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "pismovod.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write('spool = "%s"\n[journal]\npath = ""\n[precheck]\ntokens = "%s/tokens"\nseen = ""\n' % (folder, folder))
        service = Service(config)
        mail = Thunderbird(25, {"service": service.url})
        try:
            mail.compose("lic@1c.ru", "Дополнительный ПИН-код", TEXT)
            mail.send("Дополнительный ПИН-код")
            mail.question()
            mail.picture(out)
            mail.press(BACK)
        finally:
            mail.close()
            service.close()


main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "docs/images/before-sending.png"))
