"""The words of the site's own furniture, in every language, from `ui.yml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rinnakkain import schema, yamlfile
from rinnakkain.finding import Finding, setting
from rinnakkain.textfile import Folder

__all__ = ["FILE", "Words", "day", "group", "read", "size"]

FILE = "ui.yml"

# What the site writes into its words: anything more could reach into the program.
_HOLE = re.compile(r"\{(?:address|day|kilobytes|languages|n|rules|size|title|words)\}")

Words = dict[str, dict[str, object]]


def read(folder: Folder, locales: Sequence[str]) -> Words:
    """Return the words of each locale; one that is missing or not known is a finding."""
    parsed = folder.read_yaml(FILE)
    folder.found += schema.check(parsed, FILE, "ui", locales)
    folder.found += _holes(parsed, parsed.value, ())
    words = {code: parsed.mapping.get(code) for code in locales}
    return {code: own if isinstance(own, dict) else {} for code, own in words.items()}


def _holes(parsed: yamlfile.Parsed, value: object, path: yamlfile.Path) -> Iterator[Finding]:
    """Find braces that are none of the places where the site writes something in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _holes(parsed, inner, (*path, key))
    elif isinstance(value, str) and re.search(r"[{}]", _HOLE.sub("", value)):
        what = f"there are braces in `{path[-1]}` into which nothing is filled"
        yield setting(FILE, parsed.line(*path), what, "copy them as they stand in another language")


def group(words: Mapping[str, object], name: str) -> dict[str, Any]:
    """Return a group of the words of a language: its notices, its page of changes."""
    own = words.get(name)
    return own if isinstance(own, dict) else {}


def day(words: Mapping[str, object], date: datetime.date) -> str:
    """Return a day as a language writes it, by the `date` and the `locale` of its words."""
    return _day(date, str(words["date"]), str(words["locale"]))


# Most of what a site says was said on a few days.
@lru_cache(maxsize=1 << 10)
def _day(date: datetime.date, form: str, locale: str) -> str:
    # Babel takes a third of a second to load, and most checks write no day.
    from babel.dates import format_date

    return str(format_date(date, format=form, locale=locale))


def size(words: Mapping[str, Any], count: int) -> str:
    """Return the size of a file of so many bytes as a language writes it, from its words."""
    return str(words["size"]).format(kilobytes=max(1, round(count / 1000))).replace(" ", "\u00a0")
