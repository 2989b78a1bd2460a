"""Reading clang's JSON syntax tree: where it names a family function, and how."""

from dataclasses import dataclass, replace
from enum import Enum

_TRANSPARENT = frozenset({"ImplicitCastExpr", "ParenExpr"})
"""Nodes between a call and the name of the function it calls."""


class Use(Enum):
    """What the tree has at a place."""

    CALL = "call"
    ADDRESS = "address-taken"
    DECLARATION = "declaration"
    SHADOWED = "shadowed"


@dataclass(frozen=True)
class Place:
    """A position in a file, as clang names the file."""

    file: str
    offset: int


@dataclass(frozen=True)
class Mention:
    """A place where the tree names something spelled like a family function."""

    spelled: Place
    """Where its token is written: in a macro's body if it comes from there."""
    expanded: Place
    """Where the expansion starts; the same as `spelled` outside macro bodies."""
    use: Use
    name: str


def mentions(tree: dict, names: frozenset[str]) -> set[Mention]:
    """Every mention of one of `names` in the tree."""
    reader = _Reader(names)
    reader.walk(tree)
    return {replace(mention, use=Use.SHADOWED) if mention.name in reader.own else mention
            for mention in reader.found}


class _Reader:
    """Walks the tree in document order, since clang prints a file's name only when it changes."""

    def __init__(self, names: frozenset[str]):
        self._names = names
        self._file = ""
        self.found: set[Mention] = set()
        self.own: set[str] = set()
        """Names that the unit gives to static functions of its own."""

    def walk(self, tree: dict) -> None:
        """Visits all nodes; an explicit stack, because expressions nest deeply."""
        stack = [(tree, False)]
        while stack:
            node, is_callee = stack.pop()
            kind = node.get("kind", "")
            place = self._location(node["loc"]) if "loc" in node else None
            span = node.get("range", {})
            begin, end = self._location(span.get("begin", {})), self._location(span.get("end", {}))
            self._visit(node, kind, is_callee, place, begin, end)
            children = node.get("inner", ())
            for index in range(len(children) - 1, -1, -1):
                callee = index == 0 and (kind == "CallExpr" or is_callee and kind in _TRANSPARENT)
                stack.append((children[index], callee))

    def _location(self, location: dict) -> tuple[Place, Place] | None:
        """(spelled, expanded) of a location; keeps track of the current file on the way."""
        if "spellingLoc" in location:
            spelled = self._bare(location["spellingLoc"])
            expanded = self._bare(location["expansionLoc"])
            return (spelled, expanded) if spelled and expanded else None
        plain = self._bare(location)
        return (plain, plain) if plain else None

    def _bare(self, location: dict) -> Place | None:
        self._file = location.get("file", self._file)
        return Place(self._file, location["offset"]) if "offset" in location else None

    def _visit(self, node: dict, kind: str, is_callee: bool, place, begin, end) -> None:
        """Notes the node if it mentions one of the names."""
        if kind == "DeclRefExpr":
            target = node.get("referencedDecl", {})
            if target.get("name") in self._names:
                function = target.get("kind") == "FunctionDecl"
                use = (Use.CALL if is_callee else Use.ADDRESS) if function else Use.SHADOWED
                self._note(begin, use, target["name"])
        elif node.get("name") in self._names and not node.get("isImplicit"):
            if kind == "FunctionDecl" and node.get("storageClass") == "static":
                self.own.add(node["name"])
            use = Use.DECLARATION if kind == "FunctionDecl" else Use.SHADOWED
            self._note(end if kind == "MemberExpr" else place or begin, use, node["name"])

    def _note(self, places: tuple[Place, Place] | None, use: Use, name: str) -> None:
        if places is not None:
            self.found.add(Mention(*places, use, name))
