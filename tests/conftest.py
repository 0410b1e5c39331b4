"""What the tests share: a small guideline, the real one, copied, built and served, a browser."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find
from tests.happened import FIRST, happened
from tests.serving import served
from tests.small import ROOT, Small
from tests.tracked import Tracked, tracked

ADDRESS = "https://guideline.example/"

Reader = Callable[..., Page]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A small guideline of the tests' own."""
    return Small(tmp_path)


@pytest.fixture
def kept(tmp_path: Path) -> Tracked:
    """A small guideline that keeps a record."""
    return tracked(tmp_path)


def copied(folder: Path) -> Path:
    """Copy what the site is made of into `folder`, with the tests' own address filled in."""
    for name in ("docs", "overrides", "history", "editions", "lexicon", "synonyms"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "town.yml", "ui.yml", "termbase.yml"):
        shutil.copy(ROOT / name, folder / name)
    town = (folder / "town.yml").read_text(encoding="utf-8")
    empty = "\n  address:\n"
    assert town.count(empty) <= 1
    (folder / "town.yml").write_text(
        town.replace(empty, f"\n  address: {ADDRESS}\n"), encoding="utf-8"
    )
    return folder


def without_record(root: Path) -> None:
    """Let a copy of the guideline keep no record, for a test that no change of a text concerns."""
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    for line in ("      equal: [fi, sv]\n", "  - changes.md # made from history/\n"):
        assert settings.count(line) == 1
        settings = settings.replace(line, "")
    settings = settings.replace("all.md, changes.md,", "all.md,")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for path in (root / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("(changes.md)", "(all.md)"), encoding="utf-8")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The real guideline, copied to where a test may change it."""
    return copied(tmp_path / "real guideline ä")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once: the folder that is published."""
    from rinnakkain.cli import main

    root = copied(tmp_path_factory.mktemp("built") / "guideline")
    assert main(["--root", str(root), "build"]) == 0
    return root / "site"


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small guideline to which things have happened, built once."""
    from rinnakkain.cli import main

    root = happened(tmp_path_factory.mktemp("happened")).root
    kept = root / f"editions/{FIRST}.json"
    kept.parent.mkdir()
    kept.write_text('{"kept": "as it was"}\n', encoding="utf-8")
    assert main(["--root", str(root), "build"]) == 0
    return root / "site"


@dataclass(frozen=True)
class Rehearsed:
    """The real guideline after a rehearsal of the way out: its folder, exit code and output."""

    root: Path
    code: int
    printed: str


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    """The real guideline, built once with the successor of MkDocs too."""
    from rinnakkain.cli import main

    root = copied(tmp_path_factory.mktemp("rehearsed") / "guideline ä")
    with redirect_stdout(io.StringIO()) as printed:
        code = main(["--root", str(root), "rehearse"])
    return Rehearsed(root, code, printed.getvalue())


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address at which the real site is served, with its own page for what is not there."""
    with served(built) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that `make test` has found or installed."""
    path = find()
    if not path and "CI" not in os.environ:
        # No root for a system package, or no network: the line to type has been printed.
        pytest.skip(MISSING)
    assert path, MISSING
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """A function that opens a new window; it takes the options of Playwright's `new_page`."""
    with ExitStack() as windows:

        def opened(**options: object) -> Page:
            page = browser.new_page(**options)  # type: ignore[arg-type] # passed on as they come
            windows.callback(page.close)
            return page

        yield opened


@pytest.fixture(scope="session")
def paths(built: Path) -> list[str]:
    """The path of every page of the site."""
    files = (file.relative_to(built).as_posix() for file in sorted(built.rglob("*.html")))
    return [file.removesuffix("index.html") for file in files]
