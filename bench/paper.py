"""The PDFs: how long they take, how large they and the processes are, and how that grows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rinnakkain import cli, guideline
from rinnakkain.guideline import Guideline
from rinnakkain.paper import booklet, press, printing
from rinnakkain.paper.document import Document
from tests.conftest import copied

__all__ = ["table"]

PAGES = (100, 300, 1000)
_ID = re.compile(r' id="([^"]+)"')


def table(sizes: Sequence[int] = PAGES) -> str:
    """Return the figures of the real PDFs, and of booklets of several sizes."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "guideline")
        assert cli.main(["--root", str(root), "build"]) == 0
        read, site = guideline.read(root), root / "site"
        runs = [printed(read, site) for _ in range(5)]
        seconds = sorted(sum(run) for run in runs)
        lines.append(
            f"All PDFs of the guideline: {seconds[0]:.2f} s at best, {seconds[2]:.2f} s median, "
            f"{seconds[-1]:.2f} s at worst; largest process of the press "
            f"{megabytes(printing.documents(read, site)):.0f} MB"
        )
        for file in sorted(site.glob("*.pdf")):
            lines.append(f"  {file.name}: {file.stat().st_size / 1000:.0f} KB")
        lines.append("Booklets of many pages (each language, made of the guideline's own pages):")
        for pages in sizes:
            lines.append(f"  {pages:5} pages: {grown(read, site, pages)}")
    return "\n".join(lines)


def printed(read: Guideline, site: Path) -> tuple[float, float]:
    """Print everything: the seconds that reading the pages takes, and those of the press."""
    start = time.perf_counter()
    documents = printing.documents(read, site)
    middle = time.perf_counter()
    press.printed(documents, read.history.edition)
    return middle - start, time.perf_counter() - middle


def megabytes(documents: Sequence[Document]) -> float:
    """Return the size of the largest process of the press.

    A process is at first as large as the one that started it: a small one starts them here.
    """
    program = (
        "import resource, subprocess, sys; subprocess.run([sys.executable, '-m', sys.argv[1]],"
        "stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", program, press.__name__]
    sizes = [
        int(
            subprocess.run(
                command, input=press.handed(one), stdout=subprocess.PIPE, check=True
            ).stdout
        )
        for one in documents
    ]
    # Linux counts in kilobytes, macOS in bytes.
    return max(sizes) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def grown(read: Guideline, site: Path, pages: int) -> str:
    """Print the booklet of one language with so many pages more."""
    code = read.settings.codes[0]
    names = list(_written(read, site / code, pages))
    settings = replace(
        read.settings,
        nav=(*read.settings.nav, *((name, 1) for name in names)),
        apart=read.settings.apart | set(names),
    )
    start = time.perf_counter()
    made = booklet.booklet(replace(read, settings=settings), site, code)
    middle = time.perf_counter()
    pdf = press.printed([made], read.history.edition)[made.name]
    end = time.perf_counter()
    for name in names:
        shutil.rmtree(site / code / name.removesuffix(".md"))
    each = (end - start) / pages * 1000
    return (
        f"{middle - start:5.2f} s to read, {end - middle:5.2f} s to set, {each:.1f} ms a page, "
        f"{len(pdf) / 1000:.0f} KB, the process {megabytes([made]):.0f} MB"
    )


def _written(read: Guideline, folder: Path, pages: int) -> Iterator[str]:
    """Write copies of the parts beside them, each with ids of its own; yield their names."""
    parts = [folder / part.removesuffix(".md") for part in read.settings.parts]
    htmls = [(part / "index.html").read_text(encoding="utf-8") for part in parts]
    for number in range(pages):
        html = _ID.sub(rf' id="\1-{number}"', htmls[number % len(htmls)])
        html = re.sub(r'href="#([^"]+)"', rf'href="#\1-{number}"', html)
        target = folder / f"extra-{number}" / "index.html"
        target.parent.mkdir()
        target.write_text(html, encoding="utf-8")
        yield f"extra-{number}.md"


if __name__ == "__main__":
    print(table())
