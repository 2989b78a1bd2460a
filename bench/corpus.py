#!/usr/bin/env python3
"""Real C programs to measure against: fetch, build, test, stage and migrate them.

Programs are Debian source packages, described by one manifest each in bench/corpus.
Everything lands in a cache folder (CORPUS_DIR, default .build/corpus); nothing of it
is ever committed. Exit status: 0 all as expected, 1 something differs, 2 not possible.
"""

import argparse
import sys
from pathlib import Path

from harness import layout as layouts
from harness import manifest as manifests
from harness import checking, migration, programs, results as tables, testing
from harness import determinism as determinate
from harness.errors import BenchError
from harness.layout import Layout
from harness.manifest import Manifest
from harness.programs import Flags

EPILOG = """examples:
  bench/corpus.py run json-c                all of the following, and bench/RESULTS.md: what `make corpus` does
  bench/corpus.py list
  bench/corpus.py fetch json-c libyang2
  bench/corpus.py test                      build and test all programs, untouched
  bench/corpus.py stage json-c /tmp/json-c  a private built copy with its own compile database
  bench/corpus.py migrate json-c            scan, apply, revert, apply, rebuild with the runtime, test
  bench/corpus.py migrate --refactored json-c   the same with copies, built in place of the originals
  bench/corpus.py verify json-c             the same in checking mode: are the sizes and allocators right?
  bench/corpus.py determinism json-c        does the output depend on the order of units or on -j?
  bench/corpus.py results                   bench/RESULTS.md from what verify found
"""


def list_programs(chosen: list[Manifest], _: Layout, __: argparse.Namespace) -> bool:
    """Prints one line a program."""
    for manifest in chosen:
        print(f"{manifest.name:12} {manifest.upstream_version:14} expected: "
              f"{manifest.test.passed} passed, {manifest.test.failed} failed")
    return True


def fetch(chosen: list[Manifest], layout: Layout, _: argparse.Namespace) -> bool:
    """Downloads and unpacks pristine trees."""
    for manifest in chosen:
        print(f"{manifest.name}: {programs.fetch(manifest, layout)}")
    return True


def build(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Builds untouched trees."""
    for manifest in chosen:
        built = programs.build_untouched(manifest, layout, again=options.again)
        print(f"{manifest.name}: {built.units} compile commands, {sum(built.warnings.values())} warnings, "
              f"{built.seconds} s, {layout.built(manifest.name)}")
    return True


def test(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Tests untouched trees, built first when they aren't yet."""
    return all([_test_one(manifest, layout, options.again) for manifest in chosen])


def _test_one(manifest: Manifest, layout: Layout, again: bool) -> bool:
    programs.build_untouched(manifest, layout, again=again)
    log = layout.log(manifest.name, "test")
    result = testing.run_tests(manifest, layout.built(manifest.name), Flags(), log)
    result.write(layout.result(manifest.name, "test"))
    differences = result.differences(manifest)
    verdict = f"DIFFERS: {'; '.join(differences)} (log {log})" if differences else "as expected"
    print(f"{manifest.name}: {result.summary}, {verdict}, {result.seconds} s", flush=True)
    return not differences


def stage(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Copies one program to a folder of one's own and builds it there."""
    manifest, target = chosen[0], options.directory.resolve()
    programs.stage(manifest, layout, target)
    if not options.pristine:
        programs.build_in_place(manifest, target, Flags(), layout.log(manifest.name, "stage"))
    print(target)
    return True


def migrate(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Migrates staged copies and compares them with the untouched trees."""
    arguments = ["--config", str(options.config.resolve())] if options.config else []
    good = True
    for manifest in chosen:
        outcome = migration.migrate(manifest, layout, arguments, options.refactored)
        print("\n".join(outcome.lines()), flush=True)
        good = good and outcome.good()
    return good


def verify(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Migrates staged copies and runs their tests in checking mode."""
    good = True
    for manifest in chosen:
        for checked in checking.verify(manifest, layout, options.mode or list(checking.MODES)):
            print("\n".join(checked.lines()), flush=True)
            good = good and checked.good()
    return good


def determinism(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Shuffles the compile database, changes -j and compares every byte of the output."""
    good = True
    for manifest in chosen:
        programs.build_untouched(manifest, layout)
        root = layout.built(manifest.name)
        found = list(determinate.differences(root, root / manifest.database_folder, options.runs, options.seed))
        print("\n".join(f"{manifest.name}: {line}" for line in found)
              or f"{manifest.name}: {len(determinate.COMMANDS)} outputs, {options.runs} runs, no byte differs", flush=True)
        good = good and not found
    return good


def results(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Writes the table of what verify found."""
    tables.write(layout, [manifest.name for manifest in chosen], options.output)
    print(options.output)
    return True


def run(chosen: list[Manifest], layout: Layout, options: argparse.Namespace) -> bool:
    """Fetches, builds, tests, migrates and verifies programs, and writes the table of results."""
    good = True
    for manifest in chosen:
        try:
            steps = [_test_one(manifest, layout, again=False)]
            outcome = migration.migrate(manifest, layout, [])
            print("\n".join(outcome.lines()), flush=True)
            steps.append(outcome.good())
            for checked in checking.verify(manifest, layout, options.mode or ["proven", "inferred"]):
                print("\n".join(checked.lines()), flush=True)
                steps.append(checked.good())
            good = good and all(steps)
        except BenchError as problem:
            print(f"{manifest.name}: not done: {problem}", flush=True)
            good = False
    tables.write(layout, manifests.names(), options.output)
    print(options.output)
    return good


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for action, many in ((list_programs, True), (fetch, True), (build, True), (test, True),
                         (stage, False), (migrate, True), (verify, True), (determinism, True), (results, True),
                         (run, True)):
        name = action.__name__.removesuffix("_programs")
        command = commands.add_parser(name, help=action.__doc__)
        command.set_defaults(action=action)
        command.add_argument("names", metavar="NAME", nargs="*" if many else 1,
                             help="program" + (" (default: all)" if many else ""))
        _add_options(command, name)
    return top


def _add_options(command: argparse.ArgumentParser, name: str) -> None:
    """The options of one subcommand."""
    if name in ("build", "test"):
        command.add_argument("--again", action="store_true", help="build anew even if built before")
    if name == "stage":
        command.add_argument("directory", metavar="DIR", type=Path, help="new folder for the copy")
        command.add_argument("--pristine", action="store_true", help="only copy: don't configure and build")
    if name in ("verify", "run"):
        command.add_argument("--mode", action="append", choices=list(checking.MODES),
                             help="only this mode (may be repeated): "
                                  + "; ".join(f"{mode}: {meaning}" for mode, meaning in checking.MODES.items()))
    if name == "determinism":
        command.add_argument("--runs", type=int, default=4, help="runs to compare (default: 4)")
        command.add_argument("--seed", type=int, default=1, help="of the shuffling (default: 1)")
    if name in ("results", "run"):
        command.add_argument("-o", "--output", type=Path, default=layouts.REPOSITORY / "bench" / "RESULTS.md",
                             help="the file to write (default: bench/RESULTS.md)")
    if name == "migrate":
        command.add_argument("--refactored", action="store_true",
                             help="make copies and build them in place of the originals, instead of editing those")
        command.add_argument("--config", type=Path, help="configuration for the tool (its default otherwise)")


def main(arguments: list[str]) -> int:
    """Runs one command; the exit status."""
    options = parser().parse_args(arguments)
    try:
        chosen = [manifests.load(name) for name in options.names or manifests.names()]
        return 0 if options.action(chosen, layouts.current(), options) else 1
    except BenchError as problem:
        print(f"corpus.py: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
