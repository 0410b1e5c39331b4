"""Placeholders: what stands on a page where its text names a fact, as Markdown in its language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from html import escape

from rinnakkain import ui
from rinnakkain.facts import Facts
from rinnakkain.guideline import Guideline
from rinnakkain.page import PLACEHOLDER

__all__ = ["expand", "fact_name", "filled", "in_line"]

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")


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
    label = str(ui.group(guideline.words[code], "facts").get(name, name))
    return f"{label}: {of}" if of else label


def _shown(guideline: Guideline, code: str, value: str | datetime.date) -> str:
    if isinstance(value, datetime.date):
        return ui.day(guideline.words[code], value)
    if _ADDRESS.fullmatch(value):
        return f"<{value}>"
    if _MAIL.fullmatch(value):
        return f"[{_plain(value)}](mailto:{value})"
    return _plain(value)


def _plain(text: str) -> str:
    """Return Markdown that prints the text as it is."""
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", escape(text, quote=False))


def _parts(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f'- [<span class="rule-number">{number}</span> {_title(guideline, code, name)}]({name})'
        for name, number in guideline.part_numbers.items()
    )


def _title(guideline: Guideline, code: str, name: str) -> str:
    """Return the title of a page; one that the language lacks, in another one and marked."""
    for own in (code, *guideline.settings.codes):
        if page := guideline.pages.get((own, name)):
            title = _plain(page.title)
            return title if own == code else f'<span lang="{own}">{title}</span>'
    return ""


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
        # A question about no rule is a finding, and a proposal is shown in spite of its findings.
        if row.rule in guideline.homes
    )


def _missing(guideline: Guideline, code: str) -> str:
    law = guideline.words[code]["law"]
    return "\n".join(
        f"- {_plain(fact_name(guideline, code, name, of))}" + (f" (**{law}**)" if required else "")
        for name, of, required in guideline.facts.missing()
    )


def _missing_required(guideline: Guideline, code: str) -> str:
    return "\n".join(
        f"- {_plain(fact_name(guideline, code, name, of))}"
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


def filled(lines: list[str], value: Callable[[str], str]) -> list[str]:
    """Write the facts in.

    A paragraph or an item of a list that names an empty fact is left out, and so is a section in
    which nothing else stood. A table stays, and shows nothing in its place.
    """
    kept: list[list[str]] = []
    emptied: set[int] = set()
    for block in _blocks(lines):
        left = block
        if not block[0].startswith("|"):
            left = [line for item in _items(block) if _known(item, value) for line in item]
        if not left and block:
            emptied.add(len(kept))
        kept.append([piece for line in left for piece in _filled(line, value)])
    return _without_empty_sections(kept, emptied)


def _items(block: list[str]) -> list[list[str]]:
    """Part a list into its items, each with its further lines; a paragraph is one piece."""
    items = [[block[0]]]
    for line in block[1:]:
        if _ITEM.match(block[0]) and _ITEM.match(line):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _known(lines: list[str], value: Callable[[str], str]) -> bool:
    return all(value(match[1]) for line in lines for match in PLACEHOLDER.finditer(line))


def in_line(text: str, value: Callable[[str], str]) -> str:
    """Write facts into a line that has to stay one: a list becomes a series with commas."""
    return PLACEHOLDER.sub(
        lambda match: value(match[1]).removeprefix("- ").replace("\n- ", ", "), text
    )


def _filled(line: str, value: Callable[[str], str]) -> list[str]:
    """Write the facts of one line in; a list gets the empty line before it that Markdown needs."""
    if PLACEHOLDER.fullmatch(line.strip()):
        text = PLACEHOLDER.sub(lambda match: value(match[1]), line)
        return ["", *text.split("\n"), ""] if text.startswith("- ") else [text]
    return [in_line(line, value)]


def _blocks(lines: list[str]) -> list[list[str]]:
    """Part the lines into runs without an empty line; each empty line and heading stands alone."""
    blocks: list[list[str]] = []
    for line in lines:
        if line.strip() and not line.startswith("#") and blocks and _goes_on(blocks[-1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _goes_on(block: list[str]) -> bool:
    return bool(block[-1].strip()) and not block[-1].startswith("#")


def _without_empty_sections(blocks: list[list[str]], emptied: set[int]) -> list[str]:
    dropped: set[int] = set()
    for place, block in enumerate(blocks):
        if not block or not block[0].startswith("##"):
            continue
        level = len(block[0]) - len(block[0].lstrip("#"))
        end = next(
            (n for n in range(place + 1, len(blocks)) if _level(blocks[n]) in range(1, level + 1)),
            len(blocks),
        )
        inside = range(place + 1, end)
        if emptied & set(inside) and not any("".join(blocks[n]).strip() for n in inside):
            dropped.update(range(place, end))
    return [line for n, block in enumerate(blocks) if n not in dropped for line in block]


def _level(block: list[str]) -> int:
    return len(block[0]) - len(block[0].lstrip("#")) if block else 0
