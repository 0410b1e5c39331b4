"""What the renderer makes of words alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from rinnakkain.markup import Renderer

EXTENSIONS = ("attr_list", "md_in_html", "admonition")


class Idle(Extension):
    """Does nothing."""

    def extendMarkdown(self, md: Markdown) -> None:
        pass


# With an extension of one's own, even an idle one, every text goes the whole way.
WHOLE = Renderer(EXTENSIONS, also=[Idle()])
SHORT = Renderer(EXTENSIONS)


@given(st.text(st.sampled_from("aÄ1 \n.,:;!?()\"'+-=/%@…–#*_`[]<>&{}|~\\\t"), max_size=40))
def test_words_alone_come_out_as_they_always_did(text: str) -> None:
    """However a text is written, the quick way to its HTML gives the same as the long one."""
    assert SHORT.html(text) == WHOLE.html(text)
