"""The sample: a text with every element that the checks allow, wherever it can stand."""

from __future__ import annotations

from functools import cache
from itertools import product

from rinnakkain import guideline
from rinnakkain.markup import Renderer
from tests.small import ROOT

__all__ = ["html", "markdown"]

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


# The same as short as they can be, to stand behind each other in every order.
_SHORT = {
    "text": "Text.\n",
    "list": "- one\n",
    "numbers": "1. one\n",
    "quote": "> Said.\n",
    "code": _CODE,
    "table": "| a | b |\n|---|---|\n| c | d |\n",
    "note": '!!! note "Note, `code`"\n\n    Noted.\n',
    "rule": "---\n",
}
# Lists in lists, each by its signs.
_DEEP = ("-----", "11111", "-1111", "1----", "-1-1-")


@cache
def markdown() -> str:
    """Return the Markdown of the sample."""
    headings = [f"{'#' * level} Level {level}, `code` and [link](#here)\n" for level in range(1, 7)]
    steps = [f"{'#' * level} Before\n\n{'#' * (level + 1)} Behind\n" for level in range(1, 6)]
    behind = [text for pair in product(_SHORT.values(), repeat=2) for text in pair]
    held = [
        _in(outer, text)
        for outer, text in product(("list", "numbers", "quote", "note"), _BLOCKS.values())
    ]
    deep = [
        "".join(
            f"{'    ' * depth}{sign.replace('1', '1.')} level\n" for depth, sign in enumerate(s)
        )
        for s in _DEEP
    ]
    # Two lists that follow each other would be one.
    apart = [text for one in (*held, *deep) for text in ("Between.\n", one)]
    # A note without a title, and a list that does not begin at 1.
    bare = ('!!! note ""\n\n    Without a title.\n', "5. five\n6. six\n")
    texts = (*headings, *steps, *behind, *apart, *_BLOCKS.values(), *bare)
    return "\n".join(texts)


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
