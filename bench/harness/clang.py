"""Asking clang about one unit: which files it reads, which arms it compiles, its syntax tree."""

import functools
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from harness.compiledb import Unit
from harness.errors import BenchError

CLANG = os.environ.get("CROSSCHECK_CLANG", "clang-14")
_WITH_ARGUMENT = frozenset({"-o", "-MF", "-MT", "-MQ"})
_ALONE = frozenset({"-c", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-S", "-E"})
_MARKER = "__crosscheck_arm_{}_{}__"
_MARKER_SEEN = re.compile(rb"\b__crosscheck_arm_(\d+)_(\d+)__")
_DEFINITION = re.compile(rb"^#define ([A-Za-z_$][A-Za-z0-9_$]*)", re.MULTILINE)


@dataclass
class Answer:
    """What one run of clang gave."""

    output: bytes
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Preprocessed:
    """What the preprocessor says about one unit."""

    arms: frozenset[tuple[int, int]]
    """(file number, arm number) of every marker that came through."""
    macros: frozenset[str]
    """Names of all macros that are defined at some point."""


def command(unit: Unit, *extra: str) -> list[str]:
    """The unit's own compile command with clang as the compiler and another action."""
    kept, skip = [], False
    for argument in unit.arguments[1:]:
        if skip:
            skip = False
        elif argument in _WITH_ARGUMENT:
            skip = True
        elif argument not in _ALONE and not argument.startswith("-Wp,-M"):
            kept.append(argument)
    unknown = _unknown_options(tuple(argument for argument in kept if argument.startswith("-")))
    kept = [argument for argument in kept if argument not in unknown]
    return [CLANG, *kept, "-w", "-Qunused-arguments", "-ferror-limit=0", "-fno-color-diagnostics", *extra]


@functools.lru_cache(maxsize=None)
def _unknown_options(options: tuple[str, ...]) -> frozenset[str]:
    """Those options that clang itself says it doesn't know (gcc's own)."""
    probe = [CLANG, "-###", "-fno-color-diagnostics", *options, "-fsyntax-only", "-xc", "/dev/null"]
    answer = _execute(probe, Path("/"))
    return frozenset(re.findall(r"unknown argument:? '([^']+)'", answer.stderr.decode("utf-8", "replace")))


def _execute(arguments: list[str], folder: Path) -> subprocess.CompletedProcess:
    try:
        return subprocess.run(arguments, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise BenchError(f"{CLANG}: no such command; `apt-get install clang-14` or set CROSSCHECK_CLANG") from None


def _run(unit: Unit, *extra: str) -> Answer:
    finished = _execute(command(unit, *extra), unit.directory)
    errors = [line for line in finished.stderr.decode("utf-8", "replace").splitlines() if "error:" in line]
    if finished.returncode != 0 and not errors:
        errors = [f"{unit.file}: {CLANG} ended with status {finished.returncode}"]
    return Answer(finished.stdout, errors)


def dependencies(unit: Unit) -> list[Path]:
    """Every file the unit reads, system headers included."""
    answer = _run(unit, "-M", "-MT", "unit")
    text = answer.output.decode("utf-8", "surrogateescape").replace("\\\n", " ")
    words = re.findall(r"(?:\\.|[^\s\\])+", text.partition(":")[2])
    return [unit.directory / re.sub(r"\\(.)", r"\1", word) for word in words]


def syntax_tree(unit: Unit) -> tuple[dict, list[str]]:
    """The unit's tree as clang dumps it, and the errors clang printed."""
    answer = _run(unit, "-fsyntax-only", "-Xclang", "-ast-dump=json")
    try:
        return json.loads(answer.output), answer.errors
    except json.JSONDecodeError as problem:
        return {}, [*answer.errors, f"{unit.file}: the syntax tree isn't readable: {problem}"]


class MarkedFiles:
    """Copies of files with a marker word at the start of each conditional arm.

    Preprocessing a unit with the copies laid over the originals prints the markers of
    exactly those arms that are compiled: no guess at how conditions evaluate.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._roots: list[dict] = []

    def add(self, number: int, path: Path, arm_starts: list[int]) -> None:
        """Marks file `path`; `arm_starts[n]` is the byte where arm n begins, in ascending order."""
        content, pieces, last = path.read_bytes(), [], 0
        for arm, start in enumerate(arm_starts):
            pieces += [content[last:start], b"\n" if start and content[start - 1:start] != b"\n" else b"",
                       _MARKER.format(number, arm).encode() + b"\n"]
            last = start
        copy = self._folder / str(number)
        copy.write_bytes(b"".join([*pieces, content[last:]]))
        self._roots.append({"type": "file", "name": str(path), "external-contents": str(copy)})

    def finish(self) -> None:
        """Writes the overlay description; call it once after the last `add`."""
        overlay = {"version": 0, "use-external-names": False, "roots": self._roots}
        self.overlay.write_text(json.dumps(overlay), encoding="utf-8")

    @property
    def overlay(self) -> Path:
        """clang's description of the overlay."""
        return self._folder / "overlay.yaml"


def preprocess(unit: Unit, overlay: Path) -> Preprocessed:
    """Which arms of the marked files the unit compiles, and which macros it sees."""
    answer = _run(unit, "-E", "-dD", "-ivfsoverlay", str(overlay))
    arms = frozenset((int(file), int(arm)) for file, arm in _MARKER_SEEN.findall(answer.output))
    macros = frozenset(name.decode("latin-1") for name in _DEFINITION.findall(answer.output))
    return Preprocessed(arms, macros)


def scratch_folder() -> tempfile.TemporaryDirectory:
    """Where marked copies live during one run."""
    return tempfile.TemporaryDirectory(prefix="crosscheck-")
