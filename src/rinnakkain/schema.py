"""Schemas: what a file of settings or facts may hold, and what is told where it holds more."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from rinnakkain.finding import Finding, setting
from rinnakkain.yamlfile import Parsed

__all__ = ["check"]

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
    text = (files("rinnakkain") / "schemas" / f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    if words := schema.get("$defs", {}).get("words"):
        words["required"] = list(locales)
        words["properties"] = {code: {"type": "string", "minLength": 1} for code in locales}
    if "language" in schema.get("$defs", {}):
        schema["required"] = list(locales)
        schema["properties"] = {code: {"$ref": "#/$defs/language"} for code in locales}
    for error in Draft202012Validator(schema).iter_errors(_plain(parsed.value)):
        path = tuple(error.absolute_path)
        for key, what, advice in _told(error, _label(path, file)):
            yield setting(file, parsed.line(*path, *((key,) if key else ())), what, advice)


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
