"""Building a tree with the refactored copies in the places of their originals.

How copies get into a build is the user's choice; here a compiler wrapper makes it, so that
no build system has to be edited: it compiles `foo_refactored.c` where it is told to compile
`foo.c` and the copy is there. It notes every source that it was given and what it compiled.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from harness import compiledb
from harness.layout import Layout
from harness.programs import Flags

SUFFIX = "_refactored"

# `cc -c foo.c` without -o must still make foo.o.
_WRAPPER = """#!/bin/sh
compiles= names_output= object=
for argument do
  shift
  case $argument in
    -c) compiles=yes ;;
    -o*) names_output=yes ;;
    -*) ;;
    *.c)
      object=$(basename "$argument" .c).o
      copy=${{argument%.c}}{suffix}.c
      used=$argument
      [ -f "$copy" ] && used=$copy
      printf '%s\\t%s\\n' "$(realpath "$argument")" "$(realpath "$used")" >>'{record}'
      argument=$used
      ;;
  esac
  set -- "$@" "$argument"
done
[ "$compiles" ] && [ "$object" ] && [ ! "$names_output" ] && set -- "$@" -o "$object"
exec {compiler} "$@"
"""


@dataclass(frozen=True)
class CopyCompiler:
    """The wrapper and its notes, for one program."""

    program: Path
    record: Path

    @staticmethod
    def make(name: str, compiler: str, layout: Layout) -> "CopyCompiler":
        """Writes the wrapper; it is called as the compiler, because build systems look at the name."""
        program = layout.tools / "copies" / name / Path(compiler).name
        program.parent.mkdir(parents=True, exist_ok=True)
        record = program.with_name("compiled")
        record.unlink(missing_ok=True)
        program.write_text(_WRAPPER.format(suffix=SUFFIX, record=record, compiler=compiler), encoding="utf-8")
        program.chmod(0o755)
        return CopyCompiler(program, record)

    def add_to(self, flags: Flags) -> Flags:
        """`flags` with the wrapper as the compiler."""
        return replace(flags, cc=str(self.program))

    def compiled(self) -> dict[Path, Path]:
        """Source that the build named → file that was compiled."""
        if not self.record.is_file():
            return {}
        lines = self.record.read_text(encoding="utf-8").splitlines()
        return {Path(named): Path(used) for named, used in (line.split("\t") for line in lines)}

    def not_compiled(self, units: list[compiledb.Unit]) -> list[str]:
        """The files that the untouched build compiles and this one didn't; of one with a copy, the copy."""
        compiled = self.compiled()
        missing = set()
        for unit in filter(compiledb.is_c, units):
            copy = copy_of(unit.file.resolve())
            wanted = copy if copy.is_file() else unit.file.resolve()
            if compiled.get(unit.file.resolve()) != wanted:
                missing.add(str(wanted))
        return sorted(missing)


def copy_of(file: Path) -> Path:
    """Where the tool puts the copy of a file."""
    return file.with_name(f"{file.stem}{SUFFIX}{file.suffix}")


def as_originals(diagnostics: Counter[str]) -> Counter[str]:
    """Diagnostics with the copies called by their originals' names."""
    renamed: Counter[str] = Counter()
    for text, count in diagnostics.items():
        renamed[text.replace(f"{SUFFIX}.", ".")] += count
    return renamed
