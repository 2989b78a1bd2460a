"""Compiler diagnostics in a build log: read, normalised, compared before and after."""

import re
from collections import Counter
from pathlib import Path

_DIAGNOSTIC = re.compile(
    r"^(?P<file>[^\s:][^:\n]*\.[chly]):(?P<line>\d+):(?:(?P<column>\d+):)? "
    r"(?P<kind>warning|error|fatal error): (?P<text>.*)$", re.MULTILINE)
_LINKER = re.compile(
    r"^(?:\S*/)?(?:ld|collect2)(?:\.\w+)?: (?P<text>.*(?:warning|undefined reference|error).*)$", re.MULTILINE)


def collect(log: str, tree: Path) -> Counter[str]:
    """Every warning and error with how often it was printed.

    Line and column are left out and the tree's own path is cut off, so that logs of
    two copies of one program, one of them edited, can be compared.
    """
    found: Counter[str] = Counter()
    for match in _DIAGNOSTIC.finditer(log):
        found[f"{_relative(match['file'], tree)}: {match['kind']}: {_squeezed(match['text'], tree)}"] += 1
    for match in _LINKER.finditer(log):
        found[f"linker: {_squeezed(match['text'], tree)}"] += 1
    return found


def added(before: Counter[str], after: Counter[str]) -> Counter[str]:
    """Diagnostics that `after` has more of than `before`."""
    return after - before


def _relative(file: str, tree: Path) -> str:
    """The file as seen from the tree; make's `../` steps and the tree's own path are dropped."""
    return re.sub(r"^(\.{1,2}/)+", "", file.removeprefix(f"{tree}/"))


def _squeezed(text: str, tree: Path) -> str:
    return " ".join(text.replace(f"{tree}/", "").split())
