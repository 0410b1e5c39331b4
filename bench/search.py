"""Print how well the search finds, how fast, and how much is loaded for it.

`python -m bench.search [--prose FILE]`: with a file of Finnish prose on another subject (paragraphs
between empty lines) it tells too what becomes of it at a hundred pages.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from rinnakkain import guideline
from rinnakkain.cli import main as command
from rinnakkain.prose import Prose
from rinnakkain.search import documents, index, morphology, script
from rinnakkain.search.documents import Document
from rinnakkain.search.letters import words
from rinnakkain.search.lexicon import Lexicon
from tests.browser.chromium import ARGUMENTS, MISSING, find
from tests.conftest import copied
from tests.search import frozen
from tests.search.asking import Answer, asked, figures, queries, table
from tests.serving import served
from tests.small import LANGUAGES

PAGES = (12, 34, 56, 78, 100)
FILES = ("queries.json", "unseen.json")


def main() -> None:
    """Build the site, ask it everything, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prose", type=Path, help="a text file")
    prose = parser.parse_args().prose
    rows = queries(*(name for name in FILES if (frozen.FILE.parent / name).exists()))
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "guideline")
        assert command(["--root", str(root), "build"]) == 0
        living = guideline.read(root)
        with browsing() as browser, served(root / "site") as address:
            page = browser.new_page()
            answers: list[Answer] = []
            for code in LANGUAGES:
                homes = frozen.homes(documents.read(living, Prose(living), code))
                own = [r for r in rows if not r.answers or homes.keys() & set(r.answers)]
                answers += asked(page, address, code, own, homes)
            print(table(answers))
            print(f"Answer: {nearly(one.milliseconds for one in answers):.1f} ms, 95th percentile")
            ready = [opened(browser, address, code) for code in LANGUAGES for _ in range(5)]
            print(f"Ready after opening: {statistics.median(ready):.0f} ms, median")
            print(loaded(root / "site"))
            if prose:
                texts = prose.read_text(encoding="utf-8").split("\n\n")
                print(scaled(page, address, texts))


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start a Chromium."""
    path = find()
    assert path, MISSING
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


def nearly(values: Iterator[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def opened(browser: Browser, address: str, code: str) -> float:
    """Return the milliseconds from the press of the button until the search can be asked."""
    page = browser.new_context().new_page()
    page.goto(f"{address}{code}/safety/")
    milliseconds: float = page.evaluate(
        """async () => {
          const start = performance.now();
          document.querySelector("[data-search-open]").click();
          while (!document.querySelector("dialog[open][data-ready]")) {
            await new Promise((done) => setTimeout(done, 1));
          }
          return performance.now() - start;
        }"""
    )
    page.context.close()
    return milliseconds


def loaded(site: Path) -> str:
    """Return what a reader of each language loads for the search."""
    size = {name: packed((site / name).read_bytes()) for name, _ in script.published()}
    scripts = sum(size.values())
    lines = [f"Loaded, gzip: script and styles {scripts} bytes"]
    for code in LANGUAGES:
        own = packed((site / code / index.NAME).read_bytes())
        lines.append(f"  {code}: index {own}, together {scripts + own} bytes")
    return "\n".join(lines)


def packed(data: bytes) -> int:
    """Return how many bytes are sent of some data."""
    return len(gzip.compress(data, 9))


def scaled(page: Page, address: str, texts: Sequence[str]) -> str:
    """Return how the Finnish search does among pages of another subject, and its index's size."""
    told = frozen.read()["fi"]
    own = {one.page for one in told.documents if one.kind != "aside"}
    rows = [row for row in queries("queries.json") if row.lang == "fi"]
    others = list(strange(texts, max(PAGES) - len(own)))
    known = learnt(told.lexicon, others)
    lines = ["Among pages of another subject (Finnish):"]
    for pages in PAGES:
        more = [one for one in others if int(one.page.split()[-1]) <= pages - len(own)]
        text = index.text([*told.documents, *more], told.synonyms, known)
        page.unroute_all()
        page.route("**/search.*.json", partial(answer, text))
        answers = asked(page, address, "fi", rows, frozen.homes(told.documents))
        row = figures(answers)
        time = nearly(one.milliseconds for one in answers)
        lines.append(
            f"  {pages:4} pages: recall@3 {row.recall:.2f}, MRR {row.rank:.2f},"
            f" index {packed(text.encode())} bytes, answer {time:.1f} ms"
        )
    return "\n".join(lines)


def answer(text: str, route: Route) -> None:
    """Answer a request with a text."""
    route.fulfill(body=text, content_type="application/json")


def strange(texts: Sequence[str], pages: int) -> Iterator[Document]:
    """Yield texts as documents of so many pages."""
    for place, text in enumerate(texts):
        number = place * pages // len(texts) + 1
        at = f"strange-{number}/#strange-{place}"
        name = " ".join(text.split()[:4])
        yield Document(f"strange-{place}", at, "text", "", name, text, f"Vieras {number}")


def learnt(known: Lexicon, others: Sequence[Document]) -> Lexicon:
    """Return a lexicon that knows the words of other documents too."""
    new = {word for one in others for word in words(one.text)} - known.words.keys()
    more = morphology.lexicon(new, known.code)
    return replace(known, words={**more.words, **known.words}, stems={**more.stems, **known.stems})


if __name__ == "__main__":
    main()
