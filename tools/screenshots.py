"""Photograph the main pages of a running demo for the README: `make screenshots`.

Starts a demo of its own on a free port, signs in through the demo's sign-in page, and writes docs/images/*.png.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.browser import launch, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PAGES = (
    ("home", "/", "fr", "light", 1280, None),
    ("directory", "/directory/?q=institut+curie", "fr", "light", 1280, None),
    ("map", "/map/", "en", "light", 1280, None),
    ("organisation", "/directory/?q=institut+curie", "en", "light", 1280, "a[data-parvis-result]"),
    ("territory", "/territories/", "fr", "light", 1280, None),
    ("home-dark", "/", "en", "dark", 1280, None),
    ("directory-phone", "/directory/?q=chu+besancon", "fr", "light", 390, None),
)


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, *, seconds=300):
    """Return when the page answers; raises TimeoutError when it does not."""
    for _ in range(seconds * 5):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 -- our own address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{url} did not answer")


def photograph(base):
    """Write all images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, path, language, scheme, width, follow in PAGES:
            page = browser.new_page(
                viewport={"width": width, "height": 800},
                locale={"fr": "fr-FR", "en": "en-GB"}[language],
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(base + path, wait_until="networkidle")
            if follow:
                page.locator(follow).first.click()
                page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
            print(f"docs/images/{name}.png")
        browser.close()


def main():
    """Start a demo, photograph it, end it."""
    port = free_port()
    folder = tempfile.mkdtemp()
    command = [Path(sys.executable).with_name("parvis"), "demo", "--port", str(port)]
    environment = {**os.environ, "PARVIS_DATA_DIR": folder}
    demo = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        wait_for(f"http://localhost:{port}/")
        photograph(f"http://localhost:{port}")
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(90)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
