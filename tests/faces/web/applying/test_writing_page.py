"""The page of writing: it saves by buttons and field by field, shows what was overtaken or late, and loses nothing."""

import datetime as dt
import json

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.base.forms.enums import Kept
from parvis.base.forms.models import AnswerChange
from parvis.base.forms.selectors import answers_of, kept_texts
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.applying.services.submitting import submit_application, submit_later_form
from parvis.domain.calls.enums import ApplicationState, FormStage
from parvis.domain.calls.models import Application, Presence, SetAside
from parvis.faces.web.applying import posting
from tests.factories.accounts import UserFactory
from tests.factories.calls import CollaboratorFactory, CorrectionRequestFactory
from tests.factories.forms import QuestionFactory, SectionFactory, VersionFactory
from tests.support.applying import DECK, MARKET, NEED, a_call, a_draft, asked_later, fill, write
from tests.support.htmx import normal
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def draft():
    """A draft whose deadline comes sooner than the end of a session."""
    return a_draft(call=a_call(closes_in=dt.timedelta(days=5)))


@pytest.fixture
def mine(draft, sign_in):
    """A client of whoever began the draft."""
    return sign_in(draft.created_by)


def page_of(draft, stage="application"):
    return f"/applications/{draft.reference}/{stage}/"


def text_of(response):
    """The answer as text, white space aside."""
    return " ".join(response.content.decode().split())


def form_of(client, url):
    """What the page would post if nobody changed anything."""
    soup = BeautifulSoup(client.get(url).content.decode(), "html.parser").find("form", id="writing")
    data = {}
    for field in soup.find_all(["input", "textarea"]):
        name, kind = field.get("name"), field.get("type")
        if not name or kind in {"file", "submit"} or (kind in {"checkbox", "radio"} and not field.has_attr("checked")):
            continue
        value = field.get_text() if field.name == "textarea" else field.get("value", "")
        data.setdefault(name, []).append(value.removeprefix("\n"))
    return data


def save(client, draft, key, text, revision=0, stage="application"):
    """Save one answer as the script does."""
    url = f"{page_of(draft, stage)}answers/{key}/"
    return json.loads(client.post(url, {f"a-{key}": text, f"r-{key}": revision}).content)


def test_everything_is_asked_with_what_was_answered(draft, mine):
    write(draft, NEED, "Beds are short.")
    page = mine.get(page_of(draft))
    assert "Beds are short." in text_of(page)
    assert "Name of the project" in text_of(page)
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert Presence.objects.get().user == draft.created_by


def test_a_button_saves_what_was_changed_and_nothing_else(draft, mine):
    write(draft, MARKET, "12")
    url = page_of(draft)
    data = form_of(mine, url) | {f"a-{NEED}": "Beds are short.", "save": "project"}
    colleague = CollaboratorFactory(application=draft).user
    write(draft, MARKET, "13", actor=colleague, revision=1)
    answer = mine.post(url, data, follow=True)
    assert "One answer is saved." in text_of(answer)
    assert answer.redirect_chain[0][0] == f"{url}#s-project"
    assert answers_of(draft.sheet) == {NEED: "Beds are short.", MARKET: 13}
    assert not AnswerChange.objects.exclude(kept="").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_for_three_answers_and_colleagues(draft, mine, number):
    for key in (NEED, MARKET, "_title")[:number]:
        write(draft, key, "12")
        colleague = CollaboratorFactory(application=draft).user
        write(draft, key, "13", actor=colleague, revision=0)
    mine.get(page_of(draft))
    assert count_queries(lambda: mine.get(page_of(draft))) == 26


def test_a_field_is_saved_alone_and_says_so(draft, mine):
    told = save(mine, draft, NEED, "Beds are short.")
    assert (told["state"], told["revision"], told["problems"]) == ("saved", 1, [])
    assert told["text"].startswith("Saved at ")
    assert told["shown"] in mine.get(page_of(draft)).content.decode()
    told = save(mine, draft, MARKET, "many")
    assert len(told["problems"]) == 1
    assert save(mine, draft, NEED, "", revision=1)["revision"] == 2


def test_the_themes_of_the_project_are_saved_alone(draft, mine):
    theme = draft.call.themes.get().code
    url = f"{page_of(draft)}answers/_themes/"
    told = mine.post(url, {"a-_themes": [theme], "r-_themes": "0"}).json()
    assert (told["state"], answers_of(draft.sheet)["_themes"]) == ("saved", [theme])


