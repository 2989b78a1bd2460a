"""The programs that `bench.py` measures: how each is run on one program, and what it found."""

import json
import os
import re
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from harness import allocmigrate, clang, compiledb, debian
from harness.errors import BenchError
from harness.layout import Layout
from harness.manifest import Manifest
from harness.shell import output_of, say

_BENCH = Path(__file__).resolve().parent.parent
RULES = _BENCH / "rules"
PYTHON_PACKAGES = ("semgrep==1.182.0", "ast-grep-cli==0.51.1")
JOBS = 2


@dataclass(frozen=True)
class Subject:
    """The program that is measured on."""

    name: str
    root: Path
    build: Path
    """Folder of compile_commands.json."""
    units: int
    """Compile commands; a file may have several."""
    files: tuple[Path, ...]
    """Sources of all units and the headers below the root that they include: what every contender reads."""


def subject(manifest: Manifest, layout: Layout) -> Subject:
    """The built tree of a corpus program."""
    root = layout.built(manifest.name)
    build = root / manifest.database_folder
    units = compiledb.units_below(root, build)
    files = {path.resolve() for unit in units for path in clang.dependencies(unit)}
    files = {path for path in files if path.is_relative_to(root) and path.suffix in (".c", ".h")}
    return Subject(manifest.name, root, build, len(units), tuple(sorted(files)))


