"""Parts of the network that can be drawn, and what it hangs on."""

import pytest

from parvis.domain.insight.enums import TieKind
from parvis.domain.insight.selectors.pictures import MOST, picture_around, picture_of_group
from parvis.domain.insight.selectors.structure import busiest, named, structure
from parvis.domain.insight.selectors.ties import NO_FILTERS, TieFilters, register_ties
from tests.domain.insight.conftest import funded, together
from tests.factories.directory import OrganisationFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def test_picture_around_an_organisation(names, anybody):
    pulsia, hospital, lab, far = names.values()
    funded(pulsia, hospital, year=2012)
    funded(pulsia, hospital, year=2014)
    funded(pulsia, lab)
    funded(lab, far, year=2018)
    found = picture_around(anybody, pulsia, NO_FILTERS)
    assert [node.organisation.name for node in found.nodes] == ["Pulsia", "Hospital", "Lab", "Far lab"]
    assert [node.step for node in found.nodes] == [0, 1, 1, 2]
    assert [node.ties for node in found.nodes] == [3, 2, 1, 0]
    assert [node.partners for node in found.nodes] == [2, 1, 2, 1]
    assert [node.is_resident for node in found.nodes] == [True, False, False, False]
    assert [(node.first_year, node.last_year) for node in found.nodes] == [
        (2012, 2015),
        (2012, 2014),
        (2015, 2018),
        (2018, 2018),
    ]
    assert [round(node.between, 2) for node in found.nodes] == [0.67, 0, 0.67, 0]
    strong = found.edges[-1]
    assert {found.nodes[strong.first].organisation.name, found.nodes[strong.second].organisation.name} == {
        "Pulsia",
        "Hospital",
    }
    assert (strong.number, strong.kinds, strong.first_year, strong.last_year) == (2, (TieKind.REGISTER,), 2012, 2014)
    assert found.left_out == (0, 0)


def test_organisation_without_a_tie_stands_alone(names, anybody):
    together(names["lab"], names["far"])
    found = picture_around(anybody, names["lab"], NO_FILTERS)
    assert [node.organisation.pk for node in found.nodes] == [names["lab"].pk]
    assert (found.edges, found.left_out, found.nodes[0].first_year) == ([], (0, 0), None)


def test_picture_says_what_it_leaves_out(names, anybody):
    lab = names["lab"]
    for number in range(30):
        funded(lab, OrganisationFactory(name=f"Partner {number}"), year=2010)
    others = [OrganisationFactory() for _number in range(30)]
    funded(names["far"], *others)
    funded(names["far"], lab)
    found = picture_around(anybody, lab, NO_FILTERS)
    assert len(found.nodes) == MOST + 1
    assert found.left_out == (7, 14)
    whole = picture_around(anybody, lab, NO_FILTERS, most=5000)
    assert len(whole.nodes) == 1 + 31 + 30
    assert whole.left_out == (0, 0)
    assert {node.between for node in whole.nodes} == {0.0}


def test_group_shows_those_that_hang_together(names, anybody):
    pulsia, hospital, lab, far = names.values()
    funded(hospital, lab)
    funded(hospital, lab)
    funded(pulsia, far)
    found = picture_of_group(anybody, [hospital.pk, lab.pk, pulsia.pk], NO_FILTERS)
    assert {node.organisation.name for node in found.nodes} == {"Hospital", "Lab"}
    assert [(node.step, node.ties) for node in found.nodes] == [(1, 2), (1, 2)]
    assert not found.has_middle
    small = picture_of_group(anybody, [one.pk for one in names.values()], NO_FILTERS, most=2)
    assert (len(small.nodes), small.left_out) == (2, (2, 0))
    nothing = picture_of_group(anybody, [], NO_FILTERS)
    assert (nothing.nodes, nothing.edges) == ([], [])


def test_one_that_has_gone_from_the_directory_is_not_shown(names, anybody):
    funded(names["pulsia"], names["lab"], names["far"])
    register_ties.get()
    names["far"].merged_into = names["lab"]
    names["far"].save()
    found = picture_around(anybody, names["pulsia"], NO_FILTERS)
    assert {node.organisation.name for node in found.nodes} == {"Pulsia", "Lab"}


def test_picture_takes_the_same_queries_whatever_is_on_it(names, manager):
    funded(names["pulsia"], names["lab"])
    picture_around(manager, names["pulsia"], NO_FILTERS)  # the roles of the account are read once
    first = count_queries(lambda: picture_around(manager, names["pulsia"], NO_FILTERS))
    funded(*names.values())
    register_ties.get()
    assert count_queries(lambda: picture_around(manager, names["pulsia"], NO_FILTERS)) == first


def test_structure_names_islands_bridges_and_crossings(names, anybody):
    pulsia, hospital, lab, far = names.values()
    others = [OrganisationFactory(name=f"Other {number}") for number in range(4)]
    funded(pulsia, hospital, others[0])
    funded(hospital, lab)
    funded(lab, far, others[1])
    funded(others[2], others[3])
    found = structure(anybody, NO_FILTERS)
    briefs = named(found.ids)
    assert [island.size for island in found.islands] == [6, 2]
    assert briefs[found.islands[0].leading[0]].name in {"Hospital", "Lab"}
    assert [(briefs[found.ids[c.node]].name, c.apart) for c in found.crossings] == [("Hospital", 2), ("Lab", 2)]
    assert [bridge.apart for bridge in found.bridges] == [3]
    assert found.ties == 8
    assert structure(anybody, TieFilters(first_year=2100)).islands == []


def test_busiest_come_first(names, anybody):
    funded(names["pulsia"], names["lab"])
    funded(names["lab"], names["far"])
    found = busiest(anybody)
    assert (found.organisations, found.ties) == (3, 2)
    brief, number = found.leading[0]
    assert (brief.name, number) == ("Lab", 2)
