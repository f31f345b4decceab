"""Loads, pairs that met, outcomes, the board, and limits."""

import datetime as dt

import pytest

from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import IntroductionCap
from parvis.domain.introductions.selectors import introductions as read
from parvis.domain.introductions.selectors.board import (
    BoardFilters,
    WaitsFor,
    all_lines,
    board,
    board_lines,
    counts_by_state,
    counts_by_turn,
)
from parvis.domain.introductions.selectors.loads import loaded_organisations, loads_of
from parvis.domain.introductions.services.caps import remove_cap, set_cap
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory
from tests.factories.introductions import IntroductionCapFactory, IntroductionFactory
from tests.factories.needs import NoticeFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db
YESTERDAY = clock.today() - dt.timedelta(days=1)


def test_loads_count_what_lives(startup, hospital):
    for state in IntroductionState:
        IntroductionFactory(first=startup, second=hospital, state=state)
    assert read.loads([startup.pk, hospital.pk, 0]) == {startup.pk: 4, hospital.pk: 4, 0: 0}


def test_own_limit_counts_until_its_day(startup, settings):
    settings.INTRODUCTION_LOAD = 1
    assert not read.is_full(startup.pk)
    IntroductionFactory(first=startup)
    assert read.is_full(startup.pk)
    cap = IntroductionCapFactory(organisation=startup, most=2)
    assert not read.is_full(startup.pk)
    cap.until = YESTERDAY
    cap.save()
    assert read.is_full(startup.pk)


def test_loads_of_organisations(startup, settings):
    settings.INTRODUCTION_LOAD = 3
    IntroductionFactory(first=startup)
    limited = IntroductionCapFactory(until=clock.today()).organisation
    IntroductionCapFactory(until=YESTERDAY)
    found = [one for one in loaded_organisations() if one in (startup, limited)]
    assert len(loaded_organisations()) == 3
    loads = {load.organisation: load for load in loads_of([startup, limited])}
    assert set(found) == {startup, limited}
    assert (loads[startup].under_way, loads[startup].limit, loads[startup].until) == (1, 3, None)
    assert (loads[limited].is_full, loads[limited].until) == (True, clock.today())


def test_organisation_says_how_much_it_takes(startup, team):
    with pytest.raises(NotAllowed):
        set_cap(actor=UserFactory(), organisation=startup, most=1)
    with pytest.raises(InvalidInput) as refused:
        set_cap(actor=startup.owner, organisation=startup, most=101, until=YESTERDAY)
    assert sorted(refused.value.fields) == ["most", "until"]
    set_cap(actor=startup.owner, organisation=startup, most=0)
    set_cap(actor=team, organisation=startup, most=2, until=clock.today())
    cap = IntroductionCap.objects.get()
    assert (cap.most, cap.until, cap.set_by) == (2, clock.today(), team)
    remove_cap(actor=startup.owner, organisation=startup)
    remove_cap(actor=startup.owner, organisation=startup)
    assert not IntroductionCap.objects.exists()


def test_pairs_met(startup, hospital):
    IntroductionFactory(first=startup, second=hospital)
    agreed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.ACCEPTED)
    met = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.CLOSED, met_on=YESTERDAY)
    met.sides.filter(position="first").update(outcome=Outcome.PROJECT)
    first, second = read.pairs_met()
    assert (first.introduction_id, first.on, first.outcome_first) == (agreed.pk, agreed.accepted_at.date(), "")
    assert (second.first_id, second.second_id, second.on) == (startup.pk, hospital.pk, YESTERDAY)
    assert (second.outcome_first, second.outcome_second) == (Outcome.PROJECT, "")


def test_outcomes(startup, hospital):
    closed = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.CLOSED)
    closed.sides.filter(position="first").update(outcome=Outcome.UNREACHABLE)
    closed.sides.filter(position="second").update(outcome=Outcome.HELPED)
    declined = IntroductionFactory(first=startup, second=hospital, state=IntroductionState.DECLINED)
    declined.sides.filter(position="second").update(answer=Answer.DECLINED)
    found = read.outcomes_of([startup.pk, hospital.pk, 0])
    assert found[0] == read.Outcomes()
    assert found[hospital.pk] == read.Outcomes(introductions=2, accepted=1, declined=1, helped=1, unreachable=1)
    assert found[startup.pk] == read.Outcomes(introductions=2, accepted=1)


def test_board_shows_the_oldest_first_and_whose_turn_it_is(startup, hospital):
    now = clock.now()
    ages = {
        IntroductionState.PROPOSED: 3,
        IntroductionState.RETURNED: 9,
        IntroductionState.ACCEPTED: 5,
        IntroductionState.MET: 7,
        IntroductionState.DECLINED: 8,
    }
    for state, days in ages.items():
        IntroductionFactory(first=startup, second=hospital, state=state, proposed_at=now - dt.timedelta(days=days))
    unreached = IntroductionFactory(first=startup, second=OrganisationFactory(name="Silent"))
    unreached.sides.filter(position="second").update(asked_at=None)
    lines = board_lines(board(BoardFilters()))
    assert [(line.turn, line.days) for line in lines] == [
        (WaitsFor.CAMPUS, 9),
        (WaitsFor.OUTCOME, 7),
        (WaitsFor.MEETING, 5),
        (WaitsFor.ANSWER, 3),
        (WaitsFor.CAMPUS, 0),
    ]
    assert [line.can_remind for line in lines] == [True, False, False, True, True]
    assert counts_by_turn() == {"campus": 2, "answer": 1, "meeting": 1, "outcome": 1}
    for turn, number in counts_by_turn().items():
        found = board_lines(board(BoardFilters(waits_for=turn)))
        assert [line.turn for line in found] == [turn] * number
    assert counts_by_state()[IntroductionState.PROPOSED] == 2
    [ended] = board_lines(board(BoardFilters(state="declined")))
    assert (ended.turn, ended.awaited) == (None, [])
    assert board(BoardFilters(organisation=" silent ")).get() == unreached
    assert len(list(all_lines(board(BoardFilters()), together=2))) == 5


def test_board_by_theme(startup, hospital):
    theme, other = ThemeFactory(), ThemeFactory()
    of_organisation = IntroductionFactory(first=OrganisationFactory(themes=[theme, other]))
    need = NoticeFactory(themes=[theme])
    of_need = IntroductionFactory(need=need)
    IntroductionFactory()
    assert list(board(BoardFilters(theme=theme.code))) == [of_organisation, of_need]
