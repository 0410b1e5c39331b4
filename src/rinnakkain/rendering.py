"""Rendering: the body of a staged page as HTML, with its links leading on at the site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from rinnakkain import markup, prose
from rinnakkain.body import CONTROL
from rinnakkain.cache import Cache
from rinnakkain.markup import Renderer
from rinnakkain.settings import Settings

__all__ = ["Rendering"]


# The control of a rule is put aside while Markdown is rendered, which finds nothing in it, slowly.
# Letters for private use stand for it.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Rendering:
    """Renders staged pages, each by its path in the folder of all of them (`fi/safety.md`).

    What is in `folder`, if there is one, of an earlier build is not rendered again.
    """

    def __init__(self, settings: Settings, folder: Path | None) -> None:
        self._links = _Links()
        self._renderer = Renderer(settings.extensions, settings.options, also=[self._links])
        depends = repr((markdown.__version__, settings.extensions, settings.options))
        self._cache = Cache(folder, map(Path, (__file__, markup.__file__, prose.__file__)), depends)

    def html(self, name: str, text: str) -> str:
        """Return the HTML of a page."""

        def rendered() -> str:
            self._links.page = name
            controls: list[str] = []

            def aside(found: re.Match[str]) -> str:
                controls.append(found[0])
                return f"{_OPEN}{len(controls) - 1}{_CLOSE}"

            html = self._renderer.html(CONTROL.sub(aside, text))
            return _MARK.sub(lambda mark: controls[int(mark[1])], html)

        return self._cache.text(f"{name}\0{text}", rendered)

    def sweep(self) -> None:
        """Keep for the next build what was rendered in this one, and nothing else."""
        self._cache.sweep()


class _Links(Extension, Treeprocessor):
    """Lets links to files beside a page lead to where these stand at the site.

    And an alignment in a table be a class: the policy of the site lets no element style itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self.page = ""

    def extendMarkdown(self, md: Markdown) -> None:
        # Behind everything else that makes links.
        md.treeprocessors.register(self, "links", 0)

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(str(element.tag))
            if name and (link := element.get(name)):
                element.set(name, self._leading(link))
            if element.tag in ("td", "th") and (style := element.attrib.pop("style", "")):
                element.set("class", style.rstrip(";").replace("text-align: ", "to-"))

    def _leading(self, link: str) -> str:
        scheme, host, path, query, anchor = urlsplit(link)
        is_file = posixpath.splitext(path)[1]
        if scheme or host or link.startswith(("/", "\\")) or AMP_SUBSTITUTE in link or not is_file:
            return link
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), unquote(path)))
        code, _, here = self.page.partition("/")
        folder = f"{code}/{prose.address(here)}"
        if not goal.endswith(".md"):
            return urlunsplit(("", "", quote(posixpath.relpath(goal, folder)), query, anchor))
        code, _, there = goal.partition("/")
        path = posixpath.relpath(f"{code}/{prose.address(there)}", folder)
        return urlunsplit(("", "", f"{quote(path)}/", query, anchor))
