"""The life of one corpus program: fetch, stage, build."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness import compiledb, debian, diagnostics
from harness.errors import BenchError
from harness.layout import Layout
from harness.manifest import Manifest
from harness.shell import Finished, require_success, run_logged, say

BUILD_LIMIT_SECONDS = 1800


@dataclass(frozen=True)
class Flags:
    """What the build's environment says; every manifest's commands respect it."""

    cc: str = "gcc"
    cflags: str = "-g -O1"
    ldflags: str = ""
    library_path: str = ""
    """Where the loader finds the runtime; libtool drops the run path from `-static` links."""

    def environment(self) -> dict[str, str]:
        """For the shell: message language fixed, so that warnings and summaries can be read."""
        variables = {"CC": self.cc, "CFLAGS": self.cflags, "LDFLAGS": self.ldflags, "LC_ALL": "C.UTF-8"}
        return variables | ({"LD_LIBRARY_PATH": self.library_path} if self.library_path else {})


@dataclass(frozen=True)
class Built:
    """Result of a build."""

    seconds: float
    units: int
    warnings: dict[str, int]
    """Normalised diagnostic → how often."""

    def write(self, path: Path) -> None:
        """Stores the result as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(vars(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")

    @staticmethod
    def read(path: Path) -> "Built":
        """The stored result of an earlier build."""
        return Built(**json.loads(path.read_text(encoding="utf-8")))


def fetch(manifest: Manifest, layout: Layout) -> Path:
    """The pristine tree; downloaded and unpacked unless it is there."""
    target = layout.source(manifest.name)
    if not target.is_dir():
        archive = debian.fetch_archive(manifest.source_package, manifest.upstream_version, layout)
        debian.unpack(archive, target)
    return target


def copy_tree(source: Path, target: Path) -> None:
    """`cp -a`: times stay, so that make doesn't want to regenerate shipped files."""
    if target.exists():
        raise BenchError(f"{target} exists already; remove it or choose another folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)


def build_untouched(manifest: Manifest, layout: Layout, again: bool = False) -> Built:
    """Builds the untouched tree in its own place; an earlier build with the same manifest is reused."""
    result = layout.result(manifest.name, "build")
    if result.is_file() and layout.built(manifest.name).is_dir() and not again:
        return Built.read(result)
    for stale in (result, layout.result(manifest.name, "test")):
        stale.unlink(missing_ok=True)
    tree = layout.built(manifest.name)
    shutil.rmtree(tree, ignore_errors=True)
    stage(manifest, layout, tree)
    built = build_in_place(manifest, tree, Flags(), layout.log(manifest.name, "build"))
    built.write(result)
    return built


def stage(manifest: Manifest, layout: Layout, target: Path) -> None:
    """Copies the pristine tree to `target`, nothing configured."""
    debian.install(manifest.packages, f"to build and test {manifest.name}")
    copy_tree(fetch(manifest, layout), target)


def build_in_place(manifest: Manifest, tree: Path, flags: Flags, log: Path) -> Built:
    """Configures and builds where the tree stands: its compile database then points into it."""
    say(f"{manifest.name}: configure and build in {tree}")
    finished = run_build(manifest, tree, flags, log)
    require_success(finished, f"{manifest.name}: build", log)
    units = compiledb.check_belongs(tree, tree / manifest.database_folder)
    return Built(seconds=round(finished.seconds, 1), units=len(units),
                 warnings=dict(diagnostics.collect(finished.output, tree)))


def run_build(manifest: Manifest, tree: Path, flags: Flags, log: Path) -> Finished:
    """Configures and builds, whatever comes of it."""
    script = f"{manifest.configure}\n{manifest.build}"
    return run_logged(script, tree, flags.environment(), log, BUILD_LIMIT_SECONDS)
