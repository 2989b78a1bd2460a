#!/usr/bin/env python3
"""Speed of `allocmigrate scan` beside its floor and its peers, in one run on the same files.

Rounds are interleaved (every contender once a round, in rotating order), so that
whatever else the machine does hits all alike; the median counts. Ratios are to the
parse floor: libclang parsing the same units on as many threads and nothing else.
Exit status: 0 done, 1 the limit is exceeded or a contender failed, 2 not possible.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from harness import contenders as contending
from harness import layout as layouts
from harness import manifest as manifests
from harness import measure, programs
from harness.contenders import Contender, Floor, Scan, Subject
from harness.errors import BenchError
from harness.shell import say

EPILOG = """examples:
  bench/bench.py                                    all contenders on libyang2 and mdocml
  bench/bench.py --rounds 9 --only scan --only floor libyang2
  bench/bench.py --limit 1.3                        exit 1 when scan takes more than 1.3 floors
"""
_SHORT = {"scan": "allocmigrate scan", "floor": "parse floor", "record": "parse floor, with record",
          "spatch": "spatch", "semgrep": "semgrep", "ast-grep": "ast-grep"}


@dataclass
class Row:
    """One contender on one program."""

    contender: str
    version: str
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    largest_process_kib: int = 0
    tree_kib: int = 0
    matches: int | None = None

    def wall(self) -> float:
        """Median wall time."""
        return statistics.median(self.seconds)

    def cpu(self) -> float:
        """Median processor time."""
        return statistics.median(self.cpu_seconds)


@dataclass
class Table:
    """All contenders on one program."""

    program: str
    units: int
    files: int
    rows: list[Row]

    def row(self, contender: str) -> Row | None:
        """One contender's row, if it was measured."""
        return next((row for row in self.rows if row.contender == contender), None)

    def scan_ratio(self) -> float | None:
        """Scan's wall time in floors, if both were measured."""
        scan, floor = self.row(Scan.name), self.row(Floor.name)
        return scan.wall() / floor.wall() if scan and floor else None

    def markdown(self) -> str:
        """As a Markdown table with a heading."""
        lines = [f"### {self.program}: {self.units} compile commands, {self.files} files", "",
                 "| | version | time (median) | slowest | ratio to floor | CPU time (median) | CPU ratio to floor "
                 "| peak memory, all processes | largest process | calls found |",
                 "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
        return "\n".join(lines + [self._line(row) for row in self.rows]) + "\n"

    def _line(self, row: Row) -> str:
        floor = self.row(Floor.name)
        wall = f"{row.wall() / floor.wall():.2f}" if floor else "–"
        cpu = f"{row.cpu() / floor.cpu():.2f}" if floor else "–"
        matches = "–" if row.matches is None else str(row.matches)
        return (f"| {row.contender} | {row.version} | {row.wall():.2f} s | {max(row.seconds):.2f} s | {wall} "
                f"| {row.cpu():.2f} s | {cpu} | {row.tree_kib / 1024:.0f} MiB "
                f"| {row.largest_process_kib / 1024:.0f} MiB | {matches} |")


def measure_program(subject: Subject, chosen: list[Contender], rounds: int) -> Table:
    """One untimed round for memory (which also warms the file cache), then the timed ones."""
    table = Table(subject.name, subject.units, len(subject.files),
                  [Row(contender.name, contender.version()) for contender in chosen])
    for contender, row in zip(chosen, table.rows):
        say(f"{subject.name}: {contender.name}: memory")
        _measure_memory(contender, subject, row)
    for number in range(rounds):
        say(f"{subject.name}: round {number + 1} of {rounds}")
        shift = number % len(chosen)
        pairs = list(zip(chosen, table.rows))
        for contender, row in pairs[shift:] + pairs[:shift]:
            _measure_time(contender, subject, row)
    return table


def _measure_memory(contender: Contender, subject: Subject, row: Row) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder, output = Path(scratch), Path(scratch) / "output"
        row.tree_kib = measure.peak_tree_kib(contender.command(subject, folder), subject.root,
                                             contender.environment(folder), output)
        row.matches = contender.matches(output)


def _measure_time(contender: Contender, subject: Subject, row: Row) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        run = measure.timed(contender.command(subject, folder), subject.root,
                            contender.environment(folder), folder / "output")
    row.seconds.append(round(run.seconds, 4))
    row.cpu_seconds.append(round(run.cpu_seconds, 4))
    row.statuses.append(run.status)
    row.largest_process_kib = max(row.largest_process_kib, run.largest_process_kib)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("programs", metavar="PROGRAM", nargs="*", help="corpus programs (default: libyang2 mdocml)")
    top.add_argument("--rounds", type=int, default=5, help="timed rounds (default: 5)")
    top.add_argument("--only", action="append", choices=sorted(_SHORT), help="measure only this one; repeatable")
    top.add_argument("--limit", type=float, metavar="RATIO", help="exit 1 when scan takes more floors than this")
    top.add_argument("-o", dest="output", type=Path, metavar="FILE",
                     help="JSON results (default: bench.json in the cache's results folder)")
    return top


def choose(only: list[str] | None) -> list[Contender]:
    """The contenders that the command line asks for."""
    wanted = {_SHORT[name] for name in only or _SHORT}
    return [contender for contender in contending.all_contenders() if contender.name in wanted]


def problems(tables: list[Table], limit: float | None) -> list[str]:
    """Failed runs, and ratios beyond the limit."""
    found = [f"{table.program}: {row.contender} ended with status {max(row.statuses, key=abs)}"
             for table in tables for row in table.rows if any(status not in (0, 1) for status in row.statuses)]
    for table in tables:
        ratio = table.scan_ratio()
        if limit is not None and (ratio is None or ratio > limit):
            shown = "wasn't measured" if ratio is None else f"is {ratio:.2f}"
            found.append(f"{table.program}: scan's ratio to the floor {shown}, the limit is {limit}")
    return found


def main(arguments: list[str]) -> int:
    """Measures, prints the tables, writes the JSON; the exit status."""
    options = parser().parse_args(arguments)
    layout = layouts.current()
    try:
        chosen = choose(options.only)
        for contender in chosen:
            contender.prepare(layout)
        tables = []
        for name in options.programs or ["libyang2", "mdocml"]:
            manifest = manifests.load(name)
            programs.build_untouched(manifest, layout)
            tables.append(measure_program(contending.subject(manifest, layout), chosen, options.rounds))
            print(tables[-1].markdown(), flush=True)
        _write(options.output or layout.root / "results" / "bench.json", tables)
    except BenchError as problem:
        print(f"bench.py: {problem}", file=sys.stderr)
        return 2
    found = problems(tables, options.limit)
    for line in found:
        print(f"bench.py: {line}", file=sys.stderr)
    return 1 if found else 0


def _write(path: Path, tables: list[Table]) -> None:
    """The results with everything that was measured, not only the medians."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"cores": os.cpu_count(), "jobs": contending.JOBS, "programs": [asdict(table) for table in tables]}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    say(f"results: {path}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
