"""Joins what the lexer found with what clang says: one category for every occurrence."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from harness import astfacts, clang, compiledb
from harness.astfacts import Mention, Use
from harness.clexer import Context, LexedFile, Occurrence, lex
from harness.compiledb import Unit

LIBC_FAMILY = frozenset({"malloc", "calloc", "realloc", "reallocarray", "aligned_alloc", "memalign",
                         "strdup", "strndup", "free", "cfree"})
"""What allocmigrate's packs libc, posix and gnu count by default, written down a second time on purpose."""
CATEGORIES = ("call", "call-in-macro-body", "address-taken", "declaration", "shadowed", "discarded",
              "inactive", "in-directive", "uncovered", "unexplained")
_SHADOWING_NEIGHBOURS = frozenset({".", "->", "struct", "union", "enum", "goto"})


@dataclass(frozen=True, order=True)
class Accounted:
    """One occurrence with its category."""

    file: str
    """Relative to the root."""
    line: int
    column: int
    name: str
    category: str
    expansions: int = 0
    """For tokens in macro bodies: distinct expansions that became what the category says."""
    alias: str | None = None
    """The macro that the token spells instead; said by the tool alone."""


@dataclass
class UnitFacts:
    """What one unit contributes; small, so that it can come from another process."""

    arms: frozenset[tuple[int, int]]
    macros: frozenset[str]
    mentions: dict[tuple[int, int], set[tuple[Use, tuple[str, int]]]]
    """(file number, byte offset) → uses, each with the place of its expansion."""
    errors: list[str]


@dataclass
class Account:
    """The result for a whole tree."""

    occurrences: list[Accounted]
    errors: list[str] = field(default_factory=list)
    """Compile errors: what they hide can't be counted."""

    def totals(self) -> Counter[str]:
        """How many occurrences a category."""
        return Counter(item.category for item in self.occurrences)


@dataclass(frozen=True)
class _Scope:
    """The files that are counted, by number."""

    paths: list[Path]
    lexed: list[LexedFile]

    def numbers(self) -> dict[str, int]:
        """Resolved path → file number."""
        return {str(path): number for number, path in enumerate(self.paths)}

    def words(self) -> frozenset[str]:
        """Every word of which it matters whether it is a macro: the names found and those around them."""
        found = [item for file in self.lexed for item in file.occurrences]
        return frozenset().union(*(item.enclosing for item in found), (item.token.text for item in found))


def account(root: Path, units: list[Unit], names: frozenset[str], exclude: list[str], jobs: int) -> Account:
    """Accounts for every occurrence of `names` below `root`."""
    root = root.resolve()
    with clang.scratch_folder() as scratch, ProcessPoolExecutor(jobs) as pool:
        scope = _scope(root, pool.map(clang.dependencies, units), names, exclude)
        marked = clang.MarkedFiles(Path(scratch))
        for number, path in enumerate(scope.paths):
            marked.add(number, path, [arm.start for arm in scope.lexed[number].arms])
        marked.finish()
        task = _Task(names, scope.numbers(), scope.words(), marked.overlay)
        facts = list(pool.map(task.facts, units))
    classifier = _Classifier(facts)
    occurrences = [classifier.classify(str(path.relative_to(root)), number, item)
                   for number, path in enumerate(scope.paths) for item in scope.lexed[number].occurrences]
    errors = dict.fromkeys(error for unit in facts for error in unit.errors)
    return Account(sorted(occurrences), list(errors))


def _scope(root: Path, dependencies: Iterable[list[Path]], names: frozenset[str], exclude: list[str]) -> _Scope:
    """All .c and .h files below the root and whatever else units include from there, if a name occurs in it."""
    candidates = {path.resolve() for suffix in ("c", "h") for path in root.rglob(f"*.{suffix}")}
    candidates |= {path.resolve() for unit in dependencies for path in unit}
    paths, lexed = [], []
    for path in sorted(candidates):
        if path.is_file() and path.is_relative_to(root) and not _left_out(path.relative_to(root), exclude):
            found = lex(path.read_bytes(), names)
            if found.occurrences:
                paths.append(path)
                lexed.append(found)
    return _Scope(paths, lexed)


