"""Edits by program over a whole guideline: faults with the place they must be told at, and none.

`faults` and `corrections` go through every page, rule and language of a copy of the guideline;
an edit changes files there, and `undone` puts them back.
"""

from __future__ import annotations

import datetime
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rinnakkain import act, checks, declaration, guideline, state
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page, Statement

# A sentence that says nothing new, in each language.
SENTENCE = {
    "fi": "Kysy tarvittaessa neuvoa työkaverilta.",
    "sv": "Be vid behov en kollega om råd.",
    "en": "Ask a colleague for advice where necessary.",
}
LONG = {"fi": "Kysy neuvoa", "sv": "Be om råd", "en": "Ask for advice"}
# A form that the termbase says to avoid.
AVOIDED = {"fi": "loan heitto", "sv": "medborgarna", "en": "citizens"}


@dataclass(frozen=True)
class Fault:
    """A fault: its number, its place, and how it is made."""

    number: int
    file: str
    line: int
    plant: Callable[[Path], object]


@dataclass(frozen=True)
class Correction:
    """A change that is right in every language: what it is, and how it is made."""

    name: str
    make: Callable[[Path], object]


def found(root: Path) -> list[Finding]:
    """Return what the checks say of the guideline below `root`."""
    return checks.run(guideline.read(root))


# The findings that ask what became of a text, which only its writer knows.
UNDECLARED = (70, 73, 74, 75)


def declare_all(root: Path) -> list[str]:
    """Declare what became of every text below `root`, as its writer would; return the new files.

    What changed is taken for a change of its meaning in every language at once.
    """
    before = guideline.read(root)
    day = before.history.edition or datetime.date(2026, 11, 24)
    table = state.read(before)
    by_kind: dict[str, list[str]] = {"new": [], "changed": [], "withdrawn": [], "moved": []}
    for id_, states in table.items():
        own = [one.text for one in states.values() if one.text]
        names = {one.name for one in states.values()}
        record = next(iter(states.values())).record
        if own and record and not record.newest.ends and own[0].page != record.page:
            by_kind["moved"].append(id_)
        if names == {"missing"}:
            by_kind["withdrawn"].append(id_)
        elif "new" in names or ("withdrawn" in names and own):
            by_kind["new"].append(id_)
        elif "changed" in names:
            by_kind["changed"].append(id_)
    files = []
    for kind, ids in by_kind.items():
        if ids:
            what = {} if kind in ("new", "moved") else SENTENCE
            made = declaration.make(guideline.read(root), kind, ids, day, what=what)
            (root / made.file).write_text(act.written(made), encoding="utf-8")
            files.append(made.file)
    return files


@contextmanager
def undone(root: Path) -> Iterator[None]:
    """Put the guideline back as it was at the end."""
    kept = root.parent / "kept"
    shutil.copytree(root, kept, symlinks=True)
    try:
        yield
    finally:
        shutil.rmtree(root)
        kept.rename(root)


