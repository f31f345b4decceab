"""What already happened between two organisations, as far as it bears on suggesting one to the other."""

import datetime as dt

import pytest

from parvis.core import clock
from parvis.domain.directory.enums import RelationKind
from parvis.domain.introductions.enums import IntroductionState, Outcome
from parvis.domain.introductions.models import IntroductionSide
from parvis.domain.matchmaking.enums import Thumb
from parvis.domain.matchmaking.selectors.pairs import between
from tests.factories.directory import OrganisationFactory, RelationFactory
from tests.factories.matchmaking import OpinionFactory, introduced

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    """Who asks."""
    return OrganisationFactory()


@pytest.fixture
def other():
    """Who might be suggested."""
    return OrganisationFactory()


def excluded(one, *others):
    """Who is not suggested to the first one, of these."""
    found = between([one.pk]).excluded[one.pk]
    return [other for other in others if other.pk in found]


def test_strangers_are_suggested(one, other):
    OpinionFactory(other=other)
    OpinionFactory(organisation=one, other=other, thumb=Thumb.UP)
    OpinionFactory(organisation=one, other=other, taken_back_at=clock.now())
    assert excluded(one, other) == []


def test_one_that_was_turned_down_is_not_suggested_again(one, other):
    OpinionFactory(organisation=one, other=other)
    assert excluded(one, other) == [other]


@pytest.mark.parametrize("kind", [RelationKind.PART, RelationKind.SUPERVISION, RelationKind.HOSTED])
def test_parents_and_children_are_not_suggested(one, other, kind):
    child = RelationFactory(parent=one, kind=kind).child
    RelationFactory(child=one, parent=other, kind=kind)
    assert excluded(one, other, child) == [other, child]


def test_loose_ties_do_not_count(one, other):
    RelationFactory(child=one, parent=other, kind=RelationKind.ASSOCIATED)
    assert excluded(one, other) == []


def test_sites_of_the_same_organisation_are_not_suggested_but_labs_of_one_operator_are(one, other):
    house = RelationFactory(child=one, kind=RelationKind.PART).parent
    RelationFactory(child=other, parent=house, kind=RelationKind.PART)
    operator = RelationFactory(child=one, kind=RelationKind.SUPERVISION).parent
    lab = RelationFactory(parent=operator, kind=RelationKind.SUPERVISION).child
    assert excluded(one, other, house, operator, lab) == [other, house, operator]


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (IntroductionState.PROPOSED, True),
        (IntroductionState.ACCEPTED, True),
        (IntroductionState.DECLINED, True),
        (IntroductionState.CLOSED, False),
        (IntroductionState.WITHDRAWN, False),
    ],
)
def test_living_and_declined_introductions_exclude_both_ways(one, other, state, holds):
    introduced(one, other, state=state)
    assert bool(excluded(one, other)) is holds
    assert bool(excluded(other, one)) is holds


def test_what_was_not_for_one_of_them_comes_last_for_both(one, other):
    introduced(one, other, state=IntroductionState.CLOSED, outcomes=(Outcome.NOT_FOR_ME, Outcome.HELPED))
    assert between([one.pk]).lowered == {one.pk: {other.pk}, other.pk: {one.pk}}


def test_who_could_not_be_reached_comes_last_for_a_year(one, other):
    introduced(one, other, state=IntroductionState.CLOSED, outcomes=(Outcome.UNREACHABLE, ""))
    assert between([]).silent == {other.pk}
    IntroductionSide.objects.update(outcome_at=clock.now() - dt.timedelta(days=400))
    assert between([]).silent == frozenset()


def test_those_who_helped_are_counted(one, other):
    introduced(one, other, state=IntroductionState.CLOSED, outcomes=(Outcome.HELPED, Outcome.NO_HELP))
    introduced(OrganisationFactory(), other, state=IntroductionState.CLOSED, outcomes=(Outcome.PROJECT, ""))
    assert between([]).helped == {other.pk: 2}
