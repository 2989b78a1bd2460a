"""Running a program's own tests and comparing the numbers with what is expected."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from harness import diagnostics
from harness.errors import BenchError
from harness.manifest import Manifest
from harness.programs import Flags
from harness.shell import Finished, run_logged, say
from harness.summaries import PARSERS, Summary


@dataclass(frozen=True)
class TestResult:
    """One run of a program's tests."""

    summary: Summary | None
    """What the suite said; `None` when it never got to its summary."""
    status: int
    timed_out: bool
    seconds: float
    warnings: Counter[str]
    """Compiler diagnostics: many suites compile their tests only when they are run."""

    def differences(self, manifest: Manifest) -> list[str]:
        """How the run differs from the manifest's untouched result; empty when it doesn't."""
        expected = Summary(manifest.test.passed, manifest.test.failed)
        found = []
        if self.timed_out:
            found.append(f"time limit of {manifest.test.limit_seconds} s reached")
        if self.summary is None:
            found.append("no summary in the output")
        elif self.summary != expected:
            found.append(f"{self.summary}; expected {expected}")
        if self.status != 0 and manifest.test.failed == 0 and not self.timed_out:
            found.append(f"the test command ended with status {self.status}")
        return found

    def write(self, path: Path) -> None:
        """Stores the result as JSON.

        A suite compiles its tests only on its first run: the diagnostics of earlier
        runs on the same build are kept (a new build removes the file).
        """
        if path.is_file():
            earlier = Counter(json.loads(path.read_text(encoding="utf-8"))["warnings"])
            self.warnings.update(earlier - self.warnings)
        summary = vars(self.summary) if self.summary else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(vars(self) | {"summary": summary}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def run_tests(manifest: Manifest, tree: Path, flags: Flags, log: Path, trace: Path | None = None) -> TestResult:
    """Runs the manifest's test command in `tree`; with a `trace` file in the runtime's checking mode, which logs there."""
    say(f"{manifest.name}: tests in {tree}{' in checking mode' if trace else ''}")
    checking = {"MEM_TRACE": "1", "MEM_TRACE_LOG": str(trace), "MEM_TRACE_STDERR": "0"} if trace else {}
    finished = run_logged(manifest.test.command, tree, flags.environment() | checking, log,
                          manifest.test.limit_seconds)
    return read_result(manifest, tree, finished)


def read_result(manifest: Manifest, tree: Path, finished: Finished) -> TestResult:
    """Turns what the test command printed into numbers."""
    parser = PARSERS.get(manifest.test.summary)
    if parser is None:
        raise BenchError(f"{manifest.name}: unknown summary parser `{manifest.test.summary}`; "
                         f"there are: {', '.join(sorted(PARSERS))}")
    return TestResult(summary=parser(finished.output), status=finished.status, timed_out=finished.timed_out,
                      seconds=round(finished.seconds, 1), warnings=diagnostics.collect(finished.output, tree))
