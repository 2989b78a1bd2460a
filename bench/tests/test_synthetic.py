"""The synthetic programs are C that compiles."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import synthetic


class SyntheticTests(unittest.TestCase):
    """Small programs."""

    def test_compiles_without_a_warning(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "program"
            synthetic.write(folder, 3)
            commands = json.loads((folder / "compile_commands.json").read_text(encoding="utf-8"))
            self.assertEqual(len(commands), 3)
            answer = subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                                     *(entry["file"] for entry in commands)], cwd=folder, capture_output=True,
                                    text=True, check=False)
            self.assertEqual(answer.returncode, 0, answer.stderr)


if __name__ == "__main__":
    unittest.main()
