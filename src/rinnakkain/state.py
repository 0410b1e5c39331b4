"""States: how each rule and passage stands in each language, by the words and the record alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rinnakkain import texts
from rinnakkain.act import Act
from rinnakkain.guideline import Guideline
from rinnakkain.history import History, Record, Revision
from rinnakkain.texts import Text

__all__ = ["Name", "State", "Table", "of", "read"]

# agrees: its words are those of the newest revision; behind: those of an older one; changed: they
# stand nowhere in the record; new: the record does not know its id; missing: the language has no
# such text; withdrawn: it has ended, whether it stands there still or not.
Name = Literal["agrees", "behind", "changed", "new", "missing", "withdrawn"]


@dataclass(frozen=True)
class State:
    """The state of a text in a language.

    `text` is what stands there now, `record` what is known of it, `held` the revision whose words
    stand there, `deferral` the act that lets the language follow later.
    """

    id: str
    locale: str
    name: Name
    text: Text | None
    record: Record | None
    held: Revision | None
    deferral: Act | None

    @property
    def lags(self) -> bool:
        """Whether a reader of this language is not told what is in force."""
        return self.name in ("behind", "changed", "missing")

    @property
    def unseen(self) -> tuple[Revision, ...]:
        """The revisions that this language does not express yet, the oldest first."""
        if not self.record or not self.lags:
            return ()
        if self.name == "changed":
            expressed = [r for r in self.record.revisions if r.words.get(self.locale)]
            start = expressed[-1].number if expressed else 0
        else:
            start = self.held.number if self.held else 0
        return tuple(r for r in self.record.revisions if r.number > start and not r.ends)

    @property
    def since(self) -> datetime.date | None:
        """The day since which the language lags, as far as the record knows."""
        return self.unseen[0].day if self.unseen else None


# The state of each text by its id and the language.
Table = Mapping[str, Mapping[str, State]]


def read(guideline: Guideline) -> Table:
    """Return the state of every text in every language, in the order of the pages.

    What the record knows and no page has comes last.
    """
    return of(texts.read(guideline), guideline.history, guideline.settings.codes)


def of(
    standing: Mapping[str, Mapping[str, Text]], history: History, codes: Iterable[str]
) -> dict[str, dict[str, State]]:
    """Return the states of the texts that stand somewhere, and of those that are only known."""
    codes = tuple(codes)
    known = dict.fromkeys((*standing, *history.records))
    return {
        id_: {
            code: _state(id_, code, standing.get(id_, {}).get(code), history.records.get(id_))
            for code in codes
        }
        for id_ in known
    }


def _state(id_: str, code: str, text: Text | None, record: Record | None) -> State:
    name, held = _named(code, text, record)
    deferral = record.deferrals.get(code) if record else None
    return State(id_, code, name, text, record, held, deferral)


def _named(code: str, text: Text | None, record: Record | None) -> tuple[Name, Revision | None]:
    if record is None:
        return ("missing", None) if text is None else ("new", None)
    if record.newest.ends:
        return "withdrawn", None
    if text is None:
        return "missing", None
    for revision in _newest_first(record):
        if revision.holds(code, text.words):
            return ("agrees" if revision in record.heads else "behind"), revision
    return "changed", None


def _newest_first(record: Record) -> Iterator[Revision]:
    yield from reversed(record.heads)
    yield from (r for r in reversed(record.revisions) if r not in record.heads)
