"""A real browser, and readers with and without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find
from tests.browser.kinds import Places
from tests.serving import served

Reader = Callable[..., Page]


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


@pytest.fixture(scope="session")
def places(built: Path, address: str, changed: Path) -> Iterator[Places]:
    """Where one page of every kind is served."""
    with served(changed) as happened:
        yield Places.of(built, address, happened)
