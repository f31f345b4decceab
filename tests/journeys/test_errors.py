"""Things go wrong in front of someone's eyes."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.faces.ops.urls")]


def test_refusal_of_an_improved_form_is_said_in_the_page(visit):
    visitor = visit()
    visitor.page.goto("/improved")
    visitor.page.get_by_role("button", name="conflict").click()
    alert = visitor.page.get_by_role("alert")
    alert.wait_for()
    assert "Someone was faster." in alert.inner_text()
    assert visitor.page.locator("#target").inner_text() == "as it was"
    assert visitor.axe() == []
    visitor.errors.clear()  # the browser notes the 409


def test_silence_of_the_server_is_said_in_the_page(visit):
    visitor = visit()
    visitor.page.goto("/improved")
    visitor.context.set_offline(True)
    visitor.page.get_by_role("button", name="conflict").click()
    visitor.page.get_by_role("alert").wait_for()
    assert "parvis does not answer" in visitor.page.get_by_role("alert").inner_text()
    visitor.errors.clear()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_error_pages_are_accessible(visit, scheme, width):
    visitor = visit(scheme=scheme, width=width)
    for path in ("/nowhere", "/fail/forbidden", "/fail/conflict"):
        visitor.page.goto(path)
        assert visitor.axe() == []
        assert not visitor.overflows()
    visitor.errors.clear()
