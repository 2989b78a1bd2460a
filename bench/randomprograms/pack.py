"""Many random programs compiled as one, so that a run costs one parse, one build and one process."""

import random
from dataclasses import dataclass
from pathlib import Path

from .idioms import ASSUMED, IDIOMS
from .program import Program

_HEAD = """#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
"""

# The configurations that packs are migrated by, in turn.
_SUBSYSTEMS = (
    "  - {name: GENERAL}\n",
    "  - {name: STRINGS, match: [{kind: string}]}\n  - {name: GENERAL}\n",
    "  - {name: LISTS, match: [{type: \"*Node*\"}, {field: \"*.items\"}]}\n"
    "  - {name: FIRST, match: [{path: \"a.c\"}]}\n  - {name: GENERAL}\n",
)


SIZE = 50
"""Programs in a full pack; those that share one are migrated by one configuration."""


@dataclass(frozen=True)
class Pack:
    """Some programs of one seed, out of one run of `SIZE` numbers."""

    seed: int
    numbers: range

    def configuration(self) -> str:
        """The tool's rules for this pack."""
        number = self.numbers.start // SIZE
        return ("schema: 1\nuse: [libc, posix, gnu, mem]\n"
                f"sizes: {{accept: {'inferred' if _accepts_inferred(self.numbers.start) else 'proven'}}}\n"
                f"foreign-memory: {('leave', 'adopt')[number // 2 % 2]}\n"
                "subsystems:\n" + _SUBSYSTEMS[number % len(_SUBSYSTEMS)])

    def write(self, folder: Path, configuration: str) -> None:
        """Writes sources and configuration to a new folder."""
        folder.mkdir(parents=True)
        programs = [make(self.seed, number) for number in self.numbers]
        header = [_HEAD] + [text for p in programs for text in p.types + p.prototypes]
        header += [f"void {p.prefix}run(void);" for p in programs]
        (folder / "all.h").write_text("#ifndef ALL_H\n#define ALL_H\n" + "\n".join(header) + "\n#endif\n")
        for index, name in enumerate(("a.c", "b.c")):
            body = "\n".join(text for p in programs for text in p.files[index])
            (folder / name).write_text(f'#include "all.h"\n\n{body}')
        runs = [f"void {p.prefix}run(void)\n{{\n" + "".join(f"    {step}\n" for step in p.steps) + "}\n" for p in programs]
        calls = "".join(f"    {p.prefix}run();\n" for p in programs)
        (folder / "main.c").write_text(
            '#include "all.h"\n\n' + "\n".join(runs) + f"\nint main(void)\n{{\n{calls}    return 0;\n}}\n")
        (folder / "allocmigrate.yml").write_text(configuration)


def packs(seed: int, first: int, count: int) -> list[Pack]:
    """The packs that hold `count` programs from number `first` on."""
    result = []
    start, end = first, first + count
    while start < end:
        next_start = min(end, (start // SIZE + 1) * SIZE)
        result.append(Pack(seed, range(start, next_start)))
        start = next_start
    return result


def _accepts_inferred(number: int) -> bool:
    """Whether a program's sizes may rest on assumptions; then it breaks none of them."""
    return number // SIZE % 2 == 1


def make(seed: int, number: int) -> Program:
    """One program: the same for the same seed and number, alone or in a pack."""
    program = Program(f"p{number}_", random.Random(f"{seed}:{number}"))
    idioms = [idiom for idiom in IDIOMS if not (_accepts_inferred(number) and idiom in ASSUMED)]
    for idiom in program.random.choices(idioms, k=program.number(2, 5)):
        idiom(program)
    return program
