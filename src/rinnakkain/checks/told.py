"""Facts on pages: each placeholder names a fact, and each question a rule."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain import facts
from rinnakkain.finding import Finding, setting
from rinnakkain.guideline import Guideline

__all__ = ["check"]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find placeholders of facts that do not exist, and questions about rules that do not exist."""
    known = (*facts.VALUES, *facts.LISTS)
    for page in guideline.pages.values():
        for name, line in page.placeholders:
            if name not in known:
                values = {"name": name, "known": ", ".join(known)}
                yield Finding("placeholder-unknown", page.file, line, values)
    for place, question in enumerate(guideline.facts.questions):
        if question.rule not in guideline.numbers:
            what = f"a question is about the rule #{question.rule}, which does not exist"
            line = guideline.facts.parsed.line("questions", place, "rule")
            yield setting(facts.FILE, line, what, "write the rule's own id")
