"""A test client that is stricter than a browser."""

import json
import re
from collections import Counter

from bs4 import BeautifulSoup
from django.test import Client

LEFTOVER = re.compile(r"{{|{%|<c-[a-z]")
EVENT_ATTRIBUTE = re.compile(r"^on[a-z]+$")


class StrictClient(Client):
    """Checks every page that it fetches: what is wrong in any page fails whatever test met it first."""

    def request(self, **request):
        """Send the request, and read the answer as a strict reader would."""
        response = super().request(**request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content:
            check_page(response.content.decode(), where=request.get("PATH_INFO", ""))
        return response


def check_page(html, *, where):
    """Raise AssertionError at the first thing that a page of parvis may not have."""
    soup = BeautifulSoup(html, "html.parser")
    assert not LEFTOVER.search(soup.get_text()), f"{where}: template syntax was left in the page"
    for tag in soup.find_all(True):
        bad = [name for name in tag.attrs if EVENT_ATTRIBUTE.match(name) or name == "style"]
        assert not bad, f"{where}: inline {bad} on <{tag.name}>"
    for script in soup.find_all("script"):
        is_data = script.get("type") in {"application/ld+json", "application/json"}
        assert script.get("src") or script.get("nonce") or is_data, f"{where}: inline script"
        if is_data:
            json.loads(script.string or "")
    for image in soup.find_all("img"):
        assert image.has_attr("alt"), f"{where}: image without alt: {image}"
    repeated = [name for name, count in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if count > 1]
    assert not repeated, f"{where}: repeated ids {repeated}"
    check_labels(soup, where)
    if soup.find("html"):
        check_whole_page(soup, where)


def check_labels(soup, where):
    """Every field has a label, and what describes it exists."""
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    labelled = {label.get("for") for label in soup.find_all("label")}
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in {"hidden", "submit", "button", "image", "reset"}:
            continue
        named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.find_parent("label"), f"{where}: field without label: {field}"
    if soup.find("html"):
        for tag in soup.find_all(attrs={"aria-describedby": True}):
            missing = set(tag["aria-describedby"].split()) - ids
            assert not missing, f"{where}: aria-describedby names {missing}, which are not there"


def check_whole_page(soup, where):
    """What every page has once."""
    assert soup.html.get("lang"), f"{where}: no language"
    assert soup.title, f"{where}: no title"
    assert soup.title.get_text(strip=True), f"{where}: empty title"
    assert len(soup.find_all("h1")) == 1, f"{where}: {len(soup.find_all('h1'))} h1"
    assert len(soup.find_all("main")) == 1, f"{where}: {len(soup.find_all('main'))} main"
    for form in soup.find_all("form", method=re.compile("post", re.IGNORECASE)):
        assert form.find("input", attrs={"name": "csrfmiddlewaretoken"}), f"{where}: POST form without token"
