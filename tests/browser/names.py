"""Names: what the browser tells assistive technology of a page, and in which language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from playwright.sync_api import CDPSession, Page

__all__ = ["CONTROLS", "LANDMARKS", "Node", "foreign", "read"]

# Roles as Chromium names them in its tree.
CONTROLS = {
    "link", "button", "checkbox", "radio", "textbox", "combobox", "searchbox", "option", "switch",
    "slider", "spinbutton", "listbox", "DisclosureTriangle", "menuitem", "tab",
}  # fmt: skip
LANDMARKS = {
    "banner", "navigation", "main", "contentinfo", "complementary", "region", "search", "form",
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A node of the accessibility tree: role, name, states, the language of its element.

    `seen` is the text that its element shows, `states` holds what else the browser tells of it
    (`expanded`, `level`, `live`, …), `within` the roles around it, from the outside.
    """

    role: str
    name: str
    states: dict[str, Any]
    lang: str
    seen: str
    within: tuple[str, ...]


_SEEN = """function () {
  const e = this.nodeType === 1 ? this : this.parentElement;
  const seen = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1) return "";
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return "";
    if (style.clipPath.startsWith("inset(50%") || node.matches("option, textarea")) return "";
    const words = [...node.childNodes].map(seen).join("");
    return style.display.startsWith("inline") ? words : ` ${words} `;
  };
  return [e.closest("[lang]")?.lang || "", seen(e).replace(/\\s+/g, " ").trim()];
}"""


def read(page: Page, roles: set[str] | None = None) -> list[Node]:
    """Return the nodes of a page's accessibility tree, all of them or those of some roles."""
    session = page.context.new_cdp_session(page)
    try:
        return list(_nodes(session, roles))
    finally:
        session.detach()


def _nodes(session: CDPSession, roles: set[str] | None) -> Iterator[Node]:
    session.send("DOM.enable")
    rows = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {row["nodeId"]: row for row in rows}
    for row in rows:
        role = row.get("role", {}).get("value", "")
        if row.get("ignored") or (roles is not None and role not in roles):
            continue
        if "backendDOMNodeId" not in row or role in ("RootWebArea", "InlineTextBox", "ListMarker"):
            continue
        around = []
        above = by_id.get(row.get("parentId"))
        while above:
            around.append(above.get("role", {}).get("value", ""))
            above = by_id.get(above.get("parentId"))
        found = session.send("DOM.resolveNode", {"backendNodeId": row["backendDOMNodeId"]})
        answer = session.send(
            "Runtime.callFunctionOn",
            {
                "objectId": found["object"]["objectId"],
                "functionDeclaration": _SEEN,
                "returnByValue": True,
            },
        )
        lang, seen = answer["result"]["value"]
        states = {one["name"]: one["value"].get("value") for one in row.get("properties", ())}
        name = " ".join(row.get("name", {}).get("value", "").split())
        yield Node(role, name, states, lang, seen, tuple(reversed(around)))


def foreign(words: dict[str, set[str]], lang: str, name: str) -> bool:
    """Tell whether a name is one of the site's own words, and in another language only.

    `words` are those of `ui.yml` by language; what is in braces in them stands for anything.
    """

    def is_in(code: str) -> bool:
        return any(_pattern(one).fullmatch(name) for one in words[code])

    return lang in words and not is_in(lang) and any(map(is_in, words))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)))
