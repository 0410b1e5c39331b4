"""Focus: whether it is seen where it is, by the pixels that come with it."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Page

from tests.browser.keys import CONTROLS
from tests.browser.pixels import change, shot

__all__ = ["alike", "faults"]

# How far around a control its ring may be, in CSS pixels.
MARGIN = 8

# One of each look: what differs in no style that a ring can depend on is drawn alike.
_ALIKE = f"""(known) => {{
  const ground = (e) => {{
    for (let at = e; at; at = at.parentElement) {{
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }}
    return "";
  }};
  const names = ["color", "outlineColor", "borderTopColor", "borderTopWidth", "display", "position",
    "overflow", "fontSize", "paddingTop"];
  const seen = new Set(known);
  return [...document.querySelectorAll({CONTROLS!r})].filter((e) => {{
    const rects = [...e.getClientRects()].filter((r) => r.width > 1 && r.height > 1);
    const isSkip = e.matches("body > a");
    const isThere = rects.length && e.checkVisibility({{ visibilityProperty: true }});
    if (!isSkip && !isThere) return false;
    const style = getComputedStyle(e);
    const key = [e.tagName, e.type, e.className, e.parentElement.className,
      e.getAttribute("aria-current"),
      e.closest("header, nav, main, aside, footer, dialog")?.className, ground(e),
      rects.length > 1, ...names.map((name) => style[name])].join("|");
    if (seen.has(key)) return false;
    seen.add(key);
    e.look = key;
    return true;
  }});
}}"""


def alike(page: Page, known: set[str]) -> list[ElementHandle]:
    """Return one visible control of each look that is not known yet, and add the looks to them."""
    found = page.evaluate_handle(_ALIKE, sorted(known))
    handles = [one.as_element() for one in found.get_properties().values()]
    controls = [one for one in handles if one]
    known |= set(page.evaluate("(all) => all.map((e) => e.look)", controls))
    return controls


_FOCUS = """(e) => {
  e.scrollIntoView({ block: "center", behavior: "instant" });
  e.focus({ preventScroll: true, focusVisible: true });
  const rects = [...e.getClientRects()].filter((r) => r.width && r.height);
  const whole = e.getBoundingClientRect();
  const around = (r) => 2 * (r.width + r.height);
  return [
    [whole.left, whole.top, whole.width, whole.height],
    Math.min(around(whole), rects.reduce((sum, r) => sum + around(r), 0)),
    e.outerHTML.slice(0, 100),
  ];
}"""


def faults(page: Page, known: set[str]) -> list[str]:
    """Focus one control of each look and say which of them do not show it.

    What changes by 3:1 has to be as large as a line of 2 px around the control (WCAG 2.4.13), and
    to be told from the ground beside it.
    """
    told = []
    page.keyboard.press("Shift")
    for control in alike(page, known):
        of, around, name = page.evaluate(_FOCUS, control)
        after = shot(page, of, MARGIN)
        page.evaluate("document.activeElement.blur()")
        before = shot(page, of, MARGIN)
        seen = change(before, after)
        # A screen's edge may cut a ring, and a corner belongs to two sides.
        least = 2 * around - 16
        if seen.area < least:
            told.append(f"{name}: {seen.area} px change by 3:1, and not {least:.0f}")
        elif seen.beside < 1 / 3:
            told.append(f"{name}: only {seen.beside:.0%} of what lies beside it is told from it")
    return told
