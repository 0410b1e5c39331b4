"""Marks: whether edges, bars and ticks are seen, by the pixels that come with them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser import pixels
from tests.browser.kinds import Places

__all__ = ["CURRENT", "a_rule", "bar", "lined", "target_fault", "ticked"]

# What is drawn around a control with a line of its own; a line that is not drawn is none. One of
# each look, and below a dialog nothing.
_LINED = """() => {
  const seen = new Set();
  const dialog = document.querySelector("dialog:modal");
  const fields = "button, select, textarea, .search-open," +
    " input:not([type=hidden], [type=checkbox], [type=radio])";
  return [...(dialog || document).querySelectorAll(fields)].flatMap((e) => {
    const style = getComputedStyle(e);
    const sides = ["left", "right", "top", "bottom"].filter((side) =>
      style.getPropertyValue(`border-${side}-style`) !== "none" &&
      parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0);
    const look = e.tagName + e.className + (e.closest("header, nav, aside, footer, li")?.className);
    if (!sides.length || seen.has(look) || e.offsetWidth <= 1 ||
        !e.checkVisibility({ visibilityProperty: true })) return [];
    seen.add(look);
    return [{ e, sides }];
  });
}"""


def lined(page: Page, told: str) -> list[str]:
    """Say which controls on a page have an edge that is not seen."""
    faults = []
    rows = page.evaluate_handle(_LINED)
    for row in rows.get_properties().values():
        control = row.get_property("e").as_element()
        assert control is not None
        control.evaluate("e => e.scrollIntoView({block: 'center'})")
        of = control.bounding_box()
        assert of is not None
        box = (of["x"], of["y"], of["width"], of["height"])
        # What reaches the edge of the screen has no outside there.
        if not _is_inside(page, box):
            continue
        name = control.evaluate("e => e.outerHTML.slice(0, 90)")
        for side, seen in pixels.edge(page, box, row.get_property("sides").json_value()).items():
            if seen < pixels.ENOUGH:
                faults.append(f"{told}, {name}: {side} edge {seen:.2f}")
    return faults


def _is_inside(page: Page, box: pixels.Box) -> bool:
    size = page.viewport_size
    assert size is not None
    left, top, width, height = box
    fits = left >= 8 and left + width <= size["width"] - 8
    return fits and top >= 8 and top + height <= size["height"] - 8


def ticked(page: Page) -> list[str]:
    """Say which boxes and radios are not seen, or not told whether they are chosen."""
    faults = []
    for box in page.locator("input[type=checkbox]:visible, input[type=radio]:visible").all():
        box.scroll_into_view_if_needed()
        shots = {}
        for state in (True, False):
            box.evaluate("(e, state) => { e.checked = state; }", state)
            of = pixels.box(box)
            shots[state] = pixels.shot(page, of, 3)
            outside = shots[state].pixels[0]
            seen = max(pixels.contrast(one, outside) for one in set(shots[state].pixels))
            if seen < pixels.ENOUGH:
                faults.append(f"{box}: {seen:.2f} when {state}")
        told = pixels.change(shots[False], shots[True])
        if told.area < 12:
            faults.append(f"{box}: {told.area} px tell whether it is chosen")
    return faults


def bar(page: Page, marked: Locator, unmark: str, mark: str) -> float:
    """Return how long the line is that marks an element, as a part of its shorter side.

    The element is seen with its mark, and without it: `unmark` and `mark` are what takes it away
    and brings it back, as functions of JavaScript.
    """
    of = pixels.box(marked)
    after = pixels.shot(page, of, 4)
    handle = marked.element_handle()
    page.evaluate(unmark, handle)
    before = pixels.shot(page, of, 4)
    page.evaluate(mark, handle)
    return pixels.change(before, after).run / min(of[2], of[3])


CURRENT = ("e => e.removeAttribute('aria-current')", "e => e.setAttribute('aria-current', 'page')")


def a_rule(page: Page, places: Places) -> Locator:
    """Open the page of a part at one of its rules, and return the rule."""
    page.goto(places.url("part"))
    id_ = page.locator("li.rule").last.get_attribute("id")
    page.goto(f"{places.url('part')}#{id_}")
    return page.locator(f"li#{id_}:target")


def target_fault(page: Page, places: Places) -> list[str]:
    """Say whether a rule that a link has led to is not told from the same rule otherwise."""
    rule = a_rule(page, places)
    page.evaluate("e => e.scrollIntoView({block: 'center'})", rule.element_handle())
    of = pixels.box(rule)
    after = pixels.shot(page, of, 4)
    at = page.evaluate("scrollY")
    page.evaluate("location.hash = '#'")
    page.evaluate("at => scrollTo(0, at)", at)
    page.evaluate("document.activeElement.blur()")
    before = pixels.shot(page, of, 4)
    seen = pixels.change(before, after).run / min(of[2], of[3])
    return [f"a rule that is led to is marked by {seen:.2f} of its side"] if seen < 0.6 else []
