"""Layout: what of a page is cut off, laid over another thing, or too small to be hit."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.keys import CONTROLS

__all__ = ["SPACED", "misfits", "small", "thumbs"]

# WCAG 2.2, 1.4.12.
SPACED = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""

_MISFITS = """() => {
  const told = [];
  const name = (e) => e.tagName.toLowerCase() + [...e.classList].map((c) => "." + c).join("") +
    " “" + (e.innerText || "").trim().slice(0, 30) + "”";
  const hidden = (e) => {
    for (let at = e; at; at = at.parentElement)
      if (getComputedStyle(at).clipPath.startsWith("inset(50%")) return true;
    return false;
  };
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) told.push(`the page is ${wide - innerWidth} px wider than the screen`);
  const visible = { visibilityProperty: true, opacityProperty: true };
  for (const e of document.body.querySelectorAll("*")) {
    if (e.matches("input, textarea, svg, svg *") || !e.checkVisibility(visible)) continue;
    const style = getComputedStyle(e);
    const cuts = (value) => value === "hidden" || value === "clip";
    const isCut = (cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1) ||
      (cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
    if (isCut && style.display !== "inline" && e.innerText.trim() && !hidden(e))
      told.push(`${name(e)} is cut off`);
  }
  // What a box that scrolls has scrolled away is not on the screen, and can be brought there.
  const scrolls = (value) => value === "auto" || value === "scroll";
  const show = (e, line) => {
    for (let at = e; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (!scrolls(style.overflowX) && !scrolls(style.overflowY)) continue;
      const box = at.getBoundingClientRect();
      line.l = Math.max(line.l, box.left);
      line.r = Math.min(line.r, box.right);
      line.t = Math.max(line.t, box.top);
      line.b = Math.min(line.b, box.bottom);
    }
    return line.r > line.l && line.b > line.t;
  };
  // The middle of each line of each text: letters that reach up and down may touch the next line.
  const lines = [];
  const walker = document.createTreeWalker(
    document.querySelector("dialog:modal") || document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest("script, style, template, svg")) continue;
    if (!e.checkVisibility(visible) || hidden(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      if (r.width < 2 || r.height < 2) continue;
      const rest = r.height * 0.3;
      const line = { node, l: r.left, r: r.right, t: r.top + rest, b: r.bottom - rest };
      if (!show(e, line)) continue;
      lines.push(line);
      if (line.r > innerWidth + 1 || line.l < -1) told.push(`${name(e)} goes beyond the screen`);
    }
  }
  lines.sort((one, other) => one.t - other.t);
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length && lines[j].t < lines[i].b; j += 1) {
      const [one, other] = [lines[i], lines[j]];
      if (Math.min(one.r, other.r) - Math.max(one.l, other.l) > 2)
        told.push(`${name(one.node.parentElement)} lies on ${name(other.node.parentElement)}`);
    }
  }
  return told;
}"""


def misfits(page: Page) -> list[str]:
    """Say what of a page is beyond the screen, cut off, or lies on another text."""
    told: list[str] = page.evaluate(_MISFITS)
    return told


# The box that can be hit: the control's own, or its label's.
_BOX = """
const hit = (e) => {
  const label = e.matches("input") && e.closest("label");
  return (label || e).getBoundingClientRect();
};
const name = (e) => e.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
const there = (e) => e.checkVisibility({ visibilityProperty: true }) && e.offsetWidth > 1 &&
  hit(e).right > 0 && hit(e).bottom + scrollY > 0;
// What surrounds a link in its own block, without what other links say.
const block = (e) => {
  let at = e.parentElement;
  while (getComputedStyle(at).display.startsWith("inline")) at = at.parentElement;
  return at;
};
const others = (e) => {
  const copy = block(e).cloneNode(true);
  copy.querySelectorAll("a, button, details, .visually-hidden").forEach((one) => one.remove());
  return copy.textContent.replace(/[^\\p{L}]/gu, "");
};
const isInSentence = (e) =>
  e.matches("a") && getComputedStyle(e).display.startsWith("inline") && others(e).length > 0;
"""

# A target that is too small is in order where a circle of 24 px around its middle meets no other
# target, and no such circle around another one that is too small.
_SMALL = f"""() => {{ {_BOX}
  const isSmall = (r) => r.width < 24 || r.height < 24;
  const targets = [...document.querySelectorAll({CONTROLS!r})].filter(there)
    .map((e) => {{
      const whole = hit(e);
      return {{ e, whole, rects: e.matches("input") ? [whole] : [...e.getClientRects()] }};
    }});
  const middle = (r) => [(r.left + r.right) / 2, (r.top + r.bottom) / 2];
  const beyond = (value, low, high) => Math.max(low - value, 0, value - high);
  const isMet = ({{ e, whole }}) => {{
    const [x, y] = middle(whole);
    return targets.some((other) => {{
      if (other.e === e || other.e.contains(e) || e.contains(other.e)) return false;
      const [left, top] = middle(other.whole);
      return (isSmall(other.whole) && Math.hypot(left - x, top - y) < 24) ||
        other.rects.some((r) =>
          Math.hypot(beyond(x, r.left, r.right), beyond(y, r.top, r.bottom)) < 12);
    }});
  }};
  return targets.filter((one) => isSmall(one.whole) && !isInSentence(one.e) && isMet(one))
    .map(({{ e, whole: {{ width, height }} }}) =>
      `${{name(e)}} is ${{width.toFixed()}} × ${{height.toFixed()}}`);
}}"""

_THUMBS = f"""(selector) => {{ {_BOX}
  return [...document.querySelectorAll(selector)].flatMap((e) => {{
    if (!there(e)) return [];
    e.scrollIntoView({{ block: "center" }});
    const r = hit(e);
    const x = r.left + Math.min(r.width / 2, 20);
    const own = e.closest("label") || e;
    // As far up and down from its middle as a thumb still hits it.
    const hits = (y) => {{
      const at = document.elementFromPoint(x, y);
      return at && (own.contains(at) || at.contains(own) && at.closest("label") === own);
    }};
    const middle = (r.top + r.bottom) / 2;
    let up = 0, down = 0;
    while (up < 40 && hits(middle - up - 0.5)) up += 0.5;
    while (down < 40 && hits(middle + down + 0.5)) down += 0.5;
    return up + down < 43 ? [`${{name(e)}} is ${{up + down}} px high`] : [];
  }});
}}"""


def small(page: Page) -> list[str]:
    """Say which controls are smaller than 24 × 24 px, and too near to another (WCAG 2.5.8).

    A link within a sentence may be small.
    """
    told: list[str] = page.evaluate(_SMALL)
    return told


def thumbs(page: Page, selector: str) -> list[str]:
    """Say which of the controls of a selector a thumb hits on less than 44 px of height (2.5.5).

    A pixel less is allowed: a hit is asked for at half pixels.
    """
    told: list[str] = page.evaluate(_THUMBS, selector)
    return told
