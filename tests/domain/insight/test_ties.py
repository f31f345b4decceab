"""Who is tied to whom, and who may see it."""

import datetime as dt

import pytest

from parvis.base.accounts.enums import Role
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.insight.enums import TieKind
from parvis.domain.insight.selectors.residents import residents_without_ties
from parvis.domain.insight.selectors.ties import BITS, TieFilters, dated_ties, has_ties, network, register_ties
from parvis.domain.introductions.enums import IntroductionState
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.projects.models import Participation
from tests.domain.insight.conftest import funded, met, resident, together
from tests.factories.accounts import account_with
from tests.factories.cohorts import CohortFactory, CohortMemberFactory
from tests.factories.directory import OrganisationFactory, editor_of
from tests.factories.projects import ParticipationFactory
from tests.factories.reference import DepartmentFactory, RegionFactory, ThemeFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def pairs(found):
    """The ties as pairs of ids, each with how many there are, its kinds and its years."""
    graph = found.graph
    return {
        (int(found.ids[a]), int(found.ids[b])): (int(weight), int(kinds), int(first), int(last))
        for a, b, weight, kinds, first, last in zip(
            graph.first, graph.second, graph.weight, found.kinds, found.first_year, found.last_year, strict=True
        )
    }


def test_ties_of_all_kinds_add_up(names, manager):
    pulsia, lab = names["pulsia"], names["lab"]
    funded(pulsia, lab, year=2012)
    funded(pulsia, lab, year=2017)
    together(pulsia, lab)
    met(lab, pulsia)
    every = sum(BITS.values())
    pair = tuple(sorted((pulsia.pk, lab.pk)))
    assert pairs(network(manager)) == {pair: (4, every, 2012, 2026)}


def test_nothing_ties_nobody(anybody):
    found = network(anybody)
    assert (len(found.ids), found.graph.ties) == (0, 0)
    assert found.place_of(1) is None


def test_two_teams_of_one_organisation_do_not_tie_it_to_itself(names, anybody):
    project = funded(names["lab"], names["lab"], names["far"])
    ParticipationFactory(project=project)
    assert network(anybody).graph.ties == 1


def test_who_sees_which_project(names, anybody, outsider, manager):
    pulsia, hospital, lab, far = names.values()
    funded(pulsia, hospital, is_public=False)
    funded(pulsia, lab)
    together(pulsia, far)
    seen = {name: network(actor).graph.ties for name, actor in everyone(anybody, outsider, manager, pulsia).items()}
    assert seen == {"anybody": 1, "outsider": 1, "partner": 2, "site": 3, "manager": 3}
    assert network(None).graph.ties == 3


def test_meetings_are_for_the_two_and_for_matchmakers(names, anybody, outsider, manager):
    pulsia, hospital, lab, far = names.values()
    met(pulsia, hospital)
    met(lab, far)
    actors = everyone(anybody, outsider, manager, pulsia)
    seen = {name: network(actor).graph.ties for name, actor in actors.items()}
    assert seen == {"anybody": 0, "outsider": 0, "partner": 1, "site": 0, "manager": 2}


def everyone(anybody, outsider, manager, organisation):
    partner, site = editor_of(organisation), account_with(Role.SITE)
    return {"anybody": anybody, "outsider": outsider, "partner": partner, "site": site, "manager": manager}


def test_ideas_and_what_was_abandoned_tie_nobody(names, manager):
    pulsia, hospital, lab, far = names.values()
    together(pulsia, hospital, state=ProjectState.IDEA)
    together(pulsia, lab, state=ProjectState.ABANDONED)
    met(pulsia, far, state=IntroductionState.ACCEPTED)
    assert network(manager).graph.ties == 0


def test_filters_of_kind_year_and_health(names, manager):
    pulsia, hospital, lab, far = names.values()
    funded(pulsia, hospital, year=2012, is_health=True)
    funded(pulsia, lab, year=2016)
    together(pulsia, far, joined=dt.date(2024, 2, 3))

    def years(**filters):
        return sorted(year for *_rest, year in pairs(network(manager, TieFilters(**filters))).values())

    assert years() == [2012, 2016, 2024]
    assert years(kinds=(TieKind.JOINT,)) == [2024]
    assert years(kinds=(TieKind.REGISTER,)) == [2012, 2016]
    assert years(kinds=(TieKind.MET,)) == []
    assert years(first_year=2013) == [2016, 2024]
    assert years(last_year=2013) == [2012]
    assert years(first_year=2013, last_year=2020) == [2016]
    assert years(is_health=True) == [2012, 2024]


