"""Indicators: how they are counted, kept, published, and told."""

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.insight import rules
from parvis.domain.insight.definitions import DEFINITIONS, PARTS
from parvis.domain.insight.enums import IndicatorName as Name
from parvis.domain.insight.models import PublicIndicator, Snapshot
from parvis.domain.insight.selectors.counting import count_all, quarter_before
from parvis.domain.insight.selectors.indicators import (
    COLUMNS,
    export_rows,
    indicator_visible_to,
    indicators_visible_to,
)
from parvis.domain.insight.services.publishing import publish_indicator, withdraw_indicator
from parvis.domain.insight.services.snapshots import take_monthly_snapshots, take_snapshots
from parvis.domain.insight.tasks import snapshots
from parvis.domain.introductions.enums import Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.joint_projects.enums import ProjectState
from tests.domain.insight.conftest import funded, met, resident, together
from tests.factories.accounts import account_with
from tests.factories.matchmaking import introduced
from tests.factories.reference import DepartmentFactory, RegionFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 27)


def counted(name, day=DAY):
    """An indicator as (value, parts)."""
    figure = count_all(day)[name]
    return figure.value, figure.parts


def test_every_indicator_is_defined_and_counted_even_in_an_empty_house():
    figures = count_all(DAY)
    assert list(figures) == list(DEFINITIONS) == list(Name)
    assert {name: figure.value for name, figure in figures.items()} == {
        Name.TIES_PER_RESIDENT: None,
        Name.NEW_TIES: 0,
        Name.DENSITY: None,
        Name.REGIONS: None,
        Name.DEPARTMENTS: None,
        Name.INTRODUCTIONS: 0,
        Name.TIME_TO_ANSWER: None,
        Name.JOINT_PROJECTS: 0,
    }
    assert {part for figure in figures.values() for part in figure.parts} <= set(PARTS)


def test_ties_and_density_of_residents(names):
    pulsia, hospital, lab, far = names.values()
    solia, third = resident("Solia"), resident("Third")
    funded(pulsia, hospital, lab)
    together(pulsia, solia)
    funded(lab, far)
    assert counted(Name.TIES_PER_RESIDENT) == (1.33, {"residents": 3, "partners": 4, "without": 1})
    assert counted(Name.DENSITY) == (pytest.approx(1 / 3), {"residents": 3, "ties": 1, "pairs": 3})
    assert third.pk


def test_reach_counts_each_territory_once(names):
    pulsia, hospital, lab, far = names.values()
    for organisation, department in ((hospital, "75"), (lab, "92"), (far, "69")):
        region = RegionFactory(code="84" if department == "69" else "11")
        organisation.department = DepartmentFactory(code=department, region=region)
        organisation.region = region
        organisation.save()
    funded(pulsia, hospital, lab)
    funded(lab, far)
    assert counted(Name.REGIONS) == (1, {"of": 2, "residents": 1})
    assert counted(Name.DEPARTMENTS) == (2, {"of": 3, "residents": 1})


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", (2025, 4)), ("2026-03-31", (2025, 4)), ("2026-04-01", (2026, 1)), ("2026-12-31", (2026, 3))],
)
def test_last_full_quarter(day, quarter):
    assert quarter_before(dt.date.fromisoformat(day)) == quarter


def test_new_ties_are_first_meetings_of_the_last_quarter(names):
    pulsia, hospital, lab, far = names.values()
    funded(pulsia, hospital)
    together(pulsia, hospital, joined=dt.date(2026, 7, 1))  # a register knew them already
    together(pulsia, lab, joined=dt.date(2026, 9, 30))
    met(pulsia, lab, dt.date(2026, 8, 5))  # they met before the project
    met(pulsia, far, dt.date(2026, 6, 30))  # a quarter too early
    together(lab, far, joined=dt.date(2026, 10, 1))  # a quarter too late
    together(hospital, far, joined=dt.date(2027, 1, 1))  # after the day
    assert counted(Name.NEW_TIES) == (1, {"joint": 0, "met": 1, "year": 2026, "quarter": 3})


