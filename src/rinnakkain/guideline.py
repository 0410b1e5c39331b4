"""The guideline: every page in every language, the rules with their numbers and short names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rinnakkain import (
    burden,
    cache,
    facts,
    history,
    page,
    settings,
    synonyms,
    termbase,
    tree,
    ui,
    yamlfile,
)
from rinnakkain.facts import Facts
from rinnakkain.finding import Finding
from rinnakkain.history import History
from rinnakkain.markup import Renderer
from rinnakkain.page import Page
from rinnakkain.search import lexicon
from rinnakkain.search.lexicon import Lexicon
from rinnakkain.settings import DOCS, Settings
from rinnakkain.synonyms import Synonym
from rinnakkain.termbase import Termbase
from rinnakkain.textfile import Folder

__all__ = ["SHORT_NAMES", "Guideline", "Names", "merged", "read"]

SHORT_NAMES = "short-names.yml"


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
    `docs/`, relative to the root, `symlinks` those that only point elsewhere; `texts` is the text
    of each file that was read. `kept` is the folder of what is kept for the next run, if there is
    one.
    """

    settings: Settings
    facts: Facts
    words: ui.Words
    terms: Termbase
    history: History
    pages: dict[tuple[str, str], Page]
    names: dict[str, Names]
    files: frozenset[str]
    symlinks: frozenset[str]
    texts: dict[str, str]
    found: tuple[Finding, ...]
    synonyms: dict[str, tuple[Synonym, ...]] = field(default_factory=dict)
    lexicons: dict[str, Lexicon] = field(default_factory=dict)
    kept: Path | None = None

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
        codes, parts = self.settings.codes, self.part_numbers
        orders = {
            (code, part): [rule.id for rule in self.pages[code, part].statements if rule.id]
            for code in codes
            for part in parts
            if (code, part) in self.pages
        }
        # A rule that stands on two pages has the number that it has in the first language.
        home = {id_: part for (_, part), ids in reversed(orders.items()) for id_ in ids}
        numbers: dict[str, str] = {}
        for part, place in parts.items():
            own = (orders.get((code, part), ()) for code in codes)
            rules = [id_ for id_ in merged(own) if home[id_] == part]
            numbers |= {id_: f"{place}.{at}" for at, id_ in enumerate(rules, 1)}
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


def merged(orders: Iterable[Iterable[str]]) -> list[str]:
    """Join several orders of ids: what an earlier one lacks comes behind what it stands behind."""
    joined: list[str] = []
    for order in orders:
        place = 0
        for id_ in order:
            if id_ in joined:
                place = joined.index(id_) + 1
            else:
                joined.insert(place, id_)
                place += 1
    return joined


def read(root: Path, *, keeps: bool = False) -> Guideline:
    """Read the guideline below `root`, the folder that holds `docs/` and `mkdocs.yml`.

    Nothing is raised for what an editor can get wrong: it stands in the result's `found`.
    What takes long is kept for the next run below `root` if it `keeps`.
    """
    folder = Folder(root)
    config = settings.read(folder)
    if folder.found:
        # Without its settings nothing else can be told from anything.
        return _unread(folder, config)
    folder.found += tree.check(root)
    told = facts.read(folder, config.codes)
    words = ui.read(folder, config.codes)
    terms = termbase.read(folder, config.codes)
    typed = synonyms.read(folder, config.codes)
    record = history.read(folder, config.codes) if config.equal else History()
    files = frozenset(_files(root))
    symlinks = frozenset(file for file in files if (root / file).is_symlink())
    kept = cache.folder(root) if keeps else None
    renderer = Renderer(config.extensions, config.options, folder=kept and kept / "read")
    pages: dict[tuple[str, str], Page] = {}
    names: dict[str, Names] = {}
    for code in config.codes:
        beside = f"{DOCS}/{code}/"
        for file in sorted(f for f in files if f.startswith(beside) and f.endswith(".md")):
            text = folder.read(file)
            name = file.removeprefix(beside)
            if text is not None and (heavy := burden.of_page(text)):
                message, line, values = heavy
                folder.found.append(Finding(message, file, line, values))
            elif text is not None:
                is_part = name in config.parts
                pages[code, name], slips = page.parse(
                    code, name, file, text, renderer, is_part=is_part
                )
                folder.found += slips
        parsed = folder.read_yaml(beside + SHORT_NAMES)
        file = beside + SHORT_NAMES
        folder.found += [
            Finding("file-broken", file, parsed.line(id_))
            for id_, text in parsed.mapping.items()
            if isinstance(text, list | dict)
        ]
        by_id = {id_: "" if text is None else str(text) for id_, text in parsed.mapping.items()}
        names[code] = Names(file, by_id, parsed)
    renderer.sweep()
    found = tuple(folder.found)
    return Guideline(
        settings=config,
        facts=told,
        words=words,
        terms=terms,
        history=record,
        pages=pages,
        names=names,
        files=files,
        symlinks=symlinks,
        texts=folder.texts,
        found=found,
        synonyms=typed,
        lexicons={code: lexicon.read(root, code) for code in config.codes},
        kept=kept,
    )


def _unread(folder: Folder, config: Settings) -> Guideline:
    """Return a guideline of which nothing is known but what was found."""
    nothing = Facts({}, (), (), (), yamlfile.Parsed({}))
    none = frozenset[str]()
    found = tuple(folder.found)
    return Guideline(
        config, nothing, {}, Termbase(()), History(), {}, {}, none, none, folder.texts, found
    )


def _files(root: Path) -> Iterator[str]:
    """Yield every file below `docs/`, and every link to another place, which is not followed."""
    if (root / DOCS).is_symlink():
        return
    for folder, below, names in os.walk(root / DOCS):
        linked = [name for name in below if (Path(folder) / name).is_symlink()]
        for name in (*names, *linked):
            yield (Path(folder) / name).relative_to(root).as_posix()
