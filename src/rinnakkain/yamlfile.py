"""YAML with line numbers: every value knows its line, and every slip is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

__all__ = ["COLON", "Parsed", "Path", "Slip", "parse"]

Path = tuple[str | int, ...]

_PLAIN = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Slip(NamedTuple):
    """What is wrong at a line; `twice` is the name that stands twice, where that is it."""

    line: int
    why: str
    twice: str = ""


@dataclass(frozen=True)
class Parsed:
    """The value of a YAML text, the line (from 1) of each path, and its slips."""

    value: object
    lines: dict[Path, int] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()

    @property
    def mapping(self) -> dict[str, object]:
        """The value as a mapping, an empty one where it is none."""
        return self.value if isinstance(self.value, dict) else {}

    def line(self, *path: str | int) -> int:
        """Return the line of a path, or of the nearest one above it that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str) -> Parsed:
    """Parse one YAML document of plain values: no tags of its own, no aliases, no doubled key.

    Nothing is raised: what is wrong comes back in `slips`, and `value` is then what could be read.
    """
    lines: dict[Path, int] = {}
    slips: list[Slip] = []
    seen: set[int] = set()

    def built(node: yaml.Node, path: Path) -> object:
        line = node.start_mark.line + 1
        lines.setdefault(path, line)
        if id(node) in seen:
            slips.append(Slip(line, "a value refers to another one (`*`)"))
            return None
        seen.add(id(node))
        if isinstance(node, yaml.CollectionNode) and node.tag not in _PLAIN:
            slips.append(Slip(line, f"a value of the kind {node.tag} is not known here"))
            return None
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, object] = {}
            for key_node, value_node in node.value:
                if not isinstance(key_node, yaml.ScalarNode):
                    slips.append(Slip(line, "a name before a colon is not a word"))
                    continue
                key = str(key_node.value)
                if key in mapping:
                    slips.append(Slip(key_node.start_mark.line + 1, f"`{key}` stands twice", key))
                    continue
                lines[(*path, key)] = key_node.start_mark.line + 1
                mapping[key] = built(value_node, (*path, key))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [built(item, (*path, place)) for place, item in enumerate(node.value)]
        try:
            value: object = loader.construct_object(node)
            return value
        except (yaml.YAMLError, ValueError) as error:
            slips.append(Slip(line, _why(error)))
            return None

    if text.count("[") + text.count("{") > _BRACKETS:
        return Parsed(None, {}, (Slip(1, "it holds too many brackets"),))
    if deep := _DEEP.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        return Parsed(None, {}, (Slip(line, "it is nested too deeply"),))
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        value = built(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Parsed(None, {}, (Slip(mark.line + 1 if mark else 1, _why(error)),))
    except RecursionError:
        return Parsed(None, {}, (Slip(1, "it is nested too deeply"),))
    finally:
        loader.dispose()
    return Parsed(value, lines, tuple(slips))


# More would be nested deeper than the parser can go, which breaks the whole program; the termbase
# has a fifth of them. Without brackets, what is nested stands further to the right.
_BRACKETS = 5000
_DEEP = re.compile(r"(?:[-?:][ \t]+){20}|^ {1000}", re.MULTILINE)
COLON = "a value holds a colon and a space, and has no quotes"
# What libyaml says, and what it means to somebody who writes `key: value` lines.
_MEANING = {
    "mapping values are not allowed": COLON,
    "did not find expected": "a bracket or a quotation mark is not closed",
    "could not find expected": "a line has no colon behind its name",
    "found unexpected end of stream": "a quotation mark is not closed",
    "cannot start any token": "a value begins with a character that needs quotes around it",
}


def _why(error: Exception) -> str:
    problem = " ".join(str(getattr(error, "problem", None) or error).split())
    return next((meaning for said, meaning in _MEANING.items() if said in problem), problem)
