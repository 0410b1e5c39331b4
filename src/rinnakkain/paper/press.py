"""The press: documents become PDFs, with fonts of the project's own and no day but the content's."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterable
from importlib.resources import as_file, files
from typing import Any

import pikepdf
import typst

from rinnakkain.paper.document import Document

__all__ = ["Jam", "printed", "told"]


class Jam(Exception):
    """A document that Typst would not set, with what it said."""


def printed(documents: Iterable[Document], day: datetime.date | None) -> dict[str, bytes]:
    """Return the PDF of each document by its name; raise Jam where one cannot be set.

    The same documents and the same day give the same bytes, on any machine and any day.
    """
    noon = datetime.datetime.combine(day or datetime.date.min, datetime.time(12), datetime.UTC)
    stamp = max(0, int(noon.timestamp()))
    with as_file(files("rinnakkain") / "fonts") as fonts:
        return {one.name: _set(one, str(fonts), stamp) for one in documents}


def told(one: Document, name: str) -> Any:
    """Return what a document tells of itself by the name of its metadata, without printing it.

    Raise Jam where it cannot be set.
    """
    with as_file(files("rinnakkain") / "fonts") as fonts:
        try:
            (value,) = json.loads(_compiler(one, str(fonts)).query(f"<{name}>", field="value"))
        except typst.TypstError as error:
            raise Jam(f"{one.name}: {error.diagnostic}") from error
    return value


def _compiler(one: Document, fonts: str) -> typst.Compiler:
    return typst.Compiler(_sources(one), font_paths=[fonts], ignore_system_fonts=True)


def _sources(one: Document) -> Any:
    """Return a folder of files by their names, which typst takes and its types have forgotten."""
    return {**one.files, "main.typ": one.code.encode()}


def _set(one: Document, fonts: str, stamp: int) -> bytes:
    """Set a document twice: to see which lines are badly short, and with those words divided."""
    try:
        compiler = _compiler(one, fonts)
        short = json.loads(compiler.query("<short>", field="value"))
        pdf, warned = compiler.compile_with_warnings(
            _sources(one),
            format="pdf",
            # Both at once: read aloud (PDF/UA-1), and readable in ten years (PDF/A-2a).
            pdf_standards=["ua-1", "a-2a"],
            timestamp=stamp,
            sys_inputs={"divided": "|".join(name for names in short for name in names)},
        )
    except typst.TypstError as error:
        raise Jam(f"{one.name}: {error.diagnostic}") from error
    if warned:
        raise Jam(f"{one.name}: {'; '.join(str(warning.diagnostic) for warning in warned)}")
    assert isinstance(pdf, bytes)
    return _packed(pdf)


def _packed(pdf: bytes) -> bytes:
    """Return a PDF with its objects packed: Typst writes each of some 700 by itself, half the file.

    Nothing in them is changed.
    """
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as read:
        read.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return packed.getvalue()
