"""Secrets: no key, no password and nobody's identity code stands in what is published."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain import confidential
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline

__all__ = ["check"]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find what must not become public; the finding says where it stands, and not what it is."""
    for file, text in guideline.texts.items():
        for name, place in confidential.held(text):
            yield Finding(name, file, text.count("\n", 0, place) + 1)
