"""Settings: what `mkdocs.yml` says about locales, navigation and Markdown, read without MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rinnakkain import schema
from rinnakkain.finding import setting
from rinnakkain.textfile import Folder
from rinnakkain.yamlfile import Parsed

__all__ = [
    "CHANGES",
    "DOCS",
    "FILE",
    "MADE",
    "SUBJECTS",
    "Exemption",
    "Locale",
    "Settings",
    "read",
]

FILE = "mkdocs.yml"
DOCS = "docs"
# The page that staging makes from the parts; it stands in the navigation like a written one.
MADE = "all.md"
# And the one that it makes from the record.
CHANGES = "changes.md"
# And the one that it makes from the termbase and the synonyms, where the navigation names it.
SUBJECTS = "subjects.md"


@dataclass(frozen=True)
class Locale:
    """A language of the guideline: its tag (`fi`) and its name in itself (`Suomi`)."""

    code: str
    name: str


@dataclass(frozen=True)
class Exemption:
    """A finding that is let through: its number, its file, a piece of its message, our line."""

    number: int
    file: str
    contains: str
    line: int


@dataclass(frozen=True)
class Settings:
    """The settings that the model needs.

    `nav` holds the page names in their order with their lines in mkdocs.yml; `apart` those of them
    that are no part of the guideline; `equal` are the tags of the locales that must agree before a
    change is published, none where no record is kept; `editors` are the names of those who look
    after a language's texts, by its tag (`@name`); `extensions` and `options` are those of
    Python-Markdown.
    """

    locales: tuple[Locale, ...]
    nav: tuple[tuple[str, int], ...]
    nav_line: int
    apart: frozenset[str]
    equal: tuple[str, ...]
    editors: dict[str, tuple[str, ...]]
    extensions: tuple[str, ...]
    options: dict[str, dict[str, object]]
    exceptions: tuple[Exemption, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The tags of the locales, in their order."""
        return tuple(locale.code for locale in self.locales)

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the pages that are made, and stand in the navigation like written ones."""
        changes = (CHANGES,) if self.equal else ()
        return (MADE, *changes, *((SUBJECTS,) if SUBJECTS in self.names else ()))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The page names of the navigation, each once, in its order."""
        return tuple(dict.fromkeys(name for name, _ in self.nav))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The page names of the parts; the number of a part is its place here, from 1."""
        return tuple(name for name in self.names if name not in self.apart)


def read(folder: Folder) -> Settings:
    """Read the settings; what is missing, misspelt or of the wrong shape is a finding."""
    parsed = folder.read_yaml(FILE)
    folder.found += schema.check(parsed, FILE, "mkdocs")
    table = parsed.mapping
    plugins = dict(_named(table.get("plugins")))
    languages = plugins.get("i18n", {}).get("languages")
    own = plugins.get("rinnakkain", {})
    locales = tuple(
        Locale(str(row["locale"]), str(row["name"]))
        for row in _rows(languages)
        if {"locale", "name"} <= row.keys() and not row.get("default")
    )
    extensions = dict(_named(table.get("markdown_extensions")))
    apart, equal = own.get("apart"), own.get("equal")
    codes = {locale.code for locale in locales}
    for code in equal if isinstance(equal, list) and locales else ():
        if str(code) not in codes:
            advice = f"use the tags of the guideline's languages: {', '.join(sorted(codes))}"
            what = f"`equal` names `{code}`, which is no language of the guideline"
            folder.found.append(setting(FILE, _line(parsed, "equal"), what, advice))
    return Settings(
        locales=locales,
        nav=tuple(_pages(table.get("nav"), ("nav",), parsed.lines)),
        nav_line=parsed.line("nav"),
        apart=frozenset(map(str, apart)) if isinstance(apart, list) else frozenset(),
        equal=tuple(map(str, equal)) if isinstance(equal, list) else (),
        editors={
            code: tuple(map(str, names))
            for code, names in _options(own.get("editors")).items()
            if isinstance(names, list)
        },
        extensions=tuple(extensions),
        options={name: options for name, options in extensions.items() if options},
        exceptions=tuple(
            Exemption(
                number=int(str(row["finding"])),
                file=str(row["file"]),
                contains=str(row.get("contains", "")),
                line=parsed.line("plugins", place, "rinnakkain", "exceptions", at),
            )
            for place, plugin in enumerate(_rows(table.get("plugins")))
            for at, row in enumerate(_rows(_options(plugin.get("rinnakkain")).get("exceptions")))
            if str(row.get("finding")).isdigit() and row.get("file")
        ),
    )


def _line(parsed: Parsed, option: str) -> int:
    """Return the line of one of our options."""
    return next((line for path, line in parsed.lines.items() if path[-1:] == (option,)), 1)


def _rows(value: object) -> list[dict[str, object]]:
    rows = value if isinstance(value, list) else []
    return [row if isinstance(row, dict) else {} for row in rows]


def _options(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _named(value: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Read the list form of MkDocs: a name, or a name with its options."""
    for row in value if isinstance(value, list) else []:
        if isinstance(row, str):
            yield row, {}
        elif isinstance(row, dict):
            for name, options in row.items():
                yield name, options if isinstance(options, dict) else {}


def _pages(
    value: object, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]
) -> Iterator[tuple[str, int]]:
    if isinstance(value, str):
        yield value, lines.get(path, 1)
    elif isinstance(value, list):
        for place, row in enumerate(value):
            yield from _pages(row, (*path, place), lines)
    elif isinstance(value, dict):
        for key, row in value.items():
            yield from _pages(row, (*path, key), lines)
