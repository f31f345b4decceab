"""Introductions as the two organisations see and answer them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome, ProposedBy
from parvis.domain.introductions.models import IntroductionSide
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory, PersonFactory, owner_of, reader_of
from tests.factories.introductions import IntroductionFactory, first_of, second_of
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
MINE = reverse("introductions:mine")


def page_of(introduction, name="introduction"):
    return reverse(f"introductions:{name}", args=[introduction.pk])


def main(response):
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_mine_begins_with_what_is_to_answer(alpha, hospital, asked):
    page = alpha.get(MINE)
    assert page.context["tab"] == "answer"
    assert "Hospital" in main(page)
    assert "your answer is awaited" in main(page)
    IntroductionFactory(first=alpha.organisation, state=IntroductionState.MET)
    IntroductionFactory(first=alpha.organisation, state=IntroductionState.WITHDRAWN)
    assert [count for _tab, count in alpha.get(MINE).context["tabs"]] == [1, 1, 1]
    assert "they met" in main(alpha.get(MINE + "?tab=under_way"))
    assert "withdrawn" in main(alpha.get(MINE + "?tab=past"))
    assert alpha.get(MINE + "?tab=nonsense").context["tab"] == "answer"


def test_mine_says_what_to_do_where_nothing_is(alpha, sign_in):
    assert "Ask to meet an organisation" in main(alpha.get(MINE))
    assert "Nothing to answer" in main(alpha.get(MINE + "?tab=answer"))
    assert "Nothing is past yet" in main(alpha.get(MINE + "?tab=past"))
    assert "Find yours in the directory" in main(sign_in(UserFactory()).get(MINE))


def test_mine_of_one_of_several_organisations(alpha, asked):
    second = OrganisationFactory(name="Beta", slug="beta")
    second.accesses.create(user=alpha.user, level="owner")
    IntroductionFactory(first=second)
    assert len(alpha.get(MINE).context["lines"]) == 2
    page = alpha.get(MINE + "?organisation=beta")
    assert [line.own.organisation for line in page.context["lines"]] == [second]
    assert len(alpha.get(MINE + "?organisation=hospital").context["lines"]) == 2


def test_lists_take_as_many_queries_with_one_row_as_with_three(alpha, asked):
    alpha.get(MINE)
    counts = []
    for _n in range(3):
        counts.append(count_queries(lambda: alpha.get(MINE)))
        IntroductionFactory(first=alpha.organisation)
    assert counts[0] == counts[2]


def test_both_agree_and_see_each_other(alpha, hospital, asked):
    page = alpha.get(page_of(asked))
    assert "Do you want to meet?" in main(page)
    assert hospital.user.email not in page.content.decode()
    assert hospital.user.name not in page.content.decode()
    alpha.post(page_of(asked, "accept"), {"side": "first"})
    page = alpha.get(page_of(asked))
    assert "the other side is asked" in main(page)
    assert hospital.user.email not in page.content.decode()
    hospital.post(page_of(asked, "accept"))
    assert hospital.user.email in main(alpha.get(page_of(asked)))
    assert alpha.user.email in main(hospital.get(page_of(asked)))
    again = alpha.post(page_of(asked, "accept"), follow=True)
    assert "This was answered already." in again.content.decode()
    assert Mail.objects.filter(kind="introductions.contacts").count() == 2


def test_telephone_is_shared_by_choice(alpha, hospital, asked):
    PersonFactory(account=alpha.user, name="Ada", phone="+33 1 23")
    assert "Share my telephone number too: +33 1 23" in main(alpha.get(page_of(asked)))
    alpha.post(page_of(asked, "accept"), {"shares_phone": "on"})
    hospital.post(page_of(asked, "accept"))
    assert "+33 1 23" in main(hospital.get(page_of(asked)))


def test_reason_of_a_refusal_is_for_the_campus(alpha, hospital, team, asked):
    refused = hospital.post(page_of(asked, "decline"), {"side": "second"})
    assert refused.status_code == 422
    hospital.post(page_of(asked, "decline"), {"reason": "interests", "text": "They compete with us."})
    assert "They compete with us." in main(hospital.get(page_of(asked)))
    assert "They compete with us." in main(team.get(page_of(asked)))
    page = alpha.get(page_of(asked))
    assert "A meeting is not possible now." in main(page)
    assert "compete" not in page.content.decode()
    assert "interests" not in page.content.decode()
    assert "compete" not in Mail.objects.get(to=alpha.user.email).text
    late = hospital.post(page_of(asked, "decline"), {"reason": "known"}, follow=True)
    assert "answered already" in late.content.decode()


def test_meeting_and_outcome(alpha, hospital):
    agreed = IntroductionFactory(
        first=alpha.organisation, second=hospital.organisation, state=IntroductionState.ACCEPTED
    )
    ahead = clock.today() + dt.timedelta(days=3)
    assert alpha.post(page_of(agreed, "met"), {"met_on": ahead}).status_code == 422
    alpha.post(page_of(agreed, "met"), {"met_on": clock.today()})
    assert "They met on" in main(hospital.get(page_of(agreed)))
    assert alpha.post(page_of(agreed, "outcome"), {}).status_code == 422
    alpha.post(page_of(agreed, "outcome"), {"outcome": Outcome.HELPED, "text": "Gladly."})
    assert "You have said what came of it" in main(alpha.get(page_of(agreed)))
    assert "Gladly." not in main(hospital.get(page_of(agreed)))
    hospital.post(page_of(agreed, "outcome"), {"outcome": Outcome.PROJECT})
    agreed.refresh_from_db()
    assert agreed.state == IntroductionState.CLOSED
    IntroductionSide.objects.filter(introduction=agreed).update(outcome_asked_at=clock.now())
    assert "a joint project" in main(hospital.get(MINE + "?tab=past"))


def test_outcome_that_is_asked_is_among_what_is_to_answer(alpha, hospital):
    agreed = IntroductionFactory(first=alpha.organisation, state=IntroductionState.MET)
    assert alpha.get(MINE + "?tab=answer").context["lines"] == []
    IntroductionSide.objects.filter(introduction=agreed).update(outcome_asked_at=clock.now())
    assert "Say what came of it" in main(alpha.get(MINE))


def test_organisation_takes_its_proposal_back(alpha, hospital):
    asked = IntroductionFactory(first=alpha.organisation, second=hospital.organisation, proposed_by=ProposedBy.FIRST)
    assert "Take the proposal back" in main(alpha.get(page_of(asked)))
    assert "Take the proposal back" not in main(hospital.get(page_of(asked)))
    assert hospital.post(page_of(asked, "withdraw")).status_code == 404
    alpha.post(page_of(asked, "withdraw"))
    asked.refresh_from_db()
    assert asked.state == IntroductionState.WITHDRAWN
    late = alpha.post(page_of(asked, "withdraw"), follow=True)
    assert "there is nothing to take back" in late.content.decode()


def test_outsiders_find_nothing(sign_in, client, asked):
    stranger = sign_in(owner_of(OrganisationFactory()))
    assert stranger.get(page_of(asked)).status_code == 404
    for name in ("accept", "decline", "met", "outcome", "withdraw"):
        assert stranger.post(page_of(asked, name)).status_code == 404
    assert client.get(page_of(asked)).status_code == 302
    assert asked.sides.filter(answer=Answer.OPEN).count() == 2


def test_reader_of_an_organisation_reads_and_does_not_answer(sign_in, alpha, hospital):
    agreed = IntroductionFactory(
        first=alpha.organisation, second=hospital.organisation, state=IntroductionState.ACCEPTED
    )
    reads = sign_in(reader_of(alpha.organisation))
    page = reads.get(page_of(agreed))
    assert page.status_code == 200
    assert hospital.user.email not in page.content.decode()
    for name in ("accept", "met", "outcome"):
        assert reads.post(page_of(agreed, name)).status_code == 404


def test_account_on_both_sides_answers_for_each(alpha, hospital, asked):
    hospital.organisation.accesses.create(user=alpha.user, level="editor")
    alpha.post(page_of(asked, "accept"), {"side": "second"})
    assert (first_of(asked).answer, second_of(asked).answer) == (Answer.OPEN, Answer.ACCEPTED)
    assert alpha.get(page_of(asked)).context["own"].side.position == "first"
