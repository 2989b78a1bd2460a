"""The compiler wrapper really compiles the copies, and notices what was left out."""

import os
import subprocess
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from harness import copies
from harness.compiledb import Unit
from harness.layout import Layout


class CopiesTest(unittest.TestCase):

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        for name, text in (("a.c", "int a(void) { return 1; }\n"), ("a_refactored.c", "int a(void) { return 2; }\n"),
                           ("main.c", "int a(void); int main(void) { return a(); }\n")):
            (self.root / name).write_text(text, encoding="utf-8")
        self.compiler = copies.CopyCompiler.make("x", "gcc", Layout(self.root / "cache"))

    def compile(self, *arguments: str) -> None:
        subprocess.run([str(self.compiler.program), *arguments], cwd=self.root, check=True)

    def units(self) -> list[Unit]:
        return [Unit(self.root / name, self.root, ()) for name in ("a.c", "main.c")]

    def test_compiles_the_copy_under_the_name_of_the_original(self) -> None:
        self.compile("-c", "a.c")
        self.compile("-c", "main.c", "-o", "m.o")
        self.compile("-o", "program", "a.o", "m.o")
        self.assertEqual(subprocess.run([str(self.root / "program")], check=False).returncode, 2)
        self.assertEqual(self.compiler.not_compiled(self.units()), [])

    def test_compiles_the_copy_when_it_links_at_once(self) -> None:
        self.compile("a.c", "main.c", "-o", "program")
        self.assertEqual(subprocess.run([str(self.root / "program")], check=False).returncode, 2)

    def test_names_what_was_not_compiled(self) -> None:
        self.assertEqual(self.compiler.not_compiled(self.units()),
                         [str(self.root / "a_refactored.c"), str(self.root / "main.c")])
        os.rename(self.root / "a_refactored.c", self.root / "away")
        self.compile("-c", "a.c")
        os.rename(self.root / "away", self.root / "a_refactored.c")
        self.assertIn(str(self.root / "a_refactored.c"), self.compiler.not_compiled(self.units()))

    def test_calls_diagnostics_by_the_original(self) -> None:
        found = copies.as_originals(Counter({"a_refactored.c: warning: w": 1, "a.c: warning: w": 2}))
        self.assertEqual(found, Counter({"a.c: warning: w": 3}))


if __name__ == "__main__":
    unittest.main()
