"""Notices: what a reader is told at a text that does not say what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from rinnakkain import ui
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose
from rinnakkain.state import State

__all__ = ["notice"]


def notice(
    guideline: Guideline, prose: Prose, states: Mapping[str, State], code: str, up: str
) -> str:
    """Return the notice at a text in a language, as HTML; nothing where it says what is in force.

    It says that the text has changed, when and in one sentence what, and holds the wording in
    force in each language that has it: folded, or open where this language has none of its own.
    """
    own = states[code]
    if not own.lags or own.record is None:
        return ""
    words = ui.group(guideline.words[code], "notice")
    day = ui.day(guideline.words[code], own.since) if own.since else ""
    said = [f"<p><strong>{escape(str(words[own.name]).format(day=day))}</strong></p>"]
    said += [_sentence(revision.what, code) for revision in own.unseen if own.name == "behind"]
    # A text that is not there has the first language's heading over it already.
    headed = next(iter(own.text.locale for own in states.values() if own.text), "")
    rows = []
    for other in guideline.settings.codes:
        theirs = states[other]
        if other == code or theirs.name != "agrees" or theirs.text is None:
            continue
        label = escape(words["current"][other])
        words_there = theirs.text.words
        if own.name == "missing" and other == headed and not theirs.text.is_rule:
            text = prose.passage(words_there, other, up, is_headed=True)
        else:
            text = prose.any(words_there, other, up)
        is_open = " open" if own.name == "missing" else ""
        rows.append(
            f"<details{is_open}><summary>{label}</summary>"
            f'<div lang="{other}">{text}</div></details>'
        )
    return f'<div class="notice">{"".join(said)}{"".join(rows)}</div>'


def _sentence(what: Mapping[str, str], code: str) -> str:
    """Return the sentence on a change in a language, or, marked, in one in which it is written."""
    if code in what:
        return f"<p>{escape(what[code])}</p>"
    return next((f'<p lang="{other}">{escape(text)}</p>' for other, text in what.items()), "")