def _write(file: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text(text, encoding="utf-8")


def _bytes(file: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / file).write_bytes(data)


class _Lines:
    """The lines of a file, to be changed by their numbers from 1."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")

    def at(self, number: int) -> str:
        return self.lines[number - 1]

    def put(self, number: int, *lines: str, instead_of: int = 1) -> Callable[[Path], object]:
        """Return the plant that puts lines in the place of some others."""
        start = number - 1
        new = [*self.lines[:start], *lines, *self.lines[start + instead_of :]]
        return _write(self.file, "\n".join(new))


def faults(root: Path) -> Iterator[Fault]:
    """Yield the faults of each kind that can be planted in the guideline below `root`."""
    read = guideline.read(root)
    for page in read.pages.values():
        lines = _Lines(page.file, read.texts[page.file])
        # What a language lacks that may follow later is told as that.
        is_later = bool(read.settings.equal) and page.locale not in read.settings.equal
        yield from _faults_of_rules(page, lines, is_later=is_later)
        yield from _faults_of_headings(page, lines)
        yield from _faults_of_links(page, lines)
        yield from _faults_of_letters(page, lines)
        yield from _faults_of_text(page, lines)
        yield from _faults_of_files(page, lines, is_later=is_later)
    for code in read.settings.codes:
        yield from _faults_of_names(read, code)
    yield from _faults_of_settings(read)


def _faults_of_rules(page: Page, lines: _Lines, *, is_later: bool) -> Iterator[Fault]:
    rules = page.statements
    for before, rule in zip((None, *rules), rules, strict=False):
        text = lines.at(rule.line)
        id_ = f"    {{: #{rule.id} }}"
        yield Fault(10, page.file, rule.line, lines.put(rule.line, text, instead_of=2))
        yield Fault(14, page.file, rule.line, lines.put(rule.line, text + id_[3:], instead_of=2))
        wrong = lines.put(rule.line + 1, "    {: #Ei_Näin }")
        yield Fault(12, page.file, rule.line, wrong)
        top = page.headings[0].line
        at = before.line if before and not is_later else top
        gone = lines.put(rule.line, instead_of=2)
        yield Fault(72 if is_later else 8, page.file, at, gone)
        if before:
            yield Fault(13, page.file, before.line, lines.put(rule.line, "", text))
            pair = (text, id_, lines.at(before.line), f"    {{: #{before.id} }}")
            yield Fault(9, page.file, before.line, lines.put(before.line, *pair, instead_of=4))
            same = lines.put(rule.line + 1, f"    {{: #{before.id} }}")
            yield Fault(11, page.file, rule.line, same)


def _faults_of_headings(page: Page, lines: _Lines) -> Iterator[Fault]:
    top, *rest = page.headings
    bare = lines.put(top.line, f"# {top.text}")
    yield Fault(7, page.file, top.line, bare)
    for heading in rest:
        yield Fault(
            24, page.file, heading.line, lines.put(heading.line, lines.at(heading.line)[1:])
        )
        deeper = lines.put(heading.line, f"##{lines.at(heading.line)}")
        yield Fault(25, page.file, heading.line, deeper)
        yield Fault(7, page.file, heading.line, lines.put(heading.line, f"## {heading.text}"))


def _faults_of_links(page: Page, lines: _Lines) -> Iterator[Fault]:
    for link in page.links:
        text = lines.at(link.line)
        if text.count(link.target) != 1 or ":" in link.target:
            continue
        changes = [
            (20, link.target.replace(".md", "x.md")),
            (22, f"../{_other(page.locale)}/{link.target}"),
            (56, "javascript:alert(1)"),
            (57, "https://traficom"),
            (58, "http://www.example.org/"),
        ]
        if "#" in link.target:
            changes.append((21, link.target + "x"))
        for number, target in changes:
            changed = lines.put(link.line, text.replace(link.target, target))
            yield Fault(number, page.file, link.line, changed)


def _other(code: str) -> str:
    return {"fi": "sv", "sv": "en", "en": "fi"}[code]


def _faults_of_letters(page: Page, lines: _Lines) -> Iterator[Fault]:
    text = "\n".join(lines.lines)
    dotted = next((n for n, line in enumerate(lines.lines, 1) if "ä" in line or "ö" in line), None)
    if dotted:
        line = lines.at(dotted)
        faked = line.encode().decode("cp1252", errors="ignore")
        yield Fault(37, page.file, dotted, lines.put(dotted, faked))
        yield Fault(38, page.file, dotted, lines.put(dotted, unicodedata.normalize("NFD", line)))
        lost = line.replace("ä", "\ufffd").replace("ö", "\ufffd")
        yield Fault(39, page.file, dotted, lines.put(dotted, lost))
        old = "\n".join(line if "–" not in line else line.replace("–", "-") for line in lines.lines)
        first = next(n for n, line in enumerate(lines.lines, 1) if not line.isascii())
        data = old.replace("”", '"').replace("’", "'").encode("cp1252")
        if "–" not in text and "’" not in text and "”" not in text:
            yield Fault(36, page.file, first, _bytes(page.file, data))
    yield Fault(36, page.file, 1, _bytes(page.file, text.encode("utf-8-sig")))
    title = page.front_lines["title"]
    cut = lines.at(title)[:-3] + "\u00ad" + lines.at(title)[-3:]
    yield Fault(40, page.file, title, lines.put(title, cut))
    last = len(lines.lines)
    conflict = ("<<<<<<< HEAD", "a", "=======", "b", ">>>>>>> c")
    yield Fault(41, page.file, last, lines.put(last, *conflict))


def _faults_of_text(page: Page, lines: _Lines) -> Iterator[Fault]:
    last = len(lines.lines)
    sentence = SENTENCE[page.locale]

    def behind(number: int, offset: int, *more: str) -> Fault:
        """Plant lines behind the last one; the fault stands at one of them."""
        return Fault(number, page.file, last + offset, lines.put(last, "", *more))

    yield behind(42, 2, sentence, f"- {sentence}")
    yield behind(43, 2, '!!! note "X"', f"  {sentence}")
    yield behind(44, 1, "```", sentence)
    yield behind(45, 1, f"[{sentence}][x]")
    yield behind(46, 1, f"{sentence} <sub>")
    yield behind(47, 3, "| 1 | 2 |", "|---|---|", "| 3 |")
    yield behind(48, 1, "![](map.png)")
    yield behind(55, 1, f"<div>{sentence}</div>")
    yield behind(14, 1, f"{sentence} {{x}}")
    yield behind(29, 1, f"{sentence} {{{{ ownr }}}}")
    yield behind(59, 1, f"{sentence} {AVOIDED[page.locale].capitalize()}.")
    title = page.front_lines["title"]
    yield Fault(27, page.file, title, lines.put(title, "title: A: b"))
    yield Fault(27, page.file, title, lines.put(title, "titel: A"))
    yield Fault(55, page.file, title, lines.put(title, f"{lines.at(title)} <b>x</b>"))


def _faults_of_files(page: Page, lines: _Lines, *, is_later: bool) -> Iterator[Fault]:
    folder = page.file.rpartition("/")[0]
    yield Fault(72 if is_later else 1, page.file, 1, lambda root: (root / page.file).unlink())
    yield Fault(26, page.file, 1, _write(page.file, ""))
    stem = page.name.removesuffix(".md")
    for number, name in (
        (49, f"{stem}.png"),
        (50, f"{stem}.docx"),
        (53, f"{stem} Työ.md"),
    ):
        yield Fault(number, f"{folder}/{name}", 1, _write(f"{folder}/{name}", "x"))
    yield Fault(52, f"docs/{page.name}", 1, _write(f"docs/{page.name}", "x"))
    linked = f"{folder}/{stem}-2.md"
    yield Fault(51, linked, 1, lambda root: (root / linked).symlink_to(root / page.file))
    capital = f"{folder}/{page.name.capitalize()}"
    yield Fault(54, capital, 1, _write(capital, "\n".join(lines.lines)))


def _faults_of_names(read: Guideline, code: str) -> Iterator[Fault]:
    names = read.names[code]
    lines = _Lines(names.file, read.texts[names.file])
    ids = list(names.by_id)
    for before, id_, after in zip((None, *ids), ids, ids[1:], strict=False):
        line = names.parsed.line(id_)
        text = lines.at(line)
        at = names.parsed.line(before) if before else 1
        yield Fault(15, names.file, at, lines.put(line, instead_of=1))
        swapped = lines.put(line, lines.at(line + 1), text, instead_of=2)
        yield Fault(17, names.file, line, swapped)
        yield Fault(19, names.file, line, lines.put(line, f"{id_}: {(LONG[code] + ' ') * 5}"))
        twin = lines.put(line + 1, f"{after}: {names.by_id[id_]}")
        yield Fault(16, names.file, line + 1, twin)
        yield Fault(28, names.file, line + 1, lines.put(line, text, text))
        yield Fault(18, names.file, line + 1, lines.put(line, text, f"{id_}-x: {LONG[code]}"))


def _faults_of_settings(read: Guideline) -> Iterator[Fault]:
    lines = _Lines("mkdocs.yml", read.texts["mkdocs.yml"])
    for name, line in read.settings.nav:
        text = lines.at(line)
        yield Fault(3, "mkdocs.yml", line + 1, lines.put(line, text, text))
        yield Fault(2, "mkdocs.yml", read.settings.nav_line, lines.put(line, instead_of=1))
        unknown = lines.put(line, text, f"  - zz-{name}")
        yield Fault(4, "mkdocs.yml", line + 1, unknown)
    for file in ("mkdocs.yml", "town.yml"):
        lines = _Lines(file, read.texts[file])
        for number, text in enumerate(lines.lines, 1):
            if text and text[0].isalpha() and text.rstrip().endswith(":"):
                misspelt = lines.put(number, text.replace(":", "z:"))
                if file == "town.yml" or not text.startswith(("nav", "plugins")):
                    yield Fault(30, file, number, misspelt)


def corrections(root: Path) -> Iterator[Correction]:
    """Yield changes that are right: a rule reworded, moved, added, withdrawn; new kinds of text."""
    read = guideline.read(root)
    for part in read.settings.parts:
        for rule in read.pages[read.settings.codes[0], part].statements:
            id_ = str(rule.id)
            yield Correction(f"{id_} reworded", partial(_reword, id_=id_))
            yield Correction(f"{id_} moved", partial(_move, id_=id_))
            yield Correction(f"{id_} withdrawn", partial(_withdraw, id_=id_))
        yield Correction(f"{part} gets a rule", partial(_add, part=part))
        for name, text in _ELEMENTS.items():
            yield Correction(f"{part} gets {name}", partial(_append, part=part, text=text))


# Each once in the three languages; the ids are the same.
_ELEMENTS: dict[str, Callable[[str], str]] = {
    "a heading": lambda code: f"## {LONG[code]} {{: #more }}\n\n{SENTENCE[code]}",
    "a note": lambda code: f'!!! note "{LONG[code]}"\n    {SENTENCE[code]}',
    "a table": lambda code: f"| {LONG[code]} | 1 |\n|---|---|\n| {SENTENCE[code]} | 2 |",
    "a link": lambda code: f"[{LONG[code]}](about.md#about). {SENTENCE[code]}",
    "an outside link": lambda code: f"[{LONG[code]}](https://www.example.org/a?b=c#d).",
    "a quotation": lambda code: f"> {SENTENCE[code]}",
    "code": lambda code: (
        f"{SENTENCE[code]}\n\n```\n# {{x}} <y>\n- z\n```\n\n`{{a}}` **{LONG[code]}**"
    ),
    "foreign words": lambda code: f"{SENTENCE[code]} *Hyvää päivää*{{: lang=fi }}.",
}


def _texts(root: Path) -> Iterator[tuple[Guideline, str]]:
    read = guideline.read(root)
    for code in read.settings.codes:
        yield read, code


def _home(read: Guideline, code: str, id_: str) -> tuple[Page, Statement]:
    page = read.pages[code, read.homes[id_]]
    return page, next(rule for rule in page.statements if rule.id == id_)


def _reword(root: Path, id_: str) -> None:
    for read, code in _texts(root):
        page, rule = _home(read, code, id_)
        lines = _Lines(page.file, read.texts[page.file])
        lines.put(rule.line, f"{lines.at(rule.line)} {SENTENCE[code]}")(root)


def _move(root: Path, id_: str) -> None:
    """Put a rule first on its page, and its short name with it."""
    for read, code in _texts(root):
        page, rule = _home(read, code, id_)
        first = page.statements[0]
        lines = _Lines(page.file, read.texts[page.file])
        pair = lines.lines[rule.line - 1 : rule.last]
        rest = lines.lines[first.line - 1 : rule.line - 1]
        lines.put(first.line, *pair, *rest, instead_of=len(pair) + len(rest))(root)
        names = read.names[code]
        own = _Lines(names.file, read.texts[names.file])
        line, top = names.parsed.line(id_), names.parsed.line(str(first.id))
        own.put(top, own.at(line), *own.lines[top - 1 : line - 1], instead_of=line - top + 1)(root)


def _withdraw(root: Path, id_: str) -> None:
    """Take a rule out with its short name, the links to it and the question about it."""
    town = guideline.read(root).texts["town.yml"]
    start = town.find(f"  - rule: {id_}\n")
    if start >= 0:
        end = town.find("  - rule:", start + 1)
        _write("town.yml", town[:start] + (town[end:] if end >= 0 else ""))(root)
    for read, code in _texts(root):
        page, rule = _home(read, code, id_)
        for other in read.of(code):
            kept = [
                line
                for number, line in enumerate(read.texts[other.file].split("\n"), 1)
                if f"#{id_})" not in line
                and not (other is page and rule.line <= number <= rule.last)
            ]
            text = "\n".join(kept)
            if other is page and len(page.statements) == 1:
                text += f"\n{SENTENCE[code]}\n"
            _write(other.file, text)(root)
        names = read.names[code]
        line = names.parsed.line(id_)
        _Lines(names.file, read.texts[names.file]).put(line, instead_of=1)(root)


def _add(root: Path, part: str) -> None:
    for read, code in _texts(root):
        page = read.pages[code, part]
        lines = _Lines(page.file, read.texts[page.file])
        last = page.statements[-1].last if page.statements else len(lines.lines)
        gap = () if page.statements else ("",)
        new = (*gap, f"- {SENTENCE[code]}", "    {: #ask-for-advice }")
        lines.put(last + 1, *new, instead_of=0)(root)
        names = read.names[code]
        before = [
            i for i in read.numbers if int(read.numbers[i].split(".")[0]) <= read.part_numbers[part]
        ]
        line = names.parsed.line(before[-1])
        own = _Lines(names.file, read.texts[names.file])
        own.put(line + 1, f"ask-for-advice: {LONG[code]}", instead_of=0)(root)


def _append(root: Path, part: str, text: Callable[[str], str]) -> None:
    for read, code in _texts(root):
        page = read.pages[code, part]
        _write(page.file, f"{read.texts[page.file].rstrip()}\n\n{text(code)}\n")(root)
