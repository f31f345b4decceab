"""An applicant writes in a browser, and loses nothing: not the connection, not the session, not to a colleague."""

import pytest
from django.test import Client

from parvis.base.forms.selectors import answers_of
from parvis.domain.applying.services.submitting import submit_application
from tests.factories.calls import CollaboratorFactory
from tests.support.applying import DECK, NEED, a_draft, fill, write

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(draft):
    return f"/applications/{draft.reference}/application/"


def line(page, key=NEED):
    """The line of a question."""
    return page.locator(f'[data-parvis-answer="{key}"]')


def says(page, text, key=NEED):
    """Wait until the line of a question says this."""
    line(page, key).locator("[data-parvis-saving]", has_text=text).wait_for()


def test_what_is_typed_is_saved_and_there_after_a_reload(visit):
    draft = a_draft()
    page = visit(draft.created_by).page
    page.goto(page_of(draft))
    page.fill(f"#f-{NEED}", "Beds are short.")
    says(page, "Saved at")
    page.locator("#progress", has_text="1 / 3").wait_for()
    page.reload()
    assert page.input_value(f"#f-{NEED}") == "Beds are short."
    assert answers_of(draft.sheet) == {NEED: "Beds are short."}


def test_an_ended_session_loses_nothing(visit):
    draft = a_draft()
    visitor = visit(draft.created_by)
    page = visitor.page
    page.goto(page_of(draft))
    visitor.context.clear_cookies(name="sessionid")
    page.fill(f"#f-{NEED}", "Typed too late")
    says(page, "You are signed out.")
    client = Client()
    client.force_login(draft.created_by)
    visitor.sign_in(client.cookies)
    page.goto(page_of(draft))
    says(page, "Saved at")
    assert answers_of(draft.sheet) == {NEED: "Typed too late"}


def test_two_in_one_field_see_both_texts_and_choose(visit):
    draft = a_draft()
    colleague = CollaboratorFactory(application=draft).user
    page = visit(draft.created_by).page
    page.goto(page_of(draft))
    write(draft, NEED, "Theirs", actor=colleague)
    page.fill(f"#f-{NEED}", "Mine")
    says(page, "Both texts are kept")
    box = line(page).locator(".pv-kept")
    assert "Theirs" in box.inner_text()
    box.get_by_role("button", name="Let my text stand").click()
    page.wait_for_url("**#q-need")
    assert answers_of(draft.sheet) == {NEED: "Mine"}


def test_a_text_after_the_team_began_to_read_is_kept(visit):
    draft = fill(a_draft())
    submit_application(actor=draft.created_by, application=draft)
    page = visit(draft.created_by).page
    page.goto(page_of(draft))
    type(draft).objects.filter(pk=draft.pk).update(state="in_review")
    page.fill(f"#f-{NEED}", "Changed")
    says(page, "the text is kept, and does not count")
    assert answers_of(draft.sheet)[NEED] == "Beds are short."


def test_files_are_sent_when_they_are_chosen(visit):
    draft = a_draft()
    page = visit(draft.created_by).page
    page.goto(page_of(draft))
    chosen = {"name": "deck.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files(f"#f-{DECK}", chosen)
    line(page, DECK).get_by_role("link", name="deck.pdf").wait_for()
    line(page, DECK).get_by_role("button", name="Take out deck.pdf").click()
    line(page, DECK).get_by_role("link", name="deck.pdf").wait_for(state="detached")
    assert answers_of(draft.sheet) == {}


def test_without_scripts_a_button_saves(visit):
    draft = a_draft()
    page = visit(draft.created_by, javascript=False).page
    page.goto(page_of(draft))
    page.fill(f"#f-{NEED}", "Beds are short.")
    page.get_by_role("button", name="Save (Project)").click()
    assert page.get_by_text("One answer is saved.").is_visible()
    assert answers_of(draft.sheet) == {NEED: "Beds are short."}


def test_who_else_is_here_is_seen_where_they_write(visit):
    draft = a_draft()
    colleague = CollaboratorFactory(application=draft).user
    theirs = visit(colleague).page
    theirs.goto(page_of(draft))
    theirs.focus(f"#f-{NEED}")
    with theirs.expect_response("**/here/"):
        theirs.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    page = visit(draft.created_by).page
    page.goto(page_of(draft))
    page.locator(".pv-writes", has_text=f"{colleague.display_name} is writing here").wait_for()


@pytest.fixture
def in_a_tunnel(visit):
    """A draft, and the window of its writer, who has typed something since the network went."""
    draft = a_draft()
    visitor = visit(draft.created_by)
    visitor.page.goto(page_of(draft))
    visitor.context.set_offline(True)
    visitor.page.fill(f"#f-{NEED}", "Typed in a tunnel")
    says(visitor.page, "Not saved yet: kept on this device")
    assert answers_of(draft.sheet) == {}
    yield draft, visitor
    assert answers_of(draft.sheet) == {NEED: "Typed in a tunnel"}
    assert visitor.page.evaluate("() => localStorage.length") == 0
    visitor.errors = [error for error in visitor.errors if "ERR_INTERNET_DISCONNECTED" not in error]


def test_what_was_typed_without_a_network_is_saved_once_it_is_back(in_a_tunnel):
    draft, visitor = in_a_tunnel
    visitor.context.set_offline(False)
    says(visitor.page, "Saved at")
    visitor.page.goto(page_of(draft))
    assert visitor.page.input_value(f"#f-{NEED}") == "Typed in a tunnel"


def test_what_was_typed_without_a_network_is_there_when_one_comes_back_to_the_page(in_a_tunnel):
    draft, visitor = in_a_tunnel
    visitor.page.goto("about:blank")
    visitor.context.set_offline(False)
    visitor.page.goto(page_of(draft))
    says(visitor.page, "Saved at")
    assert visitor.page.input_value(f"#f-{NEED}") == "Typed in a tunnel"
