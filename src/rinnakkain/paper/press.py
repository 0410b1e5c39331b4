"""The press: documents become PDFs, with the project's own fonts and the content's own day."""

from __future__ import annotations

import datetime
import io
import json
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.resources import as_file, files
from typing import Any

import pikepdf
import typst

from rinnakkain.paper.document import Document

__all__ = ["Jam", "printed", "told"]

# As many as have a core on a small machine.
_AT_ONCE = 2


class Jam(Exception):
    """A document that Typst would not set, with what it said."""


def printed(documents: Sequence[Document], day: datetime.date | None) -> dict[str, bytes]:
    """Return the PDF of each document by its name; raise Jam where one cannot be set.

    The same documents and the same day give the same bytes, on any machine and any day. Typst keeps
    what it has set for the next time, some 15 MB a document: each has a process of its own.
    """
    noon = datetime.datetime.combine(day or datetime.date.min, datetime.time(12), datetime.UTC)
    stamp = max(0, int(noon.timestamp()))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pdfs = list(pool.map(partial(_apart, stamp=stamp), documents))
    return {one.name: pdf for one, pdf in zip(documents, pdfs, strict=True)}


def _apart(one: Document, *, stamp: int = 0, asked: str = "") -> bytes:
    """Set a document, or ask it something, in a process of its own."""
    command = [sys.executable, "-m", __name__]
    given = pickle.dumps((one, stamp, asked))
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Jam(f"{one.name}: {said or f'the process ended with {done.returncode}'}")
    return done.stdout


def main() -> int:
    """Set the document that is handed in, and hand out its PDF or what it was asked."""
    one, stamp, asked = pickle.load(sys.stdin.buffer)
    with as_file(files("rinnakkain") / "fonts") as fonts:
        try:
            sys.stdout.buffer.write(
                _asked(one, fonts=str(fonts), asked=asked)
                if asked
                else _set(one, fonts=str(fonts), stamp=stamp)
            )
        except Jam as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def told(one: Document, name: str) -> Any:
    """Return what a document tells of itself by the name of its metadata, without printing it.

    Raise Jam where it cannot be set.
    """
    return json.loads(_apart(one, asked=name))


def _asked(one: Document, *, fonts: str, asked: str) -> bytes:
    try:
        (value,) = json.loads(_compiler(one, fonts).query(f"<{asked}>", field="value"))
    except (typst.TypstError, RuntimeError) as error:
        raise Jam(str(error)) from error
    return json.dumps(value).encode()


def _compiler(one: Document, fonts: str) -> typst.Compiler:
    return typst.Compiler(_sources(one), font_paths=[fonts], ignore_system_fonts=True)


def _sources(one: Document) -> Any:
    """Return a folder of files by their names, which typst takes and its types have forgotten."""
    return {**one.files, "main.typ": one.code.encode()}


def _set(one: Document, *, fonts: str, stamp: int) -> bytes:
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
        raise Jam(str(error.diagnostic)) from error
    except RuntimeError as error:
        # What the query finds first is told by its words alone.
        raise Jam(str(error)) from error
    if warned:
        raise Jam("; ".join(str(warning.diagnostic) for warning in warned))
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


if __name__ == "__main__":
    sys.exit(main())
