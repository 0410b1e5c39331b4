"""The briefing: what a proposal changes and what is asked of whom, told in every language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from rinnakkain import act, checks, neighbour, request, ui
from rinnakkain.act import Act
from rinnakkain.finding import Finding
from rinnakkain.forge import Forge
from rinnakkain.guideline import Guideline
from rinnakkain.neighbour import Meeting, Neighbour
from rinnakkain.page import ATTRIBUTES
from rinnakkain.proposal import Change, Proposal
from rinnakkain.request import Offer, Request
from rinnakkain.settings import DOCS
from rinnakkain.wording import parted
from rinnakkain.yamlfile import parse

__all__ = ["LONGEST", "MARK", "Pieces", "pieces", "sentences", "told"]

# By it the forge's conversation knows the report again, and puts the newest one in its place.
MARK = "<!-- rinnakkain -->"
# GitHub takes comments of up to 65,536 characters.
LONGEST = 60_000
# How much is told, from all to as little as must be: the words before and after, what is asked, and
# the room that the links have.
_TIERS = (
    (True, True, 40_000),
    (False, True, 40_000),
    (False, True, 15_000),
    (False, False, 15_000),
)
# A page of its own has room for every link.
_UNBOUND = 10**9
# A page that was pasted wrongly has hundreds of findings, and the first of them tell which.
_FINDINGS = 20
# What the report asks for in its own words, and what it need not repeat as findings.
_ASKED = {
    "act-fork",
    "text-behind",
    "text-changed",
    "text-ended",
    "text-gone",
    "text-moved",
    "text-new",
}
_MARKS = re.compile(r"[\\`*_\[\]<>|~]|(?<![\w&])&(?=#?\w+;)")
_STARTS = re.compile(r"^(\s*)([-+=]|#{1,6}(?=\s|$)|\d+(?=[.)]))", re.MULTILINE)
# What the forge would take for a person, or for another proposal.
_CALLS = re.compile(r"(?<![\w/])(@(?=\w)|#(?=\d))")


@cache
def sentences() -> Mapping[str, Any]:
    """Return the words of the report by the language, from `briefing.yml`."""
    text = (files("rinnakkain") / "briefing.yml").read_text(encoding="utf-8")
    return parse(text).mapping


def told(
    proposal: Proposal,
    day: datetime.date,
    forge: Forge | None = None,
    neighbours: Iterable[Neighbour] = (),
    seen: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the report as Markdown: what is asked in each language, and the links at its end.

    The acts that are offered are dated `day`; without a `forge` there are no links, and the names
    of files and the commands stand in their place. `seen` has the addresses at which the proposal
    can be looked at: its texts before and after (`preview`), the site as it would be (`built`).
    """
    words = sentences()
    codes = _spoken(proposal)
    found = checks.blocking(checks.run(proposal.head))
    if not proposal.touches and not found:
        return f"{MARK}\n{' · '.join(words[code]['nothing'] for code in codes)}\n"
    asked, kin = _asked(proposal, day)
    blocking = [one for own in (kin, *asked.values()) for one in own if one.blocks]
    meetings = tuple(
        neighbour.meetings(
            neighbours,
            proposal.files,
            [file for one in blocking for file in one.files],
            proposal.head.settings.equal,
        )
    )
    for with_words, with_requests, room in _TIERS:
        links = _Links(forge, room)
        sections = [
            _Section(code, proposal, links, with_words, with_requests, seen).lines(
                asked, kin, found, meetings, codes
            )
            for code in codes
        ]
        lines = [MARK, *(line for section in sections for line in section), *links.lines()]
        report = "\n".join(lines) + "\n"
        if len(report) <= LONGEST:
            break
    return report


@dataclass(frozen=True)
class Pieces:
    """What the report says in one language, as Markdown, for a page that has an order of its own.

    `opening` and `closing` are of the whole proposal; of each text, by its id, `names` has what it
    is called, `texts` what is said and asked. `links` are the addresses that all of them refer to.
    """

    opening: str
    closing: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    links: str


def pieces(proposal: Proposal, day: datetime.date, forge: Forge | None = None) -> dict[str, Pieces]:
    """Return what `told` says, without the wordings, in pieces by the language."""
    codes = _spoken(proposal)
    found = checks.blocking(checks.run(proposal.head))
    asked, kin = _asked(proposal, day)
    links = _Links(forge, _UNBOUND)
    made = {}
    for code in codes:
        own = _Section(code, proposal, links, with_words=False, with_requests=True)
        texts = {one.id: own.said(one, asked[one.id]) for one in proposal.changes}
        opening, closing = own.opening(kin), own.closing((), found, codes)
        made[code] = Pieces(
            "\n".join((own.verdict(found), *opening)),
            "\n".join(closing),
            {one.id: own.name(one) for one in proposal.changes},
            {id_: "\n".join(lines) for id_, lines in texts.items()},
            "",
        )
    return {code: replace(own, links="\n".join(links.lines())) for code, own in made.items()}


