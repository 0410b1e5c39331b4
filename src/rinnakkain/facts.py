"""Facts: what the Town has told beside the guideline's text, and what it has not yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from rinnakkain import schema
from rinnakkain.textfile import Folder
from rinnakkain.yamlfile import Parsed

__all__ = ["FILE", "LISTS", "REQUIRED", "VALUES", "Account", "Facts", "Hashtag", "Question", "read"]

FILE = "town.yml"

# The single facts, by the name that a page and the words of ui.yml call them.
VALUES = (
    "site.address",
    "site.repository",
    "propose_change",
    "owner",
    "next_review",
    "contacts.supervisor",
    "contacts.occupational_safety",
    "contacts.communications",
    "contacts.accessibility",
    "supervisory_authority",
)
# What a page can show beside them: lists that are made.
LISTS = (
    "parts",
    "accounts",
    "hashtags",
    "questions",
    "missing_facts",
    "missing_facts_required",
)
# What the act 306/2019 asks of an accessibility statement.
REQUIRED = ("contacts.accessibility", "supervisory_authority")

Value = str | datetime.date


@dataclass(frozen=True)
class Account:
    """An account of the Town; `platform` is empty while nobody has confirmed it."""

    name: str
    platform: str


@dataclass(frozen=True)
class Hashtag:
    """A hashtag of the Town and the language it is written in."""

    tag: str
    lang: str


@dataclass(frozen=True)
class Question:
    """A question that only the Town can answer, about one rule, by language."""

    rule: str
    ask: dict[str, str]


@dataclass(frozen=True)
class Facts:
    """What `town.yml` says. A fact that is not known is empty everywhere."""

    table: dict[str, object]
    accounts: tuple[Account, ...]
    hashtags: tuple[Hashtag, ...]
    questions: tuple[Question, ...]
    parsed: Parsed

    def value(self, name: str, code: str) -> Value:
        """Return a fact by its dotted name in a language: a text, a day, or an empty text."""
        value: object = self.table
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict):
            value = value.get(code)
        if isinstance(value, datetime.date):
            return value
        return "" if value is None else str(value).strip()

    def decision(self, day: datetime.date | None, code: str) -> str:
        """Return the decision by which an edition was accepted, in a language; empty if unknown."""
        rows = self.table.get("editions")
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("day") == day:
                decision = row.get("decision")
                text = decision.get(code) if isinstance(decision, dict) else decision
                return str(text or "").strip()
        return ""

    def missing(self) -> list[tuple[str, str, bool]]:
        """Return what is not known: its name, the account it is of, whether the law asks it."""
        rows = [(name, "", name in REQUIRED) for name in VALUES if not self._known(name)]
        return rows + [("platform", a.name, False) for a in self.accounts if not a.platform]

    def _known(self, name: str) -> bool:
        keys = {"propose_change": ("edit_link", "mail"), "supervisory_authority": ("name", "unit")}
        paths = [f"{name}.{key}" for key in keys.get(name, ())] or [name]
        known = [any(self.value(path, code) for code in self._codes(path)) for path in paths]
        return any(known) if name == "propose_change" else all(known)

    def _codes(self, path: str) -> list[str]:
        value: object = self.table
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return list(value) if isinstance(value, dict) else [""]


def read(folder: Folder, locales: Sequence[str]) -> Facts:
    """Read the facts; an unknown name or a language that lacks is a finding."""
    parsed = folder.read_yaml(FILE)
    folder.found += schema.check(parsed, FILE, "town", locales)
    table = parsed.mapping
    rows: dict[str, list[dict[str, object]]] = {}
    for name in ("accounts", "hashtags", "questions"):
        listed = table.get(name)
        listed = listed if isinstance(listed, list) else []
        rows[name] = [row for row in listed if isinstance(row, dict)]
    return Facts(
        table=table,
        accounts=tuple(
            Account(str(row.get("name", "")), str(row.get("platform") or ""))
            for row in rows["accounts"]
        ),
        hashtags=tuple(
            Hashtag(str(row.get("tag", "")), str(row.get("lang", ""))) for row in rows["hashtags"]
        ),
        questions=tuple(
            Question(str(row.get("rule")), {code: str(text) for code, text in ask.items()})
            for row in rows["questions"]
            if isinstance(ask := row.get("ask"), dict) and not row.get("answer")
        ),
        parsed=parsed,
    )
