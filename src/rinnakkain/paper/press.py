"""The press: documents become PDFs, with fonts of the project's own and no day but the content's."""

from __future__ import annotations

import datetime
from importlib.resources import as_file, files

import typst

from rinnakkain.paper.document import Document

__all__ = ["Jam", "printed"]

# Both at once: read aloud (PDF/UA-1), and readable in ten years (PDF/A-2a).
_STANDARDS = ["ua-1", "a-2a"]


class Jam(Exception):
    """A document that Typst would not set, with what it said."""


def printed(documents: list[Document], day: datetime.date | None) -> dict[str, bytes]:
    """Return the PDF of each document by its name; raise Jam where one cannot be set.

    The same documents and the same day give the same bytes, on any machine and any day.
    """
    noon = datetime.datetime.combine(day or datetime.date.min, datetime.time(12), datetime.UTC)
    stamp = max(0, int(noon.timestamp()))
    made = {}
    with as_file(files("rinnakkain") / "fonts") as fonts:
        compiler = typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)
        for one in documents:
            sources = {**one.files, "main.typ": one.code.encode()}
            try:
                pdf, warned = compiler.compile_with_warnings(
                    sources, format="pdf", pdf_standards=_STANDARDS, timestamp=stamp
                )
            except typst.TypstError as error:
                raise Jam(f"{one.name}: {_said(error)}") from error
            if warned:
                raise Jam(f"{one.name}: {'; '.join(map(_said, warned))}")
            made[one.name] = pdf
    return made


def _said(error: typst.TypstError | typst.TypstWarning) -> str:
    return str(error.diagnostic)