def test_an_answer_of_another_day_says_the_day(draft, mine):
    write(draft, NEED, "Beds are short.")
    with time_machine.travel(draft.created_at + dt.timedelta(days=2), tick=False):
        assert save(mine, draft, NEED, "Beds are short.")["text"].startswith("Saved on ")


def test_two_savers_of_one_field_see_both_texts(draft, mine, sign_in):
    colleague = CollaboratorFactory(application=draft, user=UserFactory(name="Sacha")).user
    theirs = sign_in(colleague)
    save(theirs, draft, NEED, "Theirs")
    told = save(mine, draft, NEED, "Mine")
    assert (told["state"], told["revision"]) == ("overtaken", 1)
    box = BeautifulSoup(told["html"], "html.parser").get_text(" ", strip=True)
    assert "Mine" in box
    assert "This stands now, by Sacha" in box
    assert "Theirs" in box
    assert "Mine" in text_of(mine.get(page_of(draft)))


def kept_of(draft):
    return AnswerChange.objects.exclude(kept="").get(sheet=draft.sheet)


@pytest.fixture
def overtaken(draft, mine):
    """A text of mine that came after a colleague's."""
    colleague = CollaboratorFactory(application=draft).user
    write(draft, NEED, "Theirs", actor=colleague)
    write(draft, NEED, "Mine", revision=0)
    return kept_of(draft)


def test_keeping_mine_makes_it_the_answer_and_keeps_theirs(draft, mine, overtaken):
    url = page_of(draft)
    answer = mine.post(f"{url}kept/{overtaken.pk}/", form_of(mine, url) | {"choose": "use"})
    assert answer.headers["Location"] == f"{url}#q-{NEED}"
    assert answers_of(draft.sheet)[NEED] == "Mine"
    assert AnswerChange.objects.filter(value="Theirs", kept="").exists()
    assert "A text that is kept" not in text_of(mine.get(url))


def test_keeping_theirs_sets_mine_aside_and_does_not_remove_it(draft, mine, overtaken):
    url = page_of(draft)
    mine.post(f"{url}kept/{overtaken.pk}/", form_of(mine, url) | {"choose": "aside"})
    assert answers_of(draft.sheet)[NEED] == "Theirs"
    assert "A text that is kept" not in text_of(mine.get(url))
    assert kept_texts(draft.sheet)[NEED] == [overtaken]
    assert SetAside.objects.get().by == draft.created_by


def test_editing_puts_my_text_into_the_field(draft, mine, overtaken):
    url = page_of(draft)
    answer = mine.post(f"{url}kept/{overtaken.pk}/", form_of(mine, url) | {"choose": "edit"})
    assert answer.headers["Location"] == f"{url}?edit={overtaken.pk}#q-{NEED}"
    data = form_of(mine, f"{url}?edit={overtaken.pk}")
    assert data[f"a-{NEED}"] == ["Mine"]
    mine.post(url, data | {f"a-{NEED}": "Mine and theirs", "save": "project"})
    assert answers_of(draft.sheet)[NEED] == "Mine and theirs"
    for number in ("999", "x"):
        assert form_of(mine, f"{url}?edit={number}")[f"a-{NEED}"] == ["Mine and theirs"]


def test_what_was_typed_on_since_is_the_text_that_stands(draft, mine, overtaken):
    url = page_of(draft)
    data = form_of(mine, url) | {f"a-{NEED}": "Mine, longer", f"r-{NEED}": "0", "choose": "use"}
    mine.post(f"{url}kept/{overtaken.pk}/", data)
    assert answers_of(draft.sheet)[NEED] == "Mine, longer"


def test_an_unknown_choice_and_a_text_of_another_sheet_are_not_there(draft, mine, overtaken):
    url = page_of(draft)
    assert mine.post(f"{url}kept/{overtaken.pk}/", {"choose": "burn"}).status_code == 404
    other = a_draft(actor=draft.created_by)
    assert mine.post(f"{page_of(other)}kept/{overtaken.pk}/", {"choose": "use"}).status_code == 404