def _left_out(relative: Path, exclude: list[str]) -> bool:
    """Hidden folders and what the user excluded."""
    return (any(part.startswith(".") for part in relative.parts)
            or any(relative.match(pattern) for pattern in exclude))


@dataclass(frozen=True)
class _Task:
    """What is asked about every unit; sent to the processes that run clang."""

    names: frozenset[str]
    numbers: dict[str, int]
    words: frozenset[str]
    overlay: Path

    def facts(self, unit: Unit) -> UnitFacts:
        """Runs clang on one unit."""
        preprocessed = clang.preprocess(unit, self.overlay)
        tree, errors = clang.syntax_tree(unit)
        found: dict[tuple[int, int], set] = defaultdict(set)
        for mention in astfacts.mentions(tree, self.names):
            self._keep(mention, unit, found)
        return UnitFacts(preprocessed.arms, preprocessed.macros & self.words, found, errors)

    def _keep(self, mention: Mention, unit: Unit, found: dict[tuple[int, int], set]) -> None:
        """Keeps a mention if its token is written in a counted file."""
        number = self.numbers.get(_resolved(unit.directory, mention.spelled.file))
        if number is not None:
            expansion = (_resolved(unit.directory, mention.expanded.file), mention.expanded.offset)
            found[number, mention.spelled.offset].add((mention.use, expansion))


@functools.lru_cache(maxsize=None)
def _resolved(directory: Path, file: str) -> str:
    """A file's one name, whatever way clang came to it."""
    return str((directory / file).resolve())


class _Classifier:
    """Gives each occurrence its category, from all units together."""

    def __init__(self, facts: list[UnitFacts]):
        self._arms = frozenset().union(*(unit.arms for unit in facts))
        self._macros = frozenset().union(*(unit.macros for unit in facts))
        self._mentions: dict[tuple[int, int], set] = defaultdict(set)
        for unit in facts:
            for place, uses in unit.mentions.items():
                self._mentions[place] |= uses

    def classify(self, file: str, number: int, item: Occurrence) -> Accounted:
        """The category of one occurrence in file `number`."""
        category, expansions = self._category(number, item)
        token = item.token
        return Accounted(file, token.line, token.column, token.text, category, expansions)

    def _category(self, number: int, item: Occurrence) -> tuple[str, int]:
        if (number, 0) not in self._arms:
            return "uncovered", 0
        if (number, item.arm) not in self._arms:
            return "inactive", 0
        if item.context is Context.DIRECTIVE:
            return "in-directive", 0
        if item.context in (Context.MACRO_NAME, Context.MACRO_PARAMETER):
            return "shadowed", 0
        uses = self._mentions.get((number, item.token.offset), set())
        if item.context is Context.MACRO_BODY:
            return self._in_macro_body(item, uses)
        return self._in_text(item, uses), 0

    def _in_text(self, item: Occurrence, uses: set) -> str:
        """If any unit sees a call it is a call, and so on down the order of `Use`."""
        for use in Use:
            if any(seen is use for seen, _ in uses):
                return use.value
        if item.before in _SHADOWING_NEIGHBOURS or item.token.text in self._macros:
            return "shadowed"
        return "discarded" if item.enclosing & self._macros else "unexplained"

    def _in_macro_body(self, item: Occurrence, uses: set) -> tuple[str, int]:
        """A body's token counts its expansions; where it has none its neighbours must do."""
        for use in Use:
            count = len({expansion for seen, expansion in uses if seen is use})
            if count:
                return ("call-in-macro-body" if use is Use.CALL else use.value), count
        if item.before in _SHADOWING_NEIGHBOURS:
            return "shadowed", 0
        return "call-in-macro-body", 0
