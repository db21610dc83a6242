"""The letters of tests/letters/own: every one is whole, named once, and in the index."""

import glob
import json
import os
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LETTERS = os.path.join(ROOT, "tests/letters")


class Letters(unittest.TestCase):
    def test_index_is_of_today(self):
        done = subprocess.run([os.path.join(ROOT, "scripts/letter"), "index", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_are_pairs_named_once(self):
        names = []
        for path in glob.glob(LETTERS + "/own/**", recursive=True):
            if os.path.isdir(path):
                continue
            stem = path.removesuffix(".eml").removesuffix(".expect.json")
            self.assertTrue(os.path.exists(stem + ".eml") and os.path.exists(stem + ".expect.json"), path)
            if path.endswith(".eml"):
                names.append(os.path.basename(stem))
                with open(stem + ".expect.json", encoding="utf-8") as file:
                    expected = json.load(file)
                self.assertEqual((expected["id"], expected["eml"]), (names[-1], names[-1] + ".eml"))
        self.assertGreater(len(names), 1000)
        self.assertEqual(sorted({name for name in names if names.count(name) > 1}), [])


if __name__ == "__main__":
    unittest.main()
