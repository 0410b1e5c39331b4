"""The icons of the built site."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from PIL import Image

from rinnakkain import mark


def test_every_page_shows_the_mark(built: Path) -> None:
    """Whatever page a reader keeps open, its tab has the mark, and none asks for a missing file."""
    pictures = {}
    for page in sorted(built.rglob("*.html")):
        address = "https://guideline.example/" + page.relative_to(built).as_posix()
        links = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
            "link[rel~=icon], link[rel=apple-touch-icon]"
        )
        assert links, page
        for link in links:
            path = urlsplit(urljoin(address, str(link["href"]))).path.lstrip("/")
            pictures[path] = (built / path).read_bytes()
    for path, data in pictures.items():
        if path.endswith(".svg"):
            assert ElementTree.fromstring(data).tag.endswith("svg")
        else:
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()
    # To the byte what the formula draws.
    assert set(pictures.values()) == {data for _, data in mark.published()}
