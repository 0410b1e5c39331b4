"""Facts: what the Town has told beside the guideline's text, and what it has not yet."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rinnakkain import textfile
from rinnakkain.finding import Finding, setting
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

_KEYS: dict[str, tuple[str, ...]] = {
    "site": ("address", "repository"),
    "propose_change": ("edit_link", "mail"),
    "contacts": ("supervisor", "occupational_safety", "communications", "accessibility"),
    "supervisory_authority": ("name", "unit", "website", "checked"),
}
_ROWS: dict[str, tuple[str, ...]] = {
    "accounts": ("name", "platform"),
    "hashtags": ("tag", "lang"),
    "questions": ("rule", "ask", "answer"),
}
_SINGLE = ("owner", "next_review")

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


def read(root: Path, locales: Sequence[str]) -> tuple[Facts, list[Finding]]:
    """Read the facts below `root`; an unknown name or a language that lacks is a finding."""
    parsed, found = textfile.read_yaml(root, FILE)
    table = parsed.value if isinstance(parsed.value, dict) else {}

    def wrong(what: str, advice: str, *path: str | int) -> None:
        found.append(setting(FILE, parsed.line(*path), what, advice))

    def text(value: object, *path: str | int) -> None:
        if isinstance(value, dict):
            for code in locales:
                if not value.get(code):
                    wrong(
                        f"`{path[-1]}` is missing in `{code}`", "write it in every language", *path
                    )
            for code in value.keys() - set(locales):
                wrong(f"`{code}` is no language of the guideline", "remove the line", *path, code)
        elif isinstance(value, list):
            wrong(f"`{path[-1]}` is a list", "write one value, or one for each language", *path)

    for key in table.keys() - {*_KEYS, *_ROWS, *_SINGLE}:
        wrong(
            f"there is no fact `{key}`", f"use one of: {', '.join((*_KEYS, *_SINGLE, *_ROWS))}", key
        )
    for group, keys in _KEYS.items():
        values = table.get(group)
        for key, value in (values if isinstance(values, dict) else {}).items():
            if key not in keys:
                wrong(
                    f"there is no fact `{group}: {key}`",
                    f"use one of: {', '.join(keys)}",
                    group,
                    key,
                )
            text(value, group, key)
    for key in _SINGLE:
        text(table.get(key), key)
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _ROWS}
    for name, keys in _ROWS.items():
        listed = table.get(name)
        for place, row in enumerate(listed if isinstance(listed, list) else []):
            if not isinstance(row, dict) or row.keys() != set(keys):
                wrong(
                    f"this row of `{name}` is not complete",
                    f"give it: {', '.join(keys)}",
                    name,
                    place,
                )
                continue
            rows[name].append(row)
            if name == "questions":
                text(row["ask"], name, place, "ask")
                text(row["answer"], name, place, "answer")
    address = table.get("site")
    address = address.get("address") if isinstance(address, dict) else None
    if address and not (
        str(address).startswith(("https://", "http://")) and str(address).endswith("/")
    ):
        wrong(
            "the site's address is not whole",
            "write it from https:// to the slash at its end",
            "site",
            "address",
        )
    facts = Facts(
        table=table,
        accounts=tuple(Account(str(r["name"]), str(r["platform"] or "")) for r in rows["accounts"]),
        hashtags=tuple(Hashtag(str(r["tag"]), str(r["lang"])) for r in rows["hashtags"]),
        questions=tuple(
            Question(str(row["rule"]), {k: str(v) for k, v in row["ask"].items()})
            for row in rows["questions"]
            if not row["answer"] and isinstance(row["ask"], dict)
        ),
        parsed=parsed,
    )
    return facts, found
