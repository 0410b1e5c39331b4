"""The style sheet in a real browser: what was left out of the theme's is not missed by anything."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from rinnakkain import guideline, stylesheet
from rinnakkain.checks import html
from rinnakkain.markup import Renderer
from tests.browser import sample
from tests.browser.kept import base, situations, used_by_files, used_here
from tests.browser.kinds import Places
from tests.browser.states import DESKTOP, PHONE
from tests.conftest import Reader
from tests.small import ROOT, Small

OWN = (ROOT / "overrides/assets/site.css").read_text(encoding="utf-8")
WHOLE = [base(), OWN]
LEAN = stylesheet.written(base(), OWN, stylesheet.kept())
SCREENS = [
    {"size": size, "media": "screen", "color_scheme": scheme, "forced_colors": "none"}
    for size, scheme in product((PHONE, DESKTOP), ("light", "dark"))
]
PAPER = {
    "size": {"width": 794, "height": 1123},
    "media": "print",
    "color_scheme": "light",
    "forced_colors": "none",
}
FORCED = {**SCREENS[0], "forced_colors": "active"}
# The kind of a note in a selector of the theme.
_NOTE = re.compile(r"\.admonition\.([a-z]+)")
HELD = ["hover", "focus", "focus-visible", "focus-within", "active", "target"]

# The page with other style sheets in the place of the site's own; those of the search stay behind.
# Returns the names of all that the sheets declare.
_DRESS = """(texts) => {
  window.dressed ??= [...document.styleSheets].filter((one) => {
    one.disabled = true;
    return one.href?.includes("/search");
  }).map((one) => [...one.cssRules].map((rule) => rule.cssText).join(""));
  document.adoptedStyleSheets = [...texts, ...window.dressed].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  document.body.getBoundingClientRect();
  for (const one of document.getAnimations()) one.finish();
  const names = new Set(["width", "height"]);
  const read = (rules) => {
    for (const rule of rules) {
      if (rule.cssRules) read(rule.cssRules);
      for (const name of rule.style ?? []) if (!name.startsWith("--")) names.add(name);
    }
  };
  for (const one of document.adoptedStyleSheets) read(one.cssRules);
  return [...names];
}"""
# Each element, and what stands before and behind it, whose look is another one in other sheets.
_DIFFERING = (
    f"([whole, lean]) => {{ const dress = {_DRESS};"
    + """
  const names = dress(whole);
  const looks = () => [...document.querySelectorAll("html, body, body *")].flatMap((e) =>
    [null, "::before", "::after", "::marker"].flatMap((part) => {
      const style = getComputedStyle(e, part);
      const is_drawn = part === "::marker" ? getComputedStyle(e).display === "list-item"
        : !part || style.content !== "none";
      return is_drawn ? [[e, part, names.map((name) => style.getPropertyValue(name))]] : [];
    }));
  const before = looks();
  dress(lean);
  const after = looks();
  if (before.length !== after.length) return ["another number of elements"];
  const told = before.flatMap(([e, part, values], place) => {
    const at = values.findIndex((value, n) => value !== after[place][2][n]);
    if (at < 0) return [];
    const classes = [...e.classList].map((name) => "." + name).join("");
    return [`${e.tagName.toLowerCase()}${classes}${part ?? ""}: ${names[at]}`];
  });
  return [...new Set(told)];
}"""
)


def differing(page: Page, views: list[dict[str, Any]], lean: str) -> set[str]:
    """Say what does not look the same in the whole style sheets and in the lean one."""
    told: set[str] = set()
    for view in views:
        asked = dict(view)
        page.set_viewport_size(asked.pop("size"))
        page.emulate_media(**asked)
        told |= set(page.evaluate(_DIFFERING, [WHOLE, [lean]]))
    return told


def hold(page: Page) -> None:
    """Let every element of the text be pointed at, focused, pressed and led to, all at once."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    asked = {"nodeId": root, "selector": "article *"}
    for node in session.send("DOM.querySelectorAll", asked)["nodeIds"]:
        session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": HELD})


@pytest.fixture
def text(reader: Reader, places: Places) -> Page:
    """A page whose text is the sample."""
    page = reader()
    url, fill = situations(places)["sample"]
    page.goto(url)
    fill(page)
    return page


def test_nothing_looks_different(reader: Reader, places: Places) -> None:
    """No page and no state of it lacks a rule: on a phone, a desktop and paper, light and dark."""
    dropped = {*stylesheet.selectors(base())} - stylesheet.kept()
    told = {}
    for name, (url, state) in situations(places).items():
        page = reader(permissions=["clipboard-read", "clipboard-write"])
        page.goto(url)
        state(page)
        told[name] = used_here(page, dropped) | differing(
            page, [SCREENS[1], SCREENS[2], PAPER], LEAN
        )
        page.close()
    assert not {name: missed for name, missed in told.items() if missed}


@pytest.mark.parametrize("are_held", [False, True], ids=["at rest", "in use"])
def test_no_text_that_is_allowed_looks_different(text: Page, are_held: bool) -> None:
    """Whatever an editor writes looks as it would with all of the theme, in use and at rest."""
    if are_held:
        hold(text)
    assert not differing(text, [*SCREENS, PAPER, FORCED], LEAN)


def test_what_was_left_out_is_for_no_page(reader: Reader, built: Path, changed: Path) -> None:
    """Not even one page of many, in a corner that looks the same by chance."""
    dropped = {*stylesheet.selectors(base())} - stylesheet.kept()
    page = reader()
    assert not used_by_files(page, dropped, built)
    assert not used_by_files(page, dropped, changed)


def test_the_sample_has_all_that_is_allowed(small: Small) -> None:
    """The checks let an editor write it, and nothing that they allow is missing in it."""
    settings = guideline.read(ROOT).settings
    rendered = Renderer(settings.extensions, settings.options).render(sample.markdown())
    assert {tag.name for tag in rendered.tags} == html._MADE.union(html._ALLOWED)
    for code in ("fi", "sv", "en"):
        small.write(f"docs/{code}/about.md", sample.markdown())
    assert not [*html.check(small.read())]


def test_every_kind_of_note_that_is_allowed_is_in_the_sample(small: Small) -> None:
    """The theme draws a dozen kinds of notes: those that an editor may write are loaded."""
    kinds = {one[1] for s in stylesheet.selectors(base()) if (one := _NOTE.search(s))}
    assert len(kinds) > 5
    for kind in sorted(kinds):
        small.write("docs/fi/about.md", f'# T {{: #about }}\n\n!!! {kind} "T"\n\n    Teksti.\n')
        if not [*html.check(small.read())]:
            assert f"!!! {kind} " in sample.markdown()


@pytest.mark.parametrize(
    ("line", "view", "are_held"),
    [
        (".md-typeset blockquote", SCREENS[0], False),
        (".md-typeset .admonition-title:before", SCREENS[3], False),
        (".md-typeset .admonition", PAPER, False),
        (".md-typeset table:not([class]) tbody tr:hover", SCREENS[1], True),
    ],
)
def test_a_missing_line_is_seen(
    text: Page, line: str, view: dict[str, Any], are_held: bool
) -> None:
    """What is taken from the list by mistake is told by the element that looks different."""
    if are_held:
        hold(text)
    kept = stylesheet.kept()
    assert line in kept
    assert differing(text, [view], stylesheet.written(base(), OWN, kept - {line}))
