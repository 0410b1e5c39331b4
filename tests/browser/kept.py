"""Kept: which selectors of the theme's style sheet a page can use, seen in a real browser.

`python -m tests.browser.kept > kept.txt` writes the list anew, to be moved to `src/rinnakkain/`:
what it looks at is built with the one that is there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

import tinycss2
from playwright.sync_api import Browser, Page, sync_playwright

from rinnakkain import cli, stylesheet
from tests.browser import chromium, keys, sample, states
from tests.browser.kinds import KINDS, Places
from tests.building.templates import MATERIAL, installed
from tests.conftest import copied
from tests.happened import happened
from tests.serving import served

__all__ = ["bare", "base", "situations", "used_by_files", "used_here"]

# What an element is for a while: a selector is kept for what it can be.
_STATES = frozenset(
    (
        "active",
        "autofill",
        "checked",
        "disabled",
        "enabled",
        "focus",
        "focus-visible",
        "focus-within",
        "hover",
        "indeterminate",
        "invalid",
        "link",
        "modal",
        "open",
        "placeholder-shown",
        "popover-open",
        "read-only",
        "target",
        "valid",
        "visited",
    )
)
_ATTRIBUTES = frozenset(("open", "hidden"))

# Which of the selectors match something in the page, or in pages given as their HTML.
_MATCHED = """([selectors, pages]) => {
  const parser = new DOMParser();
  const documents = pages
    ? pages.map((html) => parser.parseFromString(html, "text/html")) : [document];
  return selectors.filter((selector) => documents.some((one) => one.querySelector(selector)));
}"""
_FILL = """(html) => { document.querySelector("article").innerHTML = html; }"""

# Each text in a mark, as the search marks what it has found.
_MARK = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  for (const text of texts) {
    const mark = document.createElement("mark");
    text.replaceWith(mark);
    mark.append(text);
  }
}"""


def base() -> str:
    """Return the theme's style sheet as it is installed."""
    [file] = installed().glob(f"{MATERIAL}/assets/stylesheets/main.*.min.css")
    return file.read_text(encoding="utf-8")


def bare(selector: str) -> str:
    """Return a selector without what an element is for a while, and without pseudo-elements."""
    nodes = tinycss2.parse_component_value_list(selector)
    return _text(nodes) or "*"


def _text(nodes: list[tinycss2.ast.Node]) -> str:
    text = ""
    rest = iter(nodes)
    for node in rest:
        if node == ":":
            following = next(rest)
            is_element = following == ":"
            name = next(rest) if is_element else following
            if is_element or _is_state(name):
                # What stood alone between two combinators was any element.
                text += "*" * (not text or text[-1] in " >+~(")
                continue
            text += f":{following.serialize()}"
        elif (
            node.type == "[] block" and node.content and node.content[0].serialize() in _ATTRIBUTES
        ):
            text += "*" * (not text or text[-1] in " >+~(")
        else:
            text += node.serialize()
    return text


def _is_state(node: tinycss2.ast.Node) -> bool:
    if node.type == "ident":
        name = node.value
        return name in _STATES or name in ("before", "after") or name.startswith("-")
    held = tinycss2.serialize(node.arguments)
    return any(f":{state}" in held for state in _STATES) or any(
        f"[{a}]" in held for a in _ATTRIBUTES
    )


def used_here(page: Page, selectors: Iterable[str]) -> set[str]:
    """Return the selectors that could match an element of the page as it stands."""
    return _matched(page, selectors, None)


def used_by_files(page: Page, selectors: Iterable[str], folder: Path) -> set[str]:
    """Return the selectors that could match an element of any built page, before its script."""
    files = [file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.html"))]
    return _matched(page, selectors, files)


def _matched(page: Page, selectors: Iterable[str], files: list[str] | None) -> set[str]:
    by_bare: dict[str, set[str]] = {}
    for selector in selectors:
        by_bare.setdefault(bare(selector), set()).add(selector)
    found = page.evaluate(_MATCHED, [list(by_bare), files])
    return set().union(*(by_bare[one] for one in found))


def filled(page: Page) -> None:
    """Let the text of the page be the sample."""
    page.evaluate(_FILL, sample.html())


def found(page: Page) -> None:
    """Let the text of the page be the sample in which the search has found every text."""
    filled(page)
    page.evaluate(_MARK)


def situations(places: Places) -> Mapping[str, tuple[str, Callable[[Page], None]]]:
    """Return every kind of page and every state: the address, and what brings the state about."""
    happened = places.happened
    rules = f"{happened}en/safety/"
    sides = f"{happened}fi/side-by-side/safety/"
    return {
        **{kind: (places.url(kind), keys.unfold) for kind in KINDS},
        "sample": (f"{happened}sv/about/", filled),
        "sample, found": (f"{happened}sv/about/", found),
        **{name: (rules, state) for name, state in states.SEARCHES.items()},
        "parts": (rules, states.parts),
        "a rule": (rules, states.a_rule),
        "a rule, no clipboard": (rules, states.a_rule_without_clipboard),
        "arrived": (rules, states.arrived),
        "without script": (rules, states.without_script),
        "own language": (sides, states.own_language),
        "no language": (sides, states.no_language),
        "on paper": (f"{happened}sv/changes/", states.on_paper),
        "found words": (rules, _found_words),
        "palette": (rules, partial(_palette, choice="dark")),
    }


def _found_words(page: Page) -> None:
    """Follow a result of the search to where its words are marked."""
    states.SEARCHES["search with results"](page)
    page.keyboard.press("Enter")
    page.locator("article mark").first.wait_for()


def _palette(page: Page, choice: str) -> None:
    page.locator(f".palette input[value={choice}]").check()


def _used(browser: Browser, places: Places, folders: Iterable[Path]) -> set[str]:
    selectors = stylesheet.selectors(base())
    page = browser.new_page()
    found: set[str] = set()
    for folder in folders:
        found |= used_by_files(page, selectors, folder)
    for url, state in situations(places).values():
        page = browser.new_page()
        page.goto(url)
        state(page)
        found |= used_here(page, selectors)
        page.close()
    return found


def main() -> int:
    """Print the list."""
    path = chromium.find()
    with tempfile.TemporaryDirectory() as folder:
        real = copied(Path(folder) / "real")
        changed = happened(Path(folder) / "happened").root
        # What is said while they are built is no part of the list.
        with redirect_stdout(sys.stderr):
            for root in (real, changed):
                assert cli.main(["--root", str(root), "build"]) == 0
        with (
            sync_playwright() as playwright,
            served(real / "site") as one,
            served(changed / "site") as other,
        ):
            browser = playwright.chromium.launch(
                executable_path=path, args=list(chromium.ARGUMENTS)
            )
            places = Places.of(real / "site", one, other)
            found = _used(browser, places, (real / "site", changed / "site"))
            browser.close()
    print("// Written by tests/browser/kept.py, which says how.")
    print(*(one for one in stylesheet.selectors(base()) if one in found), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
