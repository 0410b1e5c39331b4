"""Documents: what a search can find, one for each rule and each section, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rinnakkain.checks.doors import DOOR
from rinnakkain.guideline import Guideline
from rinnakkain.page import PLACEHOLDER
from rinnakkain.prose import Prose, address, plain, spoken

__all__ = ["Document", "read"]

# What is made of other texts is found where those stand.
_MADE = ("parts", "missing_facts", "missing_facts_required")

Kind = Literal["text", "head", "aside"]


@dataclass(frozen=True)
class Document:
    """A text that can be found: where it stands, what it is called, what it says.

    `at` is its address below the folder of its language (`safety/#check-links`), `number` that of a
    rule or a part, else empty, `page` the title of its page. A `text` answers by itself, a `head`
    leads to the rules of its part, an `aside` stands on a page that is no part.
    """

    id: str
    at: str
    kind: Kind
    number: str
    name: str
    text: str
    page: str


def read(guideline: Guideline, prose: Prose, code: str) -> list[Document]:
    """Return the documents of a language in the order of the pages; what it lacks is not there."""
    return [
        document
        for page in guideline.of(code)
        if page.name in guideline.settings.names
        for document in _of_page(guideline, prose, code, page.name)
    ]


def _of_page(guideline: Guideline, prose: Prose, code: str, name: str) -> Iterator[Document]:
    page = guideline.pages[code, name]
    is_part = name in guideline.part_numbers
    kind: Kind = "aside" if not is_part else "head" if page.statements else "text"
    for place, passage in enumerate(page.passages):
        heading = passage.heading
        if not heading.id or DOOR in heading.classes or not prose.is_shown(heading.id):
            continue
        text = PLACEHOLDER.sub(lambda m: "" if m[1] in _MADE else m[0], passage.text)
        words = f"{'#' * heading.level} {heading.text}\n\n{text}"
        said = (
            page.description if not place else "",
            spoken(prose.passage(words, code, "", is_headed=True)),
        )
        yield Document(
            id=heading.id,
            at=f"{address(name)}#{heading.id}",
            kind=kind,
            number="" if place or not is_part else str(guideline.part_numbers[name]),
            name=plain(heading.text),
            text=". ".join(filter(None, said)),
            page=page.title,
        )
    for rule in page.statements if is_part else ():
        if rule.id:
            words = "\n".join(filter(None, (rule.text, rule.nested)))
            yield Document(
                id=rule.id,
                at=f"{address(name)}#{rule.id}",
                kind="text",
                number=guideline.numbers.get(rule.id, ""),
                name=plain(guideline.names[code].by_id.get(rule.id, "")),
                text=prose.text(words, code),
                page=page.title,
            )
