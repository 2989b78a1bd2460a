"""Whether the tool's output depends on the order of the compile database or on the number of threads."""

import hashlib
import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from harness import allocmigrate
from harness.errors import BenchError

COMMANDS = (
    *(("scan", "--decisions", "--format", form) for form in ("text", "markdown", "json", "sarif", "csv")),
    *(("plan", "--format", form) for form in ("text", "markdown", "json", "dot")),
    ("apply", "--diff"),
    ("apply", "--diff", "--format", "json"),
)
"""What is compared, each byte of the standard output."""


def differences(root: Path, build: Path, runs: int, seed: int) -> Iterator[str]:
    """What differs from the first run, one line a command and run: run 0 takes the database as it is, on one
    thread; the others a shuffled one, on one to four threads."""
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    generator = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        first: dict[tuple[str, ...], str] = {}
        for number in range(runs):
            if number > 0:
                generator.shuffle(commands)
            (folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
            jobs = 1 + number % 4
            for command in COMMANDS:
                digest = _digest(command, root, folder, jobs)
                if first.setdefault(command, digest) != digest:
                    yield f"{' '.join(command)}: run {number} with -j {jobs} differs"


def _digest(command: tuple[str, ...], root: Path, build: Path, jobs: int) -> str:
    arguments = [str(allocmigrate.tool()), command[0], str(root), *command[1:], "-p", str(build), "-j", str(jobs),
                 "--no-cache"]
    answer = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if answer.returncode not in allocmigrate.DONE_STATUSES:
        raise BenchError(f"`{' '.join(arguments)}` ended with status {answer.returncode}:\n"
                         + answer.stderr.decode(errors="replace")[-2000:])
    return hashlib.sha256(answer.stdout).hexdigest()
