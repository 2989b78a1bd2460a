"""Reading compiler diagnostics."""

import unittest
from collections import Counter
from pathlib import Path

from harness.diagnostics import added, collect

TREE = Path("/tmp/tree")


class Diagnostics(unittest.TestCase):
    """Normalised, so that two copies of a program compare."""

    def test_place_and_tree_are_left_out(self):
        one = collect("/tmp/tree/src/a.c:12:3: warning: unused 'x' [-Wunused]\n", TREE)
        other = collect("../src/a.c:99: warning: unused  'x' [-Wunused]\n", Path("/elsewhere"))
        self.assertEqual(one, other)
        self.assertEqual(one, Counter({"src/a.c: warning: unused 'x' [-Wunused]": 1}))

    def test_linker_errors_count(self):
        log = "/usr/bin/ld: a.o: in function `f':\n/usr/bin/ld: a.c:3: undefined reference to `mem_alloc'\n"
        self.assertEqual(list(collect(log, TREE)), ["linker: a.c:3: undefined reference to `mem_alloc'"])

    def test_only_more_is_new(self):
        self.assertEqual(added(Counter(a=2, b=1), Counter(a=3, c=1)), Counter(a=1, c=1))
        self.assertEqual(added(Counter(a=2), Counter(a=1)), Counter())


if __name__ == "__main__":
    unittest.main()
