"""The worked example of docs/rules.md and of its Russian twin, run: its files as they stand there, its output as it stands there."""

import os
import re
import shlex
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BLOCK = re.compile(r"^\*\*([^*\n]+)\*\*\n\n```\w*\n(.*?)^```$", re.M | re.S)


def blocks(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as page:
        return BLOCK.findall(page.read())


class WorkedExample(unittest.TestCase):
    maxDiff = None

    def test_says_what_the_program_says(self):
        self.says("docs/rules.md")

    def test_says_it_in_russian(self):
        self.says("docs/ru/rules.md")

    def says(self, page):
        commands = 0
        with tempfile.TemporaryDirectory() as folder:
            for name, text in blocks(page):
                if not name.startswith("pismovod "):
                    path = os.path.join(folder, name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "w", encoding="utf-8") as out:
                        out.write(text)
                    continue
                commands += 1
                command = [os.environ["PISMOVOD"], *shlex.split(name)[1:]]
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
                said = "\n".join(line.rstrip() for line in (done.stdout + done.stderr).strip().splitlines())
                self.assertEqual(text.strip(), said)
        self.assertEqual(commands, 2)


if __name__ == "__main__":
    unittest.main()
