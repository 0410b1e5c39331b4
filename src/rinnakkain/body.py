"""The body of a page as it is staged: numbers, facts, notices and former addresses written in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape

from rinnakkain import chart, placeholders, ui
from rinnakkain.addresses import Former, former
from rinnakkain.checks.doors import DOOR
from rinnakkain.guideline import Guideline
from rinnakkain.notices import notice
from rinnakkain.page import ATTRIBUTES, CODE, Page, Statement
from rinnakkain.prose import Prose, address, shielded, split, spoken, upwards
from rinnakkain.settings import MADE
from rinnakkain.sidebyside import FOLDER, rows
from rinnakkain.state import State, Table

__all__ = ["CONTROL", "Bodies"]

# A rule's control, as it is staged.
CONTROL = re.compile(r'<details class="rule-control">.*?</details>')
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s]+)\)")


class Bodies:
    """The bodies of all pages of a guideline whose texts stand as `states` say.

    What a language lacks of a page stands at its place, marked, in the languages that have it.
    """

    def __init__(self, guideline: Guideline, states: Table, prose: Prose) -> None:
        self._guideline = guideline
        self._states = states
        self._prose = prose
        self._rows = rows(states)
        self.former = former(guideline)
        # A rule stands on its own page and on that of all parts.
        self._cited = cache(self._citation)

    def lines(self, code: str, name: str, at: str = "") -> list[str]:
        """Return the lines of a page in a language, as they stand on the page `at` (its own)."""
        guideline = self._guideline
        page = guideline.pages.get((code, name))
        within_all = at == MADE
        if page is None:
            return [
                line
                for id_ in filter(self._prose.is_shown, self._rows.get(name, ()))
                for line in self._lacking(id_, code, at or name)
            ]
        staged = self._written(page, within_all=within_all)
        return _with_doors(page, staged)

    def gone(self, code: str, names: Iterable[str], at: str) -> list[str]:
        """Return the list of what stood on pages before and stands there no more, if any did."""
        names = list(names)
        standing = {id_ for name in names for id_ in self._rows.get(name, ())}
        former = (row for name in names for row in self.former.get(name, ()))
        # Within the page of all parts a text that moved has its address still.
        listed = list({row.id: row for row in former if row.id not in standing}.values())
        if not listed:
            return []
        up = upwards(at)
        return [
            "",
            '<ul class="gone">',
            *(self._former(row, code, up) for row in listed),
            "</ul>",
            "",
        ]

    def _written(self, page: Page, *, within_all: bool) -> list[str]:
        """Stage what stands on a page, and at its place what the language lacks of it."""
        guideline = self._guideline
        rules = {rule.line - page.first: rule for rule in page.statements}
        headings = {heading.line - page.first: heading for heading in page.headings}
        number = guideline.part_numbers.get(page.name)
        at = MADE if within_all else page.name
        lacking = self._places(page)
        code = _Code()

        def value(name: str) -> str:
            return placeholders.expand(guideline, page.locale, name)

        lines: list[str] = []
        place = 0
        while place <= len(page.lines):
            for id_ in lacking.get(place, ()):
                lines += map(code.put, self._lacking(id_, page.locale, at))
            if place == len(page.lines):
                break
            rule, line = rules.get(place), page.lines[place]
            if rule is not None:
                # A rule never goes for want of a fact: it stays, and shows nothing in its place.
                staged = (
                    placeholders.in_line(code.hidden(line), value)
                    for line in self._text(page, rule, at)
                )
                lines += (
                    line.replace("\x01", self._notice(rule.id, page.locale, at)) for line in staged
                )
                place = rule.last - page.first
            elif place in page.code:
                lines.append(code.put(line))
            else:
                if place in headings and number and line.startswith("# "):
                    line = f'# <span class="part-number">{number}</span> {line.removeprefix("# ")}'
                lines.append(("#" if within_all and place in headings else "") + code.hidden(line))
                if place in headings:
                    told = self._notice(headings[place].id, page.locale, at)
                    lines += ["", code.put(told), ""] if told else []
            place += 1
        lines = placeholders.filled(lines, value)
        lines = [self._with_links(page, line, within_all=within_all) for line in lines]
        return [code.shown(line) for line in lines]

    def _places(self, page: Page) -> dict[int, list[str]]:
        """Return the ids of what a page lacks by the place of the line before which it belongs."""
        starts = {
            row: (line - page.first, last - page.first)
            for row, line, last in (
                *((rule.id, rule.line, rule.last) for rule in page.statements),
                *((h.id, h.line, h.line) for h in page.headings),
            )
            if row
        }
        begins = sorted(start for start, _ in starts.values())
        places: dict[int, list[str]] = {}
        behind = 0
        for id_ in self._rows.get(page.name, ()):
            own = self._states[id_][page.locale]
            if id_ in starts:
                start, last = starts[id_]
                following = next((b for b in begins if b > start), len(page.lines))
                behind = last + 1 if last > start or self._is_rule(id_) else following
            elif own.lags and own.record and self._prose.is_shown(id_):
                places.setdefault(behind, []).append(id_)
        return places

    def _is_rule(self, id_: str) -> bool:
        return id_ in self._guideline.numbers

    def _notice(self, id_: str | None, code: str, at: str) -> str:
        states = self._states.get(id_ or "")
        if not states:
            return ""
        return shielded(notice(self._guideline, self._prose, states, code, upwards(at)))

    def _lacking(self, id_: str, code: str, at: str) -> Iterator[str]:
        """Stage what a language lacks, in the words of those that have it."""
        told = self._notice(id_, code, at)
        if self._is_rule(id_):
            yield f'- {self._control(id_, code, at)}<div class="rule-text">{told}</div>'
            yield f"    {{: #{id_} .rule }}"
            return
        states = self._states[id_]
        own = next(own for own in states.values() if own.text)
        assert own.text is not None
        _, heading, _ = split(own.text.words)
        level = self._level(own)
        marks = "#" * (level + (at == MADE))
        part = self._guideline.part_numbers.get(own.text.page)
        number = f'<span class="part-number">{part}</span> ' if part and level == 1 else ""
        yield ""
        yield f'{marks} {number}<span lang="{own.locale}">{escape(heading)}</span> {{: #{id_} }}'
        yield ""
        yield told
        yield ""

    def _level(self, own: State) -> int:
        assert own.text is not None
        page = self._guideline.pages[own.locale, own.text.page]
        return next(heading.level for heading in page.headings if heading.id == own.id)

    def _control(self, id_: str, code: str, at: str) -> str:
        """Return a rule's number: a disclosure of its own link and of the other languages'.

        The own link has the words of its citation with it, which the site's script copies.
        """
        guideline = self._guideline
        words = guideline.words[code]
        up = upwards(at)
        own = f"#{id_}" if at == guideline.homes[id_] else self._prose.href(id_, code, up)
        cite = escape(self._cited(id_, code))
        links = [f'<a href="{own}" data-cite="{cite}">{escape(str(words["own_link"]))}</a>']
        for other in guideline.settings.codes:
            if other != code:
                text = escape(str(guideline.words[other]["in_this_language"]))
                href = f"{up}{other}/{address(at)}#{id_}"
                links.append(f'<a href="{href}" lang="{other}" hreflang="{other}">{text}</a>')
        href = f"{up}{code}/{FOLDER}/{address(guideline.homes[id_])}#{id_}"
        links.append(f'<a href="{href}">{escape(ui.group(words, "side")["title"])}</a>')
        name = f'<span class="rule-word">{escape(str(words["rule"]))}</span>'
        return (
            f'<details class="rule-control"><summary>{name} {guideline.numbers[id_]}</summary>'
            f'<span class="rule-links">{" ".join(links)}</span></details>'
        )

    def _citation(self, id_: str, code: str) -> str:
        """Return how a rule is cited but for its address: number, short name, what of, the day."""
        words = self._guideline.words[code]
        name = spoken(self._prose.short(id_, code))
        day = self._guideline.history.edition
        said = [
            f"{words['rule']} {self._guideline.numbers[id_]} {name}",
            f"{words['guideline']}, {words['town_official']}",
            *([str(words["edition"]).format(day=ui.day(words, day))] if day else []),
        ]
        return " ".join(f"{sentence}." for sentence in said)

    def _text(self, page: Page, rule: Statement, at: str) -> Iterator[str]:
        """Stage a rule; the mark behind its text stands for its notice."""
        text = rule.text.replace("\n", "\n    ")
        control = self._control(rule.id or "", page.locale, at)
        yield f'- {control}<span class="rule-text">{text}</span>\x01'
        yield f"    {{: #{rule.id} .rule }}"
        yield from rule.nested.split("\n") if rule.nested else ()

    def _with_links(self, page: Page, line: str, *, within_all: bool) -> str:
        """Write number and short name into links to rules; keep those between parts on `all`."""
        guideline = self._guideline

        def link(match: re.Match[str]) -> str:
            text, target = match[1], match[2]
            path, _, id_ = target.partition("#")
            name = posixpath.normpath(path) if path else page.name
            if id_ in guideline.numbers and (guideline.homes[id_] == name or name == MADE):
                number = f'<span class="rule-number">{guideline.numbers[id_]}</span>'
                short = self._prose.short(id_, page.locale)
                text = f"{number} {short}" if text == id_ else f"{text} ({number})"
            if within_all and name in guideline.part_numbers:
                mains = (
                    guideline.pages.get((c, name)) for c in (page.locale, *guideline.settings.codes)
                )
                main = next(own.headings[0].id for own in mains if own)
                target = f"#{id_ or main}"
            return f"[{text}]({target})"

        return _LINK.sub(link, line)

    def _former(self, row: Former, code: str, up: str) -> str:
        """Return where a text went that stood here, or when it was withdrawn and for what."""
        words = self._guideline.words[code]
        gone, changes = ui.group(words, "gone"), ui.group(words, "changes")
        mark = "" if row.is_withdrawn else " data-moved"
        links = ", ".join(
            f'<a href="{self._prose.href(id_, code, up)}"{mark}>{self._prose.name(id_, code)}</a>'
            for id_ in row.leads
        )
        if not row.is_withdrawn:
            return f'<li id="{row.id}">{escape(gone["moved"])}: {links}</li>'
        head = row.record.newest
        day = ui.day(words, head.day)
        said = [escape(gone["withdrawn"].format(day=day))]
        own = code if code in head.what else next(iter(head.what), "")
        if own:
            lang = "" if own == code else f' lang="{own}"'
            said.append(f"<span{lang}>{escape(head.what[own])}</span>")
        said += [f"{escape(changes['replaced_by'])}: {links}."] if links else []
        old = {c: texts[-1] for r in row.record.revisions for c, texts in r.words.items()}
        shown = code if code in old else next(iter(old), "")
        if shown:
            lang = "" if shown == code else f' lang="{shown}"'
            html = self._prose.any(old[shown], shown, up)
            said.append(
                f"<details><summary>{escape(gone['words'])}</summary><div{lang}>{html}</div></details>"
            )
        return f'<li id="{row.id}">{" ".join(said)}</li>'


class _Code:
    """Code is put aside while the rest is staged: an example of a link or a fact is none."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def put(self, text: str) -> str:
        """Put a piece of code aside and return the mark that stands for it."""
        self._kept.append(text)
        return f"\x00{len(self._kept) - 1}\x00"

    def hidden(self, line: str) -> str:
        """Put the code within a line aside."""
        return CODE.sub(lambda match: self.put(match[0]), line)

    def shown(self, line: str) -> str:
        """Put the code back."""
        return re.sub(r"\x00(\d+)\x00", lambda mark: self._kept[int(mark[1])], line)


def _with_doors(page: Page, lines: list[str]) -> list[str]:
    """Wrap each door of the start page in a section, and all of them in one block."""
    ids = {f"#{p.heading.id}": p.heading for p in page.passages if DOOR in p.heading.classes}
    if not ids:
        return lines
    staged: list[str] = []
    inside = opened = False
    for line in lines:
        if line.startswith("#"):
            attributes = ATTRIBUTES.search(line)
            words = attributes[1].split() if attributes else []
            heading = next((ids[word] for word in words if word in ids), None)
            staged += ["</section>", ""] if inside else []
            if heading and not opened:
                drawing = chart.kept("start").replace("\n", "")
                staged += [f'<div class="chart">{drawing}</div>', ""]
                staged += ['<div class="doors" markdown="1">', ""]
            if not heading and opened:
                staged += ["</div>", ""]
            inside, opened = bool(heading), bool(heading)
            if heading:
                classes = " ".join(heading.classes)
                staged += [
                    f'<section class="{classes}" aria-labelledby="{heading.id}" markdown="1">',
                    "",
                ]
                line = f"{'#' * heading.level} {heading.text} {{: #{heading.id} }}"
        staged.append(line)
    staged += ["</section>", "</div>"] if inside else []
    return staged
