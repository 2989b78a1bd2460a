"""The random programs are C that compiles, and the same for the same seed."""

import random
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from randomprograms import pack
from randomprograms.idioms import ASSUMED, IDIOMS
from randomprograms.pack import Pack
from randomprograms.program import Program


def _every_idiom(seed: int, number: int) -> Program:
    """A program of every idiom once."""
    program = Program(f"p{number}_", random.Random(f"{seed}:{number}"))
    for idiom in IDIOMS:
        idiom(program)
    return program


def _text(program: Program) -> list[str]:
    return [*program.types, *program.prototypes, *program.files[0], *program.files[1], *program.steps]


class RandomProgramsTests(unittest.TestCase):
    """Idioms, and packs of them."""

    def test_is_the_same_for_the_same_seed_and_number(self) -> None:
        self.assertEqual(_text(pack.make(3, 8)), _text(pack.make(3, 8)))
        self.assertNotEqual(_text(pack.make(3, 8)), _text(pack.make(3, 9)))

    def test_lists_every_idiom_once_and_documented(self) -> None:
        names = [idiom.__name__ for idiom in IDIOMS]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual([idiom.__name__ for idiom in IDIOMS if not idiom.__doc__], [])
        self.assertEqual([idiom for idiom in ASSUMED if idiom not in IDIOMS], [])

    def test_each_idiom_compiles(self) -> None:
        with tempfile.TemporaryDirectory() as scratch, mock.patch.object(pack, "make", _every_idiom):
            folder = Path(scratch) / "pack"
            Pack(1, range(20)).write(folder, "")
            answer = subprocess.run(["gcc", "-std=gnu11", "-w", "-Werror=implicit-function-declaration", "-fsyntax-only",
                                     "a.c", "b.c", "main.c"], cwd=folder, capture_output=True, text=True, check=False)
            self.assertEqual(answer.returncode, 0, answer.stderr)

    def test_makes_as_many_programs_as_asked_for(self) -> None:
        packs = pack.packs(1, 30, 100)
        self.assertEqual([number for part in packs for number in part.numbers], list(range(30, 130)))


if __name__ == "__main__":
    unittest.main()
