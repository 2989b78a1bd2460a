"""What `apply --format json` says it decided, as the numbers of a table."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import BenchError

RELEASING = ("release", "resize")
"""The roles of the sites that give a size back."""


@dataclass
class Decided:
    """Sites by what became of them."""

    sites: int = 0
    releases: int = 0
    """Release and resize calls, those that stay raw included; addresses are not counted."""
    proven: int = 0
    """Of these with a size or in the string form, by grade."""
    inferred: int = 0
    string: int = 0
    """Of the sized ones, those in the string form (their grade counts above)."""
    unsized: int = 0
    """Migrated without a size."""
    raw: int = 0
    """Not migrated."""
    classes: int = 0
    largest_class: int = 0
    """Sites of the largest ownership class."""
    blocked: dict[str, int] = field(default_factory=dict)
    """Reason → sites of any role that stay raw."""
    details: dict[str, int] = field(default_factory=dict)
    """Reason with its detail → sites; what the blocked ones have in common."""


def read(path: Path) -> Decided:
    """Counts the sites of an apply result."""
    try:
        sites = json.loads(path.read_text(encoding="utf-8"))["sites"]
    except (OSError, json.JSONDecodeError, KeyError) as problem:
        raise BenchError(f"{path}: not a result of `apply --format json`: {problem}") from None
    return count(sites)


def count(sites: list[dict]) -> Decided:
    """The numbers of a list of sites."""
    classes = Counter(site["class"] for site in sites if site["class"])
    result = Decided(sites=len(sites), classes=len(classes), largest_class=max(classes.values(), default=0))
    blocked: Counter[str] = Counter()
    details: Counter[str] = Counter()
    for site in sites:
        if site["blocker"]:
            blocked[site["blocker"]] += 1
            details[f"{site['blocker']}: {site['detail']}"] += 1
        if site["role"] in RELEASING and not (site["template"] or "").endswith("-callback"):
            _count_release(site, result)
    result.blocked = dict(sorted(blocked.items(), key=lambda item: (-item[1], item[0])))
    result.details = dict(sorted(details.items(), key=lambda item: (-item[1], item[0])))
    return result


def _count_release(site: dict, result: Decided) -> None:
    result.releases += 1
    if site["blocker"]:
        result.raw += 1
    elif site["grade"] == "proven":
        result.proven += 1
    elif site["grade"] == "inferred":
        result.inferred += 1
    else:
        result.unsized += 1
    if site["template"] == "release-string":
        result.string += 1
