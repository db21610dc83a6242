"""docs/log.md lists what the log can say: the words in it are those of the source."""

import glob
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def table(heading):
    """The first column below the heading."""
    section = read("docs/log.md").split(heading, 1)[1].split("\n#", 1)[0]
    return set(re.findall(r"(?m)^\| `([a-z_]+)` \|", section))


def names(array):
    """Of an array of reasons.h."""
    text = re.search(array + r" = \{([^}]*)\}", read("src/rules/reasons.h")).group(1)
    return set(re.findall(r'"(\w+)"', text))


class Log(unittest.TestCase):
    def test_each_event_is_explained(self):
        written = set()
        for path in glob.glob(ROOT + "/src/**/*.cc", recursive=True):
            for by_text, by_key in re.findall(r'event=([a-z_]+)|add\("event", "([a-z_]+)"', read(path)):
                written.add(by_text or by_key)
        written |= set(re.findall(r'line\(row, "([a-z_]+)"', read("src/notify/notifier.cc")))
        self.assertGreater(len(written), 15)
        self.assertEqual(written, table("## What happened"))

    def test_each_reason_is_explained(self):
        self.assertEqual(names("kExempts"), table("(`exempt`)"))
        self.assertEqual(names("kNotCounted"), table("(`exempt_refused`, `override_refused`)"))
        self.assertEqual(names("kTroubles"), table("(`trouble`)"))

    def test_each_key_of_a_letter_is_explained(self):
        source = read("src/desk/letter_line.cc")
        written = set(re.findall(r'add(?:_some|_milliseconds)?\((?:line, )?"([a-z_]+)"', source))
        explained = set(re.findall(r"`([a-z_]+)`", read("docs/log.md")))
        self.assertGreater(len(written), 15)
        self.assertLessEqual(written, explained)


if __name__ == "__main__":
    unittest.main()
