"""Running a migrated program's own tests in checking mode: are the sizes and allocators right?"""

import json
import os
import re
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from harness import allocmigrate, decided, programs, tracelog
from harness.decided import Decided
from harness.layout import REPOSITORY, Layout
from harness.manifest import Manifest
from harness.programs import Flags
from harness.shell import output_of, require_success, run_logged, say
from harness.testing import run_tests

MODES = {
    "proven": "sizes that are proven, one subsystem",
    "inferred": "sizes that rest on an assumption too, one subsystem",
    "adopt": "the same, and memory of libc's functions comes along where it joins the program's",
    "files": "sizes that are proven, one subsystem a source file, so that a wrong allocator shows",
}
"""What is run; each mode migrates, builds and tests the program once."""

_PACKS = ("libc", "posix", "gnu", "mem")


@dataclass
class Checked:
    """One program in one mode; stored as JSON."""

    name: str
    mode: str
    decided: Decided
    apply_seconds: float
    revision: str = ""
    """The commit of this repository that was checked out; the tool may have been built from another."""
    build_ok: bool = False
    tests: str = "not run"
    test_differences: list[str] = field(default_factory=list)
    test_seconds: float = 0
    reached: int = 0
    """Release and resize places of the migrated sources that the tests executed."""
    agreed: int = 0
    """Releases and resizes executed with a size, or in the string form, that was right."""
    findings: dict[str, int] = field(default_factory=dict)
    """Kind → how often."""
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    """Kind → place → how often."""

    def defects(self) -> int:
        """Findings that say that a size or an allocator is wrong."""
        return sum(self.findings.get(kind, 0) for kind in tracelog.DEFECTS)

    def good(self) -> bool:
        """Whether the tests say the same as untouched and nothing was found to be wrong."""
        return self.build_ok and not self.test_differences and self.defects() == 0

    def lines(self) -> list[str]:
        """For the terminal."""
        sizes = self.decided
        out = [f"{self.name} ({self.mode}): {'right' if self.good() else 'WRONG'}; "
               f"build {'ok' if self.build_ok else 'FAILED'}, tests {self.tests}",
               f"  {sizes.releases} releases and resizes: {sizes.proven} proven, {sizes.inferred} inferred "
               f"({sizes.string} written as strings), {sizes.unsized} unsized, {sizes.raw} raw; "
               f"{sizes.classes} classes, the largest of {sizes.largest_class} of {sizes.sites} sites",
               f"  {self.reached} places executed, {self.agreed} sizes right; "
               f"found: {', '.join(f'{count} {kind}' for kind, count in self.findings.items()) or 'nothing'}; "
               f"apply {self.apply_seconds} s"]
        out += [f"  tests: {text}" for text in self.test_differences]
        for kind in tracelog.DEFECTS:
            places = sorted(self.places.get(kind, {}).items(), key=lambda item: -item[1])
            out += [f"  {kind} ({count}): {place}" for place, count in places[:20]]
        return out


def verify(manifest: Manifest, layout: Layout, modes: list[str]) -> list[Checked]:
    """Stages and builds a program once, then migrates, builds and tests it in each mode."""
    tree = layout.root / "checked" / manifest.name
    shutil.rmtree(tree, ignore_errors=True)
    programs.stage(manifest, layout, tree)
    programs.build_in_place(manifest, tree, Flags(), layout.log(manifest.name, "verify-stage"))
    return [_verify(manifest, layout, tree, mode) for mode in modes]


def _verify(manifest: Manifest, layout: Layout, tree: Path, mode: str) -> Checked:
    """One mode; the tree is reverted first, so that each mode starts from the untouched sources."""
    def log(step: str) -> Path:
        return layout.log(manifest.name, f"verify-{mode}-{step}")
    say(f"{manifest.name}: apply ({mode}) in {tree}")
    if (tree / ".allocmigrate").exists():
        allocmigrate.run(["revert", str(tree)], log("revert"))
    configuration = layout.root / "checked" / f"{manifest.name}-{mode}.yml"
    configuration.write_text(configuration_text(mode, source_files(tree)), encoding="utf-8")
    # One folder for all modes: the last one's build may have put it into the compile database.
    runtime = allocmigrate.export_runtime(configuration, layout.root / "checked" / f"{manifest.name}-runtime")
    applied = layout.result(manifest.name, f"verify-{mode}-apply")
    applied.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    allocmigrate.run(["apply", str(tree), "-p", str(tree / manifest.database_folder), "--in-place", "--config",
                      str(configuration), "--format", "json", "-o", str(applied)], log("apply"))
    checked = Checked(manifest.name, mode, decided.read(applied), round(time.monotonic() - began, 2),
                      output_of(["git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD"]).strip())
    _build_and_test(manifest, tree, runtime.add_to(Flags()), log, checked)
    layout.result(manifest.name, f"verify-{mode}").write_text(
        json.dumps(asdict(checked), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return checked


def _build_and_test(manifest: Manifest, tree: Path, flags: Flags, log, checked: Checked) -> None:
    """Compiles every unit with the runtime, runs the tests in checking mode and reads the log."""
    require_success(run_logged(manifest.clean, tree, flags.environment(), log("clean"), 300),
                    f"{manifest.name}: clean", log("clean"))
    say(f"{manifest.name}: configure and build with the runtime")
    checked.build_ok = programs.run_build(manifest, tree, flags, log("build")).status == 0
    if not checked.build_ok:
        return
    trace = tree.parent / f"{checked.name}-{checked.mode}.jsonl"
    trace.unlink(missing_ok=True)
    trace.touch()
    trace.chmod(0o666)
    """Tests may drop their privileges."""
    result = run_tests(manifest, tree, flags, log("test"), trace)
    checked.tests = str(result.summary)
    checked.test_differences = result.differences(manifest)
    checked.test_seconds = result.seconds
    evidence = tracelog.read(trace)
    checked.reached = len(evidence.reached)
    checked.agreed = evidence.agreed
    checked.findings = dict(sorted(evidence.findings.items()))
    checked.places = {
        kind: {place.replace(f"{tree}/", ""): count for place, count in places.most_common(200)}
        for kind, places in sorted(evidence.places.items())}


def configuration_text(mode: str, sources: list[str]) -> str:
    """The configuration of a mode, for a tree with these C sources."""
    accepted = "inferred" if mode in ("inferred", "adopt") else "proven"
    lines = ["schema: 1", f"use: [{', '.join(_PACKS)}]", f"sizes: {{accept: {accepted}}}"]
    if mode == "adopt":
        lines.append("foreign-memory: adopt")
    if mode == "files":
        lines.append("subsystems:")
        names: set[str] = set()
        for source in sources:
            name = re.sub(r"[^A-Z0-9]+", "_", os.path.splitext(source)[0].upper()).strip("_")
            name = f"F_{name}" if name[:1].isdigit() else name
            while name in names or name == "GENERAL":
                name += "_X"
            names.add(name)
            lines.append(f"  - {{name: {name}, match: [{{path: {json.dumps(source)}}}]}}")
    return "\n".join(lines) + "\n"


def source_files(tree: Path) -> list[str]:
    """Relative paths of the C sources and headers that mention an allocation function, sorted."""
    names = re.compile(rb"\b(malloc|calloc|realloc|reallocarray|strn?dup|aligned_alloc|memalign)\b")
    found = []
    for path in sorted(tree.rglob("*.[chly]")):
        if path.is_file() and not path.is_symlink() and names.search(path.read_bytes()):
            found.append(str(path.relative_to(tree)))
    return found