def test_theme_and_territory_ask_both_but_the_middle_stays(names, anybody):
    pulsia, hospital, lab, far = names.values()
    theme, region = ThemeFactory(code="hearts"), RegionFactory()
    for organisation in (hospital, lab):
        organisation.themes.add(theme)
        organisation.region, organisation.department = region, DepartmentFactory()
        organisation.save()
    funded(pulsia, hospital)
    funded(hospital, lab)
    funded(lab, far)
    for filters in (TieFilters(theme="hearts"), TieFilters(region="11"), TieFilters(department="75")):
        assert network(anybody, filters).graph.ties == 1
        assert network(anybody, filters, keep=pulsia.pk).graph.ties == 2
        assert network(anybody, filters, keep=far.pk).graph.ties == 2


def test_merged_organisations_count_as_one(names, anybody):
    funded(names["pulsia"], names["lab"])
    funded(names["pulsia"], names["far"])
    merge_organisations(actor=None, survivor=names["lab"], absorbed=names["far"])
    register_ties.forget()
    assert pairs(network(anybody)) == {tuple(sorted((names["pulsia"].pk, names["lab"].pk))): (2, 1, 2015, 2015)}


def test_queries_do_not_grow_with_ties(names, manager):
    def count():
        register_ties.forget()
        return count_queries(lambda: network(manager))

    funded(names["pulsia"], names["lab"])
    together(names["pulsia"], names["far"])
    met(names["pulsia"], names["hospital"])
    network(manager)  # the roles of the account are read once
    first = count()
    for other in (names["lab"], names["hospital"]):
        funded(names["far"], other)
        together(names["far"], other)
        met(names["far"], other)
    assert count() == first <= 6


def test_ties_of_a_register_are_remembered_for_a_while(names, anybody):
    funded(names["pulsia"], names["lab"])
    network(anybody)
    Participation.objects.all().delete()
    assert network(anybody).graph.ties == 1
    register_ties.forget()
    assert network(anybody).graph.ties == 0


def test_whether_there_is_a_tie_depends_on_the_reader(names, anybody, manager):
    pulsia, hospital, lab, far = names.values()
    funded(pulsia, lab)
    funded(hospital, OrganisationFactory(), is_public=False)
    together(far, OrganisationFactory())
    assert [has_ties(anybody, one.pk) for one in (pulsia, lab, hospital, far)] == [True, True, False, False]
    assert all(has_ties(manager, one.pk) for one in (pulsia, lab, hospital, far))
    assert has_ties(editor_of(far), far.pk)
    alone, friend = OrganisationFactory(), OrganisationFactory()
    together(alone)
    assert not has_ties(manager, alone.pk)
    met(alone, friend)
    assert has_ties(manager, friend.pk)
    assert has_ties(editor_of(alone), alone.pk)
    assert not has_ties(anybody, alone.pk)
    stranger = OrganisationFactory()
    assert not has_ties(manager, stranger.pk)
    assert count_queries(lambda: has_ties(anybody, stranger.pk)) == 1
    assert count_queries(lambda: has_ties(anybody, alone.pk)) == 2
    assert count_queries(lambda: has_ties(anybody, lab.pk)) == 0


def test_dated_ties_come_in_the_order_of_time(names):
    pulsia, hospital, lab, _far = names.values()
    met(pulsia, lab, dt.date(2026, 3, 2))
    together(pulsia, hospital, joined=dt.date(2025, 1, 9))
    assert [(on.isoformat(), kind) for _a, _b, on, kind in dated_ties()] == [
        ("2025-01-09", "joint"),
        ("2026-03-02", "met"),
    ]


def test_residents_without_ties_are_those_of_published_cohorts(names, manager):
    alone = resident("Solia")
    draft = CohortMemberFactory(cohort=CohortFactory(state=CohortState.DRAFT)).organisation
    twice = CohortMemberFactory(cohort=CohortFactory(state=CohortState.PUBLISHED), organisation=alone)
    met(names["pulsia"], names["hospital"])
    found = residents_without_ties(manager)
    assert found.residents == 2
    assert list(found.organisations) == [twice.organisation]
    assert draft not in found.organisations
