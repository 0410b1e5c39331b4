"""Placeholders: what stands on a page where its text names a fact, as Markdown in its language."""

from __future__ import annotations

import datetime
import re
from html import escape

from rinnakkain import ui
from rinnakkain.facts import Facts
from rinnakkain.guideline import Guideline

__all__ = ["expand", "fact_name"]


def expand(guideline: Guideline, code: str, name: str) -> str:
    """Return the Markdown of a fact in a language; an empty text while it is not known.

    A list comes out as list items, one a line, and everything else as text within a line.
    """
    made = {
        "parts": _parts,
        "accounts": _accounts,
        "hashtags": _hashtags,
        "questions": _questions,
        "missing_facts": _missing,
        "missing_facts_required": _missing_required,
        "supervisory_authority": _authority,
        "propose_change": _propose,
    }
    if name in made:
        return made[name](guideline, code)
    return _shown(guideline, code, guideline.facts.value(name, code))


def fact_name(guideline: Guideline, code: str, name: str, of: str) -> str:
    """Return the name of a fact in the words of `ui.yml`, with what it is of (an account)."""
    facts = guideline.words[code].get("facts")
    label = str(facts.get(name, name)) if isinstance(facts, dict) else name
    return f"{label}: {of}" if of else label


def _shown(guideline: Guideline, code: str, value: str | datetime.date) -> str:
    if isinstance(value, datetime.date):
        return ui.day(guideline.words[code], value)
    if value.startswith(("https://", "http://")):
        return f"<{value}>"
    if "@" in value and " " not in value:
        return f"[{_plain(value)}](mailto:{value})"
    return _plain(value)


def _plain(text: str) -> str:
    """Return Markdown that prints the text as it is."""
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", escape(text, quote=False))


def _parts(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f'- [<span class="rule-number">{number}</span> {guideline.pages[code, name].title}]({name})'
        for name, number in guideline.part_numbers.items()
    )


def _accounts(guideline: Guideline, code: str) -> str:
    rows = (
        f"- {_plain(account.name)}" + (f" ({_plain(account.platform)})" if account.platform else "")
        for account in guideline.facts.accounts
    )
    return "\n".join(rows)


def _hashtags(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f'- <span lang="{row.lang}">{_plain(row.tag)}</span>' for row in guideline.facts.hashtags
    )


def _questions(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f"- [{row.rule}]({guideline.homes[row.rule]}#{row.rule}): {row.ask[code]}"
        for row in guideline.facts.questions
    )


def _missing(guideline: Guideline, code: str) -> str:
    law = guideline.words[code]["law"]
    return "\n".join(
        f"- {fact_name(guideline, code, name, of)}" + (f" (**{law}**)" if required else "")
        for name, of, required in guideline.facts.missing()
    )


def _missing_required(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f"- {fact_name(guideline, code, name, of)}"
        for name, of, required in guideline.facts.missing()
        if required
    )


def _authority(guideline: Guideline, code: str) -> str:
    facts: Facts = guideline.facts
    keys = ("name", "unit", "website", "checked")
    values = {key: facts.value(f"supervisory_authority.{key}", code) for key in keys}
    lines = [f"- {_shown(guideline, code, values[key])}" for key in keys[:3] if values[key]]
    if lines and values["checked"]:
        authority = guideline.words[code].get("authority")
        label = authority.get("checked") if isinstance(authority, dict) else ""
        lines.append(f"- {label} {_shown(guideline, code, values['checked'])}")
    return "\n".join(lines)


def _propose(guideline: Guideline, code: str) -> str:
    edit = guideline.facts.value("site.repository", code)
    if guideline.facts.value("propose_change.edit_link", code) and edit:
        return _shown(guideline, code, edit)
    return _shown(guideline, code, guideline.facts.value("propose_change.mail", code))
