"""Keys: a walk through a page with the Tab key, and what is wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import JSHandle, Locator, Page

__all__ = ["Stop", "faults", "goto", "reachable", "thin", "unfold", "walk"]

# What a reader can use, in the order of the document.
CONTROLS = (
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe,"
    " audio[controls], video[controls], [contenteditable=true], [tabindex], [role=button],"
    " [role=link], [role=checkbox], [role=tab], [role=switch], [role=menuitem]"
)

# A control is told by its tag, classes and words; its box is that of its first line, on the page.
_TELLING = """
const told = (e) => {
  const words = (e.innerText || e.getAttribute("aria-label") || e.value || "").trim();
  const classes = [...e.classList].map((name) => "." + name).join("");
  return e.tagName.toLowerCase() + classes + " “" + words.replace(/\\s+/g, " ").slice(0, 40) + "”";
};
const shown = (e) =>
  e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
  [...e.getClientRects()].some((r) => r.width > 1 && r.height > 1 && r.right > 0 &&
    r.bottom + scrollY > 0) &&
  !(getComputedStyle(e).clipPath.startsWith("inset(50%"));
const columns = [...document.querySelectorAll("header, nav, main, aside, footer, dialog, section")];
const column = (e) => columns.findLastIndex((one) => one.contains(e));
"""

_LIST = f"""() => {{ {_TELLING}
  return [...document.querySelectorAll({CONTROLS!r})];
}}"""

_REACHABLE = f"""(all) => {{ {_TELLING}
  const dialog = document.querySelector("dialog:modal");
  const chosen = (e) => e.type !== "radio" || e.checked ||
    (![...document.getElementsByName(e.name)].some((one) => one.checked) &&
      document.getElementsByName(e.name)[0] === e);
  // What a list or a group moves through with arrows is reached as a whole.
  const single = (e) => e.matches("[role=option]") || (e.tabIndex < 0 && e.matches("[role]"));
  const native = "a[href], button, input, select, textarea, summary";
  return all.flatMap((e, place) =>
    shown(e) && !e.disabled && (e.tabIndex >= 0 || e.matches(native)) && !single(e) && chosen(e) &&
      (!dialog || dialog.contains(e)) ? [[place, told(e)]] : []);
}}"""

# The focused control and what hides it. What is as large as the screen needs not be all in sight.
_FOCUSED = f"""(all) => {{ {_TELLING}
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const rects = [...e.getClientRects()].filter((r) => r.width && r.height);
  const first = rects[0] || e.getBoundingClientRect();
  const whole = e.getBoundingClientRect();
  let fault = "";
  if (!shown(e)) fault = "is not visible";
  else if (whole.height <= innerHeight && (whole.top < -1 || whole.bottom > innerHeight + 1))
    fault = "is not wholly on the screen";
  else if (whole.left < -1 || whole.right > innerWidth + 1) fault = "goes beyond the screen";
  else {{
    const inside = rects.filter((r) => r.bottom > 0 && r.top < innerHeight)[0] || first;
    const y = Math.max(0, Math.min(innerHeight - 1, (inside.top + inside.bottom) / 2));
    const hit = document.elementFromPoint((inside.left + inside.right) / 2, y);
    const isHit = hit && (e.contains(hit) || hit.contains(e));
    if (!isHit) fault = `is covered by ${{hit && told(hit)}}`;
  }}
  return {{
    place: all.indexOf(e), name: told(e), fault, column: column(e),
    left: first.left + scrollX, right: first.right + scrollX,
    top: first.top + scrollY, bottom: first.bottom + scrollY,
  }};
}}"""


@dataclass(frozen=True)
class Stop:
    """A control that holds the focus: its place in the document, its name, its first line's box.

    `fault` says what hides it, `column` is the place of the landmark or section around it. Lengths
    are CSS pixels from the page's corner.
    """

    place: int
    name: str
    fault: str
    column: int
    left: float
    right: float
    top: float
    bottom: float


def _controls(page: Page) -> JSHandle:
    return page.evaluate_handle(_LIST)


def reachable(page: Page) -> dict[int, str]:
    """Return the names of the controls that the Tab key has to reach now, by their places."""
    return {place: name for place, name in page.evaluate(_REACHABLE, _controls(page))}


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Press a key from where the focus is until it leaves the page; return the stops on the way.

    A trap ends the walk: the last stop is then one at which it was before. A browser without a
    window goes backwards from the first control straight to the last: that has left the page too.
    """
    controls = _controls(page)
    stops: list[Stop] = []
    seen: set[tuple[int, str]] = set()
    while True:
        page.keyboard.press(key)
        told = page.evaluate(_FOCUSED, controls)
        if told is None:
            return stops
        stop = Stop(**told)
        if key != "Tab" and stops and stop.place == stops[0].place:
            return stops
        stops.append(stop)
        if (stop.place, stop.name) in seen:
            return stops
        seen.add((stop.place, stop.name))


def thin(page: Page) -> None:
    """Leave a long page its first and last links: what lies between them is more of the same."""
    page.evaluate("""() => {
      const all = [...document.querySelectorAll("main a, main details")];
      if (all.length > 80) all.slice(30, -20).forEach((one) => one.remove());
    }""")


def unfold(page: Page, within: str = "body") -> None:
    """Open every disclosure within an element; those of one name would close each other."""
    page.evaluate(
        """(within) => document.querySelectorAll(`${within} details`).forEach((one) => {
          one.removeAttribute("name");
          one.open = true;
        })""",
        within,
    )


def goto(page: Page, control: Locator, key: str = "Tab") -> None:
    """Press a key until a control has the focus, as a reader has to who has no mouse.

    Raises:
        AssertionError: The control is not reached before the focus has left the page.

    """
    goal = control.element_handle()
    for _ in range(400):
        page.keyboard.press(key)
        is_there, is_out = page.evaluate(
            "(e) => [e === document.activeElement, document.activeElement === document.body]", goal
        )
        if is_there:
            return
        assert not is_out, f"{control} is not reached"
    raise AssertionError(f"{control} is not reached")


def faults(page: Page, *, back: bool = True) -> list[str]:
    """Walk through a page, forth and `back`, and say what is wrong: nothing, on a good page."""
    expected = reachable(page)
    forth = walk(page)
    told = [f"{stop.name} {stop.fault}" for stop in forth if stop.fault]
    places = [stop.place for stop in forth]
    told += [f"{name} is not reached" for place, name in expected.items() if place not in places]
    if len(set(places)) < len(places):
        told.append(f"{forth[-1].name} is come back to: the focus does not leave the page")
        return told
    for one, other in pairwise(forth):
        if -1 < other.place < one.place:
            told.append(f"{other.name} comes after {one.name}, which stands behind it")
        elif _is_jump(one, other):
            told.append(f"{other.name} comes after {one.name}, which is seen below it")
    if not back:
        return told
    again = walk(page, "Shift+Tab")
    told += [f"{stop.name}, on the way back, {stop.fault}" for stop in again if stop.fault]
    if [stop.place for stop in reversed(again)] != places:
        told.append("the way back is another one")
    return told


def _is_jump(one: Stop, other: Stop) -> bool:
    """Tell whether the focus goes up although no new column begins.

    A column begins to the right of the one before it, or in another landmark or section beside it.
    """
    if other.bottom > one.top:
        return False
    if other.left >= one.right:
        return False
    is_beside = other.right <= one.left
    return not (is_beside and one.column != other.column)
