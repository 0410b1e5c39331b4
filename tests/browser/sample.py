"""The sample: a text with every element that the checks allow, wherever it can stand."""

from __future__ import annotations

from functools import cache
from itertools import product

from rinnakkain import guideline
from rinnakkain.markup import Renderer
from tests.small import ROOT

__all__ = ["NOTES", "html", "markdown"]

# The kinds of notes that the theme draws each in its own way.
NOTES = (
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
)

_INLINE = """\
A word that is *stressed*, one that is **strong**, ***both***, `code`, a [link](#here), a
[**strong** link to `code`](#there), <abbr title="Whole">Abbr</abbr>, <kbd>Ctrl</kbd>,
H<sub>2</sub>O, m<sup>2</sup>, a way<wbr>point, a line<br>and the next, [svenska](#sv){: lang=sv }.
"""

_TABLE = """\
| Left | Centre | Right | Plain with `code` |
|:-----|:------:|------:|-------------------|
| a | b | c | [link](#here) and **strong** |
| <kbd>a</kbd><br>b | `b` | *c* | ![Picture](picture.png) and more |
| d | e | f | |
"""

_CODE = """\
```python
a = "a line of code that is so long that it does not fit into the width of any phone at all"
```
"""

_BLOCKS = {
    "text": f"{_INLINE}\nAnother paragraph.\n",
    "list": "- one\n\n    its second paragraph\n\n- two\n",
    "numbers": "1. one\n2. two\n",
    "quote": "> Said.\n>\n> And said.\n",
    "code": f"{_CODE}\nAnd:\n\n        indented\n",
    "table": _TABLE,
    "picture": "![Picture](picture.png)\n",
    "rule": "---\n",
}


@cache
def markdown() -> str:
    """Return the Markdown of the sample."""
    headings = [f"{'#' * level} Level {level}, `code` and [link](#here)\n" for level in range(1, 7)]
    pairs = (
        f"{'#' * one} Before\n\n{'#' * other} Behind\n"
        for one, other in product(range(2, 7), repeat=2)
    )
    alone = [text for one, two in product(_BLOCKS.values(), repeat=2) for text in (one, two)]
    held = [
        f"{_in(outer, text)}"
        for outer, text in product(("list", "numbers", "quote", "note"), _BLOCKS.values())
    ]
    deep = [
        "".join(f"{'    ' * depth}{sign} level\n" for depth, sign in enumerate(signs))
        for signs in product(("-", "1."), repeat=5)
    ]
    notes = [
        f'!!! {kind} "{kind}, `code`"\n\n{_indented("".join(_BLOCKS.values()))}' for kind in NOTES
    ]
    bare = ['!!! note ""\n\n    Without a title.\n', "5. five\n6. six\n"]
    return "\n".join((*headings, *pairs, *_apart(alone), *_apart((*held, *deep)), *notes, *bare))


def _apart(texts: list[str] | tuple[str, ...]) -> list[str]:
    """Keep two lists from being one."""
    return [part for text in texts for part in (text, "Between.\n")]


def _in(outer: str, text: str) -> str:
    if outer == "quote":
        return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())
    head = {"list": "- item\n", "numbers": "1. item\n", "note": '!!! note "Note"\n'}[outer]
    return f"{head}\n{_indented(text)}"


def _indented(text: str) -> str:
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())


@cache
def html() -> str:
    """Return the sample as the engine's renderer makes it."""
    settings = guideline.read(ROOT).settings
    return Renderer(settings.extensions, settings.options).html(markdown())
