"""How fast a site is built, beside plain MkDocs with Material on the same pages, in one run.

`python -m bench.speed 100 1000` says it for so many pages in each language.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench import large
from tests.conftest import copied

__all__ = ["saved", "table"]

# 1,000 pages take the plain build two minutes: they are asked for by hand.
PAGES = (100, 300)

# The stock theme and the plugin for languages; the search of either side is counted apart.
_PLAIN = """\
site_name: Plain
nav:
{nav}
theme: {{name: material, font: false}}
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages:
        - {{locale: fi, name: Suomi, default: true}}
        - {{locale: sv, name: Svenska}}
        - {{locale: en, name: English}}
markdown_extensions: [attr_list, md_in_html, admonition]
"""

# What `rinnakkain build` does until the pages stand there and their links are followed; then once
# more what of it was for the search alone, whose seconds are printed.
_OURS = """\
import gc, sys, time
from pathlib import Path
gc.set_threshold(50_000)
from rinnakkain import checks, guideline
root, new = Path(sys.argv[1]), Path(sys.argv[2])
read = guideline.read(root, keeps=True)
assert not checks.blocking(checks.run(read))
from rinnakkain import built, engine, staging
engine.build(root, new, read)
built.lost_links(new)
if "search" in sys.argv:
    from rinnakkain.prose import Prose
    prose = Prose(read)
    start = time.process_time()
    list(staging._search(read, prose)[0])
    print(time.process_time() - start)
"""


@dataclass(frozen=True)
class _Run:
    """What a process took: CPU seconds and seconds by the clock, MiB at its peak; what it said."""

    work: float
    seconds: float
    mebibytes: float
    said: str


def table(sizes: Sequence[int] = PAGES) -> str:
    """Return the cost of both builds for so many pages in each language, and their ratios."""
    head = ("pages", "plain", "cold", "ratio", "s", "MiB", "warm", "ratio", "s", "search")
    lines = [
        "Building (CPU seconds of the processes; s by the clock; plain is MkDocs with Material and",
        "static-i18n; ours has side-by-side views, changes and all its checks; PDFs are apart):",
        "".join(f"{name:>9}" for name in head),
    ]
    cold_of: dict[int, float] = {}
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = copied(Path(folder) / "guideline")
            large.write(root, pages)
            plain = _run(["-m", "mkdocs", "build", "--quiet"], _plain(root, Path(folder) / "plain"))
            ours = ["-c", _OURS, str(root), str(Path(folder) / "new")]
            asked = _run([*ours, "search"], root)
            search = float(asked.said.split()[-1])
            shutil.rmtree(root / ".build")
            cold, warm = _run(ours, root), _run(ours, root)
        cold_of[pages] = cold.work - search
        values = (
            f"{pages}",
            f"{plain.work:.1f}",
            *(f"{cold.work - search:.1f}", f"{(cold.work - search) / plain.work:.2f}"),
            *(f"{cold.seconds:.1f}", f"{cold.mebibytes:.0f}"),
            *(f"{warm.work - search:.1f}", f"{(warm.work - search) / plain.work:.2f}"),
            *(f"{warm.seconds:.1f}", f"{search:.1f}"),
        )
        lines.append("".join(f"{value:>9}" for value in values))
    lines += (
        f"  {many} pages cost {cold_of[many] / cold_of[few]:.2f} times as much as {few}"
        for few, many in pairwise(sizes)
    )
    return "\n".join(lines)


def saved(times: int = 5) -> str:
    """Return how long after an edit is saved the server that shows the site has the new text."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        root = copied(Path(folder) / "guideline")
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        command = [sys.executable, "-m", "rinnakkain", "serve", "--address", at]
        server = subprocess.Popen(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        try:
            _awaited(at, "</html>")
            seconds = sorted(_edited(root, at, f"Xyz{number}.") for number in range(times))
        finally:
            server.terminate()
            server.wait()
    mid, worst = statistics.median(seconds), seconds[-1]
    return f"Saved to shown: {mid:.2f} s median, {worst:.2f} s at worst"


def _edited(root: Path, at: str, words: str) -> float:
    """Save new words on a page; return the seconds until the server shows them."""
    time.sleep(1)
    part = root / "docs/fi/safety.md"
    text = part.read_text(encoding="utf-8")
    part.write_text(text.replace("\n- ", f"\n- {words} ", 1), encoding="utf-8")
    start = time.perf_counter()
    _awaited(at, words)
    return time.perf_counter() - start


def _awaited(at: str, words: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"http://{at}/fi/safety/") as answer:
            if words in answer.read().decode():
                return
        time.sleep(0.02)
    raise AssertionError(f"{words} is not shown")


def _plain(root: Path, folder: Path) -> Path:
    """Write the same Markdown as a plain site into `folder`."""
    shutil.copytree(root / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.yml"))
    names = _written(root)
    nav = "\n".join(f"  - {name}" for name in names)
    (folder / "mkdocs.yml").write_text(_PLAIN.format(nav=nav), encoding="utf-8")
    return folder


def _written(root: Path) -> Iterator[str]:
    """Yield the pages of the navigation that are files."""
    for line in (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"  - ([\w-]+\.md)(?: #.*)?", line)
        if found and (root / "docs/fi" / found[1]).is_file():
            yield found[1]


def _run(arguments: Sequence[str], folder: Path) -> _Run:
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told = said.read()
    assert process.returncode == 0, told[-2000:]
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    seconds = time.perf_counter() - start
    return _Run(used.ru_utime + used.ru_stime, seconds, used.ru_maxrss / unit, told)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="*", default=PAGES, help="in each language")
    print(table(parser.parse_args().pages))
    print(saved())
