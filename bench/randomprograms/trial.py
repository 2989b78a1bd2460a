"""Migrating one pack and running it under the checking runtime."""

import json
import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from harness import allocmigrate
from harness.errors import BenchError

from .pack import Pack

_SOURCES = ("a.c", "b.c", "main.c")
_LIMIT_SECONDS = 120


@dataclass
class Trial:
    """What came of one pack."""

    pack: Pack
    folder: Path
    failures: list[str] = field(default_factory=list)
    """What went wrong, the first lines of each; must be empty."""
    releases: Counter[str] = field(default_factory=Counter)
    """Releases and resizes that were rewritten, by grade."""


def _run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True,
                          errors="replace", stdin=subprocess.DEVNULL, timeout=_LIMIT_SECONDS, check=False)


def _runtime(pack: Pack, cache: Path) -> Path:
    """The runtime for the pack's subsystems, built once: a folder with `include` and libmem.a."""
    names = pack.configuration().partition("subsystems:")[2]
    folder = cache / ("runtime-" + "-".join(sorted(part.split(",")[0].strip("} \n") for part in names.split("name:")[1:])))
    if (folder / "libmem.a").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    cache.mkdir(parents=True, exist_ok=True)
    configuration = cache / f"{folder.name}.yml"
    configuration.write_text(pack.configuration())
    made = _run([str(allocmigrate.tool()), "runtime", "-q", "--config", str(configuration), str(folder)], cache)
    if made.returncode:
        raise BenchError(f"`allocmigrate runtime` ended with status {made.returncode}:\n{made.stderr}")
    sources = sorted(str(path) for path in folder.rglob("*.c"))
    objects = folder / "objects"
    objects.mkdir()
    for command in (["gcc", "-std=gnu11", "-O1", "-g", "-c", f"-I{folder / 'include'}", *sources],
                    ["sh", "-c", "ar rcs ../libmem.a *.o"]):
        built = _run(command, objects)
        if built.returncode:
            raise BenchError(f"the runtime doesn't compile:\n{built.stderr}")
    return folder


def run(pack: Pack, folder: Path, cache: Path, sanitize: bool) -> Trial:
    """Writes, builds and runs a pack, migrates it, builds and runs it again with checks on.

    With `sanitize` the untouched pack runs under AddressSanitizer, to catch a
    generator that makes wrong programs.
    """
    shutil.rmtree(folder, ignore_errors=True)
    pack.write(folder, pack.configuration())
    trial = Trial(pack, folder)
    try:
        _try(trial, cache, sanitize)
    except subprocess.TimeoutExpired as late:
        trial.failures.append(f"{late.cmd[0]} did not end within {_LIMIT_SECONDS} s")
    return trial


def _try(trial: Trial, cache: Path, sanitize: bool) -> None:
    folder = trial.folder
    flags = ["-fsanitize=address,undefined"] if sanitize else []
    built = _run(["gcc", "-std=gnu11", "-O0", "-g", "-w", *flags, *_SOURCES, "-o", "before"], folder)
    if built.returncode:
        trial.failures.append(f"the generator made a program that doesn't compile: {built.stderr[:2000]}")
        return
    before = _run(["./before"], folder)
    if before.returncode:
        trial.failures.append(f"the generator made a wrong program: {before.stderr[:2000]}")
        return
    applied = _run([str(allocmigrate.tool()), "apply", "-q", "-i", "-j", "1", "--format", "json"], folder)
    if applied.returncode:
        trial.failures.append(f"apply ended with status {applied.returncode}: {applied.stderr[:2000]}")
        return
    trial.releases.update(json.loads(applied.stdout)["sizes"])
    runtime = _runtime(trial.pack, cache)
    built = _run(["gcc", "-std=gnu11", "-O0", "-g", "-Wall", "-Werror=implicit-function-declaration", "-Wno-unused",
                  f"-I{runtime / 'include'}", *_SOURCES, str(runtime / "libmem.a"), "-pthread", "-o", "after"], folder)
    if built.returncode:
        trial.failures.append(f"the migrated program doesn't compile: {built.stderr[:2000]}")
        return
    _check(trial, before.stdout, MEM_TRACE="0")
    _check(trial, before.stdout, MEM_TRACE="1", MEM_TRACE_LOG=str(folder / "trace.jsonl"))


def _check(trial: Trial, expected: str, **environment: str) -> None:
    """Runs the migrated program; wants the untouched one's output and no finding."""
    after = _run(["./after"], trial.folder, **environment)
    if after.returncode or after.stdout != expected:
        trial.failures.append(f"with {environment}: status {after.returncode}, output "
                              f"{'as before' if after.stdout == expected else 'differs'}: {after.stderr[:2000]}")
    log = trial.folder / "trace.jsonl"
    for line in log.read_text().splitlines() if "MEM_TRACE_LOG" in environment else []:
        entry = json.loads(line)
        if entry["event"] == "finding":
            trial.failures.append(line)
