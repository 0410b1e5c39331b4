"""The feed: what has changed, as Atom (RFC 4287), in one language."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from rinnakkain import ui
from rinnakkain.changes import Change
from rinnakkain.changespage import content
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose

__all__ = ["atom"]

_ATOM = "http://www.w3.org/2005/Atom"
# Ids are made from names within this one, so that they stay what they are on another host.
_OURS = uuid.UUID("5d2a0f5e-9a39-5c1e-8f7e-0c1d5b7a9e42")


def atom(guideline: Guideline, prose: Prose, found: Sequence[Change], code: str) -> str:
    """Return the feed of a language; its addresses are whole where the site's own is known.

    Where it is not, they lead on from the feed's own address, as RFC 4287 lets them.
    """
    ElementTree.register_namespace("", _ATOM)
    words = guideline.words[code]
    changes = ui.group(words, "changes")
    site = str(guideline.facts.value("site.address", code))
    up = site or "../"
    edition = guideline.history.edition
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"xml:lang": code})
    _add(feed, "id", _id(code))
    _add(feed, "title", f"{words['guideline']} – {words['town']}: {changes['title']}")
    _add(feed, "updated", _instant(max([*_days(found, code), *([edition] if edition else [])])))
    author = _add(feed, "author", None)
    _add(author, "name", str(words["town_official"]))
    _add(feed, "link", None, rel="alternate", href=f"{up}{code}/changes/")
    _add(feed, "link", None, rel="self", href=f"{up}{code}/feed.xml")
    for change in found:
        entry = _add(feed, "entry", None)
        kind = changes["kinds"][change.kind]
        _add(entry, "id", _id(f"{change.act.name}/{change.id}/{code}"))
        _add(
            entry,
            "title",
            f"{prose.name(change.id, code)}: {kind}",
            type="html",
        )
        _add(entry, "published", _instant(change.day))
        _add(entry, "updated", _instant(change.updated.get(code, change.day)))
        href = prose.href(change.id, code, up) or f"{up}{code}/changes/"
        _add(entry, "link", None, rel="alternate", href=href)
        if code in change.what:
            _add(entry, "summary", change.what[code])
        _add(entry, "content", content(guideline, prose, change, code, up), type="html")
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(
        feed, encoding="unicode"
    )


def _add(
    parent: ElementTree.Element, name: str, text: str | None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _days(found: Sequence[Change], code: str) -> Iterator[datetime.date]:
    yield from (change.updated.get(code, change.day) for change in found)


def _id(name: str) -> str:
    return uuid.uuid5(_OURS, name).urn


def _instant(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
