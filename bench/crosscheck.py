#!/usr/bin/env python3
"""An independent count of family-function names in a C program, to check `allocmigrate scan` against.

It shares no code with the tool: a lexer of its own finds every identifier token,
clang's preprocessor says which conditional arms are compiled (marker words laid into
the sources by a file overlay), clang's syntax tree (-ast-dump=json) says what each
token means. With a scan result (--scan FILE, or --tool to run the tool now) every
difference is printed. Exit status: 0 equal, or nothing to compare with; 1 the counts
differ or something stayed unexplained; 2 not possible.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from harness import accounting, allocmigrate, compiledb, comparison
from harness import layout as layouts
from harness import manifest as manifests
from harness.accounting import CATEGORIES, LIBC_FAMILY, Account
from harness.errors import BenchError

EPILOG = """examples:
  bench/crosscheck.py --program json-c              count only
  bench/crosscheck.py --program json-c --tool       count, scan, compare
  bench/crosscheck.py ~/src/prog -p ~/src/prog/build --scan scan.json
  bench/crosscheck.py DIR -p BUILD --names xmalloc,xfree --format json -o sites.json
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("directory", metavar="DIR", nargs="?", type=Path, help="root of the program")
    top.add_argument("-p", dest="build", metavar="BUILD", type=Path,
                     help="folder of compile_commands.json (default: DIR)")
    top.add_argument("--program", metavar="NAME", help="a built program of the corpus, instead of DIR and -p")
    top.add_argument("--names", metavar="A,B", help="the functions to count (default: libc's allocators)")
    top.add_argument("--exclude", metavar="GLOB", action="append", default=[], help="files to leave out; repeatable")
    top.add_argument("-j", dest="jobs", metavar="N", type=int, default=2, help="units at a time (default: 2)")
    against = top.add_mutually_exclusive_group()
    against.add_argument("--scan", metavar="FILE", type=Path, help="compare with this scan result")
    against.add_argument("--tool", action="store_true", help="run `allocmigrate scan` and compare")
    top.add_argument("--format", choices=("table", "json"), default="table", help="what to print")
    top.add_argument("-o", dest="output", metavar="FILE", type=Path, help="write there instead of standard output")
    return top


def locate(options: argparse.Namespace) -> tuple[Path, Path]:
    """Root and compile database folder that the options name."""
    if options.program:
        manifest = manifests.load(options.program)
        root = layouts.current().built(manifest.name)
        if not root.is_dir():
            raise BenchError(f"{manifest.name} isn't built; run `bench/corpus.py build {manifest.name}`")
        return root, root / manifest.database_folder
    if options.directory is None:
        raise BenchError("give DIR or --program NAME; see --help")
    if not options.directory.is_dir():
        raise BenchError(f"{options.directory}: no such folder")
    root = options.directory.resolve()
    return root, (options.build or root).resolve()


def render_table(account: Account) -> str:
    """Counts by file and category as aligned text."""
    used = [category for category in CATEGORIES if account.totals()[category]]
    counts: dict[str, dict[str, int]] = {}
    for item in account.occurrences:
        row = counts.setdefault(item.file, dict.fromkeys(used, 0))
        row[item.category] += 1
    width = max([len(file) for file in counts] + [5])
    lines = [" ".join([f"{'file':{width}}", *(f"{category:>{len(category)}}" for category in used)])]
    for file, row in [*sorted(counts.items()), ("total", account.totals())]:
        lines.append(" ".join([f"{file:{width}}", *(f"{row[category]:>{len(category)}}" for category in used)]))
    expansions = sum(item.expansions for item in account.occurrences if item.category == "call-in-macro-body")
    terms = " + ".join(f"{account.totals()[category]} {category}" for category in used) or "0"
    lines.append(f"{len(account.occurrences)} = {terms}; {expansions} expansions of macro bodies became calls")
    return "\n".join(lines) + "\n"


def render_json(account: Account) -> str:
    """The whole account for programs."""
    return json.dumps({"totals": account.totals(), "errors": account.errors,
                       "occurrences": [asdict(item) for item in account.occurrences]}, indent=1) + "\n"


def scan_result(root: Path, build: Path, options: argparse.Namespace) -> list[accounting.Accounted] | None:
    """What the tool says, read from a file or from a run of its own; `None` when not asked for."""
    if options.scan:
        return comparison.read_scan(options.scan)
    if not options.tool:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "scan.json"
        allocmigrate.run(["scan", str(root), "-p", str(build), "--format", "json", "-o", str(result)],
                         Path(scratch) / "scan.log")
        return comparison.read_scan(result)


def report(account: Account, theirs: list[accounting.Accounted] | None, names: frozenset[str]) -> bool:
    """Prints errors and differences; whether all is well."""
    for error in account.errors:
        print(f"clang: {error}", file=sys.stderr)
    unexplained = [item for item in account.occurrences if item.category == "unexplained"]
    for item in unexplained:
        print(f"{item.file}:{item.line}:{item.column}: {item.name}: unexplained here", file=sys.stderr)
    if theirs is None:
        return not unexplained
    found = comparison.compare(account.occurrences, theirs, names)
    for line in found.differences:
        print(line)
    if found.other_names:
        others = ", ".join(f"{name} ({count})" for name, count in sorted(found.other_names.items()))
        print(f"not compared, not in --names: {others}", file=sys.stderr)
    print(f"{len(found.differences)} differences in {len(account.occurrences)} occurrences")
    return not (found.differences or unexplained)


def main(arguments: list[str]) -> int:
    """Counts, prints, compares; the exit status."""
    options = parser().parse_args(arguments)
    names = frozenset(options.names.split(",")) if options.names else LIBC_FAMILY
    try:
        root, build = locate(options)
        units = compiledb.units_below(root, build)
        if not units:
            raise BenchError(f"{build}/compile_commands.json has no unit below {root}, so nothing would be compared "
                             "with the compiler; build the program again where it stands")
        account = accounting.account(root, units, names, options.exclude, options.jobs)
        text = render_json(account) if options.format == "json" else render_table(account)
        options.output.write_text(text, encoding="utf-8") if options.output else print(text, end="")
        return 0 if report(account, scan_result(root, build, options), names) else 1
    except BenchError as problem:
        print(f"crosscheck.py: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
