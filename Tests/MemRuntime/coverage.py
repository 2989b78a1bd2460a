"""Sums gcov's branches over several builds: a branch counts as taken if any of them took it."""
import collections
import glob
import os
import re
import sys

source, directories = sys.argv[1], sys.argv[2:]
taken = collections.defaultdict(int)
missed = collections.defaultdict(list)
for directory in directories:
    for path in sorted(glob.glob(directory + "/*.gcov")):
        name, line = None, 0
        for text in open(path, errors="replace"):
            head = re.match(r"\s*[^:]*:\s*(\d+):(.*)", text)
            if head:
                line = int(head[1])
                if line == 0 and head[2].startswith("Source:"):
                    name = os.path.basename(head[2][7:].strip())
                continue
            branch = re.match(r"branch\s+(\d+)\s+(never executed|taken (\d+))", text)
            if branch and name and os.path.exists(os.path.join(source, name)):
                taken[name, line, int(branch[1])] += int(branch[3] or 0)

files = collections.defaultdict(lambda: [0, 0])
for (name, line, _), count in taken.items():
    files[name][1] += 1
    if count:
        files[name][0] += 1
    else:
        missed[name].append(line)
total = [sum(f[i] for f in files.values()) for i in (0, 1)]
for name in sorted(files):
    hit, count = files[name]
    lines = sorted(set(missed[name]))
    print(f"{name:18} {hit:4}/{count:<4} {100 * hit / count:5.1f} %", lines if lines else "")
print(f"branches           {total[0]:4}/{total[1]:<4} {100 * total[0] / total[1]:5.1f} %")
sys.exit(total[0] < 0.95 * total[1])
