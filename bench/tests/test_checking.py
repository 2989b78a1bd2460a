"""Verification: reading the runtime's log and apply's result, the configurations, the table."""

import json
import tempfile
import unittest
from dataclasses import asdict
from pathlib import Path

from harness import checking, decided, results, tracelog
from harness.checking import Checked
from harness.errors import BenchError


def site(role, template=None, grade=None, blocker=None, members="a.c:f:malloc#1", detail="why"):
    """A site as `apply --format json` lists it."""
    return {"role": role, "template": template, "grade": grade, "blocker": blocker, "class": members,
            "detail": detail if blocker else None}


class TraceLog(unittest.TestCase):
    """JSON lines of several processes."""

    def read(self, *events) -> tracelog.Evidence:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log"
            path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
            return tracelog.read(path)

    def test_defects_are_counted_with_their_places(self):
        wrong = {"event": "finding", "kind": "wrong-size", "size": {"claimed": 13, "true": 64},
                 "release": {"file": "a.c", "line": 3, "text": "p"},
                 "allocation": {"file": "b.c", "line": 9, "text": "n"}}
        evidence = self.read(wrong, wrong, {"event": "finding", "kind": "leak", "size": {"true": 1}})
        self.assertEqual(evidence.defects(), 2)
        self.assertEqual(evidence.findings["leak"], 1)
        self.assertEqual(evidence.places["wrong-size"], {
            "release a.c:3 `p`, allocation b.c:9 `n`, size claimed 13, size true 64": 2})

    def test_a_place_counts_once_its_sizes_always(self):
        place = {"file": "a.c", "line": 3, "text": "p"}
        evidence = self.read({"event": "release-reached"} | place,
                             {"event": "release-site", "agreed": 4, "disagreed": 1} | place,
                             {"event": "release-site", "agreed": 2, "disagreed": 0} | place,
                             {"event": "another", "count": 9} | place)
        self.assertEqual((len(evidence.reached), evidence.agreed, evidence.disagreed), (1, 6, 1))

    def test_half_a_line_is_an_error_that_says_where(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log"
            path.write_text('{"event":"leak"}\n{"event"', encoding="utf-8")
            with self.assertRaisesRegex(BenchError, "log:2: "):
                tracelog.read(path)

    def test_no_log_is_no_evidence(self):
        self.assertEqual(tracelog.read(Path("/nowhere/at/all")).reached, set())


class DecidedSites(unittest.TestCase):
    """Sites by grade."""

    def test_each_release_is_in_one_group(self):
        numbers = decided.count([
            site("allocate", "allocate"), site("release", "release-sized", "proven"),
            site("release", "release-string", "proven"), site("resize", "resize-sized", "inferred"),
            site("release", "release-unsized", "unsized"), site("release", None, blocker="foreign-memory"),
            site("release", "release-callback"), site("query", None, blocker="query", members=None)])
        self.assertEqual((numbers.proven, numbers.inferred, numbers.string, numbers.unsized, numbers.raw),
                         (2, 1, 1, 1, 1))
        self.assertEqual(numbers.releases, 5)
        self.assertEqual((numbers.classes, numbers.largest_class, numbers.sites), (1, 7, 8))

    def test_reasons_come_most_frequent_first(self):
        numbers = decided.count([site("release", blocker="query"), site("release", blocker="foreign-memory"),
                                 site("allocate", blocker="foreign-memory")])
        self.assertEqual(list(numbers.blocked.items()), [("foreign-memory", 2), ("query", 1)])
        self.assertEqual(list(numbers.details), ["foreign-memory: why", "query: why"])

    def test_no_sites_at_all(self):
        self.assertEqual(decided.count([]).largest_class, 0)

    def test_something_else_than_a_result_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "apply.json"
            path.write_text("{}", encoding="utf-8")
            with self.assertRaisesRegex(BenchError, "apply --format json"):
                decided.read(path)


class Configurations(unittest.TestCase):
    """What each mode asks of the tool."""

    def test_only_the_inferred_mode_accepts_assumptions(self):
        accepted = {mode: "accept: inferred" in checking.configuration_text(mode, []) for mode in checking.MODES}
        self.assertEqual(accepted, {"proven": False, "inferred": True, "adopt": True, "files": False})

    def test_only_the_adopting_mode_adopts(self):
        self.assertEqual([mode for mode in checking.MODES if "adopt" in checking.configuration_text(mode, [])],
                         ["adopt"])

    def test_each_file_has_a_subsystem_of_its_own_name(self):
        text = checking.configuration_text("files", ["src/a-b.c", "src/a_b.c", "7.c", "general.c"])
        for line in ("{name: SRC_A_B, match: [{path: \"src/a-b.c\"}]}", "name: SRC_A_B_X,", "name: F_7,",
                     "name: GENERAL_X,"):
            self.assertIn(line, text)

    def test_sources_are_those_that_allocate(self):
        with tempfile.TemporaryDirectory() as folder:
            tree = Path(folder)
            (tree / "one.c").write_text("p = malloc(3);", encoding="utf-8")
            (tree / "two.c").write_text("free(p); xmalloc(3);", encoding="utf-8")
            self.assertEqual(checking.source_files(tree), ["one.c"])


class Table(unittest.TestCase):
    """bench/RESULTS.md."""

    @staticmethod
    def result(**changes) -> dict:
        numbers = decided.count([site("release", "release-sized", "proven"),
                                 site("release", blocker="foreign-memory", detail="a|b at x.c:3:1")])
        return asdict(Checked("one", "proven", numbers, 1.25, "c0ffee", build_ok=True, tests="3 passed, 0 failed",
                              findings={"wrong-size": 2, "leak": 5, "overrun": 1},
                              places={"leak": {"here": 5}, "wrong-size": {"there": 2}})) | changes

    def test_every_number_has_its_cell(self):
        text = results.markdown([self.result()])
        self.assertIn("| one | 2 | 2 | 1 (50 %) | 0 (0 %) | 0 (0 %) | 1 (50 %) | 1 | 2 | 1.2 |", text)
        self.assertIn("| one | 3 passed, 0 failed | 0 | 0 | 2 | 0 | 0 | 0 | 1 | 1 | c0ffee |", text)
        self.assertIn("| one | foreign-memory | 1 | a\\|b at x.c:3:1 |", text)

    def test_a_failed_build_is_not_hidden(self):
        self.assertIn("| one | build failed |", results.markdown([self.result(build_ok=False)]))

    def test_wrong_sizes_are_not_good(self):
        numbers = decided.count([])
        self.assertFalse(Checked("one", "proven", numbers, 1, "", True, findings={"wrong-size": 1}).good())
        self.assertFalse(Checked("one", "proven", numbers, 1, "", True, test_differences=["2 failed"]).good())
        self.assertTrue(Checked("one", "proven", numbers, 1, "", True, findings={"leak": 1}).good())


if __name__ == "__main__":
    unittest.main()
