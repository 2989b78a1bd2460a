#!/usr/bin/env python3
"""Time and memory of `allocmigrate scan --decisions` as programs grow.

Writes synthetic programs of 100, 300 and 1,000 units, reads and decides each, and
prints the ratio to the parse floor and how processor time grows from one size to the next: an
exponent of 1 is linear. Corpus programs can be named, too.
Exit status: 0 done, 1 a limit is exceeded or a run failed, 2 not possible.
"""

import argparse
import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from harness import allocmigrate, compiledb, measure, synthetic
from harness import contenders as contending
from harness import layout as layouts
from harness import manifest as manifests
from harness import programs
from harness.contenders import Floor, Subject
from harness.errors import BenchError
from harness.shell import say

EPILOG = """examples:
  bench/analysis.py                       100, 300 and 1,000 synthetic units
  bench/analysis.py --units 100 libyang2  a smaller program, and one of the corpus
"""
DONE = (0, 1)


@dataclass(frozen=True)
class Result:
    """What one program took; times are the best of the rounds."""

    name: str
    units: int
    floor: float
    count: float
    """Seconds of a scan that only counts sites."""
    seconds: float
    cpu_seconds: float
    again: float
    """Seconds of the same scan when nothing has changed since the last one."""
    peak_kib: int

    def ratio(self) -> float:
        """Everything but the parse, in parses."""
        return max(0.0, self.seconds - self.floor) / self.floor

    def line(self, before: "Result | None") -> str:
        """A row of the table."""
        growth = "–"
        if before and before.units < self.units:
            growth = f"{math.log(self.cpu_seconds / before.cpu_seconds) / math.log(self.units / before.units):.2f}"
        return (f"| {self.name} | {self.units} | {self.floor:.2f} s | {self.count:.2f} s | {self.seconds:.2f} s "
                f"| {self.cpu_seconds:.2f} s | {self.ratio():.2f} | {self.again:.2f} s | {self.peak_kib / 1024:.0f} MiB "
                f"| {growth} |")


HEADING = """| program | units | parse floor | scan | scan --decisions | CPU time | beyond the parse, in parses | again, nothing changed | peak memory | growth |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""


def measured(subject: Subject, floor: Floor, rounds: int) -> Result:
    """The best of some interleaved rounds."""
    scan = [str(allocmigrate.tool()), "scan", str(subject.root), "-p", str(subject.build),
            "-j", str(contending.JOBS), "--format", "json"]
    best: dict[str, measure.Run] = {}
    peak = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        output = Path(scratch) / "output"
        decide = [*scan, "--decisions"]
        commands = {"floor": floor.command(subject, Path(scratch)), "count": [*scan, "--no-cache"],
                    "decide": [*decide, "--no-cache"], "again": decide}
        measure.timed(decide, subject.root, floor.environment(Path(scratch)), output)
        for number in range(rounds):
            say(f"{subject.name}: round {number + 1} of {rounds}")
            for name, command in commands.items():
                run = measure.timed(command, subject.root, floor.environment(Path(scratch)), output)
                if run.status not in DONE:
                    raise BenchError(f"{subject.name}: {name} ended with status {run.status}")
                peak = max(peak, run.largest_process_kib)
                if name not in best or run.seconds < best[name].seconds:
                    best[name] = run
    decided = best["decide"]
    return Result(subject.name, subject.units, best["floor"].seconds, best["count"].seconds, decided.seconds,
                  decided.cpu_seconds, best["again"].seconds, peak)


def synthetic_subject(folder: Path, units: int) -> Subject:
    """A synthetic program as a subject."""
    synthetic.write(folder, units)
    return Subject("synthetic", folder, folder, len(compiledb.units_below(folder, folder)), ())


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("programs", metavar="PROGRAM", nargs="*", help="corpus programs to measure, too")
    top.add_argument("--units", type=int, action="append", metavar="N",
                     help="units of a synthetic program; repeatable (default: 100, 300, 1000)")
    top.add_argument("--rounds", type=int, default=2, help="rounds, of which the best counts (default: 2)")
    top.add_argument("--memory", type=int, metavar="MIB", default=2048,
                     help="exit 1 when a program takes more memory than this (default: 2048)")
    top.add_argument("--growth", type=float, metavar="EXPONENT", default=1.2,
                     help="exit 1 when time grows faster from the smallest to the largest (default: 1.2)")
    return top


def problems(results: list[Result], memory: int, growth: float) -> list[str]:
    """What exceeds the limits."""
    found = [f"{result.units} units of {result.name} take {result.peak_kib // 1024} MiB, the limit is {memory}"
             for result in results if result.peak_kib > memory * 1024]
    grown = sorted((result for result in results if result.name == "synthetic"), key=lambda result: result.units)
    if len(grown) > 1:
        small, large = grown[0], grown[-1]
        exponent = math.log(large.cpu_seconds / small.cpu_seconds) / math.log(large.units / small.units)
        if exponent > growth:
            found.append(f"time grows with the power {exponent:.2f} of the units, the limit is {growth}")
    return found


def main(arguments: list[str]) -> int:
    """Measures and prints the table; the exit status."""
    options = parser().parse_args(arguments)
    layout = layouts.current()
    results: list[Result] = []
    try:
        floor = Floor()
        floor.prepare(layout)
        print(HEADING, flush=True)
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            for units in sorted(options.units or [100, 300, 1000]):
                subject = synthetic_subject(Path(scratch).resolve() / str(units), units)
                results.append(measured(subject, floor, options.rounds))
                print(results[-1].line(results[-2] if len(results) > 1 else None), flush=True)
        for name in options.programs:
            manifest = manifests.load(name)
            programs.build_untouched(manifest, layout)
            results.append(measured(contending.subject(manifest, layout), floor, options.rounds))
            print(results[-1].line(None), flush=True)
    except BenchError as problem:
        print(f"analysis.py: {problem}", file=sys.stderr)
        return 2
    found = problems(results, options.memory, options.growth)
    for line in found:
        print(f"analysis.py: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
