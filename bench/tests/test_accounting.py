"""The whole account of a small program, against marks in its sources.

In tests/fixtures/account a comment `//: category …` says what the occurrences of
its line are, in order; a number after a macro body's category is its expansions.
"""

import shutil
import unittest
from pathlib import Path

from harness import clang
from harness.accounting import LIBC_FAMILY, Accounted, account
from harness.comparison import compare
from harness.compiledb import Unit

FIXTURE = Path(__file__).parent / "fixtures" / "account"


def expected(path: Path) -> list[tuple[str, int, str, int]]:
    """(file, line, category, expansions) of every mark, in order."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for word in line.partition("//: ")[2].split():
            if word.isdigit():
                found[-1] = (*found[-1][:3], int(word))
            else:
                found.append((path.name, number, word, 0))
    return found


@unittest.skipUnless(shutil.which(clang.CLANG), f"needs {clang.CLANG}")
class Account(unittest.TestCase):
    """Every category there is."""

    def test_marks(self):
        units = [Unit(FIXTURE / name, FIXTURE, ("gcc", "-O1", "-fanalyzer", "-c", name, "-o", "out.o"))
                 for name in ("main.c", "own.c", "second.c")]
        result = account(FIXTURE, units, LIBC_FAMILY, [], 2)
        self.assertEqual(result.errors, [])
        seen = [(item.file, item.line, item.category, item.expansions) for item in result.occurrences]
        marks = [mark for path in sorted(FIXTURE.iterdir()) for mark in expected(path)]
        self.assertEqual(seen, marks)


class Compare(unittest.TestCase):
    """Differences between two accounts."""

    def test_differences(self):
        ours = [Accounted("a.c", 1, 2, "free", "call"), Accounted("a.c", 2, 2, "free", "call"),
                Accounted("a.c", 3, 2, "free", "call-in-macro-body", 3)]
        theirs = [Accounted("a.c", 2, 2, "free", "shadowed"), Accounted("a.c", 3, 2, "free", "call-in-macro-body", 2),
                  Accounted("b.c", 1, 1, "malloc", "call"), Accounted("b.c", 2, 1, "xfree", "call")]
        found = compare(ours, theirs, LIBC_FAMILY)
        self.assertEqual(found.differences, [
            "a.c:1:2: free: the tool doesn't have it; here it is call",
            "a.c:2:2: free: here call, the tool says shadowed",
            "a.c:3:2: free: here call-in-macro-body with 3 expansions, "
            "the tool says call-in-macro-body with 2 expansions",
            "b.c:1:1: malloc: only the tool has it, as call"])
        self.assertEqual(dict(found.other_names), {"xfree": 1})

    def test_equal(self):
        ours = [Accounted("a.c", 1, 2, "free", "address-taken", 1)]
        self.assertEqual(compare(ours, [Accounted("a.c", 1, 2, "free", "address-taken")], LIBC_FAMILY).differences, [])


if __name__ == "__main__":
    unittest.main()
