"""The parsers of test summaries, on lines that the suites really print."""

import unittest

from harness.manifest import load, names
from harness.summaries import PARSERS, Summary, automake, byacc, ctest, discount, mandoc, vis


class Parsers(unittest.TestCase):
    """One test a suite: all good, some bad, nothing there."""

    def test_ctest(self):
        self.assertEqual(ctest("100% tests passed, 0 tests failed out of 23\n"), Summary(23, 0))
        self.assertEqual(ctest("96% tests passed, 2 tests failed out of 58\n"), Summary(56, 2))
        self.assertIsNone(ctest("No tests were found!!!\n"))

    def test_automake_sums_folders(self):
        block = "# TOTAL: {}\n# PASS:  {}\n# SKIP:  1\n# XFAIL: 1\n# FAIL:  {}\n# XPASS: 0\n# ERROR: {}\n"
        self.assertEqual(automake(block.format(9, 7, 0, 0) + block.format(31, 26, 2, 1)), Summary(35, 3))
        self.assertIsNone(automake("make: Nothing to be done for 'check'.\n"))

    def test_byacc(self):
        output = "** testing ./test/calc.y\n...ok ./test/yacc/calc.output\n...diff ./test/yacc/calc.tab.c\n"
        self.assertEqual(byacc(output), Summary(1, 1))
        self.assertEqual(byacc("...ok a\n...not found b\n...saved c\n"), Summary(1, 2))
        self.assertIsNone(byacc("cc: error\n"))

    def test_discount(self):
        self.assertEqual(discount("tables ......... OK\nxml output ..... OK\nheaders ... GOOD\n"), Summary(2, 0))
        self.assertEqual(discount("a .... OK\nb ....\nb: 7 tests; 2 failed/5 passed\n"), Summary(1, 1))

    def test_mandoc(self):
        self.assertEqual(mandoc("All 1427 tests OK: 565 ascii 28 tag\n"), Summary(1427, 0))
        self.assertEqual(mandoc("\nNUMBER OF FAILED TESTS: 3 (of 1427 tests run.)\n"), Summary(1424, 3))
        self.assertIsNone(mandoc("No tests were run.\n"))

    def test_vis_needs_both_halves(self):
        self.assertEqual(vis("1..2\nok 1 - a\nnot ok 2 - b\nTests ok 63/64\n"), Summary(64, 2))
        self.assertIsNone(vis("ok 1 - a\n"))


class Manifests(unittest.TestCase):
    """The manifests that ship."""

    def test_all_decode_and_name_a_parser(self):
        self.assertGreaterEqual(len(names()), 10)
        for name in names():
            self.assertIn(load(name).test.summary, PARSERS, name)


if __name__ == "__main__":
    unittest.main()
