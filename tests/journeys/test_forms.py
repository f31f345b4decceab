"""A form is built, tried out and published in a real browser: by keyboard, with and without scripts."""

import pytest
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.forms.selectors import draft_version, published_version, question_of, sections_of
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.services.forms import add_form
from tests.factories.accounts import account_with
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.browser

LOOKS = [("light", "fr", 1280), ("dark", "en", 390)]


@pytest.fixture
def form(transactional_db):
    """The form of a call, begun with the starter."""
    call = CallFactory(slug="the-call", title_fr="Appel 2027", title_en="Call 2027")
    return add_form(actor=None, call=call, stage=FormStage.APPLICATION, starter="application")


def address(name, form, **more):
    return reverse(f"forms:{name}", kwargs={"form_id": form.pk, **more})


def fine(visitor, path):
    visitor.page.goto(path)
    assert visitor.axe() == []
    assert not visitor.overflows()


@pytest.mark.parametrize(("scheme", "language", "width"), LOOKS)
def test_every_page_of_the_builder_is_accessible(visit, form, scheme, language, width):
    visitor = visit(account_with(Role.PROGRAMME), scheme=scheme, language=language, width=width)
    section = sections_of(draft_version(form))[1][0].key
    for path in (
        reverse("forms:call", args=["the-call"]),
        reverse("forms:call_begin", args=["the-call", "interview"]),
        address("builder", form),
        address("section", form, key=section),
        address("kinds", form, key=section),
        address("question", form, key="theme"),
        address("question", form, key="people"),
        address("question_remove", form, key="theme"),
        address("preview", form),
        address("publish", form),
        address("version", form, number=1),
    ):
        fine(visitor, path)


def test_an_applicant_is_seen_in_the_preview_while_the_form_is_tried(visit, form):
    page = visit(account_with(Role.PROGRAMME)).page
    page.goto(address("preview", form))
    number = page.locator("#q-company-number")
    assert not number.is_visible()
    page.locator("#q-created").get_by_label("yes").check()
    assert number.is_visible()
    assert not number.locator(".pv-question-when").is_visible()
    page.locator("#q-created").get_by_label("no", exact=True).check()
    assert not number.is_visible()
    page.locator("#f-pitch").fill("word " * 81)
    length = page.locator("#q-pitch [data-parvis-count]")
    assert " ".join(length.inner_text().split()) == "81 / 80 words"
    assert "pv-length-over" in length.get_attribute("class")
    page.locator("#q-theme [name=a-theme-other]").fill("robots")
    assert page.locator("#q-theme").get_by_label("Another answer", exact=True).is_checked()
    lines = page.locator("#q-people tbody tr")
    before = lines.count()
    page.locator("#q-people").get_by_role("button", name="Another line").click()
    assert lines.count() == before + 1
    assert lines.last.locator("input").first.get_attribute("name") == f"a-people-{before}-name"
    page.get_by_role("button", name="Try to submit").click()
    assert page.locator("[data-parvis-errors]").evaluate("element => element === document.activeElement")
    assert page.locator("#f-pitch").input_value().startswith("word")


def test_a_form_is_ordered_by_keyboard_and_published(visit, form):
    page = visit(account_with(Role.PROGRAMME)).page
    page.goto(address("builder", form))
    page.locator("#q-website-up").focus()
    page.keyboard.press("Enter")
    page.locator("#q-website + #q-created-on").wait_for()
    assert page.locator("#q-website-up").evaluate("element => element === document.activeElement")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Version 1 is published.").wait_for()
    version = published_version(form)
    assert question_of(version, "website").position == question_of(version, "created-on").position - 1


def test_without_scripts_every_question_says_when_it_is_meant_and_questions_move(visit, form):
    page = visit(account_with(Role.PROGRAMME), javascript=False).page
    page.goto(address("preview", form))
    when = page.locator("#q-company-number .pv-question-when")
    assert when.inner_text().strip() == "Only if the answer to “Is the company registered?” is: yes."
    page.goto(address("builder", form))
    page.locator("#q-website-up").click()
    assert page.locator("#q-website + #q-created-on").count() == 1
