"""The press: documents become PDFs, with fonts of the project's own and no day but the content's."""

from __future__ import annotations

import datetime
from importlib.resources import as_file, files

import typst

from rinnakkain.paper.document import Document

__all__ = ["Jam", "printed", "told"]

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
    with as_file(files("rinnakkain.paper") / "fonts") as fonts:
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


def told(document: Document, name: str) -> object:
    """Return what a document tells of itself once it is set, by the name of its metadata.

    Nothing is printed; raise Jam where it cannot be set.
    """
    import json

    with as_file(files("rinnakkain.paper") / "fonts") as fonts:
        compiler = typst.Compiler(
            {**document.files, "main.typ": document.code.encode()},
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
        )
        try:
            return json.loads(compiler.query(f"<{name}>", field="value", one=True))
        except typst.TypstError as error:
            raise Jam(f"{document.name}: {_said(error)}") from error


def _said(error: typst.TypstError | typst.TypstWarning) -> str:
    return str(error.diagnostic)
