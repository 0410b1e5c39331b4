"""The audit: whether the outside addresses that the texts name answer, asked over the network."""

from __future__ import annotations

import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from rinnakkain.guideline import Guideline

__all__ = ["run"]

# Seconds that a server may take to answer.
_PATIENCE = 20


def run(guideline: Guideline) -> list[str]:
    """Return a line for each outside link that does not answer, with its file, line and reason."""
    places: dict[str, list[str]] = {}
    for page in guideline.pages.values():
        for link in page.links:
            if link.target.startswith(("https://", "http://")):
                address = link.target.partition("#")[0]
                places.setdefault(address, []).append(f"{page.file}:{link.line}")
    for code in guideline.settings.codes:
        website = str(guideline.facts.value("supervisory_authority.website", code))
        if website:
            line = guideline.facts.parsed.line("supervisory_authority", "website", code)
            places.setdefault(website, []).append(f"town.yml:{line}")
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = dict(zip(places, pool.map(_asked, places), strict=True))
    return [
        f"{place}: {address} does not answer ({why}) – open it in a browser, and correct it"
        for address, why in answers.items()
        if why
        for place in places[address]
    ]


def _asked(address: str) -> str:
    """Ask for an address; return why it does not answer, or nothing where it does."""
    request = urllib.request.Request(address, headers={"User-Agent": "rinnakkain-audit"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):
            return ""
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.reason}"
    except (urllib.error.URLError, OSError, ValueError) as error:
        return str(getattr(error, "reason", error))
