"""The style sheet: of the theme's what a page can use, our own behind it, without white space."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import groupby

import rcssmin
import tinycss2

__all__ = ["KEPT", "kept", "selectors", "written"]

# The list of the theme's selectors that a page can use, beside this module.
KEPT = "kept.txt"

# What holds rules; every other at-rule is taken as it is.
_GROUPS = frozenset(("container", "layer", "media", "supports"))
# A declaration of the first decides every one whose name goes on from it with a hyphen.
_SHORTHANDS = frozenset(("margin", "padding"))
_COMBINATORS = frozenset((">", "+", "~"))
_NAMED = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class _Declaration:
    """A declaration: its name, its value, and whether it is marked as important."""

    name: str
    value: str
    is_important: bool

    def __str__(self) -> str:
        return f"{self.name}:{self.value}" + "!important" * self.is_important

    @property
    def is_custom(self) -> bool:
        """Whether it declares a custom property, which draws nothing until it is named."""
        return self.name.startswith("--")


@dataclass(frozen=True)
class _Rule:
    """Selectors, and what is declared for them."""

    selectors: tuple[str, ...]
    declarations: tuple[_Declaration, ...]

    def __str__(self) -> str:
        return f"{','.join(self.selectors)}{{{';'.join(map(str, self.declarations))}}}"


@dataclass(frozen=True)
class _Group:
    """Rules for a medium, or another condition; `head` begins with the at-sign."""

    head: str
    rules: tuple[_Node, ...]

    def __str__(self) -> str:
        return f"{self.head}{{{''.join(map(str, self.rules))}}}"


@dataclass(frozen=True)
class _Other:
    """Another at-rule: its keyword, what stands behind it, all of its text."""

    keyword: str
    name: str
    text: str

    def __str__(self) -> str:
        return self.text


_Node = _Rule | _Group | _Other


def kept() -> frozenset[str]:
    """Return the selectors of the theme that a page of the site, or any allowed text, can use.

    The list is made in a browser, one selector a line (tests/browser/kept.py).
    """
    text = (files("rinnakkain") / KEPT).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("//"))


def selectors(base: str) -> tuple[str, ...]:
    """Return each selector of a style sheet once, in its order, as the list has it."""
    return tuple(dict.fromkeys(one for rule in _rules(_read(base)) for one in rule.selectors))


def written(base: str, own: str, kept: frozenset[str]) -> str:
    """Return the style sheet of the site: of `base` the rules for the selectors `kept`, then `own`.

    Of `base` is left out too what decides nothing: a declaration that `own` makes again for the
    same selector, whatever the medium; a custom property or an animation that nothing names. The
    order of what is left stays, so what wins does. The same texts give the same bytes.
    """
    ours = _read(own)
    lean = _pruned(_read(base), kept, _always(ours))
    named = _named([*lean, *ours])
    sheet = "".join(map(str, _needed(lean, named)))
    minified: str = rcssmin.cssmin(sheet + own)
    return minified


def _read(text: str) -> list[_Node]:
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return list(_nodes(nodes))


def _nodes(parsed: Iterable[tinycss2.ast.Node]) -> Iterator[_Node]:
    for node in parsed:
        if node.type == "qualified-rule":
            yield _Rule(tuple(_selectors(node.prelude)), tuple(_declarations(node.content)))
        elif node.type == "at-rule" and node.lower_at_keyword in _GROUPS and node.content:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude).rstrip()}"
            yield _Group(head, tuple(_nodes(inner)))
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            name = tinycss2.serialize(node.prelude).strip()
            yield _Other(node.lower_at_keyword, name, node.serialize())


def _selectors(prelude: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    """Yield each selector of a list, its combinators without the white space around them."""
    for is_comma, nodes in groupby(prelude, lambda node: node == ","):
        if is_comma:
            continue
        text = ""
        for node in nodes:
            if node == " " and (not text or text[-1] in _COMBINATORS):
                continue
            part = node.serialize()
            text = text.rstrip() + part if part in _COMBINATORS else text + part
        yield text.strip()


def _declarations(content: Iterable[tinycss2.ast.Node]) -> Iterator[_Declaration]:
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for node in parsed:
        if node.type == "declaration":
            yield _Declaration(node.name, tinycss2.serialize(node.value).strip(), node.important)


def _rules(sheet: Iterable[_Node]) -> Iterator[_Rule]:
    for node in sheet:
        if isinstance(node, _Group):
            yield from _rules(node.rules)
        elif isinstance(node, _Rule):
            yield node


def _always(sheet: Iterable[_Node]) -> Mapping[str, set[str]]:
    """Return the names that are declared for each selector under no condition."""
    names: dict[str, set[str]] = defaultdict(set)
    for node in sheet:
        if isinstance(node, _Rule):
            for selector in node.selectors:
                names[selector] |= {one.name for one in node.declarations}
    return names


def _pruned(
    sheet: Iterable[_Node], kept: frozenset[str], again: Mapping[str, set[str]]
) -> list[_Node]:
    """Keep the selectors of the list, and what is not declared again for each of them."""
    lean: list[_Node] = []
    for node in sheet:
        if isinstance(node, _Group):
            rules = tuple(_pruned(node.rules, kept, again))
            if rules and lean and isinstance(lean[-1], _Group) and lean[-1].head == node.head:
                lean[-1] = replace(lean[-1], rules=lean[-1].rules + rules)
            elif rules:
                lean.append(replace(node, rules=rules))
        elif isinstance(node, _Rule):
            used = tuple(one for one in node.selectors if one in kept)
            left = tuple(
                one
                for one in node.declarations
                if one.is_important
                or not all(_covers(again.get(selector, set()), one.name) for selector in used)
            )
            if used and left:
                lean.append(_Rule(used, left))
        else:
            lean.append(node)
    return lean


def _covers(names: set[str], name: str) -> bool:
    return name in names or name.split("-")[0] in names & _SHORTHANDS


def _named(sheet: Iterable[_Node]) -> frozenset[str]:
    """Return the custom properties that what is drawn names, or one of them, and animations."""
    declarations = [one for rule in _rules(sheet) for one in rule.declarations]
    custom: dict[str, set[str]] = defaultdict(set)
    found: set[str] = set()
    for one in declarations:
        names = set(_NAMED.findall(one.value))
        if one.is_custom:
            custom[one.name] |= names
        else:
            found |= names
    new = found
    while new := {name for one in new for name in custom.get(one, ())} - found:
        found |= new
    animations = (one.value for one in declarations if one.name.startswith("animation"))
    return frozenset(found).union(*(value.replace(",", " ").split() for value in animations))


def _needed(sheet: Iterable[_Node], named: frozenset[str]) -> Iterator[_Node]:
    """Leave out the custom properties and animations that are not named."""
    for node in sheet:
        if isinstance(node, _Group):
            if rules := tuple(_needed(node.rules, named)):
                yield replace(node, rules=rules)
        elif isinstance(node, _Rule):
            left = tuple(d for d in node.declarations if not d.is_custom or d.name in named)
            if left:
                yield replace(node, declarations=left)
        elif not node.keyword.endswith("keyframes") or node.name in named:
            yield node