class Contender(ABC):
    """One program that reads the sources."""

    name: str

    @abstractmethod
    def prepare(self, layout: Layout) -> None:
        """Installs or builds it where it is missing; not timed."""

    @abstractmethod
    def version(self) -> str:
        """For the results."""

    @abstractmethod
    def command(self, subject: Subject, scratch: Path) -> list[str]:
        """The command line; `scratch` is a fresh folder for its own files."""

    @abstractmethod
    def matches(self, output: Path) -> int | None:
        """How many calls it found, read from its output; `None` for one that doesn't look for any."""

    def environment(self, scratch: Path) -> dict[str, str]:
        """Caches and settings go to the fresh folder: every run is a cold one."""
        return {"HOME": str(scratch), "XDG_CACHE_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}


class Scan(Contender):
    """The tool under test."""

    name = "allocmigrate scan"

    def prepare(self, layout: Layout) -> None:
        allocmigrate.tool()

    def version(self) -> str:
        return output_of([str(allocmigrate.tool()), "--version"]).strip()

    def command(self, subject: Subject, scratch: Path) -> list[str]:
        return [str(allocmigrate.tool()), "scan", str(subject.root), "-p", str(subject.build),
                "-j", str(JOBS), "--format", "json"]

    def matches(self, output: Path) -> int | None:
        found = json.loads(output.read_bytes())["occurrences"]
        return sum(1 for item in found if item["category"] in ("call", "call-in-macro-body"))


class Floor(Contender):
    """libclang's parse of the same units and nothing else."""

    name = "parse floor"
    _flags: tuple[str, ...] = ()

    def prepare(self, layout: Layout) -> None:
        prefix = _llvm_prefix()
        folder = layout.tools / "parsefloor" / prefix.name
        self._program = folder / "parsefloor"
        output_of(["make", "-s", "-C", str(_BENCH / "parsefloor"), f"OUT={folder}", f"LLVM_PREFIX={prefix}"])

    def version(self) -> str:
        library = allocmigrate.linked_libclang(self._program)
        return library.resolve().name if library else "unknown libclang"

    def command(self, subject: Subject, scratch: Path) -> list[str]:
        return [str(self._program), "-p", str(subject.build), "-j", str(JOBS), *self._flags, str(subject.root)]

    def matches(self, output: Path) -> int | None:
        return None


class FloorWithRecord(Floor):
    """The same with clang's detailed preprocessing record, without which macros can't be seen."""

    name = "parse floor, with record"
    _flags = ("--record",)


class Spatch(Contender):
    """Coccinelle. One group a file, or -j would have nothing to distribute."""

    name = "spatch"

    def prepare(self, layout: Layout) -> None:
        debian.install(("coccinelle",), "to compare with")

    def version(self) -> str:
        return output_of(["spatch", "--version"]).split()[2]

    def command(self, subject: Subject, scratch: Path) -> list[str]:
        groups = scratch / "groups"
        groups.write_text("".join(f"{path}\n\n" for path in subject.files), encoding="utf-8")
        return ["spatch", "--very-quiet", "--no-includes", "-j", str(JOBS),
                "--sp-file", str(RULES / "family.cocci"), "--file-groups", str(groups)]

    def matches(self, output: Path) -> int | None:
        return len(re.findall(rb"^-(?!--)", output.read_bytes(), re.MULTILINE))


class _FromPyPI(Contender):
    """A contender out of the Python environment in the cache."""

    def prepare(self, layout: Layout) -> None:
        self._folder = layout.tools / "python"
        stamp = self._folder / "installed"
        if stamp.is_file() and stamp.read_text(encoding="utf-8").split() == list(PYTHON_PACKAGES):
            return
        say(f"installing {', '.join(PYTHON_PACKAGES)} in {self._folder}")
        shutil.rmtree(self._folder, ignore_errors=True)
        for step in ([sys.executable, "-m", "venv", str(self._folder)],
                     [str(self._folder / "bin" / "pip"), "install", "-q", *PYTHON_PACKAGES]):
            if subprocess.run(step, stdout=2, check=False).returncode != 0:
                raise BenchError(f"`{' '.join(step)}` failed; see above")
        stamp.write_text("\n".join(PYTHON_PACKAGES) + "\n", encoding="utf-8")

    def _program(self, name: str) -> str:
        return str(self._folder / "bin" / name)


class Semgrep(_FromPyPI):
    """Semgrep, without network, limits and ignore files."""

    name = "semgrep"

    def version(self) -> str:
        return PYTHON_PACKAGES[0].partition("==")[2]

    def command(self, subject: Subject, scratch: Path) -> list[str]:
        return [self._program("semgrep"), "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore",
                "--quiet", "-j", str(JOBS), "--timeout", "0", "--max-target-bytes", "0", "--json",
                "--config", str(RULES / "semgrep.yml"), *map(str, subject.files)]

    def environment(self, scratch: Path) -> dict[str, str]:
        path = f"{self._folder / 'bin'}:/usr/local/bin:/usr/bin:/bin"
        return super().environment(scratch) | {"PATH": path, "SEMGREP_ENABLE_VERSION_CHECK": "0"}

    def matches(self, output: Path) -> int | None:
        return len(json.loads(output.read_bytes())["results"])


class AstGrep(_FromPyPI):
    """ast-grep: syntax only, no preprocessor, no types."""

    name = "ast-grep"

    def version(self) -> str:
        return PYTHON_PACKAGES[1].partition("==")[2]

    def command(self, subject: Subject, scratch: Path) -> list[str]:
        return [self._program("ast-grep"), "scan", "-j", str(JOBS), "--json=stream",
                "-r", str(RULES / "ast-grep.yml"), *map(str, subject.files)]

    def matches(self, output: Path) -> int | None:
        return output.read_bytes().count(b"\n")


def all_contenders() -> list[Contender]:
    """In the order of the table."""
    return [Scan(), Floor(), FloorWithRecord(), Spatch(), Semgrep(), AstGrep()]


def _llvm_prefix() -> Path:
    """The LLVM that the floor is built with: what the environment says, else the tool's, else Debian's default."""
    if "LLVM_PREFIX" in os.environ:
        return Path(os.environ["LLVM_PREFIX"])
    if "LLVM_CONFIG" in os.environ:
        return Path(output_of([os.environ["LLVM_CONFIG"], "--prefix"]).strip())
    try:
        library = allocmigrate.linked_libclang(allocmigrate.tool())
    except BenchError:
        library = None  # the floor alone can be measured without the tool
    prefix = library.parent.parent if library else None
    return prefix if prefix and (prefix / "include" / "clang-c").is_dir() else Path("/usr/lib/llvm-14")
