"""One random C program: its types, functions in two files, and the calls that run it."""

import random
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Program:
    """A program under construction. Every name in it starts with `prefix`, so that many
    programs can be compiled as one without touching each other's memory."""

    prefix: str
    random: random.Random
    types: list[str] = field(default_factory=list)
    prototypes: list[str] = field(default_factory=list)
    files: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    steps: list[str] = field(default_factory=list)
    _names: int = 0

    def name(self, word: str) -> str:
        """A new global name."""
        self._names += 1
        return f"{self.prefix}{word}{self._names}"

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.random.randrange(100) < percent

    def pick(self, *choices: T) -> T:
        """One of the choices."""
        return self.random.choice(choices)

    def shuffled(self, *texts: str) -> list[str]:
        """All of them, in some order."""
        return self.random.sample(texts, len(texts))

    def number(self, low: int, high: int) -> int:
        """A number, both ends included."""
        return self.random.randint(low, high)

    def declare(self, text: str) -> None:
        """Adds a type or macro to the header."""
        self.types.append(text.strip("\n"))

    def function(self, signature: str, body: str, file: int | None = None) -> None:
        """Defines a function in one of the two files and declares it in the header."""
        self.prototypes.append(signature + ";")
        self.files[self.random.randrange(2) if file is None else file].append(
            f"{signature}\n{{\n{body.strip(chr(10))}\n}}\n")

    def static(self, text: str, file: int) -> None:
        """Adds a definition that only one file sees."""
        self.files[file].append(text.strip("\n") + "\n")

    def step(self, statement: str) -> None:
        """A statement that main runs."""
        self.steps.append(statement)
