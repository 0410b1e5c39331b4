"""What a browser tells of a page: what is refused, what fails, what leaves, what is kept."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

__all__ = ["KEPT", "Watch"]

# In the page, before anything of its own: the policy does not hold for what the tests bring along.
_LISTEN = """
addEventListener("securitypolicyviolation", (e) => tellTheTest(
  `${e.disposition} ${e.effectiveDirective}: ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`
  + ` ${e.target?.outerHTML?.slice(0, 80) ?? ""}`), true);
"""

# All that a page can keep on a device.
_STORED = """async () => {
  const names = async (all) => (await all).map((one) => one.name ?? one.scope ?? one);
  const inside = async () => {
    const root = await navigator.storage.getDirectory();
    const found = [];
    for await (const name of root.keys()) found.push(name);
    return found;
  };
  return {
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    cookie: document.cookie,
    databases: await names(indexedDB.databases()),
    caches: await names(caches.keys()),
    workers: await names(navigator.serviceWorker.getRegistrations()),
    files: await inside(),
  };
}"""
KEPT = {
    "localStorage": {},
    "sessionStorage": {},
    "cookie": "",
    "databases": [],
    "caches": [],
    "workers": [],
    "files": [],
}


class Watch:
    """What is wrong with what is done in a window, as it comes; `expected` is a status."""

    def __init__(self, context: BrowserContext, origin: str, *, expected: int = 0) -> None:
        self.problems: list[str] = []
        self.seen = 0
        self._context = context
        self._origin = origin
        self._expected = expected
        context.expose_binding("tellTheTest", lambda source, text: self._tell(source["page"], text))
        context.add_init_script(_LISTEN)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._tell(error.page, f"error: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    def _tell(self, page: Page | None, text: str) -> None:
        self.problems.append(f"{page.url.removeprefix(self._origin) if page else ''}: {text}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser says of a page that is not there that it is not there.
        if self._expected and f"status of {self._expected}" in message.text:
            return
        self._tell(message.page, f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        self.seen += 1
        if not request.url.startswith(f"{self._origin}/"):
            self._tell(None, f"leaves the site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status != self._expected:
            self._tell(None, f"{response.status} {response.url}")
        if "set-cookie" in response.headers:
            self._tell(None, f"cookie: {response.url}")

    def _failed(self, request: Request) -> None:
        # What the browser gives up because we go on to the next page has not failed.
        if request.failure != "net::ERR_ABORTED":
            self._tell(None, f"{request.failure} {request.url}")

    def kept(self, page: Page) -> dict[str, object]:
        """Return all that is kept on the device; a cookie that scripts do not see is a problem."""
        for cookie in self._context.cookies():
            self._tell(page, f"cookie: {cookie}")
        return dict(page.evaluate(_STORED))
