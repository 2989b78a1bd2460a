"""Manifests of the corpus: one TOML file per program, decoded strictly."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from harness.errors import BenchError

FOLDER = Path(__file__).resolve().parent.parent / "corpus"


@dataclass(frozen=True)
class TestPlan:
    """How a program's own tests are run and read."""

    command: str
    """Shell script, run in the built tree."""
    summary: str
    """Name of a parser in `harness.summaries`."""
    passed: int
    failed: int
    """Expected numbers on the untouched tree."""
    limit_seconds: int


@dataclass(frozen=True)
class Manifest:
    """One program of the corpus."""

    name: str
    source_package: str
    """Debian's name of the source package."""
    upstream_version: str
    packages: tuple[str, ...]
    """Debian packages that build and tests need."""
    configure: str
    """Shell script that prepares a pristine tree; may already write the compile database (CMake)."""
    build: str
    """Shell script that builds; runs after `configure`, writes the compile database (bear)."""
    clean: str
    """Shell script that makes the next configure + build compile every unit again."""
    database_folder: str
    """Folder of compile_commands.json, relative to the tree."""
    test: TestPlan


_REQUIRED = {"name": str, "source_package": str, "upstream_version": str, "packages": list,
             "configure": str, "build": str, "clean": str, "database_folder": str, "test": dict}
_TEST = {"command": str, "summary": str, "passed": int, "failed": int, "limit_seconds": int}


def load(name: str) -> Manifest:
    """The manifest called `name`; an unknown name is an error that lists the known ones."""
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        raise BenchError(f"{name}: no such program in the corpus; there are: {', '.join(names())}")
    return decode(path)


def names() -> list[str]:
    """Names of all programs, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def decode(path: Path) -> Manifest:
    """Reads one manifest; unknown or missing keys and wrong types are errors."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise BenchError(f"{path}: not valid TOML: {problem}") from None
    _check(table, _REQUIRED, str(path))
    _check(table["test"], _TEST, f"{path}: [test]")
    if table["name"] != path.stem:
        raise BenchError(f"{path}: name = \"{table['name']}\" must equal the file's name")
    table["test"] = TestPlan(**table["test"])
    table["packages"] = tuple(table["packages"])
    return Manifest(**table)


def _check(table: dict, known: dict, where: str) -> None:
    """Raises unless the table has exactly the known keys with values of their types."""
    for key, value in table.items():
        if key not in known:
            raise BenchError(f"{where}: unknown key `{key}`; known are {', '.join(sorted(known))}")
        if type(value) is not known[key]:
            raise BenchError(f"{where}: `{key}` must be of type {known[key].__name__}")
    for key in known:
        if key not in table:
            raise BenchError(f"{where}: `{key}` is missing")
