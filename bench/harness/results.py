"""The table of what verification found, as Markdown."""

import json
from pathlib import Path

from harness import checking
from harness.errors import BenchError
from harness.layout import Layout

DEFECT_COLUMNS = (("Wrong sizes", "wrong-size"), ("Wrong allocators", "wrong-allocator"),
                  ("Foreign pointers", "foreign-pointer"), ("Double frees", "double-free"))

HEAD = """# Verification results

Written by `bench/corpus.py results`; nothing here is typed by hand. `bench/corpus.py verify` migrated each program
in place, built it with the runtime, and ran its own tests in checking mode. Sizes are those of releases and
resizes; the string form counts by the grade of its reasoning. *Reached* counts the places of migrated releases
and resizes that the tests executed: the rest has not been checked by this.
"""


def read(layout: Layout, names: list[str]) -> list[dict]:
    """The stored results of the programs, in the order of names and modes."""
    found = []
    for name in names:
        for mode in checking.MODES:
            path = layout.result(name, f"verify-{mode}")
            if path.is_file():
                found.append(json.loads(path.read_text(encoding="utf-8")))
    if not found:
        raise BenchError("no results yet; run `bench/corpus.py verify` first")
    return found


def markdown(results: list[dict]) -> str:
    """The whole file."""
    parts = [HEAD]
    for mode, meaning in checking.MODES.items():
        chosen = [result for result in results if result["mode"] == mode]
        if chosen:
            parts.append(f"## `{mode}`: {meaning}\n\n{_sizes(chosen)}\n\n{_evidence(chosen)}\n")
    first: dict[str, dict] = {}
    for result in results:
        first.setdefault(result["name"], result)
    blocked = [result for result in first.values() if result["decided"]["blocked"]]
    if blocked:
        parts.append(f"## Sites that stay raw, in the first of these modes\n\n{_blocked(blocked)}\n")
    return "\n".join(parts)


def _sizes(results: list[dict]) -> str:
    rows = []
    for result in results:
        sizes = result["decided"]
        total = sizes["releases"]
        rows.append([result["name"], sizes["sites"], total, _share(sizes["proven"], total),
                     _share(sizes["inferred"], total), _share(sizes["unsized"], total), _share(sizes["raw"], total),
                     sizes["classes"], sizes["largest_class"], f"{result['apply_seconds']:.1f}"])
    return table(["Program", "Sites", "Releases", "Proven", "Inferred", "Unsized", "Raw", "Classes", "Largest",
                  "Apply, s"], rows)


def _evidence(results: list[dict]) -> str:
    rows = []
    for result in results:
        findings = result["findings"]
        others = sum(count for kind, count in findings.items()
                     if kind != "leak" and kind not in [key for _, key in DEFECT_COLUMNS])
        differences = "; ".join(result["test_differences"])
        tests = result["tests"] + (f" ({differences})" if differences else "")
        rows.append([result["name"], tests if result["build_ok"] else "build failed", result["reached"],
                     result["agreed"], *[findings.get(key, 0) for _, key in DEFECT_COLUMNS], others,
                     len(result["places"].get("leak", {})), result.get("revision") or "unknown"])
    return table(["Program", "Tests", "Reached", "Sizes right", *[title for title, _ in DEFECT_COLUMNS], "Other",
                  "Leaking places", "Revision"], rows)


def _blocked(results: list[dict]) -> str:
    rows = []
    for result in results:
        for text, sites in list(result["decided"]["details"].items())[:3]:
            reason, _, detail = text.partition(": ")
            rows.append([result["name"], reason, sites, detail.replace("|", "\\|")])
    return table(["Program", "Reason", "Sites", "Detail (the three most frequent)"], rows)


def _share(count: int, total: int) -> str:
    return f"{count} ({round(100 * count / total)} %)" if total else "0"


def table(columns: list[str], rows: list[list]) -> str:
    """A Markdown table; columns of which every cell begins with a digit are flushed right."""
    def is_number(index: int) -> bool:
        return all(str(row[index])[:1].isdigit() for row in rows)
    lines = ["| " + " | ".join(columns) + " |",
             "|" + "|".join("---:" if is_number(index) else "---" for index in range(len(columns))) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def write(layout: Layout, names: list[str], path: Path) -> None:
    """Writes the file, and the same as JSON beside it."""
    results = read(layout, names)
    path.write_text(markdown(results), encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
