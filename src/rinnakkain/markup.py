"""Markup: what the engine's own Markdown renderer makes of a text, as facts about the HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown import Markdown

__all__ = ["Anchor", "Rendered", "Renderer"]

# What MkDocs 1.6 puts before the extensions of mkdocs.yml (mkdocs/config/defaults.py).
_BUILTIN = ("toc", "tables", "fenced_code")


@dataclass(frozen=True)
class Anchor:
    """An id in the HTML: the tag that carries it and how many lists enclose that tag."""

    id: str
    tag: str
    depth: int


@dataclass(frozen=True)
class Rendered:
    """What a page's HTML holds: anchors, heading levels, link targets, text without code."""

    anchors: tuple[Anchor, ...]
    headings: tuple[int, ...]
    targets: tuple[str, ...]
    text: str


class Renderer:
    """Python-Markdown with the extensions that the engine uses.

    `extensions` are their names, `settings` each one's options, both as mkdocs.yml has them.
    """

    def __init__(
        self, extensions: Sequence[str] = (), settings: Mapping[str, Mapping[str, object]] = {}
    ) -> None:
        names = list(dict.fromkeys((*_BUILTIN, *extensions)))
        configs = {name: dict(options) for name, options in settings.items()}
        self._markdown = Markdown(extensions=names, extension_configs=configs)

    def render(self, text: str) -> Rendered:
        """Render a page's Markdown (without its front matter) and return what came out."""
        reader = _Reader()
        reader.feed(self._markdown.reset().convert(text))
        reader.close()
        return Rendered(
            tuple(reader.anchors),
            tuple(reader.headings),
            tuple(reader.targets),
            "".join(reader.words),
        )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[Anchor] = []
        self.headings: list[int] = []
        self.targets: list[str] = []
        self.words: list[str] = []
        self._lists = self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists += 1
        if tag in ("code", "pre"):
            self._code += 1
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.append(Anchor(value, tag, self._lists))
            if name in ("href", "src") and value is not None:
                self.targets.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._lists -= 1
        if tag in ("code", "pre"):
            self._code -= 1

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.words.append(data)