def test_introductions_count_once_by_the_better_outcome(names):
    pulsia, hospital, lab, far = names.values()
    with time_machine.travel("2026-06-01 10:00:00+00:00", tick=False):
        introduced(pulsia, lab, outcomes=(Outcome.NO_HELP, Outcome.HELPED), state=IntroductionState.CLOSED)
        introduced(pulsia, far, outcomes=(Outcome.PROJECT, ""), state=IntroductionState.MET)
        introduced(pulsia, hospital, state=IntroductionState.ACCEPTED)
        introduced(lab, hospital, state=IntroductionState.RETURNED)
        introduced(lab, far, state=IntroductionState.DECLINED)
        introduced(hospital, far, state=IntroductionState.EXPIRED)
        introduced(lab, far, state=IntroductionState.WITHDRAWN)
    with time_machine.travel("2025-11-01 10:00:00+00:00", tick=False):
        introduced(pulsia, lab, state=IntroductionState.DECLINED)
    assert counted(Name.INTRODUCTIONS) == (
        7,
        {"helped": 1, "project": 1, "agreed": 1, "waiting": 1, "declined": 1, "expired": 1, "withdrawn": 1},
    )


def test_time_to_answer_is_a_median_of_what_was_answered(names):
    pulsia, hospital, lab, far = names.values()
    asked = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)
    for other, days in ((hospital, 1), (lab, 4), (far, 12)):
        found = introduced(pulsia, other, state=IntroductionState.ACCEPTED)
        first, second = found.sides.order_by("pk")
        IntroductionSide.objects.filter(pk=second.pk).update(
            asked_at=asked, answered_at=asked + dt.timedelta(days=days), answer=Answer.ACCEPTED
        )
        assert first.asked_at is None
    introduced(lab, far)
    assert counted(Name.TIME_TO_ANSWER) == (4.0, {"answers": 3, "silent": 2})


def test_joint_projects_by_state(names):
    for state in (ProjectState.IDEA, ProjectState.RUNNING, ProjectState.RUNNING, ProjectState.FINISHED):
        together(*names.values(), state=state)
    assert counted(Name.JOINT_PROJECTS) == (3, {"idea": 1, "running": 2, "finished": 1})


def test_team_keeps_todays_values_once(names, manager, outsider):
    with pytest.raises(NotAllowed):
        take_snapshots(actor=outsider)
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False):
        assert take_snapshots(actor=manager) == 8
        with pytest.raises(Conflict):
            take_snapshots(actor=manager)
    assert set(Snapshot.objects.values_list("on", flat=True)) == {DAY}
    entry = Entry.objects.get(verb="insight.snapshots_taken")
    assert (entry.actor, entry.data) == (manager, {"on": "2026-11-27", "indicators": 8})


def test_values_are_kept_once_a_month(manager):
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False):
        assert snapshots(None) == {"kept": 8}
        assert take_monthly_snapshots() == 0
    with time_machine.travel("2026-12-03 10:00:00+00:00", tick=False):
        assert take_monthly_snapshots() == 8
    with time_machine.travel("2026-12-20 10:00:00+00:00", tick=False):
        assert take_monthly_snapshots() == 0
        assert take_snapshots(actor=manager) == 8


