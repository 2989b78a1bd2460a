"""compile_commands.json: reading, and checking that it belongs to the tree it stands in."""

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

from harness.errors import BenchError


@dataclass(frozen=True)
class Unit:
    """One compile command."""

    file: Path
    """Absolute, as written (links not resolved)."""
    directory: Path
    arguments: tuple[str, ...]
    """With the compiler as its first element."""


def read(folder: Path) -> list[Unit]:
    """The units of the compile database in `folder`, in its order."""
    path = folder / "compile_commands.json"
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BenchError(f"{path}: no such file; build the program first (`corpus.py build NAME`)") from None
    except json.JSONDecodeError as problem:
        raise BenchError(f"{path}: not valid JSON: {problem}") from None
    return [_unit(entry, path) for entry in entries]


def _unit(entry: dict, path: Path) -> Unit:
    try:
        directory = Path(entry["directory"])
        arguments = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
        return Unit(file=directory / entry["file"], directory=directory, arguments=tuple(arguments))
    except KeyError as missing:
        raise BenchError(f"{path}: an entry has no {missing}: {json.dumps(entry)[:200]}") from None


def is_c(unit: Unit) -> bool:
    """Whether the unit is C (not C++, assembly …), by its name."""
    return unit.file.suffix in (".c", ".h")


def units_below(root: Path, folder: Path) -> list[Unit]:
    """The C units of the database whose file lies below `root`."""
    return [unit for unit in read(folder) if is_c(unit) and unit.file.resolve().is_relative_to(root.resolve())]


def check_belongs(tree: Path, folder: Path) -> list[Unit]:
    """The units, having made sure that each lies in `tree` and exists."""
    units = read(folder)
    if not units:
        raise BenchError(f"{folder}/compile_commands.json is empty; did the build compile anything?")
    for unit in units:
        for path in (unit.file, unit.directory):
            if not path.resolve().is_relative_to(tree.resolve()):
                raise BenchError(f"{folder}/compile_commands.json: {path} is not below {tree}")
    return units
