"""The guideline: every page in every language, the rules with their numbers and short names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rinnakkain import facts, page, settings, textfile, ui, yamlfile
from rinnakkain.facts import Facts
from rinnakkain.finding import Finding
from rinnakkain.markup import Renderer
from rinnakkain.page import Page
from rinnakkain.settings import DOCS, Settings

__all__ = ["SHORT_NAMES", "Guideline", "Names", "read"]

SHORT_NAMES = "short-names.yml"
# Data of the repository that no page shows yet; it has to parse all the same.
_DATA = ("termbase.yml",)


@dataclass(frozen=True)
class Names:
    """The short names of one language by the rule's id, with their file's lines."""

    file: str
    by_id: dict[str, str]
    parsed: yamlfile.Parsed


@dataclass(frozen=True)
class Guideline:
    """All that `docs/` and the files beside it say, and what could not be read of them (`found`).

    `pages` has the locale's tag and the page's name as its keys; `files` are all files below
    `docs/`, relative to the root.
    """

    settings: Settings
    facts: Facts
    words: ui.Words
    pages: dict[tuple[str, str], Page]
    names: dict[str, Names]
    files: frozenset[str]
    found: tuple[Finding, ...]

    def of(self, code: str) -> list[Page]:
        """Return the pages of a language in the order of the navigation, then those outside it."""
        order = {name: place for place, name in enumerate(self.settings.names)}
        mine = [page for (locale, _), page in self.pages.items() if locale == code]
        return sorted(mine, key=lambda p: (order.get(p.name, len(order)), p.name))

    @cached_property
    def part_numbers(self) -> dict[str, int]:
        """The number of each part by its page's name."""
        return {name: place for place, name in enumerate(self.settings.parts, 1)}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each rule by its id: part and place (`7.2`), the same in every language."""
        numbers: dict[str, str] = {}
        for code in self.settings.codes:
            for part, place in self.part_numbers.items():
                written = self.pages.get((code, part))
                for at, rule in enumerate(written.statements if written else (), 1):
                    if rule.id is not None:
                        numbers.setdefault(rule.id, f"{place}.{at}")
        return numbers

    @cached_property
    def homes(self) -> dict[str, str]:
        """The name of the page on which each rule stands, by the rule's id."""
        return {
            rule.id: written.name
            for written in self.pages.values()
            for rule in written.statements
            if rule.id is not None
        }


def read(root: Path) -> Guideline:
    """Read the guideline below `root`, the folder that holds `docs/` and `mkdocs.yml`.

    Nothing is raised for what an editor can get wrong: it stands in the result's `found`.
    """
    config, found = settings.read(root)
    told, more = facts.read(root, config.codes)
    words, missing = ui.read(root, config.codes)
    if found:
        # Without its settings nothing else can be told from anything.
        return Guideline(config, told, words, {}, {}, frozenset(), tuple(found))
    found += more + missing
    for file in _DATA:
        found += textfile.read_yaml(root, file)[1]
    renderer = Renderer(config.extensions, config.options)
    pages: dict[tuple[str, str], Page] = {}
    names: dict[str, Names] = {}
    for code in config.codes:
        folder = root / DOCS / code
        for path in sorted(folder.rglob("*.md")):
            name = path.relative_to(folder).as_posix()
            file = f"{DOCS}/{code}/{name}"
            text, unread = textfile.read(root, file)
            if not unread:
                is_part = name in config.parts
                pages[code, name], unread = page.parse(
                    code, name, file, text, renderer, is_part=is_part
                )
            found += unread
        file = f"{DOCS}/{code}/{SHORT_NAMES}"
        parsed, unread = textfile.read_yaml(root, file)
        found += unread
        table = parsed.value if isinstance(parsed.value, dict) else {}
        by_id = {id_: "" if text is None else str(text) for id_, text in table.items()}
        names[code] = Names(file, by_id, parsed)
    files = frozenset(
        path.relative_to(root).as_posix() for path in (root / DOCS).rglob("*") if path.is_file()
    )
    return Guideline(config, told, words, pages, names, files, tuple(found))