def test_a_text_after_the_deadline_is_kept_shown_and_not_submitted(draft, mine):
    url = page_of(draft)
    data = form_of(mine, url)
    with time_machine.travel(draft.round.closes_at, tick=False):
        told = save(mine, draft, NEED, "By the script")
        assert told["state"] == "kept"
        assert "was not submitted" in told["text"]
        answer = mine.post(url, data | {f"a-{NEED}": "By the button"}, follow=True)
        page = text_of(answer)
        assert "Your text is kept and shown below; it was not submitted." in page
        assert "By the button" in page
        assert "If you were prevented, write to the team of the call" in page
        kept = AnswerChange.objects.filter(kept=Kept.LATE).first()
        used = mine.post(f"{url}kept/{kept.pk}/", {"choose": "use"}, follow=True)
        assert "the text stays kept, and cannot become the answer" in text_of(used)
    assert answers_of(draft.sheet) == {}


def test_a_colleague_who_writes_after_it_was_read_is_told(draft, mine):
    fill(draft)
    submit_application(actor=draft.created_by, application=draft)
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.IN_REVIEW)
    assert "does not count" in save(mine, draft, NEED, "Later", revision=1)["text"]
    page = text_of(mine.get(page_of(draft)))
    assert "This is what was written. It can be read, and not changed." in page
    assert "Check and submit" not in page


def test_a_correction_opens_its_questions_alone(draft, mine):
    fill(draft)
    submit_application(actor=draft.created_by, application=draft)
    Application.objects.filter(pk=draft.pk).update(state=ApplicationState.IN_REVIEW)
    CorrectionRequestFactory(application=draft, questions=[NEED], message="How many beds?")
    page = mine.get(page_of(draft)).content.decode()
    assert "How many beds?" in page
    assert f'name="a-{NEED}"' in page
    assert f'name="a-{MARKET}"' not in page


def test_changes_since_the_last_version_are_said(draft, mine):
    fill(draft)
    submit_application(actor=draft.created_by, application=draft)
    write(draft, NEED, "Changed", revision=1)
    assert "You changed answers since version 1" in text_of(mine.get(page_of(draft)))


def test_a_later_form_is_written_and_read_only_once_sent(draft, mine):
    asked_later(draft.call)
    assert mine.get(page_of(draft, "interview")).status_code == 404
    assert mine.get(page_of(draft, "nothing")).status_code == 404
    later = ask_for_form(actor=None, application=draft, stage=FormStage.INTERVIEW)
    data = form_of(mine, page_of(draft, "interview")) | {"a-slot": "Monday"}
    mine.post(page_of(draft, "interview"), data)
    assert answers_of(later.sheet) == {"slot": "Monday"}
    later.due_at = draft.round.closes_at
    later.save()
    with time_machine.travel(later.due_at, tick=False):
        assert "The date of this form has passed" in text_of(mine.get(page_of(draft, "interview")))
    submit_later_form(actor=draft.created_by, application=draft, stage=FormStage.INTERVIEW)
    assert "This form was sent" in text_of(mine.get(page_of(draft, "interview")))


def test_a_form_that_changed_is_followed_and_said(draft, mine):
    version = VersionFactory(form=draft.sheet.version.form, number=2)
    QuestionFactory(section=SectionFactory(version=version), key="new", label_fr="Nouvelle question", label_en="")
    page = text_of(mine.get(page_of(draft)))
    assert "The team has changed the form." in page
    assert "Nouvelle question" in page
    assert "The team has changed the form." not in text_of(mine.get(page_of(draft)))


def test_progress_alone_is_what_the_page_shows(draft, mine):
    url = page_of(draft)
    fragment = mine.get(url, headers={"HX-Request": "true", "HX-Target": "progress"}).content.decode()
    page = BeautifulSoup(mine.get(url).content.decode(), "html.parser").find(id="progress").decode_contents()
    assert normal(fragment) == normal(page)
    assert f'href="{url}#q-{NEED}"' in fragment


def test_files_are_added_and_taken_out_by_the_script(draft, mine):
    url = f"{page_of(draft)}files/{DECK}/"
    answer = mine.post(url, {f"a-{DECK}": SimpleUploadedFile("deck.pdf", PDF)})
    assert "deck.pdf" in text_of(answer)
    page = BeautifulSoup(mine.get(page_of(draft)).content.decode(), "html.parser").find(id=f"q-{DECK}")
    assert normal(answer.content.decode()) == normal(str(page))
    refused = mine.post(url, {f"a-{DECK}": SimpleUploadedFile("deck.txt", b"text")})
    assert refused.status_code == 422
    assert "deck.txt" in text_of(refused)
    file = answers_of(draft.sheet)[DECK][0]["file"]
    assert "deck.pdf" not in text_of(mine.post(url, {"take-out": f"{DECK}:{file}"}))


