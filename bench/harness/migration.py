"""Migrating a staged program with the tool, then building and testing it again."""

import hashlib
import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from harness import allocmigrate, compiledb, copies, diagnostics, programs
from harness.layout import Layout
from harness.manifest import Manifest
from harness.programs import Built, Flags
from harness.shell import require_success, run_logged, say
from harness.testing import TestResult, run_tests

_LANGUAGE_FILES = (".c", ".h", ".l", ".y")


@dataclass
class Outcome:
    """What came of one migration; stored as JSON, printed as a few lines."""

    name: str
    scan_status: int = -1
    apply_status: int = -1
    files_changed: int = 0
    second_apply_changed: list[str] = field(default_factory=list)
    """Files that a second `apply` changed; must be empty."""
    revert_left: list[str] = field(default_factory=list)
    """Files that `revert` didn't bring back byte for byte; must be empty."""
    apply_after_revert_differs: list[str] = field(default_factory=list)
    """Files that came out otherwise when applied anew after `revert`; must be empty."""
    units_not_rebuilt: int = 0
    """Compile commands that the build with the runtime didn't run again; must be 0."""
    originals_changed: list[str] = field(default_factory=list)
    """Originals that are not as they were although copies were asked for; must be empty."""
    not_compiled: list[str] = field(default_factory=list)
    """Copies, and units without one, that the build with copies didn't compile; must be empty."""
    build_ok: bool = False
    new_diagnostics: dict[str, int] = field(default_factory=dict)
    """Compiler warnings and errors that the untouched tree doesn't have."""
    tests: str = "not run"
    test_differences: list[str] = field(default_factory=list)

    def good(self) -> bool:
        """Whether the migrated program is as good as the untouched one."""
        return self.build_ok and not (self.new_diagnostics or self.test_differences or self.second_apply_changed
                                      or self.revert_left or self.apply_after_revert_differs
                                      or self.units_not_rebuilt or self.originals_changed
                                      or self.not_compiled)

    def lines(self) -> list[str]:
        """For the terminal."""
        verdict = "as untouched" if self.good() else "DIFFERS"
        out = [f"{self.name}: {verdict}; {self.files_changed} files changed or added, "
               f"build {'ok' if self.build_ok else 'FAILED'}, tests {self.tests}"]
        out += [f"  new diagnostic ({count}): {text}" for text, count in sorted(self.new_diagnostics.items())]
        out += [f"  tests: {text}" for text in self.test_differences]
        out += [f"  second apply changed {path}" for path in self.second_apply_changed]
        out += [f"  revert didn't restore {path}" for path in self.revert_left]
        out += [f"  applied after revert, differs: {path}" for path in self.apply_after_revert_differs]
        out += [f"  original changed: {path}" for path in self.originals_changed]
        out += [f"  not compiled: {path}" for path in self.not_compiled]
        out += [f"  {self.units_not_rebuilt} units were not compiled again"] if self.units_not_rebuilt else []
        return out


def migrate(manifest: Manifest, layout: Layout, arguments: list[str], refactored: bool = False) -> Outcome:
    """Stages, applies, reverts, applies again, rebuilds with the runtime, tests; compares with untouched.

    In place, or with `refactored` as copies, which are then built in the places of their originals.
    """
    before = _untouched_diagnostics(manifest, layout)
    runtime = allocmigrate.build_runtime(layout)
    step = "migrate-refactored" if refactored else "migrate"
    tree = layout.migrated(manifest.name + (copies.SUFFIX if refactored else ""))
    shutil.rmtree(tree, ignore_errors=True)
    programs.stage(manifest, layout, tree)
    programs.build_in_place(manifest, tree, Flags(), layout.log(manifest.name, "stage"))
    units = compiledb.read(tree / manifest.database_folder)
    outcome = Outcome(manifest.name)
    flags = runtime.add_to(Flags())
    if refactored:
        compiler = copies.CopyCompiler.make(manifest.name, flags.cc, layout)
        _apply(manifest, layout, tree, [], arguments, outcome)
        outcome.originals_changed = _originals_changed(layout.source(manifest.name), tree)
        _rebuild_and_test(manifest, layout, tree, compiler.add_to(flags), before, outcome)
        outcome.not_compiled = compiler.not_compiled(units)
    else:
        _apply(manifest, layout, tree, ["--in-place"], arguments, outcome)
        _rebuild_and_test(manifest, layout, tree, flags, before, outcome)
        if outcome.build_ok:
            outcome.units_not_rebuilt = len(units) - len(compiledb.read(tree / manifest.database_folder))
    path = layout.result(manifest.name, step)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(outcome), indent=1) + "\n", encoding="utf-8")
    return outcome


