"""Mutation test of the marked checks: see mutate.sh. Arguments: compiler, names of checks (or all)."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

compiler, wanted = sys.argv[1], sys.argv[2:]
here = os.path.dirname(os.path.abspath(__file__))
library = os.path.join(here, "../../Sources/MemRuntime")
FLAGS = "-std=c11 -O1 -w -pthread".split()
# (program, further sources, environments), cheapest first
TESTS = [
    ("test_faults", [], [{"MEM_TRACE": "1"}]),
    ("test_bad_input", [], [{"MEM_TRACE": "0"}, {"MEM_TRACE": "1"}]),
    ("test_contract", [], [{"MEM_TRACE": "0"}, {"MEM_TRACE": "0", "MEM_STATS": "1"}, {"MEM_TRACE": "1"}]),
    ("test_wrapper", [], [{"MEM_TRACE": "0"}]),
    ("test_oom", [], [{"MEM_TRACE": "0"}, {"MEM_TRACE": "1"}]),
    ("test_inside", [], [{}]),
    ("test_process", ["unmigrated.c"], [{}]),
    ("test_threads", [], [{"MEM_TRACE": "1"}, {"MEM_TRACE": "0", "MEM_STATS": "1"}]),
]


def broken(statement):
    """The statement without its check. Conditions become false, reports disappear."""
    indent = re.match(r"\s*", statement)[0]
    body = statement.strip()
    if body.startswith("if ("):
        depth, end = 0, 0
        for end, c in enumerate(body[3:], 3):
            depth += (c == "(") - (c == ")")
            if depth == 0:
                break
        return f"{indent}if (0 && {body[3:end + 1]}){body[end + 1:]}"
    if body.startswith(("return memi_fail", "return memi_refuse")):
        return indent + ";"
    if body.startswith("else if ("):
        return indent + "else " + broken(body[5:]).strip()
    if body.startswith("else "):
        return indent + "else {}"
    if body.startswith("memi_report"):
        return indent + ";"
    if body.startswith("return "):
        return f"{indent}return 1;"
    if body.startswith("changed |="):
        return indent + ";"
    raise SystemExit(f"mutate.py does not know how to break: {body}")


def statements():
    """(file, name, first line, last line) of each marked statement."""
    files = [f for f in sorted(os.listdir(library)) if f.endswith((".c", ".h"))]
    for file in files + ["include/mem/mem_inline.h", "include/mem/mem_macros.h"]:
        lines = open(os.path.join(library, file)).read().split("\n")
        for last, text in enumerate(lines):
            mark = re.search(r"/\* CHECK:([\w-]+) \*/", text)
            if not mark:
                continue
            first = last
            while not re.match(r"\s*(if \(|else |return |memi_report|changed \|=)", lines[first]):
                first -= 1
                if last - first > 3 or lines[first] == "}":
                    raise SystemExit(f"mutate.py finds no statement at {file}:{last + 1}: {text}")
            yield file, mark[1], first, last


def compile_all(directory, sources, flags):
    """Object files of those sources that are newer than theirs, or all of them."""
    commands = []
    for source, target in sources:
        if not os.path.exists(target) or os.path.getmtime(target) <= os.path.getmtime(source):
            commands.append([compiler, *FLAGS, *flags, "-I", directory + "/include", "-c", source, "-o", target])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(subprocess.run, commands):
            result.check_returncode()
    return [target for _, target in sources]


def run(directory):
    """The first test that notices, or None."""
    names = [f[:-2] for f in sorted(os.listdir(directory)) if f.endswith(".c")]
    paths = [os.path.join(directory, name) for name in names]
    archive = compile_all(directory, [(path + ".c", path + ".o") for path in paths], [])
    for name, more, environments in TESTS:
        program = os.path.join(directory, name)
        sources = [(os.path.join(here, f), os.path.join(directory, f[:-2] + ".t.o")) for f in [name + ".c", *more]]
        objects = compile_all(directory, sources, ["-I", here])
        subprocess.run([compiler, *FLAGS, "-o", program, *objects, *archive, "-ldl"], check=True)
        for environment in environments:
            try:
                result = subprocess.run([program], env={**os.environ, "MEM_TRACE_STDERR": "0", **environment},
                                        capture_output=True, timeout=60)
            except subprocess.TimeoutExpired:
                return f"{name} (hangs)"
            if result.returncode:
                return name
    return None


def forget_objects(directory):
    """A header has changed: everything has to be compiled again."""
    for file in os.listdir(directory):
        if file.endswith(".o"):
            os.remove(os.path.join(directory, file))


survivors, count = [], 0
with tempfile.TemporaryDirectory() as directory:
    copy = os.path.join(directory, "library")
    shutil.copytree(library, copy)
    noticed = run(copy)
    if noticed:
        raise SystemExit(f"{noticed} fails without any change")
    for file, name, first, last in list(statements()):
        if wanted and name not in wanted:
            continue
        path = os.path.join(copy, file)
        original = open(path).read()
        lines = original.split("\n")
        statement = "\n".join(lines[first:last + 1])
        statement = re.sub(r"\s*/\* CHECK:[\w-]+ \*/", "", statement)
        lines[first:last + 1] = [broken(statement)]
        open(path, "w").write("\n".join(lines))
        if file.endswith(".h"):
            forget_objects(copy)
        noticed = run(copy)
        open(path, "w").write(original)
        if file.endswith(".h"):
            forget_objects(copy)
        count += 1
        print(f"{file}:{first + 1}: {name}: " + (f"noticed by {noticed}" if noticed else "SURVIVES"), flush=True)
        if not noticed:
            survivors.append(name)
print(f"{count} checks broken in turn, {len(survivors)} not noticed", *survivors)
sys.exit(bool(survivors) or not count)
