"""Answers by the link of a mail."""

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.directory.models import Access
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction
from parvis.domain.introductions.pacing import days
from parvis.domain.introductions.services import mails
from parvis.domain.introductions.services.moving import sides_of
from parvis.domain.introductions.tokens import Link, Question, sign
from tests.factories.directory import MembershipFactory, PersonFactory
from tests.factories.introductions import IntroductionFactory, first_of, second_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s]+(/introductions/\w+/\S+)")


def link_to(side, question=Question.ANSWER):
    """The path of the link in the mail to a side."""
    sides = sides_of(side.introduction)
    own, other = sides[side.position], next(one for one in sides.values() if one.pk != side.pk)
    Mail.objects.all().delete()
    mails.ask(own, other) if question == Question.ANSWER else mails.ask_outcome(own, other)
    return LINK.search(Mail.objects.get().text).group(1)


def main(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_opening_the_link_changes_nothing(client, alpha, hospital, asked):
    link = link_to(first_of(asked))
    page = client.get(link)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "Do you want to meet Hospital?" in main(page)
    assert "You answer as Owner of Alpha, for Alpha." in main(page)
    assert hospital.user.email not in page.content.decode()
    client.head(link)
    assert first_of(asked).answer == Answer.OPEN


def test_one_click_agrees_without_signing_in(client, alpha, hospital, asked):
    link = link_to(first_of(asked))
    page = client.post(link, {"answer": "accept"}, follow=True)
    assert "As soon as the other side has too" in main(page)
    side = first_of(asked)
    assert (side.answer, side.answered_by) == (Answer.ACCEPTED, alpha.user)
    again = client.post(link, {"answer": "accept"}, follow=True)
    assert "This was answered already." in again.content.decode()
    other = client.post(link_to(second_of(asked)), {"answer": "accept"}, follow=True)
    assert "The contact details are in your mail box." in main(other)
    assert alpha.user.email not in other.content.decode()
    assert "This was answered" not in main(client.get(link))


def test_one_click_says_no_with_a_reason(client, alpha, asked):
    link = link_to(first_of(asked))
    assert client.post(link, {"answer": "decline"}).status_code == 422
    assert client.post(link, {}).status_code == 422
    page = client.post(link, {"answer": "decline", "reason": "no_time", "text": "In spring."}, follow=True)
    assert "You have declined." in main(page)
    side = first_of(asked)
    assert (side.answer, side.reason, side.reason_text) == (Answer.DECLINED, "no_time", "In spring.")


def test_page_of_the_link_after_the_other_side_has_spoken(client, alpha, asked):
    link, other = link_to(first_of(asked)), link_to(second_of(asked))
    client.post(link, {"answer": "accept"})
    client.post(other, {"answer": "decline", "reason": "other"})
    assert "the other side cannot at the moment" in main(client.get(link))
    Introduction.objects.update(state=IntroductionState.WITHDRAWN)
    assert "No answer is needed any more" in main(client.get(link))


def test_person_without_account_answers(client, alpha, hospital, asked):
    person = PersonFactory(name="Dr Gray", email="gray@hospital.example", phone="+33 1 45")
    MembershipFactory(person=person, organisation=hospital.organisation)
    asked.sides.filter(position="second").update(person=person)
    link = link_to(second_of(asked))
    assert "You answer as Dr Gray" in main(client.get(link))
    client.post(link, {"answer": "accept", "shares_phone": "on"})
    side = second_of(asked)
    assert (side.answer, side.answered_by, side.shares_phone) == (Answer.ACCEPTED, None, True)
    asked.sides.update(person=None)
    assert client.get(link).status_code == 410


def test_link_without_meaning(client, alpha, asked):
    link = link_to(first_of(asked))
    for wrong in (
        "/introductions/reply/nonsense/",
        link[:-3] + "x/",
        link.replace("/reply/", "/outcome/"),
        "/introductions/reply/" + sign(Link(Question.ANSWER, 0, user_id=alpha.user.pk)) + "/",
        "/introductions/reply/" + sign(Link(Question.ANSWER, first_of(asked).pk, user_id=0)) + "/",
        "/introductions/reply/" + sign(Link(Question.ANSWER, first_of(asked).pk, person_id=0)) + "/",
    ):
        page = client.get(wrong)
        assert page.status_code == 410
        assert "This link is over" in main(page)
        assert client.post(wrong, {"answer": "accept"}).status_code == 410


def test_link_ends_with_time_and_with_the_right_of_its_reader(client, alpha, asked):
    link = link_to(first_of(asked))
    with time_machine.travel(clock.now() + days("LINK") * 2, tick=False):
        assert client.get(link).status_code == 410
    Access.objects.filter(user=alpha.user).delete()
    assert client.post(link, {"answer": "accept"}).status_code == 410
    assert first_of(asked).answer == Answer.OPEN


def test_link_wants_a_form_of_ours(alpha, asked):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_to(first_of(asked)), {"answer": "accept"}).status_code == 403
    assert first_of(asked).answer == Answer.OPEN


def test_outcome_by_one_click(client, alpha, hospital):
    agreed = IntroductionFactory(
        first=alpha.organisation, second=hospital.organisation, state=IntroductionState.ACCEPTED
    )
    link, other = link_to(first_of(agreed), Question.OUTCOME), link_to(second_of(agreed), Question.OUTCOME)
    assert "Hospital and you: what came of it?" in main(client.get(link))
    assert client.post(link, {}).status_code == 422
    page = client.post(link, {"outcome": Outcome.HELPED}, follow=True)
    assert "You said: it helped." in main(page)
    client.post(other, {"outcome": Outcome.PROJECT})
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.CLOSED
    late = client.post(link, {"outcome": Outcome.NO_HELP}, follow=True)
    assert "it was said already" in late.content.decode()
    assert first_of(agreed).outcome == Outcome.HELPED
    assert client.get("/introductions/outcome/nonsense/").status_code == 410
    Introduction.objects.update(state=IntroductionState.EXPIRED)
    agreed.sides.update(outcome="")
    assert "No answer is needed any more" in main(client.get(link))
