"""Weight: what a browser loads to show a page, packed, with the heads of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.nginx.asking import Site

__all__ = ["Load", "Scales", "told"]


@dataclass
class Load:
    """What was loaded: the bytes that came over the line for each address, in their order."""

    bytes: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The bytes of all."""
        return sum(self.bytes.values())


class Scales:
    """Weighs what a page loads from a site, with the icon, which a browser loads out of sight."""

    def __init__(self, page: Page, site: Site) -> None:
        self._page, self._site = page, site
        self._icons: set[str] = set()
        self._load = Load()
        self._addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        address = event["response"]["url"]
        self._addresses[event["requestId"]] = address
        self._load.statuses[address] = event["response"]["status"]

    def _finished(self, event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:
            self._load.bytes[self._addresses[event["requestId"]]] = event["encodedDataLength"]

    @contextmanager
    def weighing(self) -> Iterator[Load]:
        """Return what is loaded within; with the icon, where it has not been loaded before."""
        load = self._load = Load()
        yield load
        self._page.wait_for_load_state("networkidle")
        icon = self._page.evaluate("document.querySelector('link[rel=icon]')?.href")
        if icon and icon not in self._icons:
            self._icons.add(icon)
            answer = self._site.ask(
                icon.removeprefix(self._site.address), Accept_Encoding="gzip, deflate, br"
            )
            load.statuses[icon] = answer.status
            load.bytes[icon] = len(answer.body) + len(answer.headers.as_bytes())


def told(rows: list[tuple[str, Load, Load]]) -> str:
    """Return the table: of each page what comes at first, and what comes when it is the second."""
    head = f"{'Bytes over the line':34}{'first view':>12}{'requests':>10}{'second page':>13}"
    lines = [
        f"{path:34}{first.total:12,}{len(first.bytes):10}{second.total:13,}"
        for path, first, second in rows
    ]
    return "\n".join((head, *lines))
