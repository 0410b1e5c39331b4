"""Confidential: keys, passwords and identity codes that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["held"]

# A key that is written out (RFC 7468, RFC 9580).
_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")
# The forms that services give their keys, so that they are found where they do not belong: AWS,
# GitHub, GitLab, Slack, Google, Stripe, npm, PyPI, SendGrid, OpenAI and Anthropic, JSON web tokens,
# Azure storage.
_TOKEN = re.compile(
    r"\b(?:A[KS]IA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}"
    r"|glpat-[\w-]{20,99}|xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-\d-[A-Za-z0-9-]{10,255}"
    r"|AIza[0-9A-Za-z_-]{35}|[rs]k_live_[0-9A-Za-z]{16,99}|npm_[A-Za-z0-9]{36}"
    r"|pypi-AgEIcHlwaS5vcmc[\w-]{20,255}|SG\.[\w-]{16,64}\.[\w-]{16,64}|sk-[A-Za-z0-9_-]{32,255}"
    r"|eyJ[\w-]{10,255}\.eyJ[\w-]{10,999}\.[\w-]{10,999})"
    r"|hooks\.slack\.com/services/T\w{6,20}/B\w{6,20}/\w{16,40}|AccountKey=[A-Za-z0-9+/]{40,99}="
)
_PASSWORD = re.compile(r"://[^\s/:@<>\"']{1,100}:[^\s/@<>\"']{1,100}@")
# A Finnish personal identity code: day, sign of the century, number, check sign (decree 128/2010,
# and 690/2022 for the signs after +, - and A).
_PERSON = re.compile(r"(?<![\w.-])(\d{2})(\d{2})\d{2}[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?![\w-])")
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def held(text: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each finding of a text, and the place of its first character.

    What is found is one of `secret-key`, `secret-token`, `secret-password` and `secret-person`.
    A password by itself looks like any other word, and is not found.
    """
    named = {"secret-key": _KEY, "secret-token": _TOKEN, "secret-password": _PASSWORD}
    for name, pattern in named.items():
        for match in pattern.finditer(text):
            yield name, match.start()
    for match in _PERSON.finditer(text):
        digits = match[0][:6] + match[3]
        is_day = 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12
        if is_day and _CHECK[int(digits) % len(_CHECK)] == match[4]:
            yield "secret-person", match.start()
