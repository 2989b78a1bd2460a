"""Reading what the runtime logs in checking mode (JSON lines, docs/runtime.md)."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import BenchError

DEFECTS = ("wrong-size", "wrong-allocator", "foreign-pointer", "double-free")
"""The kinds of finding that show a wrong size or allocator, or a block released outside."""


@dataclass
class Evidence:
    """What the processes of one test run logged."""

    findings: Counter[str] = field(default_factory=Counter)
    """Kind → how often, over all processes."""
    places: dict[str, Counter[str]] = field(default_factory=dict)
    """Kind → a line for people (where, what was claimed and true) → how often."""
    reached: set[tuple[str, int, str]] = field(default_factory=set)
    """Release and resize places that were executed: file, line, text."""
    agreed: int = 0
    """Releases whose size was given and right."""
    disagreed: int = 0

    def defects(self) -> int:
        """How many findings say that a size or an allocator is wrong."""
        return sum(self.findings[kind] for kind in DEFECTS)


def read(path: Path) -> Evidence:
    """The evidence in a log; a log that no process opened is empty evidence."""
    evidence = Evidence()
    if not path.exists():
        return evidence
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                event = json.loads(line)
            except json.JSONDecodeError as problem:
                raise BenchError(f"{path}:{number}: not a line of JSON: {problem}") from None
            _take(event, evidence)
    return evidence


def _take(event: dict, evidence: Evidence) -> None:
    """Adds one line of the log."""
    kind = event.get("event")
    if kind == "finding":
        evidence.findings[event["kind"]] += 1
        evidence.places.setdefault(event["kind"], Counter())[describe(event)] += 1
    elif kind in ("release-reached", "release-site"):
        evidence.reached.add((event.get("file", ""), event.get("line", 0), event.get("text", "")))
        evidence.agreed += event.get("agreed", 0)
        evidence.disagreed += event.get("disagreed", 0)


def describe(finding: dict) -> str:
    """One line: where the release stands, what it claimed, what is true, where the block came from."""
    parts = []
    for role in ("release", "earlier", "allocation"):
        if role in finding:
            parts.append(f"{role} {_place(finding[role])}")
    for what in ("size", "subsystem"):
        values = finding.get(what, {})
        parts += [f"{what} {key} {values[key]}" for key in ("claimed", "true")
                  if key in values and finding["kind"] in (f"wrong-{what}", "wrong-allocator")]
    return ", ".join(parts)


def _place(place: dict) -> str:
    return f"{place.get('file', '?')}:{place.get('line', '?')} `{place.get('text', '')}`"