def _spoken(proposal: Proposal) -> list[str]:
    """Return the languages of the guideline that the report has words in."""
    words = sentences()
    return [code for code in proposal.head.settings.codes if code in words] or list(words)


def _asked(
    proposal: Proposal, day: datetime.date
) -> tuple[dict[str, tuple[Request, ...]], list[Request]]:
    """Return what is asked of each text, and of those that seem to have become others."""
    asked = {change.id: request.of(proposal, change, day) for change in proposal.changes}
    return asked, [request.kindred(proposal, one, day) for one in proposal.kin]


@dataclass
class _Links:
    """The links of a report: each address stands once, at its end, for all three languages.

    `room` is how many characters all of them may have.
    """

    forge: Forge | None
    room: int
    by_address: dict[str, str] = field(default_factory=dict)

    def edit(self, guideline: Guideline, file: str) -> str | None:
        """Return the name of the link to edit a file, or to write it where there is none."""
        if self.forge is None:
            return None
        stands = file in guideline.files or file in guideline.texts
        return self._named(file, self.forge.edit(file) if stands else self.forge.new(file, ""))

    def new(self, name: str, file: str, text: str) -> str | None:
        """Return the name of the link to a new file, or None where it would be too long."""
        return self._named(name, self.forge.new(file, text)) if self.forge else None

    def _named(self, name: str, address: str | None) -> str | None:
        if address is None:
            return None
        if address not in self.by_address:
            if sum(map(len, self.by_address)) + len(address) > self.room:
                return None
            plain = re.sub(r"[^\w./-]", "-", name)
            taken = set(self.by_address.values())
            numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
            self.by_address[address] = next(n for n in (plain, *numbered) if n not in taken)
        return self.by_address[address]

    def lines(self) -> Iterator[str]:
        """Yield the addresses."""
        if self.by_address:
            yield ""
        for address, name in self.by_address.items():
            yield f"[{name}]: {address}"


