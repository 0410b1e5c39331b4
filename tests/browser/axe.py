"""axe-core on the page that a browser shows: what is wrong, and what axe could not tell.

All rules are asked, best practices, experimental ones and those of WCAG AAA too, but for those that
axe's makers have withdrawn ("deprecated"). What axe leaves open is settled here: the contrast of a
text is measured by the pixels behind it, a note in `axe.yml` gives the reason why something else is
in order, and what is hidden in one state has to be seen in another. The rest is a finding.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from PIL import Image
from playwright.sync_api import Page

from tests.browser.pixels import contrast
from tests.node import package

__all__ = ["Finding", "Note", "Seen", "look", "never_seen", "notes", "told"]

Key = TypeVar("Key")

# How many elements of a fault, and how many pages of an element, a message names.
MOST = 4
# https://www.w3.org/TR/WCAG22/#contrast-enhanced and #contrast-minimum: of text, of large text.
CONTRASTS = {"color-contrast-enhanced": (7.0, 4.5), "color-contrast": (4.5, 3.0)}
RUN = """async (notes) => {
  // A colour on its way to another is no colour of the page.
  for (const one of document.getAnimations()) one.effect.getComputedTiming().endTime < Infinity
    ? one.finish() : one.cancel();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const rules = axe.getRules().filter((rule) => !rule.tags.includes("deprecated"));
  const found = await axe.run(document, {
    runOnly: { type: "rule", values: rules.map((rule) => rule.ruleId) },
    resultTypes: ["violations", "incomplete"],
  });
  const noted = (rule, node) =>
    notes.findIndex((one) => one.rule === rule && document.querySelector(node).matches(one.node));
  const rows = (results, isSure) => results.flatMap(({ id, help, nodes }) => nodes.map((node) => ({
    rule: id, help, is_sure: isSure, node: node.target.join(" "), html: node.html,
    said: [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; "),
    note: isSure ? -1 : noted(id, node.target.join(" ")),
  })));
  return [...rows(found.violations, true), ...rows(found.incomplete, false)];
}"""
# The colour of a text with all that makes it paler, its size, and where its own letters stand.
TEXT = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const style = getComputedStyle(element);
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = style.color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  let opacity = alpha / 255;
  for (let up = element; up; up = up.parentElement) opacity *= getComputedStyle(up).opacity;
  const size = parseFloat(style.fontSize);
  const boxes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    .flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    })
    .filter((box) => box.width >= 1 && box.height >= 1)
    .map(({ x, y, width, height }) => ({ x, y, width, height }));
  // Large is 18 pt, or 14 pt and bold.
  return { colour: [red, green, blue], opacity, boxes,
    large: size >= 24 || (size >= 18.66 && style.fontWeight >= 700) };
}"""


@dataclass(frozen=True)
class Finding:
    """What is wrong with an element, or what axe could not tell of it, and where it was seen."""

    page: str
    state: str
    rule: str
    help: str
    node: str  # a CSS selector
    html: str
    said: str


@dataclass(frozen=True)
class Note:
    """Why what axe cannot tell is in order.

    `rule` is axe's name, `node` a CSS selector of the elements, `at` a page of the tests' own
    guideline on which axe asks.
    """

    rule: str
    node: str
    at: str
    reason: str


@dataclass(frozen=True)
class Seen:
    """What was found on a page in a state.

    `hidden` has the selector of what could not be seen in it; `noted` what a note has settled.
    """

    findings: list[Finding]
    hidden: dict[str, Finding]
    noted: frozenset[Note]


@cache
def _source() -> str:
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@cache
def notes() -> tuple[Note, ...]:
    """Return what is in order though axe cannot tell."""
    text = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    return tuple(Note(**row) for row in yaml.safe_load(text))


def look(page: Page, path: str, state: str) -> Seen:
    """Run axe on the page as it stands; `path` and `state` are how the findings name it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    findings = []
    hidden = {}
    noted = set()
    for row in page.evaluate(RUN, [asdict(note) for note in notes()]):
        note, is_sure = row.pop("note"), row.pop("is_sure")
        if not is_sure:
            row["said"] = f"axe could not tell: {row['said']}"
        if note >= 0:
            noted.add(notes()[note])
            continue
        if not is_sure and row["rule"] in CONTRASTS:
            least, asked = _contrast(page, row["node"], CONTRASTS[row["rule"]])
            if least >= asked:
                continue
            row["said"] += f"; measured {least:.2f}, and {asked:g} is asked"
        finding = Finding(path, state, **row)
        if row["rule"] == "hidden-content":
            hidden[finding.node] = finding
        else:
            findings.append(finding)
    return Seen(findings, hidden, frozenset(noted))


def never_seen(states: Iterable[Seen]) -> list[Finding]:
    """Return what was hidden in each of several states of a page: nobody has looked at it."""
    first, *others = (seen.hidden for seen in states)
    return [
        replace(one, state="in every state")
        for node, one in first.items()
        if all(node in hidden for hidden in others)
    ]


def _contrast(page: Page, node: str, asked: tuple[float, float]) -> tuple[float, float]:
    """Measure the least contrast of a text and the pixels behind it; return what is asked, too.

    The text is made transparent for the picture, and nothing else.
    """
    text: dict[str, Any] = page.evaluate(TEXT, node)
    clear = f"{node}, {node} * {{ -webkit-text-fill-color: transparent !important;"
    clear += " text-decoration-color: transparent !important; text-shadow: none !important }"
    behind: set[tuple[int, int, int]] = set()
    for box in text["boxes"]:
        data = page.screenshot(clip=box, style=clear, animations="disabled")
        with Image.open(io.BytesIO(data)) as picture:
            pixels = picture.convert("RGB").tobytes()
        behind |= set(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    assert behind, f"{page.url}: {node} has no text that could be measured"
    ratios = []
    for ground in behind:
        mixed = [
            text["opacity"] * ink + (1 - text["opacity"]) * under
            for ink, under in zip(text["colour"], ground, strict=True)
        ]
        ratios.append(contrast(mixed, ground))
    return min(ratios), asked[1] if text["large"] else asked[0]


def told(findings: Iterable[Finding]) -> str:
    """Return findings to be read: each fault once, with the elements and pages that have it."""
    lines = []
    for (rule, help_, said), faulty in _grouped(
        findings, lambda one: (one.rule, one.help, one.said)
    ):
        lines += [f"\n{rule}: {help_}", f"  {said}"]
        elements = _grouped(faulty, lambda one: one.html)
        for html, same in elements[:MOST]:
            lines.append(f"  {' '.join(html.split())[:200]}")
            pages = _grouped(same, lambda one: one.page)
            for page, own in pages[:MOST]:
                states = ", ".join(one.state for one in own)
                lines.append(f"    at {page or 'the door'} ({states}): {own[0].node}")
            if pages[MOST:]:
                lines.append(f"    and at {len(pages) - MOST} more")
        if elements[MOST:]:
            lines.append(f"  and {len(elements) - MOST} more elements")
    return "\n".join(lines)


def _grouped(
    findings: Iterable[Finding], key: Callable[[Finding], Key]
) -> list[tuple[Key, list[Finding]]]:
    groups: dict[Key, list[Finding]] = defaultdict(list)
    for one in findings:
        groups[key(one)].append(one)
    return list(groups.items())
