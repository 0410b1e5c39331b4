"""Contrast: the colour of every text on a page against the ground that it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.pixels import contrast, shot

__all__ = ["Text", "faults", "pixel_faults", "texts"]

# WCAG 2.2, 1.4.6 (AAA); of large text it asks 4.5, but the accessibility statement says 7 of all.
LEAST = 7.0

# Every text that is seen: text nodes, words of ::before and ::after, placeholders, what is typed.
# Its colour and its ground come from the styles of all that it stands in, with their opacity.
_TEXTS = """(root) => {
  const paper = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (css) => {
    if (!known.has(css)) {
      paper.clearRect(0, 0, 1, 1);
      paper.fillStyle = css;
      paper.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = paper.getImageData(0, 0, 1, 1).data;
      known.set(css, [r, g, b, a / 255]);
    }
    return known.get(css);
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const mixed = (one, other, part) => one.map((value, i) => value * part + other[i] * (1 - part));
  const probe = document.createElement("div");
  probe.style.cssText = "position:absolute;background:Canvas";
  document.documentElement.append(probe);
  const canvas = rgba(getComputedStyle(probe).backgroundColor).slice(0, 3);
  probe.remove();
  const grounds = new Map();
  // The ground below an element's own content, the groups with opacity around it, any picture.
  const under = (e) => {
    if (!e) return { ground: canvas, groups: [], picture: false };
    if (grounds.has(e)) return grounds.get(e);
    const above = under(e.matches("dialog:modal") ? null : e.parentElement);
    const style = getComputedStyle(e);
    const own = rgba(style.backgroundColor);
    const opacity = Number(style.opacity);
    const groups = opacity < 1 ? [...above.groups, [above.ground, opacity]] : above.groups;
    const picture = style.backgroundImage !== "none" || (above.picture && own[3] < 1);
    const told = { ground: over(own, above.ground), groups, picture };
    grounds.set(e, told);
    return told;
  };
  const hidden = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath.startsWith("inset(50%")) return true;
      const isDot = at.offsetWidth <= 1 || at.offsetHeight <= 1;
      if (style.overflowX !== "visible" && isDot) return true;
    }
    return false;
  };
  // What a box that scrolls has scrolled away is on the screen only in theory.
  const cut = (e, r) => {
    for (let at = e; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === "visible") continue;
      const box = at.getBoundingClientRect();
      if (r.top < box.top || r.bottom > box.bottom || r.left < box.left || r.right > box.right)
        return true;
    }
    return false;
  };
  const found = [];
  const add = (e, style, words, rect, extra = 1) => {
    const { ground, groups, picture } = under(e);
    const fill = e.closest("svg") ? style.fill : style.color;
    const own = rgba(fill);
    let text = over([own[0], own[1], own[2], own[3] * extra], ground);
    let below = ground;
    for (const [behind, opacity] of [...groups].reverse()) {
      text = mixed(text, behind, opacity);
      below = mixed(below, behind, opacity);
    }
    found.push({
      words: words.trim().replace(/\\s+/g, " ").slice(0, 40),
      where: e.tagName.toLowerCase() + [...e.classList].map((name) => "." + name).join(""),
      colour: text.map(Math.round), ground: below.map(Math.round), picture,
      cut: cut(e, rect), box: [rect.left, rect.top, rect.width, rect.height],
    });
  };
  const isSeen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest("script, style, template, noscript") || !isSeen(e)) continue;
    // A drawing that is hidden from assistive technology says nothing: its figures are ornament.
    if (e.closest("svg[aria-hidden=true], [aria-hidden=true] svg") || hidden(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = [...range.getClientRects()].find((r) => r.width > 1 && r.height > 1);
    if (rect) add(e, getComputedStyle(e), node.data, rect);
  }
  for (const e of [root, ...root.querySelectorAll("*")]) {
    if (!isSeen(e)) continue;
    const rect = e.getBoundingClientRect();
    if (!rect.width || !rect.height) continue;
    for (const part of ["::before", "::after"]) {
      const style = getComputedStyle(e, part);
      const said = /"(.*[\\p{L}\\p{N}].*)"/u.exec(style.content);
      if (said && style.display !== "none" && !hidden(e)) add(e, style, said[1], rect);
    }
    if (e.matches("input, textarea")) {
      const style = getComputedStyle(e, "::placeholder");
      if (e.placeholder && !e.value) add(e, style, e.placeholder, rect, Number(style.opacity));
      if (e.value && e.matches("textarea, [type=text], [type=search]"))
        add(e, getComputedStyle(e), e.value, rect);
    }
  }
  return found;
}"""


@dataclass(frozen=True)
class Text:
    """A text that is seen: where, in which colour on which ground.

    `cut` says that a box around it that scrolls shows it only in part, `picture` that a picture or
    a gradient lies below it, which no style tells the colour of.
    """

    words: str
    where: str
    colour: tuple[int, int, int]
    ground: tuple[int, int, int]
    picture: bool
    cut: bool
    box: tuple[float, float, float, float]

    @property
    def ratio(self) -> float:
        """The contrast with its ground."""
        return contrast(self.colour, self.ground)


def texts(page: Page, within: Locator | None = None) -> list[Text]:
    """Return every text that is seen on a page, or within one element of it."""
    root = (within or page.locator("body")).element_handle()
    return [
        Text(**{**row, **{name: tuple(row[name]) for name in ("colour", "ground", "box")}})
        for row in page.evaluate(_TEXTS, root)
    ]


def faults(found: list[Text]) -> list[str]:
    """Say which texts have too little contrast; each look of a text once."""
    looks = {(one.where, one.colour, one.ground): one for one in found}
    return [
        f"{one.where} “{one.words}”: {one.ratio:.2f} and not {LEAST} (#{_hex(one.colour)} on"
        f" #{_hex(one.ground)})"
        for one in looks.values()
        if one.ratio < LEAST
    ] + [f"{one.where} “{one.words}” stands on a picture" for one in looks.values() if one.picture]


def pixel_faults(page: Page, found: list[Text], most: int = 6) -> list[str]:
    """Look at some of the texts, each of another look, and say where the screen shows otherwise.

    What lies below a text without being around it no style tells: the pixels do.
    """
    size = page.viewport_size
    assert size is not None
    looks = {
        (one.colour, one.ground): one for one in found if not one.cut and _is_on_screen(one, size)
    }
    told = []
    for one in list(looks.values())[:most]:
        seen = shot(page, one.box)
        best = max(contrast(colour, seen.ground) for colour in set(seen.pixels))
        if contrast(seen.ground, one.ground) > 1.05:
            told.append(f"{one.where} “{one.words}” is seen on #{_hex(seen.ground)}")
        # Thin letters never reach their own colour.
        elif best < 0.6 * one.ratio or best > 1.1 * one.ratio + 0.5:
            told.append(f"{one.where} “{one.words}” is seen with {best:.1f}, not {one.ratio:.1f}")
    return told


def _is_on_screen(one: Text, size: object) -> bool:
    assert isinstance(size, dict)
    left, top, width, height = one.box
    is_inside = left >= 0 and top >= 0 and left + width <= size["width"]
    return bool(is_inside and top + height <= size["height"] and width > 8)


def _hex(colour: tuple[int, int, int]) -> str:
    return "".join(f"{value:02x}" for value in colour)