@dataclass(frozen=True)
class _Section:
    """The report in one language."""

    code: str
    proposal: Proposal
    links: _Links
    with_words: bool
    with_requests: bool
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Any:
        """The report's own words in this language."""
        return sentences()[self.code]

    @property
    def head(self) -> Guideline:
        """The guideline as it stands in the proposal."""
        return self.proposal.head

    def lines(
        self,
        asked: Mapping[str, Sequence[Request]],
        kin: Sequence[Request],
        found: Sequence[Finding],
        meetings: Sequence[Meeting],
        codes: Sequence[str],
    ) -> Iterator[str]:
        """Yield the lines of the section."""
        body = list(self._body(asked, kin, found, meetings, codes))
        yield from ("", f"## {self.words['heading']}", "", self.verdict(found))
        shown = [f"[{self.words[key]}]({at})" for key, at in self.seen.items() if at]
        if shown:
            yield from ("", " · ".join(shown))
        if not self._is_right(found) and any("][" in line for line in body):
            yield from ("", self.words["how"])
        yield from body

    def verdict(self, found: Sequence[Finding]) -> str:
        """Return whether the proposal can be published."""
        return str(self.words["ready" if self._is_right(found) else "blocked"])

    def _is_right(self, found: Sequence[Finding]) -> bool:
        return not found and not self.proposal.spoiled

    def _body(
        self,
        asked: Mapping[str, Sequence[Request]],
        kin: Sequence[Request],
        found: Sequence[Finding],
        meetings: Sequence[Meeting],
        codes: Sequence[str],
    ) -> Iterator[str]:
        if not self.with_words:
            yield from ("", self.words["too_long"])
        yield from self.opening(kin)
        for change in self.proposal.changes:
            is_kin = any(change.id in (*one.old, *one.new) for one in self.proposal.kin)
            name = self._name(change.id) if is_kin else self._title(change)
            yield from ("", f"### {name}")
            if self.with_requests:
                yield from self.said(change, asked[change.id])
        yield from self.closing(meetings, found, codes)

    def opening(self, kin: Sequence[Request]) -> Iterator[str]:
        """Yield what is said of the whole proposal before its texts."""
        proposal = self.proposal
        if proposal.base is None:
            yield from ("", self.words["no_base"])
        elif not proposal.base.history.acts and self.head.history.acts:
            yield from ("", self.words["record_starts"])
        elif self.head.pages and not proposal.changes:
            yield from ("", self.words["no_words"])
        if self.head.pages and not self.head.history.is_whole:
            yield from ("", self.words["record_broken"])
        for file, stands in proposal.spoiled:
            key = "spoiled_changed" if stands else "spoiled_deleted"
            yield from ("", self.words[key].format(file=f"`{_code(file)}`"))
        for one, wanted in zip(proposal.kin, kin, strict=True):
            names = {
                side: self._listed([f"*{self._name(id_)}*" for id_ in ids])
                for side, ids in (("old", one.old), ("new", one.new))
            }
            yield from ("", *self._request(wanted, None, names))

    def closing(
        self, meetings: Sequence[Meeting], found: Sequence[Finding], codes: Sequence[str]
    ) -> Iterator[str]:
        """Yield what is said of it after them."""
        yield from self._numbers()
        yield from self._meetings(meetings)
        yield from self._findings(found, codes)

    # What is said of one text.

    def said(self, change: Change, asked: Sequence[Request]) -> Iterator[str]:
        """Yield what is said of a text, and what is asked."""
        for key in ("changed", "added", "removed"):
            codes = [code for code, pair in change.words.items() if _kind(pair) == key]
            if codes:
                form = "from" if key == "removed" else "in"
                yield from ("", self.words[key].format(languages=self._languages(codes, form)))
        yield from self._move(change)
        heads = change.record.heads if change.record else ()
        forked = [head.act for head in heads] if len(heads) > 1 else []
        yield from self._entries(list(dict.fromkeys((*forked, *change.acts))))
        if self.with_words:
            yield from self._wordings(change, asked)
        for wanted in (one for one in asked if one.blocks):
            yield from ("", *self._request(wanted, change))
        if not any(wanted.blocks for wanted in asked) and change.acts and self.proposal.is_kept:
            yield from self._agreement(change)
        for wanted in (one for one in asked if not one.blocks):
            yield from ("", *self._request(wanted, change))

    def _move(self, change: Change) -> Iterator[str]:
        for code, own in change.states.items():
            before = change.before.get(code)
            old = before.text.page if before and before.text else ""
            new = own.text.page if own.text else ""
            if old and new and old != new:
                values = {"old": self._page(old), "new": self._page(new)}
                yield from ("", self.words["moved_page"].format(**values))
                return

    def _entries(self, acts: Sequence[Act]) -> Iterator[str]:
        for one in acts:
            what = self.words["kinds"][one.kind]
            spoken = one.languages or dict.fromkeys(c for e in one.entries for c in e.words)
            if spoken and one.kind not in ("first", "new", "moved"):
                what = f"{what} {self._languages(spoken)}"
            yield from ("", self.words["entry"].format(what=what, day=self._day(one.day)))
        said = [_escaped(one.what[self.code]) for one in acts if self.code in one.what]
        foreign = [
            f"{_escaped(text)} ({self._languages([code])})"
            for one in acts
            for code, text in one.what.items()
        ]
        for sentence in said or foreign[:1]:
            yield from ("", self.words["summary"].format(sentence=sentence))

    def _wordings(self, change: Change, asked: Sequence[Request]) -> Iterator[str]:
        """Yield the words before and after, and those that stand where a change is to follow."""
        pairs = dict(change.words)
        record = change.record
        for code, own in change.states.items():
            # Where a language is behind, its writer needs to see what the others changed.
            for revision in own.unseen[:1] if own.name != "missing" else ():
                for other, words in revision.words.items():
                    earlier = [
                        r.words[other][-1]
                        for r in (record.revisions if record else ())
                        if r.number < revision.number and r.words.get(other)
                    ]
                    if other != code and other not in pairs and earlier:
                        pairs[other] = (earlier[-1], words[-1])
            if own.name == "changed" and code not in pairs and own.text and record:
                held = [r.words[code][-1] for r in record.revisions if r.words.get(code)]
                pairs[code] = (held[-1] if held else None, own.text.words)
        for code in (code for code in self.head.settings.codes if code in pairs):
            old, new = pairs[code]
            if old and new and not change.is_rule:
                old, new = parted(old, new)
            yield from self._quoted("was", code, old) if old else ()
            yield from self._quoted("now", code, new) if new else ()
        wanted = [c for one in asked if one.name in ("follow", "if_changed") for c in one.codes]
        for code in dict.fromkeys(wanted):
            text = change.states[code].text
            if text and code not in pairs:
                yield from self._quoted("now", code, text.words)

    def _quoted(self, key: str, code: str, text: str) -> Iterator[str]:
        yield from ("", self.words[key].format(languages=self._languages([code])), "")
        yield from (f"> {line}".rstrip() for line in _escaped(text).split("\n"))

    def _agreement(self, change: Change) -> Iterator[str]:
        kinds = {one.kind for one in change.acts}
        equal = self.head.settings.equal
        if change.record and change.record.newest.ends:
            yield from ("", self.words["agree"]["withdrawn"])
        elif all(change.states[code].name == "agrees" for code in equal):
            if kinds & {"first", "new", "changed", "follows", "reviewed"}:
                languages = self._languages(equal)
                yield from ("", self.words["agree"]["together"].format(languages=languages))
            elif "mended" in kinds:
                yield from ("", self.words["agree"]["mended"])
            if "moved" in kinds:
                yield from ("", self.words["agree"]["moved"])

    # What is asked.

    def _request(
        self, wanted: Request, change: Change | None, values: Mapping[str, str] | None = None
    ) -> Iterator[str]:
        own = dict(values or {}) | {
            "codes": self._languages(wanted.codes) + self._editors(wanted.codes),
            "from": self._languages(wanted.codes, "from"),
            "others": self._languages(wanted.others),
            "files": self._listed([self._edit(file) for file in wanted.files]),
        }
        if change and (deferral := change.states[wanted.codes[0]].deferral):
            own["day"] = self._day(deferral.until or deferral.day)
            own["reason"] = _escaped(deferral.reason)
        yield self.words["asks"][wanted.name].format(**own)
        if wanted.offers:
            yield ""
        yield from (self._offer(offer) for offer in wanted.offers)

    def _offer(self, offer: Offer) -> str:
        label = self.words["offers"][offer.name].format(
            languages=self._languages(offer.languages),
            ids=self._listed([f"#{entry.id}" for entry in offer.act.entries]),
        )
        key = "deferred" if offer.act.kind == "deferred" else "sentence" if offer.unwritten else ""
        note = "sentences" if len(offer.unwritten) > 1 else key
        readers = offer.languages or self.head.settings.equal
        notes = [sentences()[c]["notes"][note] for c in readers if note and c in sentences()]
        text = act.written(offer.act, offer.unwritten, notes)
        name = self.links.new(offer.act.name, offer.act.file, text)
        if name is None:
            command = f"`{_code(offer.command)}`"
            return f"- {label} – {self.words['by_command'].format(command=command)}"
        tail = f" – {self.words['left'][key]}" if key else ""
        return f"- [{label}][{name}]{tail}"

    def _edit(self, file: str) -> str:
        name = self.links.edit(self.head, file)
        shown = f"`{_code(file)}`"
        return f"[{self.words['edit'].format(file=shown)}][{name}]" if name else shown

    # The rest.

    def _numbers(self) -> Iterator[str]:
        rows = self.proposal.numbers
        if rows:
            yield from ("", self.words["numbers"], "")
        for id_, old, new in rows:
            yield f"- {old} → {new} {self._short(id_)}"

    def _meetings(self, meetings: Sequence[Meeting]) -> Iterator[str]:
        if meetings:
            yield from ("", f"### {self.words['open']}", "")
        for one in meetings:
            other = one.neighbour
            title = f"#{other.number} {_escaped(other.title)}"
            forge = self.links.forge
            address = other.address or (forge.proposal(other.number) if forge else "")
            link = f"[{title}]({address})" if address else title
            listed = self._listed([f"`{_code(file)}`" for file in one.files])
            key = "waits" if one.waits else "shared"
            yield f"- {self.words[key].format(link=link, files=listed)}"

    def _findings(self, found: Sequence[Finding], codes: Sequence[str]) -> Iterator[str]:
        """Yield what else blocks, each in the section of its own language."""
        rows = [one for one in found if one.message not in _ASKED]
        by_code = {c: [one for one in rows if _section(one, codes) == c] for c in codes}
        if by_code[self.code]:
            yield from ("", f"### {self.words['findings']}", "")
        for one in by_code[self.code][:_FINDINGS]:
            place, text = f"{one.file}:{one.line}", " ".join(str(one).split())
            name = self.links.edit(self.head, one.file) if one.file in self.head.texts else None
            link = f"[{_escaped(place)}][{name}]" if name else _escaped(place)
            yield f"- {link}{_message(text.removeprefix(' '.join(place.split())))}"
        if (left := len(by_code[self.code]) - _FINDINGS) > 0:
            yield f"- {self.words['more'].format(count=left)}"
        others = [
            f"{sentences()[code]['heading']} ({len(own)})"
            for code, own in by_code.items()
            if own and code != self.code
        ]
        if others:
            sections = self._listed(others)
            yield from ("", self.words["findings_elsewhere"].format(sections=sections))

    # Names.

    def _title(self, change: Change) -> str:
        name, page = self.name(change), self._page(change.page)
        if change.is_rule:
            return f"{change.number or change.earlier} {name}".strip()
        return name if name == page else f"{name} ({page})"

    def name(self, change: Change) -> str:
        """Return what a text is called: the short name of a rule, the heading of a passage."""
        if change.is_rule:
            return self._short(change.id)
        states = (*change.states.values(), *change.before.values())
        texts = [own.text for own in states if own.text]
        texts.sort(key=lambda text: text.locale != self.code)
        known = [r.words for r in change.record.revisions] if change.record else []
        held = [text for words in known for own in words.values() for text in own]
        heading = _heading([*(text.words for text in texts), *reversed(held)])
        return _escaped(heading) or f"\\#{change.id}"

    def _name(self, id_: str) -> str:
        change = next(change for change in self.proposal.changes if change.id == id_)
        title = self._title(change)
        return title if title.endswith(f"#{id_}") else f"{title} (#{id_})"

    def _short(self, id_: str) -> str:
        for guideline in (self.head, self.proposal.base):
            for code in (self.code, *(guideline.settings.codes if guideline else ())):
                names = guideline.names.get(code) if guideline else None
                if names and names.by_id.get(id_):
                    return _escaped(names.by_id[id_])
        return f"#{_escaped(id_)}"

    def _page(self, name: str) -> str:
        for guideline in (self.head, self.proposal.base):
            for code in (self.code, *(guideline.settings.codes if guideline else ())):
                if guideline and (page := guideline.pages.get((code, name))):
                    return _escaped(ATTRIBUTES.sub("", page.title))
        return _escaped(name)

    def _day(self, day: datetime.date) -> str:
        words = self.head.words.get(self.code, {})
        return ui.day(words, day) if {"date", "locale"} <= words.keys() else day.isoformat()

    def _languages(self, codes: Iterable[str], form: str = "in") -> str:
        named = self.words["languages"]
        return self._listed([named[c][form] if c in named else c for c in codes])

    def _editors(self, codes: Iterable[str]) -> str:
        editors = self.head.settings.editors
        names = list(dict.fromkeys(name for code in codes for name in editors.get(code, ())))
        return f" ({', '.join(names)})" if names else ""

    def _listed(self, names: Sequence[str]) -> str:
        *first, last = names or [""]
        return f"{', '.join(first)} {self.words['and']} {last}" if first else last


