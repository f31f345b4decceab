"""Somebody on the way: a window, and the words of the pages in the language they read."""

import re

from django.utils import translation
from playwright.sync_api import expect

from parvis.base.messaging.models import Mail
from tests.support.accounts import LINK
from tests.support.jobs import run_jobs

PATIENCE = 30_000
"""Milliseconds within which a page answers, on a machine that has other things to do."""
expect.set_options(timeout=PATIENCE)


class Walker:
    """A visitor who acts by the words that a page shows, whichever language it speaks."""

    def __init__(self, visitor, language, *, has_scripts=True):
        self.visitor, self.page, self.language = visitor, visitor.page, language
        self.has_scripts = has_scripts
        visitor.context.set_default_timeout(PATIENCE)
        self.main = visitor.page.locator("main")

    def said(self, text, /, context=None, **values):
        """A sentence of a page, in the language of this reader."""
        with translation.override(self.language):
            found = translation.pgettext(context, text) if context else translation.gettext(text)
        return found % values if values else found

    def go(self, path):
        """Open a page."""
        self.page.goto(path)
        return self

    def _named(self, role, text, /, *, where=None, context=None, starts=False, raw=False, **values):
        words = text if raw else self.said(text, context, **values)
        name = re.compile(f"^{re.escape(words)}") if starts else words
        return (where or self.main).get_by_role(role, name=name, exact=None if starts else True)

    def press(self, text, /, **how):
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            self._named("button", text, **how).click()
        return self

    def follow(self, text, /, **how):
        """Follow a link and wait for its page."""
        with self.page.expect_navigation():
            self._named("link", text, **how).first.click()
        return self

    def click(self, selector):
        """Click what a selector names and wait for the page that follows."""
        with self.page.expect_navigation():
            self.main.locator(selector).first.click()
        return self

    def fill(self, /, **fields):
        """Fill fields by their names."""
        for name, value in fields.items():
            self.main.locator(f"[name='{name}']").fill(value)
        return self

    def reads(self, text, /, **values):
        """The page says this in the language of its reader."""
        expect(self.main).to_contain_text(self.said(text, **values))
        return self

    def finds(self, text):
        """The page shows a text that somebody wrote, which is in no catalogue."""
        expect(self.main).to_contain_text(text)
        return self

    def lacks(self, text):
        """The page does not show it."""
        expect(self.main).not_to_contain_text(text)
        return self

    def address_of(self, text, /):
        """Where a link of the page leads."""
        return self._named("link", text).get_attribute("href")

    def finds_nothing_at(self, *paths):
        """For this reader there is nothing at these addresses."""
        found = {path: self.page.goto(path).status for path in paths}
        assert set(found.values()) == {404}, found

    def looks_well(self):
        """The present page is accessible, fits its window, and is in the language of its reader."""
        lang = self.page.locator("html").get_attribute("lang")
        assert lang == self.language, f"{self.page.url} is in {lang}"
        found = self.visitor.axe() if self.has_scripts else []
        assert found == [], "\n".join(found)
        assert not (self.has_scripts and self.visitor.overflows()), f"{self.page.url} is wider than its window"
        return self

    def path(self):
        """Where the window is."""
        return self.page.url.removeprefix(self.visitor.base_url)


def mails_to(address):
    """The texts of what was written to this address, the newest first."""
    run_jobs()
    return list(Mail.objects.filter(to=address).order_by("-pk").values_list("text", flat=True))


def link_to(address, part):
    """The path of the newest link with this part among the mails to an address."""
    found = [path for text in mails_to(address) for path in LINK.findall(text) if part in path]
    assert found, f"no mail to {address} has a link with {part}"
    return found[0].rstrip(".>)")
