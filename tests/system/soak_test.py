"""A short soak: what scripts/soak does for an hour, done for half a minute."""

import unittest

from soak import Soak


class ShortSoak(unittest.TestCase):
    def test_every_letter_is_answered_once_and_nothing_grows(self):
        # Within seconds the allocator still fills its places: that memory is flat the long one says.
        self.assertEqual(Soak(letters=600, seconds=30, reload_seconds=7, growth_mib=64).run(), [])


if __name__ == "__main__":
    unittest.main()
