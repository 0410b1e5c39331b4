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
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pikepdf
import typst

if TYPE_CHECKING:
    # What a document is made with takes longer to load than a document to set.
    from rinnakkain.paper.document import Document

__all__ = ["Jam", "handed", "printed", "told"]

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


def told(one: Document, name: str) -> Any:
    """Return what a document tells of itself by the name of its metadata, without printing it.

    Raise Jam where it cannot be set.
    """
    return json.loads(_apart(one, asked=name))


def _apart(one: Document, *, stamp: int = 0, asked: str = "") -> bytes:
    """Set a document, or ask it something, in a process of its own."""
    # Without -P a file of the folder one stands in could take the place of a module.
    command = [sys.executable, "-P", "-m", __name__]
    given = handed(one, stamp=stamp, asked=asked)
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Jam(f"{one.name}: {said or f'the process ended with {done.returncode}'}")
    return done.stdout


def handed(one: Document, *, stamp: int = 0, asked: str = "") -> bytes:
    """Return what `main` reads: a document's files, its seconds since 1970, what it is asked."""
    return pickle.dumps(({**one.files, "main.typ": one.code.encode()}, stamp, asked))


def main() -> int:
    """Set the files that are handed in, and hand out their PDF or what they were asked."""
    sources, stamp, asked = pickle.load(sys.stdin.buffer)
    with as_file(files("rinnakkain") / "fonts") as fonts, TemporaryDirectory() as folder:
        # What is handed to typst as bytes must be text, and a photograph is none.
        for name, data in sources.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        try:
            compiler = typst.Compiler(
                str(Path(folder) / "main.typ"),
                root=folder,
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
            )
            done = _asked(compiler, asked) if asked else _set(compiler, stamp)
        except (Jam, RuntimeError) as error:
            # What a query finds is told by its words alone.
            print(getattr(error, "diagnostic", error), file=sys.stderr)
            return 1
    sys.stdout.buffer.write(done)
    return 0


def _asked(compiler: typst.Compiler, name: str) -> bytes:
    (value,) = json.loads(compiler.query(f"<{name}>", field="value"))
    return json.dumps(value).encode()


def _set(compiler: typst.Compiler, stamp: int) -> bytes:
    """Set files twice: to see which lines are badly short, and with the words there divided."""
    short = json.loads(compiler.query("<short>", field="value"))
    pdf, warned = compiler.compile_with_warnings(
        format="pdf",
        # Both at once: read aloud (PDF/UA-1), and readable in ten years (PDF/A-2a).
        pdf_standards=["ua-1", "a-2a"],
        timestamp=stamp,
        sys_inputs={"divided": "|".join(name for names in short for name in names)},
    )
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
