"""Finding and running the tool under test, and building the runtime that migrated programs link."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.errors import BenchError
from harness.layout import REPOSITORY, Layout
from harness.programs import Flags
from harness.shell import output_of

RUNTIME_SOURCES = REPOSITORY / "Sources" / "MemRuntime"
DONE_STATUSES = (0, 1, 3)
"""Exit statuses after which output is there: done, done with findings, done in part."""


def tool() -> Path:
    """The executable: ALLOCMIGRATE, else this repository's release build, else its debug build."""
    chosen = os.environ.get("ALLOCMIGRATE")
    candidates = [Path(chosen)] if chosen else [
        REPOSITORY / ".build" / kind / "allocmigrate" for kind in ("release", "debug")]
    for candidate in candidates:
        if os.access(candidate, os.X_OK):
            return candidate.resolve()
    raise BenchError(f"allocmigrate isn't built (looked for {', '.join(map(str, candidates))}); "
                     "run `swift build -c release` or set ALLOCMIGRATE to the executable")


def linked_libclang(program: Path) -> Path | None:
    """The libclang that an executable is linked with, as the loader finds it; `None` when it isn't."""
    found = re.search(r"libclang-?\d*\.so\S* => (/\S+)", output_of(["ldd", str(program)]))
    return Path(found[1]) if found else None


def run(arguments: list[str], log: Path) -> int:
    """Runs the tool, everything it prints to `log`; the exit status. A crash or wrong usage raises."""
    log.parent.mkdir(parents=True, exist_ok=True)
    program = tool()
    try:
        with log.open("wb") as sink:
            status = subprocess.run([str(program), *arguments], stdin=subprocess.DEVNULL, stdout=sink,
                                    stderr=subprocess.STDOUT, check=False).returncode
    except OSError as problem:
        raise BenchError(f"{program} can't be started (is it being built?): {problem}") from None
    if status not in DONE_STATUSES:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        raise BenchError(f"`allocmigrate {' '.join(arguments)}` ended with status {status}; log {log}, its end:\n{tail}")
    return status


@dataclass(frozen=True)
class Runtime:
    """The runtime, built as a shared library.

    Shared, because then one flag works in every build system wherever it puts
    LDFLAGS, and a program and its own shared libraries see one runtime state.
    """

    library: Path
    headers: Path

    def add_to(self, flags: Flags) -> Flags:
        """`flags` with the runtime's headers and library."""
        folder = self.library.parent
        link = f"-L{folder} -Wl,-rpath,{folder} -Wl,--no-as-needed -lmemruntime -Wl,--as-needed"
        return Flags(cc=flags.cc, cflags=f"{flags.cflags} -I{self.headers}",
                     ldflags=f"{flags.ldflags} {link}".strip(), library_path=str(folder))


def build_runtime(layout: Layout) -> Runtime:
    """Compiles Sources/MemRuntime into the cache."""
    return _compile(RUNTIME_SOURCES, layout.tools / "runtime" / "libmemruntime.so")


def export_runtime(configuration: Path, folder: Path) -> Runtime:
    """Lets the tool write the runtime for a configuration's subsystems into `folder`, and compiles it there."""
    shutil.rmtree(folder, ignore_errors=True)
    run(["runtime", str(folder), "--config", str(configuration)], folder.with_suffix(".log"))
    return _compile(folder, folder / "libmemruntime.so")


def _compile(folder: Path, library: Path) -> Runtime:
    """Compiles all C sources below `folder`."""
    sources = sorted(folder.rglob("*.c"))
    if not sources:
        raise BenchError(f"{folder}: no C sources; the runtime isn't there")
    library.parent.mkdir(parents=True, exist_ok=True)
    command = ["gcc", "-std=gnu11", "-g", "-O1", "-fPIC", "-shared", f"-I{folder / 'include'}",
               *map(str, sources), "-pthread", "-o", str(library)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise BenchError(f"the runtime doesn't compile:\n{answer.stderr.strip()}")
    return Runtime(library, folder / "include")