def _kind(pair: tuple[str | None, str | None]) -> str:
    return "added" if pair[0] is None else "removed" if pair[1] is None else "changed"


def _section(one: Finding, codes: Sequence[str]) -> str:
    """Return the section in which a finding is told: that of its file, or of its message."""
    parts = one.file.split("/")
    own = parts[1] if parts[0] == DOCS and len(parts) > 2 else one.language
    return own if own in codes else one.language if one.language in codes else codes[-1]


def _heading(texts: Iterable[str]) -> str:
    lines = (line for text in texts for line in text.split("\n") if line.startswith("#"))
    return next(lines, "").lstrip("# ")


def _code(text: str) -> str:
    """Return what can stand between backticks."""
    return " ".join(text.replace("`", "'").split())


def _message(text: str) -> str:
    """Return a finding as Markdown, with the code that it holds between backticks."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _escaped(text)
    return "".join(
        f"`{_code(piece)}`" if place % 2 else _escaped(piece) for place, piece in enumerate(pieces)
    )


def _escaped(text: str) -> str:
    """Return words as Markdown that shows them as they stand in the file, and calls nobody."""
    text = _MARKS.sub(lambda match: f"\\{match[0]}", text)
    text = _STARTS.sub(
        lambda match: (
            f"{match[1]}\\{match[2]}" if not match[2].isdigit() else (f"{match[1]}{match[2]}\\")
        ),
        text,
    )
    return _CALLS.sub(lambda match: f"{match[1]}<!-- -->", text)
