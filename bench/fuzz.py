#!/usr/bin/env python3
"""Random C programs whose migrated form must run without a mismatch.

Generates programs with known ownership, migrates them, builds them with the runtime and runs
them in its checking mode: any wrong size, wrong allocator, double free, foreign pointer or new
leak is a failure, and so is different output. Exit status: 0 no failure, 1 failures (each with
the command that repeats it), 2 not possible.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from harness.errors import BenchError
from harness.shell import say
from randomprograms import trial
from randomprograms.pack import Pack, packs
from randomprograms.trial import Trial

EPILOG = """examples:
  bench/fuzz.py                                  1,000 programs
  bench/fuzz.py --programs 100000 --seed 7       many more, others
  bench/fuzz.py --seed 7 --first 4321 --programs 1 --keep /tmp/one     one program alone
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(description=__doc__, epilog=EPILOG,
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    top.add_argument("--programs", type=int, default=1000, help="how many (1000)")
    top.add_argument("--seed", type=int, default=1, help="of all random choices (1)")
    top.add_argument("--first", type=int, default=0, help="number of the first program (0)")
    top.add_argument("--jobs", "-j", type=int, default=2, help="packs at once (2)")
    top.add_argument("--sanitize", action="store_true", help="run the untouched programs under AddressSanitizer")
    top.add_argument("--keep", type=Path, help="work in this folder and leave it there")
    return top


def main(arguments: list[str]) -> int:
    """Runs all packs; the exit status."""
    options = parser().parse_args(arguments)
    work = options.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        failed, releases = run_all(packs(options.seed, options.first, options.programs), work, options)
    except BenchError as problem:
        print(f"fuzz.py: {problem}", file=sys.stderr)
        return 2
    total = sum(releases.values())
    print(f"{options.programs} programs of seed {options.seed}, {total} releases and resizes rewritten: "
          + ", ".join(f"{count} {grade}" for grade, count in sorted(releases.items()))
          + f"; {failed} packs failed")
    if not failed and not options.keep:
        shutil.rmtree(work)
    return 1 if failed else 0


def run_all(all_packs: list[Pack], work: Path, options: argparse.Namespace) -> tuple[int, Counter[str]]:
    """How many packs failed, and the rewritten releases by grade."""
    cache = work / "cache"
    releases: Counter[str] = Counter()
    failed = 0

    def one(pack: Pack) -> Trial:
        return trial.run(pack, work / f"pack{pack.numbers.start}", cache, options.sanitize)
    # The first packs build the runtimes that the others share.
    head = [one(pack) for pack in all_packs[:3]]
    with ThreadPoolExecutor(options.jobs) as pool:
        for number, result in enumerate(chain(head, pool.map(one, all_packs[3:])), 1):
            releases += result.releases
            if result.failures:
                failed += 1
                _print_failure(result)
            elif not options.keep:
                shutil.rmtree(result.folder)
            if number % 20 == 0:
                say(f"{number} of {len(all_packs)} packs, {failed} failed")
    return failed, releases


def _print_failure(result: Trial) -> None:
    pack = result.pack
    print(f"FAILED: bench/fuzz.py --seed {pack.seed} --first {pack.numbers.start} --programs {len(pack.numbers)} "
          f"--keep DIR   (sources now in {result.folder})")
    for failure in result.failures[:10]:
        print(f"  {failure}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
