"""The policy: what a browser may load and run on a page, and who may show it in a frame."""

from __future__ import annotations

__all__ = ["META", "header"]

# Content-Security-Policy: everything comes from the site itself, nothing stands within a page.
_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",  # the signs of notes are drawn in the style sheet
    "connect-src 'self'",  # the index of the search
    "form-action 'none'",
    "base-uri 'none'",
)

# For hosts that send no headers: in an element of the page, which cannot say who may frame it.
META = "; ".join(_DIRECTIVES)


def header(frame_ancestors: str = "'none'") -> str:
    """Return the header's value; `frame_ancestors` are the origins that may frame a page."""
    return f"{META}; frame-ancestors {frame_ancestors}"