def test_campus_chooses_what_is_public(manager, outsider, anybody):
    publish_indicator(actor=manager, name=Name.REGIONS)
    publish_indicator(actor=manager, name=Name.REGIONS)
    assert [one.name for one in indicators_visible_to(anybody)] == ["regions"]
    assert indicator_visible_to(outsider, "density") is None
    withdraw_indicator(actor=manager, name=Name.REGIONS)
    withdraw_indicator(actor=manager, name=Name.REGIONS)
    assert indicators_visible_to(anybody) == []
    assert len(indicators_visible_to(manager)) == 8
    verbs = Entry.objects.filter(verb__startswith="insight.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["insight.indicator_published", "insight.indicator_withdrawn"]


def test_others_choose_nothing(manager, outsider):
    for actor in (outsider, account_with(Role.SITE)):
        with pytest.raises(NotAllowed):
            publish_indicator(actor=actor, name=Name.REGIONS)
        with pytest.raises(NotAllowed):
            withdraw_indicator(actor=actor, name=Name.REGIONS)
    with pytest.raises(InvalidInput):
        publish_indicator(actor=manager, name="happiness")


@pytest.mark.parametrize(
    ("role", "may"),
    [(None, (False, False, False, False)), (Role.REVIEWER, (False, False, False, False))]
    + [(Role.SITE, (True, True, False, True))]
    + [(role, (True, True, True, True)) for role in (Role.COMMUNITY, Role.PROGRAMME, Role.ADMINISTRATOR)],
)
def test_who_may_what(role, may, outsider):
    actor = account_with(role) if role else outsider
    assert may == (
        rules.can_read_all_indicators(actor),
        rules.can_take_snapshots(actor),
        rules.can_publish_indicators(actor),
        rules.can_see_lonely_residents(actor),
    )


def kept(name, value, parts):
    PublicIndicator.objects.get_or_create(indicator=name)
    return Snapshot.objects.create(indicator=name, on=DAY, value=value, parts=parts)


@pytest.mark.parametrize(
    ("name", "value", "parts", "told"),
    [
        (Name.INTRODUCTIONS, 4, {"helped": 4}, (None, {}, True, True)),
        (Name.INTRODUCTIONS, 12, {"helped": 9, "declined": 3}, (12, {}, False, True)),
        (Name.INTRODUCTIONS, 12, {"helped": 7, "declined": 5}, (12, {"helped": 7, "declined": 5}, False, False)),
        (Name.INTRODUCTIONS, 0, {}, (0, {}, False, False)),
        (Name.TIME_TO_ANSWER, 3.5, {"answers": 4, "silent": 9}, (None, {}, True, True)),
        (Name.TIME_TO_ANSWER, 3.5, {"answers": 6, "silent": 0}, (3.5, {"answers": 6, "silent": 0}, False, False)),
        (Name.TIME_TO_ANSWER, None, {"answers": 0, "silent": 2}, (None, {}, False, True)),
        (Name.REGIONS, 2, {"of": 18, "residents": 60}, (2, {"of": 18, "residents": 60}, False, False)),
        (Name.REGIONS, 2, {"of": 18, "residents": 3}, (None, {}, True, True)),
    ],
)
def test_small_numbers_are_not_told_to_the_public(name, value, parts, told, anybody, manager):
    kept(name, value, parts)
    reading = indicator_visible_to(anybody, name).latest
    assert (reading.value, reading.parts, reading.is_small, reading.hides_parts) == told
    whole = indicator_visible_to(manager, name).latest
    assert (whole.value, whole.parts) == (value, parts)


def test_history_comes_with_its_definition_in_both_languages(anybody):
    kept(Name.INTRODUCTIONS, 3, {"helped": 3})
    Snapshot.objects.create(indicator=Name.INTRODUCTIONS, on=DAY - dt.timedelta(days=30), value=8, parts={"helped": 8})
    kept(Name.TIME_TO_ANSWER, None, {})
    rows = list(export_rows(indicators_visible_to(anybody)))
    assert [(row["indicator"], row["on"], row["value"], row["figures"]) for row in rows] == [
        ("introductions", "2026-11-27", "< 5", ""),
        ("introductions", "2026-10-28", "8", "helped=8"),
        ("time_to_answer", "2026-11-27", "", ""),
    ]
    assert set(rows[0]) == set(COLUMNS)
    assert rows[0]["name_en"] == "introductions by outcome"
    assert rows[0]["definition_en"].startswith("Introductions proposed")
    assert rows[0]["name_fr"] != rows[0]["name_en"]


def test_an_indicator_has_its_name_in_the_readers_language(manager):
    kept(Name.INTRODUCTIONS, 7, {"declined": 2, "helped": 5})
    found = indicator_visible_to(manager, Name.INTRODUCTIONS)
    assert (found.label, found.before) == ("introductions by outcome", None)
    with translation.override("fr"):
        assert str(PublicIndicator.objects.get()) == found.label
