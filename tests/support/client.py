"""A test client that is stricter than a browser."""

import json
import re
from collections import Counter

from django.test import Client
from lxml.html import document_fromstring

LEFTOVER = re.compile(r"{{|{%|<c-[a-z]")
SILENT = {"hidden", "submit", "button", "image", "reset"}
"""Kinds of fields that need no label."""


class StrictClient(Client):
    """Checks every page that it fetches: what is wrong in any page fails whatever test met it first."""

    def request(self, **request):
        """Send the request, and read the answer as a strict reader would."""
        response = super().request(**request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content.strip():
            check_page(response.content.decode(), where=request.get("PATH_INFO", ""))
        return response


def check_page(html, *, where):
    """Raise AssertionError at the first thing that a page of parvis may not have."""
    page = document_fromstring(html)
    assert not LEFTOVER.search(page.text_content()), f"{where}: template syntax was left in the page"
    for tag in page.xpath("//*[@style or @*[starts-with(name(), 'on')]]"):
        raise AssertionError(f"{where}: inline {sorted(tag.attrib)} on <{tag.tag}>")
    for script in page.iter("script"):
        is_data = script.get("type") in {"application/ld+json", "application/json"}
        assert script.get("src") or script.get("nonce") or is_data, f"{where}: inline script"
        if is_data:
            json.loads(script.text or "")
    for image in page.xpath("//img[not(@alt)]"):
        raise AssertionError(f"{where}: image without alt: {image.attrib}")
    ids = Counter(page.xpath("//@id"))
    repeated = [name for name, count in ids.items() if count > 1]
    assert not repeated, f"{where}: repeated ids {repeated}"
    check_labels(page, where)
    if "<html" in html:
        check_whole_page(page, set(ids), where)


def check_labels(page, where):
    """Every field has a label."""
    labelled = set(page.xpath("//label/@for"))
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") in SILENT:
            continue
        named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.xpath("ancestor::label"), f"{where}: field without label: {field.attrib}"


def check_whole_page(page, ids, where):
    """What every page has once, and that what describes a field is there."""
    for described in page.xpath("//@aria-describedby"):
        missing = set(described.split()) - ids
        assert not missing, f"{where}: aria-describedby names {missing}, which are not there"
    assert page.get("lang"), f"{where}: no language"
    (title,) = page.xpath("/html/head/title") or [None]
    assert title is not None, f"{where}: no title"
    assert title.text_content().strip(), f"{where}: empty title"
    for name in ("h1", "main"):
        number = len(list(page.iter(name)))
        assert number == 1, f"{where}: {number} {name}"
    for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']"):
        assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), f"{where}: POST form without token"
