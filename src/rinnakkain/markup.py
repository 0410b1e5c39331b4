"""Markup: what the engine's own Markdown renderer makes of a text, as facts about the HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import markdown
from markdown import Markdown
from markdown.extensions import Extension

from rinnakkain.cache import Cache

__all__ = ["Rendered", "Renderer", "Tag"]

# What MkDocs 1.6 puts before the extensions of mkdocs.yml (mkdocs/config/defaults.py).
_BUILTIN = ("toc", "tables", "fenced_code")


# Words in which none of these extensions finds a mark: letters begin each line, and none of it ends
# with a space.
_WORDLY = {*_BUILTIN, "attr_list", "md_in_html", "admonition"}
_LINE = r"""[^\W\d_](?:[^\W_]|[ .,;:?!()"'’”“»«–—…%/+=@-])*+(?<! )"""
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*+")


# A large guideline has a million of them.
@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the HTML: its name, its attributes, and how many lists enclose it."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    depth: int

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, or None where the tag has none of that name."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True)
class Rendered:
    """What a page's HTML holds: its tags, and the text that is printed, without code."""

    tags: tuple[Tag, ...]
    text: str

    @cached_property
    def anchors(self) -> dict[str, Tag]:
        """Every id, and the tag that carries it."""
        return {id_: tag for tag in self.tags if (id_ := tag.get("id"))}

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Every address that the page names, in its order."""
        named = (tag.get("href" if tag.name == "a" else "src") for tag in self.tags)
        return tuple(target for target in named if target is not None)

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The levels of the headings, in their order."""
        names = (tag.name for tag in self.tags)
        return tuple(int(n[1]) for n in names if len(n) == 2 and n[0] == "h" and n[1].isdigit())


def _extension(name: str, options: dict[str, object]) -> Extension | str:
    """Return an extension of Python-Markdown's own, which would search every package for it."""
    module = f"markdown.extensions.{name}"
    if "." in name or not find_spec(module):
        return name
    made: Extension = import_module(module).makeExtension(**options)
    return made


class Renderer:
    """Python-Markdown with the extensions that the engine uses.

    `extensions` are their names, `settings` each one's options, both as mkdocs.yml has them; `also`
    are further ones of our own. What `render` reads of an earlier run is in `folder`, if in any.
    """

    def __init__(
        self,
        extensions: Sequence[str] = (),
        settings: Mapping[str, Mapping[str, object]] = {},
        also: Sequence[Extension] = (),
        folder: Path | None = None,
    ) -> None:
        depends = repr((markdown.__version__, extensions, settings))
        self._cache = Cache(folder, [Path(__file__)], depends)
        names = dict.fromkeys((*_BUILTIN, *extensions))
        self._is_wordly = names.keys() <= _WORDLY and not also
        configs = {name: dict(options) for name, options in settings.items()}
        made = [_extension(name, configs.get(name, {})) for name in names]
        self._markdown = Markdown(extensions=[*made, *also], extension_configs=configs)

    def render(self, text: str) -> Rendered:
        """Render a page's Markdown (without its front matter) and return what came out."""
        reader = _Reader()
        reader.feed(self._cache.text(text, lambda: self.html(text)))
        reader.close()
        return Rendered(tuple(reader.tags), "".join(reader.words))

    def sweep(self) -> None:
        """Keep for the next run what was rendered in this one, and nothing else."""
        self._cache.sweep()

    def html(self, text: str) -> str:
        """Render a piece of Markdown to HTML."""
        if self._is_wordly and _WORDS.fullmatch(text):
            return f"<p>{text}</p>"
        html: str = self._markdown.reset().convert(text)
        return html


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.words: list[str] = []
        self._lists = self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._lists += tag in ("ul", "ol")
        self._code += tag in ("code", "pre")
        self.tags.append(Tag(tag, tuple((k, v or "") for k, v in attrs), self._lists))

    def handle_endtag(self, tag: str) -> None:
        self._lists -= tag in ("ul", "ol")
        self._code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.words.append(data)
