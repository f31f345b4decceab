"""A visitor searches the directory: by typing, by choosing, with the keyboard alone."""

import pytest

from parvis.base.search.services import indexing
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.reference.enums import OrganisationKind
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def institutes(transactional_db):
    OrganisationFactory(name="Institut Curie", kind=OrganisationKind.RESEARCH)
    OrganisationFactory(name="Institut Pasteur", kind=OrganisationKind.RESEARCH)
    OrganisationFactory(name="Musée Curie", kind=OrganisationKind.OTHER)
    indexing.rebuild(INDEX)


def results(visitor):
    return visitor.page.locator("[data-parvis-result]")


def test_results_follow_what_is_typed_and_the_address_says_it(visit, institutes):
    visitor = visit()
    visitor.page.goto("/directory/")
    visitor.page.locator("#directory-text").press_sequentially("curie", delay=20)
    visitor.page.wait_for_url("**/directory/?q=curie")
    assert sorted(results(visitor).all_inner_texts()) == ["Institut Curie", "Musée Curie"]
    visitor.page.locator(".pv-facet a", has_text="research organisation").click()
    visitor.page.wait_for_url("**kind=research*")
    assert results(visitor).all_inner_texts() == ["Institut Curie"]
    visitor.page.go_back()
    visitor.page.wait_for_url("**/directory/?q=curie")
    assert results(visitor).count() == 2
    assert visitor.axe() == []


def test_arrow_keys_walk_from_the_box_to_the_results_and_back(visit, institutes):
    visitor = visit()
    visitor.page.goto("/directory/?q=curie")
    visitor.page.locator("#directory-text").focus()
    visitor.page.keyboard.press("ArrowDown")
    assert visitor.page.evaluate("document.activeElement.innerText") == results(visitor).first.inner_text()
    visitor.page.keyboard.press("ArrowUp")
    assert visitor.page.evaluate("document.activeElement.id") == "directory-text"


def test_search_works_without_scripts(visit, institutes):
    visitor = visit(javascript=False)
    visitor.page.goto("/directory/")
    visitor.page.locator("#directory-text").fill("institu pasteur")
    visitor.page.locator("main form[role=search] button").click()
    assert results(visitor).all_inner_texts() == ["Institut Pasteur"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("query", ["?q=curie&kind=research", "?view=map", "?q=xyzxyz"])
def test_page_is_accessible_and_fits(visit, institutes, width, query):
    visitor = visit(width=width, language="fr")
    visitor.page.goto(f"/directory/{query}")
    assert visitor.axe() == []
    assert not visitor.overflows()
