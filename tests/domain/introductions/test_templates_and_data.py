"""Templates of messages, links, and what is held about people."""

import pytest
import time_machine

from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.introductions.models import Introduction, MessageTemplate
from parvis.domain.introductions.pacing import days
from parvis.domain.introductions.personal_data import INTRODUCTIONS
from parvis.domain.introductions.selectors.templates import all_words, changed_templates, words_for
from parvis.domain.introductions.services.templates import edit_template, reset_template
from parvis.domain.introductions.tokens import Link, Question, read, sign
from parvis.domain.introductions.wording import PLACEHOLDERS, TemplateKind, check_template, filled, usual_words
from tests.factories.accounts import UserFactory
from tests.factories.directory import PersonFactory
from tests.factories.introductions import IntroductionCapFactory, IntroductionFactory, first_of, second_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", TemplateKind)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_usual_words_hold_placeholders_that_something_fills(kind, language):
    subject, text = usual_words(kind, language)
    check_template(subject, text)
    values = dict.fromkeys(PLACEHOLDERS, "x")
    assert "{" not in filled(text, values)


def test_paragraph_that_names_nothing_goes():
    text = "Hello.\r\n\r\n{first} needs {need}.\n\n\n\nBye, {other}."
    assert filled(text, {"first": "Alpha", "need": ""}) == "Hello.\n\nBye, {other}."


def test_value_is_never_read_as_a_placeholder():
    assert filled("{first}", {"first": "{second}", "second": "no"}) == "{second}"


def test_campus_edits_a_template(team, startup):
    with pytest.raises(NotAllowed):
        edit_template(actor=startup.owner, kind="campus", language="en", subject="a", text="b")
    for subject, text, field in (("", "b", "subject"), ("a", " ", "text"), ("a", "{nothing}", "text")):
        with pytest.raises(InvalidInput) as refused:
            edit_template(actor=team, kind="campus", language="en", subject=subject, text=text)
        assert list(refused.value.fields) == [field]
    edit_template(actor=team, kind="campus", language="en", subject=" {first}  meets ", text="{reasons}\r\n")
    assert words_for("campus", "en") == ("{first} meets", "{reasons}")
    assert all_words(["en"])[("campus", "en")] == ("{first} meets", "{reasons}")
    assert changed_templates() == {("campus", "en")}
    subject, text = usual_words("campus", "en")
    edit_template(actor=team, kind="campus", language="en", subject=subject, text=text)
    assert not MessageTemplate.objects.exists()


def test_template_gets_its_usual_words_back(team, startup):
    edit_template(actor=team, kind="organisation", language="fr", subject="a", text="b")
    with pytest.raises(NotAllowed):
        reset_template(actor=startup.owner, kind="organisation", language="fr")
    reset_template(actor=team, kind="organisation", language="fr")
    assert words_for("organisation", "fr") == usual_words("organisation", "fr")


def test_links_are_signed_and_end():
    link = Link(Question.ANSWER, 7, user_id=3)
    assert read(sign(link)) == link
    person = Link(Question.OUTCOME, 7, person_id=4)
    assert read(sign(person)) == person
    assert read(sign(link).replace("7", "8", 1)) is None
    token = sign(link)
    with time_machine.travel(clock.now() + 2 * days("LINK"), tick=False):
        assert read(token) is None


def test_account_gets_what_is_held_about_it(startup, hospital):
    user = startup.owner
    found = IntroductionFactory(first=startup, second=hospital, created_by=user)
    found.sides.filter(position="first").update(answered_by=user, reason_text="Why not.")
    IntroductionCapFactory(set_by=user)
    held = INTRODUCTIONS.export(user)
    assert [one["subject"] for one in held["proposed"]] == [found.subject]
    assert [one["reason_text"] for one in held["sides"]] == ["Why not."]
    assert len(held["limits"]) == 1


def test_erased_account_leaves_introductions_without_a_name(startup, hospital, team):
    user = UserFactory()
    person = PersonFactory(account=user)
    found = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.MET, created_by=user)
    found.sides.filter(position="first").update(answered_by=user, account=user, shares_phone=True)
    found.sides.filter(position="second").update(person=person, shares_phone=True)
    cap = IntroductionCapFactory(set_by=user)
    assert len(INTRODUCTIONS.erase(user)) == 1
    first, second = first_of(found), second_of(found)
    assert (first.answered_by, first.account, first.shares_phone) == (None, None, False)
    assert (second.person, second.shares_phone) == (None, False)
    assert Introduction.objects.get().created_by is None
    cap.refresh_from_db()
    assert cap.set_by is None
    assert INTRODUCTIONS.erase(UserFactory()) == []