def _untouched_diagnostics(manifest: Manifest, layout: Layout) -> Counter[str]:
    """What the compiler says about the untouched tree, in its build and in its tests."""
    built = programs.build_untouched(manifest, layout)
    result = layout.result(manifest.name, "test")
    if result.is_file():
        tested = json.loads(result.read_text(encoding="utf-8"))["warnings"]
    else:
        run = run_tests(manifest, layout.built(manifest.name), Flags(), layout.log(manifest.name, "test"))
        run.write(result)
        tested = run.warnings
    return Counter(built.warnings) + Counter(tested)


def _apply(manifest: Manifest, layout: Layout, tree: Path, mode: list[str], arguments: list[str],
           outcome: Outcome) -> None:
    """`scan`, then `apply` twice (the second must change nothing), `revert`, and `apply` for good."""
    say(f"{manifest.name}: scan, apply, apply, revert, apply in {tree}")
    database = ["-p", str(tree / manifest.database_folder)]
    apply = ["apply", str(tree), *database, *mode, *arguments]

    def log(step: str) -> Path:
        return layout.log(manifest.name, step)
    outcome.scan_status = allocmigrate.run(
        ["scan", str(tree), *database, "--format", "json", "-o", str(layout.result(manifest.name, "scan")), *arguments],
        log("scan"))
    original = _fingerprints(tree)
    outcome.apply_status = allocmigrate.run(apply, log("apply"))
    once = _fingerprints(tree)
    outcome.files_changed = len(_changed(original, once))
    allocmigrate.run(apply, log("apply-again"))
    outcome.second_apply_changed = _changed(once, _fingerprints(tree))
    allocmigrate.run(["revert", str(tree)], log("revert"))
    outcome.revert_left = _changed(original, _fingerprints(tree))
    allocmigrate.run(apply, log("apply-after-revert"))
    outcome.apply_after_revert_differs = _changed(once, _fingerprints(tree))


def _originals_changed(pristine: Path, tree: Path) -> list[str]:
    """Files of the pristine tree that `tree` has otherwise; what the build generated isn't compared."""
    now = _fingerprints(tree)
    return sorted(path for path, digest in _fingerprints(pristine).items() if now.get(path) != digest)


def _rebuild_and_test(manifest: Manifest, layout: Layout, tree: Path, flags: Flags,
                      before: Counter[str], outcome: Outcome) -> None:
    """Compiles every unit again with the runtime and runs the tests."""
    log = layout.log(manifest.name, "clean")
    require_success(run_logged(manifest.clean, tree, flags.environment(), log, 300), f"{manifest.name}: clean", log)
    say(f"{manifest.name}: configure and build with the runtime")
    finished = programs.run_build(manifest, tree, flags, layout.log(manifest.name, "migrated-build"))
    after = diagnostics.collect(finished.output, tree)
    outcome.build_ok = finished.status == 0
    if outcome.build_ok:
        result = run_tests(manifest, tree, flags, layout.log(manifest.name, "migrated-test"))
        _note_tests(manifest, result, outcome)
        after += result.warnings
    outcome.new_diagnostics = dict(diagnostics.added(before, copies.as_originals(after)))


def _note_tests(manifest: Manifest, result: TestResult, outcome: Outcome) -> None:
    outcome.tests = str(result.summary)
    outcome.test_differences = result.differences(manifest)


def _fingerprints(tree: Path) -> dict[str, str]:
    """Relative path → digest of every C, lex and yacc file, hidden folders left out."""
    found = {}
    for path in sorted(tree.rglob("*")):
        relative = path.relative_to(tree)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.suffix in _LANGUAGE_FILES and path.is_file() and not path.is_symlink() and not hidden:
            found[str(relative)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Files that differ, appeared or went."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
