"""A newcomer opens the home page."""

import pytest

pytestmark = pytest.mark.browser


def test_newcomer_reads_the_home_page(visit):
    visitor = visit()
    visitor.page.goto("/")
    assert visitor.page.locator("h1").count() == 1
    assert visitor.axe() == []
