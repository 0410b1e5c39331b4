"""Print the figures: `python -m bench [--every N]` tries every Nth fault and correction."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench import advice, languages, large, lighthouse, load, paper, speed
from tests import edits
from tests.conftest import copied
from tests.small import ROOT


def main() -> int:
    """Print one table after the other; 1 where a score is not what is held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=7, help="default: %(default)s")
    every = parser.parse_args().every
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "guideline")
        planted(root, every)
        corrected(root, every)
        print(languages.table(root))
        print(advice.table(root))
    print(times())
    print(large.table())
    print(paper.table())
    print(speed.table())
    print(speed.saved())
    print(load.table())
    text, is_held = lighthouse.table()
    print(text)
    return 0 if is_held else 1


def planted(root: Path, every: int) -> None:
    """Plant faults one by one, and count those told with the right number, file and line."""
    told: Counter[int] = Counter()
    tried: Counter[int] = Counter()
    for fault in list(edits.faults(root))[::every]:
        with edits.undone(root):
            fault.plant(root)
            found = {(f.kind.number, f.file, f.line) for f in edits.found(root)}
        tried[fault.number] += 1
        told[fault.number] += (fault.number, fault.file, fault.line) in found
    print(f"Planted faults: {tried.total()}, told at their file and line: {told.total()}")
    for number in sorted(tried):
        print(f"  finding {number:2}: {told[number]:3} of {tried[number]:3}")


def corrected(root: Path, every: int) -> None:
    """Make correct changes one by one; count those that are asked about, and stopped when said."""
    every = max(every // 3, 1)
    tried = asked = stopped = 0
    for correction in list(edits.corrections(root))[::every]:
        with edits.undone(root):
            correction.make(root)
            undeclared = [found for found in edits.found(root) if found.kind.blocks]
            edits.declare_all(root)
            blocking = [found for found in edits.found(root) if found.kind.blocks]
        blocking += [f for f in undeclared if f.kind.number not in edits.UNDECLARED]
        tried += 1
        asked += bool(undeclared)
        stopped += bool(blocking)
        for finding in blocking:
            print(f"  {correction.name}: {finding}")
    print(f"Correct changes: {tried}, to be declared: {asked}, stopped when declared: {stopped}")


def times() -> str:
    """Time the check of the real guideline as a command, eleven times."""
    command = [sys.executable, "-m", "rinnakkain", "--root", str(ROOT), "check"]
    seconds = []
    for _ in range(11):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    low, mid, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"Check of the guideline: {low:.2f} s at best, {mid:.2f} s median, {high:.2f} s at worst"


if __name__ == "__main__":
    sys.exit(main())
