"""Side by side: one page in all its languages, row by row, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from rinnakkain import ui
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose, address, upwards
from rinnakkain.state import State, Table

__all__ = ["FOLDER", "rows", "table"]

# The folder of these views below each language's.
FOLDER = "side-by-side"


def rows(states: Table) -> dict[str, list[str]]:
    """Return the ids of the texts that stand on each page, by the page's name, in their order."""
    pages: dict[str, list[str]] = {}
    for id_, versions in states.items():
        names = [own.text.page for own in versions.values() if own.text]
        if names:
            pages.setdefault(names[0], []).append(id_)
    return pages


def table(
    guideline: Guideline, prose: Prose, states: Table, ids: list[str], name: str, code: str
) -> Iterator[str]:
    """Yield the lines of the view of a page for the readers of a language.

    A column is left out by its box alone, without a script; each row has the id of its text.
    """
    words = ui.group(guideline.words[code], "side")
    locales = guideline.settings.locales
    up = upwards(f"{FOLDER}/{name}")
    yield '<div class="side">'
    yield f'<fieldset class="side-choice"><legend>{escape(words["languages"])}</legend>'
    for locale in locales:
        box = f'<input type="checkbox" name="side" value="{locale.code}" checked>'
        named = f'<span lang="{locale.code}">{escape(locale.name)}</span>'
        yield f"<label>{box} {named}</label>"
    yield "</fieldset>"
    yield '<table class="side-table" aria-labelledby="side-by-side"><thead><tr>'
    yield f'<th scope="col">{escape(words["row"])}</th>'
    for locale in locales:
        yield (f'<th scope="col" lang="{locale.code}">{escape(locale.name)}</th>')
    yield "</tr></thead><tbody>"
    for id_ in filter(prose.is_shown, ids):
        yield f'<tr id="{id_}">{_head(guideline, prose, words, id_, name, code, up)}'
        for own in states[id_].values():
            yield _cell(guideline, prose, own, words, code, up)
        yield "</tr>"
    yield "</tbody></table></div>"


def _head(
    guideline: Guideline,
    prose: Prose,
    words: Mapping[str, str],
    id_: str,
    name: str,
    code: str,
    up: str,
) -> str:
    number = guideline.numbers.get(id_)
    label = prose.name(id_, code)
    if number:
        word = f'<span class="rule-word">{escape(words["row"])}</span>'
        label = f'{word} <span class="rule-number">{number}</span>'
    href = f"{up}{code}/{address(name)}#{id_}"
    return f'<th scope="row"><a href="{href}">{label}</a></th>'


def _cell(
    guideline: Guideline, prose: Prose, own: State, words: Mapping[str, str], code: str, up: str
) -> str:
    text = own.text
    html = prose.any(text.words, own.locale, up) if text else ""
    mark = ""
    if own.lags and own.record:
        day = ui.day(guideline.words[code], own.since) if own.since else ""
        mark = f'<p class="side-state" lang="{code}">{escape(words[own.name].format(day=day))}</p>'
    lang = own.locale
    name = next(locale.name for locale in guideline.settings.locales if locale.code == lang)
    return f'<td data-name="{escape(name)}" lang="{lang}">{mark}{html}</td>'
