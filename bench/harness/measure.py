"""Measuring one command: wall time, and peak memory of its whole process tree."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.03


@dataclass(frozen=True)
class Run:
    """One run of a command."""

    seconds: float
    cpu_seconds: float
    """User and system time of the tree: less disturbed than `seconds` when the machine is shared."""
    status: int
    largest_process_kib: int
    """Peak resident set of the largest process of the tree, as the kernel reports it."""


def timed(arguments: list[str], folder: Path, environment: dict[str, str], output: Path) -> Run:
    """Runs a command with nothing beside it; its standard output goes to a file."""
    with output.open("wb") as sink:
        began = time.perf_counter()
        process = _start(arguments, folder, environment, sink)
        _, status, usage = _wait(process)
        seconds = time.perf_counter() - began
    return Run(seconds, usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status), usage.ru_maxrss)


def peak_tree_kib(arguments: list[str], folder: Path, environment: dict[str, str], output: Path) -> int:
    """Peak memory of all processes of a command together, sampled in a run of its own.

    Sampling costs time, so this run isn't timed. Shared pages count once
    (proportional set size), or forked workers would look far too large.
    """
    with output.open("wb") as sink:
        process = _start(arguments, folder, environment, sink)
        sampler = _Sampler(process.pid)
        sampler.start()
        _, _, usage = _wait(process)
        sampler.stop()
    return max(sampler.peak_kib, usage.ru_maxrss)


def _start(arguments: list[str], folder: Path, environment: dict[str, str], sink) -> subprocess.Popen:
    """Starts a command as leader of a session, so that its descendants can be found."""
    return subprocess.Popen(arguments, cwd=folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                            stdout=sink, stderr=subprocess.DEVNULL, start_new_session=True)


def _wait(process: subprocess.Popen):
    """Waits for the leader and all it waited for; its group is ended when this run is interrupted."""
    try:
        answer = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(answer[1])
        return answer
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise


class _Sampler(threading.Thread):
    """Adds up the memory of a session's processes again and again."""

    def __init__(self, session: int):
        super().__init__(daemon=True)
        self._session = session
        self._done = threading.Event()
        self.peak_kib = 0

    def run(self) -> None:
        """Samples until stopped."""
        while not self._done.wait(_SAMPLE_SECONDS):
            total = sum(_proportional_kib(process) for process in _members(self._session))
            self.peak_kib = max(self.peak_kib, total)

    def stop(self) -> None:
        """Ends the sampling."""
        self._done.set()
        self.join()


def _members(session: int) -> list[Path]:
    """Folders below /proc of a session's processes."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended while we looked
            if int(fields[3]) == session:
                found.append(folder)
    return found


def _proportional_kib(process: Path) -> int:
    """Proportional set size of one process; 0 when it has just ended."""
    try:
        rollup = (process / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
