"""Settings: what `mkdocs.yml` says about locales, navigation and Markdown, read without MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rinnakkain import textfile
from rinnakkain.finding import Finding, setting

__all__ = ["DOCS", "FILE", "MADE", "Locale", "Settings", "read"]

FILE = "mkdocs.yml"
DOCS = "docs"
# The page that staging makes from the parts; it stands in the navigation like a written one.
MADE = "all.md"


@dataclass(frozen=True)
class Locale:
    """A language of the guideline: its tag (`fi`) and its name in itself (`Suomi`)."""

    code: str
    name: str


@dataclass(frozen=True)
class Settings:
    """The settings that the model needs.

    `nav` holds the page names in their order with their lines in mkdocs.yml; `apart` those of them
    that are no part of the guideline; `extensions` and `options` are Python-Markdown's.
    """

    locales: tuple[Locale, ...]
    nav: tuple[tuple[str, int], ...]
    nav_line: int
    apart: frozenset[str]
    extensions: tuple[str, ...]
    options: dict[str, dict[str, object]]

    @property
    def codes(self) -> tuple[str, ...]:
        """The tags of the locales, in their order."""
        return tuple(locale.code for locale in self.locales)

    @property
    def names(self) -> tuple[str, ...]:
        """The page names of the navigation, each once, in its order."""
        return tuple(dict.fromkeys(name for name, _ in self.nav))

    @property
    def parts(self) -> tuple[str, ...]:
        """The page names of the parts; the number of a part is its place here, from 1."""
        return tuple(name for name in self.names if name not in self.apart)


def read(root: Path) -> tuple[Settings, list[Finding]]:
    """Read the settings below `root`; what is missing or of the wrong shape is a finding."""
    parsed, found = textfile.read_yaml(root, FILE)
    table = parsed.value if isinstance(parsed.value, dict) else {}

    def wrong(what: str, advice: str, *path: str | int) -> None:
        found.append(setting(FILE, parsed.line(*path), what, advice))

    plugins = dict(_named(table.get("plugins")))
    languages = plugins.get("i18n", {}).get("languages")
    locales = tuple(
        Locale(str(row["locale"]), str(row["name"]))
        for row in (languages if isinstance(languages, list) else [])
        if isinstance(row, dict) and {"locale", "name"} <= row.keys() and not row.get("default")
    )
    apart = plugins.get("rinnakkain", {}).get("apart")
    nav = tuple(_pages(table.get("nav"), ("nav",), parsed.lines))
    extensions = dict(_named(table.get("markdown_extensions")))
    if not found:
        if not locales:
            wrong(
                "`plugins: i18n: languages` names no language",
                "give each one its `locale` and `name`",
                "plugins",
            )
        if not isinstance(apart, list):
            wrong(
                "`plugins: rinnakkain: apart` is missing",
                "list the pages of `nav` that are no part of the guideline",
                "plugins",
            )
        if not nav:
            wrong("`nav` names no page", "list the pages in their order", "nav")
    settings = Settings(
        locales=locales,
        nav=nav,
        nav_line=parsed.line("nav"),
        apart=frozenset(str(name) for name in apart) if isinstance(apart, list) else frozenset(),
        extensions=tuple(extensions),
        options={name: options for name, options in extensions.items() if options},
    )
    return settings, found


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
