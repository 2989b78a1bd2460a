"""Comparing our account of a tree with what `allocmigrate scan --format json` says."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.accounting import Accounted
from harness.errors import BenchError

MACRO_BODY = "call-in-macro-body"


@dataclass
class Comparison:
    """Where two accounts differ."""

    differences: list[str] = field(default_factory=list)
    """One line each, in source order."""
    other_names: Counter[str] = field(default_factory=Counter)
    """Names that only the tool counts; not compared, but said."""


def read_scan(path: Path) -> list[Accounted]:
    """The occurrences of a scan result in the tool's JSON format."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["occurrences"]
        return [Accounted(entry["file"], entry["line"], entry["column"], entry["name"], entry["category"],
                          entry.get("expansions", 0), entry.get("alias")) for entry in entries]
    except (OSError, json.JSONDecodeError) as problem:
        raise BenchError(f"{path}: can't read the scan result: {problem}") from None
    except (KeyError, TypeError) as problem:
        raise BenchError(f"{path}: not a scan result of the expected schema "
                         f"(occurrences with file, line, column, name, category): {problem}") from None


def compare(ours: list[Accounted], theirs: list[Accounted], names: frozenset[str]) -> Comparison:
    """Every occurrence that only one side has, or that they put into different categories.

    The tool lists the uses of a macro that is another name of a function where they stand, and we count
    them at the name in its body: there are as many of one as of the other.
    """
    result = Comparison()
    aliased = [item for item in theirs if item.alias]
    theirs = [item for item in theirs if not item.alias]
    result.other_names.update(item.name for item in theirs if item.name not in names)
    ours_at = {_place(item): item for item in ours}
    theirs_at: dict[tuple, Accounted] = {}
    for item in theirs:
        if item.name in names:
            if _place(item) in theirs_at:
                result.differences.append(f"{_text(item)}: the tool lists it twice")
            theirs_at[_place(item)] = item
    rest = Counter()
    for item in aliased:
        rest[item.name] += item.expansions if item.category == MACRO_BODY else 1
    for place, item in theirs_at.items():
        counted = ours_at.get(place)
        if not counted or counted.category != MACRO_BODY:
            continue
        if item.category == "declaration" or item.category == MACRO_BODY and rest[item.name]:
            rest[item.name] -= counted.expansions - item.expansions
            theirs_at[place] = replace(counted)
    result.differences += [f"{name}: {count} more uses by other names in the tool's account than in ours"
                           for name, count in sorted(rest.items()) if count]
    for place in sorted(ours_at.keys() | theirs_at.keys()):
        difference = _difference(ours_at.get(place), theirs_at.get(place))
        if difference:
            result.differences.append(difference)
    return result


def _difference(ours: Accounted | None, theirs: Accounted | None) -> str | None:
    """What differs at one place; `None` when nothing does."""
    if ours is None:
        return f"{_text(theirs)}: only the tool has it, as {_kind(theirs)}"
    if theirs is None:
        return f"{_text(ours)}: the tool doesn't have it; here it is {_kind(ours)}"
    if _kind(ours) != _kind(theirs):
        return f"{_text(ours)}: here {_kind(ours)}, the tool says {_kind(theirs)}"
    return None


def _kind(item: Accounted) -> str:
    """The category; for calls in macro bodies with the number of expansions, which must agree too."""
    if item.category == MACRO_BODY:
        return f"{item.category} with {item.expansions} expansions"
    return item.category


def _place(item: Accounted) -> tuple:
    return item.file, item.line, item.column, item.name


def _text(item: Accounted) -> str:
    return f"{item.file}:{item.line}:{item.column}: {item.name}"
