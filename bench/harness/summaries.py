"""Reading the numbers of passed and failed tests out of what test suites print.

Each parser takes the suite's whole output and returns a `Summary`, or `None` when
the output doesn't have what the parser looks for (the suite didn't get that far).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """What a test suite says about itself."""

    passed: int
    failed: int

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed"


def ctest(output: str) -> Summary | None:
    """CTest's last lines: `100% tests passed, 0 tests failed out of 23`."""
    found = re.search(r"tests passed, (\d+) tests failed out of (\d+)", output)
    if found is None:
        return None
    failed, total = int(found[1]), int(found[2])
    return Summary(total - failed, failed)


def automake(output: str) -> Summary | None:
    """Automake's parallel harness: one block of `# PASS:  9` a folder, summed up. Skipped tests count as neither."""
    counts = {key: sum(int(number) for number in re.findall(rf"^# {key}: +(\d+)$", output, re.MULTILINE))
              for key in ("TOTAL", "PASS", "XFAIL", "FAIL", "XPASS", "ERROR")}
    if counts["TOTAL"] == 0:
        return None
    return Summary(counts["PASS"] + counts["XFAIL"], counts["FAIL"] + counts["XPASS"] + counts["ERROR"])


def byacc(output: str) -> Summary | None:
    """byacc's script compares files: `...ok FILE`, or `...diff`, `...not found`, `...saved` (no reference)."""
    return _counted(output, r"^\.\.\.ok ", r"^\.\.\.(diff|not found|saved) ")


def discount(output: str) -> Summary | None:
    """discount: a dotted title and ` OK` a group; a group with failures says how many on a line of its own."""
    return _counted(output, r" OK$", r"^.*: \d+ tests; \d+ failed/\d+ passed$")


def mandoc(output: str) -> Summary | None:
    """mandoc's regress.pl: `All 1427 tests OK: …` or `NUMBER OF FAILED TESTS: 3 (of 1427 tests run.)`."""
    good = re.search(r"^All (\d+) tests OK", output, re.MULTILINE)
    if good is not None:
        return Summary(int(good[1]), 0)
    bad = re.search(r"^NUMBER OF FAILED TESTS: (\d+) \(of (\d+) tests run", output, re.MULTILINE)
    return Summary(int(bad[2]) - int(bad[1]), int(bad[1])) if bad else None


def vis(output: str) -> Summary | None:
    """vis: TAP from the unit tests, then `Tests ok 64/64` from the editor's own; both are summed."""
    units = _counted(output, r"^ok \d+", r"^not ok \d+")
    editor = re.search(r"^Tests ok (\d+)/(\d+)$", output, re.MULTILINE)
    if units is None or editor is None:
        return None
    passed, total = int(editor[1]), int(editor[2])
    return Summary(units.passed + passed, units.failed + total - passed)


def _counted(output: str, good: str, bad: str) -> Summary | None:
    """Counts lines of two kinds; `None` when there is neither."""
    passed = len(re.findall(good, output, re.MULTILINE))
    failed = len(re.findall(bad, output, re.MULTILINE))
    return Summary(passed, failed) if passed + failed else None


PARSERS: dict[str, Callable[[str], Summary | None]] = {
    "automake": automake,
    "byacc": byacc,
    "ctest": ctest,
    "discount": discount,
    "mandoc": mandoc,
    "vis": vis,
}
"""The parsers that a manifest can name."""
