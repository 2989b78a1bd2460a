"""Running commands: logged, with a time limit, the whole process group ended when it strikes."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from harness.errors import BenchError


@dataclass(frozen=True)
class Finished:
    """How a logged command ended."""

    status: int
    """Exit status; negative: the signal that ended it."""
    seconds: float
    output: str
    """Standard output and standard error, interleaved as written."""
    timed_out: bool


def say(text: str) -> None:
    """Progress for the person at the terminal; results go to standard output, this goes beside it."""
    print(text, file=sys.stderr, flush=True)


def run_logged(script: str, folder: Path, environment: dict[str, str], log: Path,
               limit_seconds: float) -> Finished:
    """Runs a shell script in `folder`, everything it writes goes to `log`.

    The script stops at its first failing command. At the time limit the whole
    process group is killed, so that a hanging test cannot outlive the run.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with log.open("wb") as sink:
        process = subprocess.Popen(["/bin/sh", "-ec", script], cwd=folder, stdin=subprocess.DEVNULL,
                                   stdout=sink, stderr=subprocess.STDOUT, start_new_session=True,
                                   env={**os.environ, **environment})
        timed_out = _wait_or_kill(process, limit_seconds)
    return Finished(status=process.returncode, seconds=time.monotonic() - began,
                    output=log.read_text(encoding="utf-8", errors="replace"), timed_out=timed_out)


def _wait_or_kill(process: subprocess.Popen, limit_seconds: float) -> bool:
    """Waits for the end of a group leader; True when the limit struck and its group was killed."""
    try:
        process.wait(timeout=limit_seconds)
        return False
    except subprocess.TimeoutExpired:
        _kill_group(process)
        return True
    except BaseException:
        _kill_group(process)
        raise


def _kill_group(process: subprocess.Popen) -> None:
    """Ends a group that was started with a session of its own, and reaps the leader."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def require_success(finished: Finished, what: str, log: Path) -> None:
    """Raises with the log's end when a command failed or ran into its limit."""
    if finished.status == 0 and not finished.timed_out:
        return
    reason = "ran into its time limit" if finished.timed_out else f"ended with status {finished.status}"
    tail = "\n".join(finished.output.splitlines()[-15:])
    raise BenchError(f"{what} {reason}; the log is {log}, its end:\n{tail}")


def output_of(arguments: list[str]) -> str:
    """Standard output of a command that has to succeed."""
    try:
        return subprocess.run(arguments, check=True, text=True, capture_output=True).stdout
    except FileNotFoundError:
        raise BenchError(f"{arguments[0]}: no such command; install it and run this again") from None
    except subprocess.CalledProcessError as failure:
        raise BenchError(f"`{' '.join(arguments)}` failed: {failure.stderr.strip()}") from None
