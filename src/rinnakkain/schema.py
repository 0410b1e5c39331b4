"""Schemas: what a file of settings or facts may hold, and what is told where it holds more."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rinnakkain.finding import Finding, setting
from rinnakkain.yamlfile import Parsed

if TYPE_CHECKING:
    from jsonschema import ValidationError

__all__ = ["check"]

# A schema: nested groups of keywords, as JSON has them.
Rules = dict[str, Any]

_TYPES = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a number",
    "array": "a list",
    "object": "a group of lines",
    "null": "nothing",
}


def check(parsed: Parsed, file: str, name: str, locales: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield what a parsed file holds that its schema (`schemas/<name>.json`) does not know.

    Where the schema speaks of words in every language (`$defs/words`) or of a group of words for
    each (`$defs/language`), the languages are the `locales`.
    """
    if parsed.value is None:
        return
    rules, value = _rules(name, tuple(locales)), _plain(parsed.value)
    if _fits(value, rules, rules.get("$defs", {})):
        return
    # It takes a tenth of the check's time to load, and only what is wrong has to be told.
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(rules).iter_errors(value):
        path = tuple(error.absolute_path)
        for key, what, advice in _told(error, _label(path, file)):
            yield setting(file, parsed.line(*path, *((key,) if key else ())), what, advice)


@cache
def _rules(name: str, locales: tuple[str, ...]) -> Rules:
    text = (files("rinnakkain") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    rules: Rules = json.loads(text)
    if words := rules.get("$defs", {}).get("words"):
        words["required"] = list(locales)
        words["properties"] = {code: {"type": "string", "minLength": 1} for code in locales}
    if "language" in rules.get("$defs", {}):
        rules["required"] = list(locales)
        rules["properties"] = {code: {"$ref": "#/$defs/language"} for code in locales}
    return rules


_PYTHON = {"string": str, "boolean": bool, "integer": int, "array": list, "object": dict}
# What speaks of values of one type, and says nothing of others.
_OF: dict[str, type] = {
    "minLength": str,
    "pattern": str,
    "minItems": list,
    "items": list,
    "minProperties": dict,
    "required": dict,
    "properties": dict,
    "propertyNames": dict,
    "additionalProperties": dict,
}


def _fits(value: object, rules: Rules | bool, defs: Rules) -> bool:
    """Say whether a value surely fits a schema: where it says no, the validator is asked."""
    if isinstance(rules, bool):
        return rules
    return all(
        (key in _OF and not isinstance(value, _OF[key])) or _keeps(value, key, rules, defs)
        for key in rules
    )


def _keeps(value: Any, key: str, rules: Rules, defs: Rules) -> bool:
    """Say whether a value keeps one keyword of a schema that speaks of it."""
    wanted = rules[key]
    match key:
        case "description" | "$defs" | "then" | "else":
            return True
        case "$ref":
            return _fits(value, defs[wanted.removeprefix("#/$defs/")], defs)
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            return any(type(value) is _PYTHON.get(kind, type(None)) for kind in types)
        case "enum":
            return any(type(value) is type(own) and value == own for own in wanted)
        case "if":
            branch = "then" if _fits(value, wanted, defs) else "else"
            return _fits(value, rules.get(branch, True), defs)
        case "minLength" | "minItems" | "minProperties":
            return len(value) >= int(wanted)
        case "pattern":
            return bool(re.search(wanted, value))
        case "items":
            return all(_fits(item, wanted, defs) for item in value)
        case "required":
            return all(name in value for name in wanted)
        case "propertyNames":
            return all(_fits(name, wanted, defs) for name in value)
        case "properties":
            return all(
                _fits(value[name], own, defs) for name, own in wanted.items() if name in value
            )
        case "additionalProperties":
            known = rules.get("properties", {})
            return all(_fits(own, wanted, defs) for name, own in value.items() if name not in known)
    return False


def _plain(value: object) -> object:
    """Return the value as JSON has it: a day is a text."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _label(path: tuple[str | int, ...], file: str) -> str:
    """Name a place in a file: a key, or a row of the list of a key."""
    if not path:
        return f"`{file}`"
    *_, last = path
    if isinstance(last, int):
        key = next((step for step in reversed(path) if isinstance(step, str)), file)
        return f"row {last + 1} of `{key}`"
    return f"`{last}`"


def _told(error: ValidationError, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the key that is meant (or none), what is wrong, and what to do."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties":
            known = schema.get("properties", {})
            for key in value.keys() - known.keys():
                yield key, f"there is no `{key}` here", _instead(key, known)
        case "required":
            for key in wanted:
                if key not in value:
                    yield "", f"{name} lacks `{key}`", f"add a line `{key}: …`"
        case "type":
            types = [wanted] if isinstance(wanted, str) else wanted
            names = " or ".join(_TYPES[kind] for kind in types if kind != "null")
            yield "", f"{name} is not {names}", schema.get("description", f"write {names}")
        case "enum":
            yield "", f"`{value}` is not known here", _instead(str(value), map(str, wanted))
        case _:
            advice = schema.get("description", "write it as the lines around it are written")
            yield "", f"{name} is not written as it must be", advice


def _instead(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(names)}"
