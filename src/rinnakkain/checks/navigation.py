"""The navigation: every page stands in it, once."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain.checks.parallel import misnamed
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.settings import FILE

__all__ = ["check"]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find pages that `nav` misses, names twice, or names though no language has them."""
    settings = guideline.settings
    written = {name for _, name in guideline.pages}
    made = set(settings.made)
    unread = {f.file.split("/", 2)[-1] for f in guideline.found}
    seen: set[str] = set()
    for name, line in settings.nav:
        if name in seen:
            yield Finding("page-listed-twice", FILE, line, {"page": name})
        elif name not in written | unread | made:
            yield Finding("page-unknown", FILE, line, {"page": name})
        seen.add(name)
    renamed = {finding.file.split("/", 2)[2] for finding in misnamed(guideline)}
    for name in sorted((written | made) - seen - renamed):
        yield Finding("page-unlisted", FILE, settings.nav_line, {"page": name})
