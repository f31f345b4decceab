"""The ranking with its counters, and the figures of the funnel."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState, Origin
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.selectors import funnel, ranking
from parvis.domain.reference.enums import Stage
from tests.factories.calls import ApplicationFactory, SponsorshipFactory
from tests.factories.cohorts import DecisionFactory, JurorFactory, before
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(jury):
    """Three applications: one accepted in a region, with a theme and a sponsor; one refused; one open."""
    theme, region = ThemeFactory(), RegionFactory()
    there = OrganisationFactory(name="Alpha", region=region, stage=Stage.GROWTH)
    accepted = before(jury, organisation=there, themes=[theme], title="Heart", state=ApplicationState.SHORTLISTED)
    DecisionFactory(jury=jury, application=accepted)
    SponsorshipFactory(application=accepted, sponsor=OrganisationFactory(name="Founder"))
    refused = before(jury, organisation=OrganisationFactory(name="Beta"), origin=Origin.SPONTANEOUS, themes=[theme])
    DecisionFactory(jury=jury, application=refused, outcome=Outcome.REJECT)
    before(jury, organisation=OrganisationFactory(name="Gamma"))
    before(jury, state=ApplicationState.SUBMITTED)
    return ranking.rows_of_jury(jury)


def names(rows):
    return [row.organisation for row in rows]


def test_rows_say_what_is_before_the_jury(rows):
    alpha, _beta, gamma = rows
    assert names(rows) == ["Alpha", "Beta", "Gamma"]
    assert (alpha.is_chosen, alpha.revision, alpha.decision.outcome) == (True, 1, Outcome.ACCEPT)
    assert (gamma.is_chosen, gamma.revision, gamma.decision, gamma.region) == (False, 0, None, "")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Alpha", "Beta", "Gamma"]),
        ({"text": "HEART alp"}, ["Alpha"]),
        ({"stage": Stage.GROWTH}, ["Alpha"]),
        ({"sponsored": True}, ["Alpha"]),
        ({"origin": Origin.SPONTANEOUS}, ["Beta"]),
        ({"state": ApplicationState.SHORTLISTED}, ["Alpha"]),
        ({"decision": ranking.OPEN}, ["Gamma"]),
        ({"decision": Outcome.REJECT}, ["Beta"]),
    ],
)
def test_rows_are_filtered(rows, filters, expected):
    assert names(ranking.filtered(rows, ranking.RankingFilters(**filters))) == expected


def test_rows_are_filtered_by_what_they_are_tied_to(rows):
    alpha = rows[0]
    for filters in ({"region": alpha.region}, {"sponsor": alpha.sponsors[0]}):
        assert names(ranking.filtered(rows, ranking.RankingFilters(**filters))) == ["Alpha"]
    assert names(ranking.filtered(rows, ranking.RankingFilters(theme=alpha.themes[0]))) == ["Alpha", "Beta"]


def test_counters_follow_the_rows(rows):
    alpha = rows[0]
    found = ranking.balance(rows)
    assert (found.chosen, found.applied) == (1, 3)
    assert {(one.key, one.chosen, one.applied) for one in found.themes} == {(alpha.themes[0], 1, 2), ("", 0, 1)}
    assert {(one.key, one.chosen, one.applied) for one in found.regions} == {(alpha.region, 1, 1), ("", 0, 2)}
    assert {(one.key, one.chosen, one.applied) for one in found.stages} == {("growth", 1, 1), ("", 0, 2)}
    assert {(one.key, one.applied) for one in found.sponsors} == {(alpha.sponsors[0], 1), ("", 2)}
    assert ranking.balance(rows[1:]).chosen == 0


def test_rows_to_which_somebody_is_tied(jury, rows):
    juror = JurorFactory(jury=jury).user
    AccessFactory(organisation_id=rows[0].sponsors[0], user=juror)
    AccessFactory(organisation_id=rows[2].organisation_id, user=juror)
    assert ranking.tied_rows(juror, jury, rows) == {rows[0].pk, rows[2].pk}
    assert ranking.tied_rows(AnonymousUser(), jury, rows) == frozenset()


def test_rows_take_the_same_queries_whatever_their_number(jury, rows):
    first = count_queries(lambda: ranking.rows_of_jury(jury))
    for _n in range(3):
        DecisionFactory(jury=jury)
    assert count_queries(lambda: ranking.rows_of_jury(jury)) == first == 4


def steps(groups, key):
    return next(funnel_values(group.steps) for group in groups if group.key == key)


def funnel_values(found):
    return [getattr(found, name) for name in funnel.STEPS]


def test_funnel_counts_each_step(jury):
    theme = ThemeFactory()
    ApplicationFactory(call=jury.round.call, round=jury.round, state=ApplicationState.DRAFT, themes=[theme])
    before(jury, state=ApplicationState.SUBMITTED)
    before(jury, state=ApplicationState.WITHDRAWN, origin=Origin.SPONTANEOUS)
    before(jury, themes=[theme])
    shortlisted = before(jury, state=ApplicationState.ACCEPTED)
    shortlisted.moves.create(action="shortlist", old="in_review", new="shortlisted")
    DecisionFactory(jury=jury, application=shortlisted, state=DecisionState.CONFIRMED)
    DecisionFactory(jury=jury, state=DecisionState.DECLINED)
    DecisionFactory(jury=jury)
    DecisionFactory(jury=jury, outcome=Outcome.REJECT, state=DecisionState.NOTIFIED)
    found = funnel.funnel_of(jury.round)
    assert funnel_values(found.whole) == [8, 7, 5, 1, 2, 1]
    assert steps(found.themes, theme.pk) == [2, 1, 1, 0, 0, 0]
    assert steps(found.themes, "") == [6, 6, 4, 1, 2, 1]
    assert steps(found.origins, Origin.SPONTANEOUS) == [1, 1, 0, 0, 0, 0]
    assert steps(found.regions, "") == steps(found.stages, "") == [8, 7, 5, 1, 2, 1]
    assert found.delay.told == 3


def test_funnel_of_an_empty_round(jury):
    found = funnel.funnel_of(jury.round)
    assert (funnel_values(found.whole), found.themes, found.delay) == ([0] * 6, [], funnel.Delay(0, None, None))


def test_delay_from_submission_to_the_first_letter(jury):
    for days in range(1, 11):
        decision = DecisionFactory(jury=jury, state=DecisionState.NOTIFIED)
        decision.application.submitted_at = clock.now()
        decision.application.save()
        decision.first_notified_at = decision.application.submitted_at + dt.timedelta(days=days)
        decision.save()
    assert funnel.funnel_of(jury.round).delay == funnel.Delay(10, 5.5, 9)


def test_median_and_nine_tenths():
    assert funnel.delay_of([3.0]) == funnel.Delay(1, 3.0, 3.0)
    assert funnel.delay_of([4, 1, 3, 2]) == funnel.Delay(4, 2.5, 4)
