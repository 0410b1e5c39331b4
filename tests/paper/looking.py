"""The pages of a PDF as pictures, to be looked at.

python -m tests.paper.looking FILE.pdf FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["pictures"]


def pictures(path: Path, folder: Path, dots: int = 100) -> list[Path]:
    """Write each page as `folder/<name>-<page>.png`, `dots` to the inch, and return the paths."""
    from pypdfium2 import PdfDocument

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    file = PdfDocument(path)
    try:
        for number, page in enumerate(file, start=1):
            picture = folder / f"{path.stem}-{number:02}.png"
            page.render(scale=dots / 72).to_pil().save(picture)
            written.append(picture)
    finally:
        file.close()
    return written


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python -m tests.paper.looking FILE.pdf FOLDER")
    for one in pictures(Path(sys.argv[1]), Path(sys.argv[2])):
        print(one)
