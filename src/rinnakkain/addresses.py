"""Addresses: where a rule or a passage stood that was moved or withdrawn, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rinnakkain.guideline import Guideline
from rinnakkain.history import Record

__all__ = ["Former", "former"]


@dataclass(frozen=True)
class Former:
    """An address that a text had: page and id, its record, and the ids that stand in its place.

    Its text was withdrawn where `is_withdrawn`, and goes on elsewhere where not.
    """

    page: str
    id: str
    record: Record
    leads: tuple[str, ...]
    is_withdrawn: bool


def former(guideline: Guideline) -> dict[str, list[Former]]:
    """Return the former addresses by their page, those that are in use again left out."""
    records = guideline.history.records
    standing = {
        (page.name, id_) for page in guideline.pages.values() for id_ in page.anchors if id_
    }
    table: dict[str, list[Former]] = {}
    for record in records.values():
        head = record.newest
        leads = tuple(_followed(records, record)) if head.ends else (record.id,)
        is_withdrawn = head.act.kind == "withdrawn"
        places = [(origin.page, origin.id) for origin in record.past]
        if head.ends:
            places.append((record.page, record.id))
        for page, id_ in dict.fromkeys(places):
            if (page, id_) not in standing:
                table.setdefault(page, []).append(Former(page, id_, record, leads, is_withdrawn))
    return table


def _followed(records: Mapping[str, Record], record: Record) -> Iterator[str]:
    """Yield the ids that stand in the place of an ended text, however often it was replaced."""
    seen = {record.id}
    left = list(record.newest.replaced_by)
    while left:
        id_ = left.pop(0)
        if id_ in seen:
            continue
        seen.add(id_)
        other = records.get(id_)
        if other is not None and other.newest.ends:
            left += other.newest.replaced_by
        elif other is not None:
            yield id_
