"""Organisations are found by what is known of them."""

import pytest

from parvis.base.search.services import indexing
from parvis.core import bus
from parvis.domain.directory.enums import NameKind, RelationKind, Scheme, Status
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.directory.selectors.search import (
    DirectoryFilters,
    organisation_ids,
    search_organisations,
    suggest_organisations,
)
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.directory import IdentifierFactory, NameFactory, OrganisationFactory, RelationFactory
from tests.support.queries import count_queries


@pytest.fixture
def inserm(db):
    inserm = OrganisationFactory(
        name="Institut national de la santé et de la recherche médicale",
        kind=OrganisationKind.RESEARCH,
        weight=0.9,
        sources=["ror"],
    )
    NameFactory(organisation=inserm, text="INSERM", kind=NameKind.ACRONYM)
    lab = OrganisationFactory(name="LIMICS", city="Paris", sources=["rnsr", "ror"])
    IdentifierFactory(organisation=lab, scheme=Scheme.LABEL, value="UMR_S 1142")
    RelationFactory(child=lab, parent=inserm, kind=RelationKind.SUPERVISION)
    gone = OrganisationFactory(name="Ancien institut", status=Status.CLOSED)
    indexing.rebuild(INDEX)
    return {"inserm": inserm, "lab": lab, "gone": gone}


def test_lab_is_found_by_its_parent_and_label(inserm):
    assert search_organisations(DirectoryFilters("inserm umrs 1142")).organisations == [inserm["lab"]]


def test_facets_count_kinds_and_sources(inserm):
    page = search_organisations(DirectoryFilters())
    assert page.facets["kind"] == {"research": 1, "lab": 2}
    assert page.facets["source"] == {"ror": 2, "rnsr": 1}
    assert page.facets["status"] == {"active": 2, "closed": 1}
    assert organisation_ids(DirectoryFilters(sources=("rnsr",))) == [inserm["lab"].pk]


def test_what_has_closed_comes_last(inserm):
    OrganisationFactory(name="Institut ancien")
    indexing.rebuild(INDEX)
    assert search_organisations(DirectoryFilters("ancien institut")).organisations[0] == inserm["gone"]
    assert search_organisations(DirectoryFilters("ancien")).organisations[-1] == inserm["gone"]


def test_page_beyond_the_last_is_the_last(inserm):
    page = search_organisations(DirectoryFilters(page=9, page_size=2))
    assert (page.number, page.pages, len(page.results)) == (2, 2, 1)


def test_suggestions_need_a_text(inserm):
    assert suggest_organisations("  ") == []
    assert suggest_organisations("lim") == [inserm["lab"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_does_not_grow_with_rows(db, rows):
    for number in range(rows):
        OrganisationFactory(name=f"Institut {number}")
    indexing.rebuild(INDEX)
    search_organisations(DirectoryFilters("institut"))
    assert count_queries(lambda: search_organisations(DirectoryFilters("institut"))) <= 5


def test_index_follows_the_events(inserm, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Organisation.objects.filter(pk=inserm["lab"].pk).update(name="Laboratoire renommé")
        bus.publish(OrganisationChanged((inserm["lab"].pk,)))
    assert search_organisations(DirectoryFilters("renomme")).organisations == [inserm["lab"]]
    with django_capture_on_commit_callbacks(execute=True):
        bus.publish(OrganisationRemoved((inserm["lab"].pk,)))
    assert search_organisations(DirectoryFilters("renomme")).total == 0