def test_files_are_added_and_taken_out_by_buttons(draft, mine):
    url = page_of(draft)
    data = form_of(mine, url)
    answer = mine.post(url, data | {f"a-{DECK}": SimpleUploadedFile("deck.pdf", PDF), "add": DECK})
    assert answer.headers["Location"] == f"{url}#q-{DECK}"
    file = answers_of(draft.sheet)[DECK][0]["file"]
    mine.post(url, form_of(mine, url) | {"take-out": f"{DECK}:{file}"})
    assert answers_of(draft.sheet) == {}
    again = mine.post(url, form_of(mine, url) | {"take-out": f"{DECK}:{file}"}, follow=True)
    assert "This file was taken out already." in text_of(again)
    mine.post(url, {"take-out": f"unknown:{file}"})
    with time_machine.travel(draft.round.closes_at, tick=False):
        late = mine.post(url, {f"a-{DECK}": SimpleUploadedFile("deck.pdf", PDF)}, follow=True)
        assert "the files stay as they are" in text_of(late)


def test_another_line_of_a_table_comes_back_to_it(draft, mine):
    url = page_of(draft)
    assert mine.post(url, form_of(mine, url) | {"more": "team"}).headers["Location"] == f"{url}?more=team#q-team"


def test_whoever_is_signed_out_loses_nothing(draft, mine):
    url = page_of(draft)
    data = form_of(mine, url) | {f"a-{NEED}": "Typed before", "save": "project"}
    mine.logout()
    answer = mine.post(url, data)
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={url}"
    assert mine.post(f"{page_of(draft)}answers/{NEED}/", {}).status_code == 401
    mine.force_login(draft.created_by)
    page = text_of(mine.get(url))
    assert "What you had typed is here." in page
    assert answers_of(draft.sheet) == {NEED: "Typed before"}
    assert "What you had typed is here." not in text_of(mine.get(url))


def test_what_was_typed_is_not_given_to_whoever_signs_in_instead(draft, mine):
    url = page_of(draft)
    data = form_of(mine, url) | {f"a-{NEED}": "Typed before"}
    mine.logout()
    mine.post(url, data)
    mine.force_login(UserFactory())
    assert mine.get(url).status_code == 404
    assert answers_of(draft.sheet) == {}


def test_too_much_to_be_kept_is_said(draft, mine, monkeypatch):
    monkeypatch.setattr(posting, "MOST_PARKED", 10)
    mine.logout()
    answer = mine.post(page_of(draft), {f"a-{NEED}": "Typed before"}, follow=True)
    assert "this was too much to be kept" in text_of(answer)


def test_reading_without_being_signed_in_leads_to_signing_in(draft):
    answer = Client().get(page_of(draft))
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={page_of(draft)}"


def test_who_else_is_here_is_said(draft, mine, sign_in):
    colleague = CollaboratorFactory(application=draft, user=UserFactory(name="Sacha")).user
    url = f"/applications/{draft.reference}/here/"
    assert json.loads(mine.post(url, {}).content) == {"others": [], "text": ""}
    sign_in(colleague).post(url, {"question": NEED})
    told = json.loads(mine.post(url, {}).content)
    assert told == {"others": [{"name": "Sacha", "question": NEED}], "text": "Sacha is here, too."}
    other = CollaboratorFactory(application=draft, user=UserFactory(name="Alex")).user
    sign_in(other).get(page_of(draft))
    assert "Also here: Sacha, Alex." in text_of(mine.get(page_of(draft)))
    sign_in(colleague).post(url, {"leave": "yes"})
    assert [one["name"] for one in json.loads(mine.post(url, {}).content)["others"]] == ["Alex"]


def test_a_stranger_finds_nothing(draft, sign_in):
    client = sign_in(UserFactory())
    assert client.get(page_of(draft)).status_code == 404
    for path in (f"{page_of(draft)}answers/{NEED}/", f"{page_of(draft)}files/{DECK}/"):
        assert client.post(path, {}).status_code == 404
    assert client.post(f"/applications/{draft.reference}/here/", {}).status_code == 404


def test_a_question_that_is_not_asked_is_not_there(draft, mine):
    for path in (f"{page_of(draft)}answers/unknown/", f"{page_of(draft)}files/unknown/"):
        assert mine.post(path, {}).status_code == 404
