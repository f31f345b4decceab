"""Chromium for the journeys: started once, closed to the outside, intolerant of errors."""

import json
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable():
    """Where Chromium is, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright):
    """A headless browser."""
    return playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)


class Visitor:
    """Someone in front of a browser window: a page, and all that went wrong in it."""

    def __init__(self, browser, base_url, *, language="en", width=1280, height=900, scheme="light", javascript=True):
        self.base_url = base_url
        self.context = browser.new_context(
            locale={"en": "en-GB", "fr": "fr-FR"}[language],
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            base_url=base_url,
            java_script_enabled=javascript,
        )
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.errors = []
        self.has_run_axe = False
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"script error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message):
        gone = any(f"status of {status}" in message.text for status in (401, 404, 410, 422))
        expected = message.text.startswith("Failed to load resource") and gone
        # Axe tries inline styles of its own, which the content policy refuses; the browser may say so a little later.
        expected |= self.has_run_axe and message.text.startswith("Applying inline style")
        if message.type == "error" and not expected:
            self.errors.append(f"console: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.base_url, "data:", "blob:", "about:")):
            self.errors.append(f"asked a third party: {request.url}")

    def sign_in(self, client_cookies):
        """Take over the session of a signed-in test client."""
        cookie = client_cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.base_url}])

    def axe(self):
        """What axe finds in the present page, one line each."""
        self.has_run_axe = True
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => JSON.stringify((await axe.run()).violations)")
        return [
            f"{self.page.url}: {rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for rule in json.loads(found)
            for node in rule["nodes"]
        ]

    def overflows(self):
        """True when the page is wider than its window, so that one would have to scroll sideways."""
        return self.page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth + 1")

    def close(self):
        """Close the window; raises AssertionError when anything went wrong in it."""
        self.context.close()
        assert self.errors == [], "\n".join(self.errors)


__all__ = ["Visitor", "executable", "launch", "sync_playwright"]
