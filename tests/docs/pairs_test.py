"""Each page in English and its Russian twin say the same: headings, samples, commands, keys, numbers and links of both agree.

Code is the same octet by octet but for its comments, which are translated. So what the tests of samples show of the
English page they show of the Russian one; only docs/rules.md, whose output names lines of the samples, is run in both.
"""

import glob
import itertools
import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ENGLISH_ONLY = {"docs/decisions.md", "docs/design.md", "docs/taught.md"}  # for who changes the program; scripts/taught writes the second
COMMENT = re.compile(r"(^|\s)#.*$")
MEANING = re.compile(r"(?<=\S)\s{2,}\S.*$")  # of a command in a list of commands: `pismovod status    how it goes`
INLINE = re.compile(r"`([^`]+)`")
TAG = re.compile(r"<!--.*?-->|</?\w[^>]*>")
NAME = re.compile("1[CС]")  # no number
LINK = re.compile(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"")
NUMBER = {"en": re.compile(r"\d+(?:,\d{3})*(?:\.\d+)*"), "ru": re.compile(r"\d+(?:\u00a0\d{3})*(?:[.,]\d+)*")}


def english_pages():
    return ["README.md"] + sorted(os.path.relpath(path, ROOT) for path in glob.glob(ROOT + "/docs/*.md"))


def twin_of(page):
    return "README.ru.md" if page == "README.md" else page.replace("docs/", "docs/ru/", 1)


PAIRS = [(page, twin_of(page)) for page in english_pages() if page not in ENGLISH_ONLY]


def bare(line):
    """A line of code without its comment."""
    line = COMMENT.sub("", line)
    return (MEANING.sub("", line) if line.strip().startswith("pismovod ") else line).rstrip()


class Page:
    """Headings, blocks of code with their comments taken out, and the prose of each section."""

    def __init__(self, path, language):
        self.path, self.language = path, language
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            self.lines = file.read().splitlines()
        self.levels, self.blocks, self.sections = [], [], [""]
        block, before = None, ""
        for line in self.lines:
            fence = line.startswith("```")
            if block is not None and (fence if block[0] != "    " else line.strip() and not line.startswith("    ")):
                block = None
                if fence:
                    before = line
                    continue
            if block is not None:
                block.append(bare(line))
            elif fence:
                block = [line]
                self.blocks.append(block)
            elif line.startswith("    ") and not before.strip():
                block = ["    ", bare(line)]
                self.blocks.append(block)
            else:
                self._prose(line)
            before = line
        self.blocks = [[line for line in block if line.strip() or line == "    "] for block in self.blocks]

    def _prose(self, line):
        heading = re.match(r"#+ ", line)
        if heading:
            self.levels.append(len(heading.group(0)) - 1)
            self.sections.append("")
        self.sections[-1] += line + "\n"

    def inline(self):
        return [sorted({" ".join(code.split()) for code in INLINE.findall(text)}) for text in self.sections]

    def numbers(self):
        """Of each section, without those in code and links; 1,000 and 87.5 in both."""
        out = []
        for text in self.sections:
            for pattern in (INLINE, TAG, LINK, NAME):
                text = pattern.sub("", text)
            found = NUMBER[self.language].findall(text)
            one = [n.replace(",", "") if self.language == "en" else n.replace("\u00a0", "").replace(",", ".") for n in found]
            out.append(sorted(set(one)))
        return out

    def rows(self):
        return [len(re.findall(r"^\|", text, re.M)) for text in self.sections]

    def links(self):
        """Where the links of each section lead, from the root of the project."""
        out = []
        for text in self.sections:
            targets = {a or b for a, b in LINK.findall(text)}
            out.append({os.path.normpath(os.path.join(os.path.dirname(self.path), target))
                        for target in targets if ":" not in target})
        return out


class Pairs(unittest.TestCase):
    maxDiff = None

    def each(self, check):
        for english, russian in PAIRS:
            with self.subTest(page=russian):
                check(Page(english, "en"), Page(russian, "ru"))

    def of_each_section(self, one, other):
        for number, (english, russian) in enumerate(itertools.zip_longest(one, other)):
            self.assertEqual(english, russian, f"section {number}")

    def test_each_page_has_its_twin(self):
        russian = [os.path.relpath(path, ROOT) for path in glob.glob(ROOT + "/docs/ru/*.md") + [ROOT + "/README.ru.md"]]
        self.assertEqual(sorted(russian), sorted(twin for _, twin in PAIRS))

    def test_lead_to_each_other_in_their_first_lines(self):
        def check(english, russian):
            for page, other in ((english, russian), (russian, english)):
                self.assertIn(f"]({os.path.relpath(other.path, os.path.dirname(page.path) or '.')})", page.lines[2])
        self.each(check)

    def test_headings(self):
        self.each(lambda english, russian: self.assertEqual(english.levels, russian.levels))

    def test_code_is_the_same_but_for_comments(self):
        self.each(lambda english, russian: self.of_each_section(english.blocks, russian.blocks))

    def test_names_of_keys_commands_and_files(self):
        self.each(lambda english, russian: self.of_each_section(english.inline(), russian.inline()))

    def test_numbers(self):
        self.each(lambda english, russian: self.of_each_section(english.numbers(), russian.numbers()))

    def test_rows_of_tables(self):
        self.each(lambda english, russian: self.of_each_section(english.rows(), russian.rows()))

    def test_links(self):
        twins = dict(PAIRS)

        def check(english, russian):
            for one, other in zip(english.links(), russian.links()):
                for target in one | other:
                    self.assertTrue(os.path.exists(os.path.join(ROOT, target)), target)
                own = {english.path, russian.path}
                self.assertEqual({twins.get(target, target) for target in one - own}, other - own)
        self.each(check)

    def test_russian_has_russian_quotes(self):
        def check(_, russian):
            for text in russian.sections:
                self.assertEqual(re.findall("\\S*[\"“”]\\S*", TAG.sub("", INLINE.sub("", text))), [])
        self.each(check)


if __name__ == "__main__":
    unittest.main()
