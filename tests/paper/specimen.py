"""A small PDF of the tests' own, made with Typst, and ways to break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import typst

__all__ = ["SOURCE", "compiled", "damaged", "structure"]

# Two pages with one of each thing that the guideline has. The word that is divided over two lines
# has its hyphen as furniture.
SOURCE = r"""
#set document(title: "Pieni ohje", date: datetime(year: 2026, month: 11, day: 24))
#set page(
  width: 120mm, height: 175mm, margin: 15mm,
  header: [Pieni ohje],
  footer: context [#counter(page).display() / #counter(page).final().first()],
)
#set text(lang: "fi", size: 11pt, hyphenate: false)
#show raw: set text(lang: "fi")
#title()
#outline(title: [Sisällys])

= Periaatteet
Noudata viestintä#pdf.artifact[-]#linebreak()ohjeistuksen periaatteita. Katso
#link(<safety>)[turvallisuus], #link(<kind>)[ole ystävällinen] ja
#link("https://example.org/")[ulkoinen sivu]. Nimi on
#text(lang: "sv")[Staden Jakobstad], ja `koodi` on suomea.

#enum(
  numbering: number => [2.#number],
  [Kysy ensin.],
  [#[Ole *ystävällinen* kaikille, myös silloin kun joku muu ei ole sitä.] <kind>],
)

== Yhteystiedot
#table(columns: 2, table.header([Kuka], [Mistä]), [Viestintä], [Raatihuone], [Tuki], [Koulu])
#image(
  bytes("<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>"),
  width: 1cm, alt: "Neliö",
)
#pdf.artifact[Koriste]

#pagebreak()
= Turvallisuus <safety>
Kerro esihenkilölle.

#text(lang: "sv")[
== På svenska
Berätta för chefen.
]
"""


def compiled(path: Path, source: str = SOURCE, *, checked: bool = False, tags: bool = True) -> Path:
    """Write `source` as a PDF; `checked` lets Typst hold it to both standards."""
    standards: Any = ["ua-1", "a-2a"] if checked else []
    made = typst.compile(
        source.encode(), ignore_system_fonts=True, pdf_standards=standards, pdf_tags=tags
    )
    assert isinstance(made, bytes)
    path.write_bytes(made)
    return path


def damaged(path: Path, to: Path, damage: Callable[[Any], None]) -> Path:
    """Write the file of `path` once more, with a `damage` done to it."""
    with pikepdf.open(path) as file:
        damage(file)
        file.save(to)
    return to


def structure(file: Any, tag: str) -> Iterator[Any]:
    """Yield the elements of an open file that have a tag, in the order in which they are read."""

    def walk(node: Any) -> Iterator[Any]:
        if node.get("/S") == f"/{tag}":
            yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    yield from walk(file.Root.StructTreeRoot)
