"""The export: every rule in every language as data, described by schemas/guideline.json."""

from __future__ import annotations

import json
from importlib.resources import files

from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose, address
from rinnakkain.state import State, Table

__all__ = ["NAME", "SCHEMA", "data", "schema"]

# The name of the file, at the root of the site and in the folder of each edition.
NAME = "guideline.json"
# What describes it, beside it.
SCHEMA = "guideline.schema.json"


def data(guideline: Guideline, prose: Prose, states: Table) -> str:
    """Return the rules of the edition as JSON, in their order.

    A link leads on from the root of the site; what a language lacks is null.
    """
    codes = guideline.settings.codes
    edition = guideline.history.edition
    rows = []
    for id_, number in guideline.numbers.items():
        versions = states[id_]
        home = guideline.homes[id_]
        record = next(iter(versions.values())).record
        newest = record.newest if record else None
        rows.append(
            {
                "id": id_,
                "number": number,
                "page": home.removesuffix(".md"),
                "short_name": {c: guideline.names[c].by_id.get(id_) for c in codes},
                "link": {c: f"{c}/{address(home)}#{id_}" for c in codes},
                "text": {c: _said(prose, own) for c, own in versions.items()},
                "revision": newest
                and {
                    "number": newest.number,
                    "since": newest.day.isoformat(),
                    "what": {c: newest.what.get(c) for c in codes},
                },
                "state": {c: _state(own) for c, own in versions.items()},
            }
        )
    table = {
        "site": str(guideline.facts.value("site.address", "")) or None,
        "edition": edition.isoformat() if edition else None,
        "acts": [one.name for one in guideline.history.acts],
        "decision": {c: guideline.facts.decision(edition, c) or None for c in codes},
        "locales": [
            {
                "code": locale.code,
                "name": locale.name,
                "is_equal": locale.code in guideline.settings.equal,
            }
            for locale in guideline.settings.locales
        ],
        "statements": rows,
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def schema() -> str:
    """Return the JSON Schema of the data."""
    return (files("rinnakkain") / "schemas" / "guideline.json").read_text(encoding="utf-8")


def _said(prose: Prose, own: State) -> str | None:
    return prose.text(own.text.words, own.locale) if own.text else None


def _state(own: State) -> dict[str, str | None]:
    return {"name": own.name, "since": own.since.isoformat() if own.since else None}
