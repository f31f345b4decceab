"""A newcomer searches, opens an organisation, walks the map down to a point, reads in the other language."""

import json

import pytest

from parvis.base.search.services.indexing import rebuild
from tests.factories.directory import IdentifierFactory, MembershipFactory, OrganisationFactory, RelationFactory
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory, ThemeFactory

pytestmark = pytest.mark.browser

PAGES = (
    "/map/",
    "/map/regions/bretagne/",
    "/map/departments/finistere/",
    "/territories/",
    "/territories/regions/bretagne/",
    "/territories/departments/finistere/",
    "/territories/communes/29019-brest/",
    "/organisations/chu-de-brest/",
    "/people/ada-invented/",
    "/directory/?q=brest&view=map",
)


@pytest.fixture
def brest(transactional_db):
    """Six organisations of Brest and one of Quimper, in the index."""
    region = RegionFactory(code="53", name="Bretagne", slug="bretagne")
    department = DepartmentFactory(code="29", name="Finistère", slug="finistere", region=region)
    commune = CommuneFactory(code="29019", name="Brest", department=department, population=140_000)
    here = {"commune": commune, "department": department, "region": region, "city": "Brest"}
    theme = ThemeFactory(code="health-data", name_en="Health data", name_fr="Données de santé")
    hospital = OrganisationFactory(
        **here,
        name="CHU de Brest",
        slug="chu-de-brest",
        kind="hospital",
        latitude=48.41,
        longitude=-4.51,
        themes=[theme],
        description_fr="Un hôpital universitaire.",
        description_en="A university hospital.",
        provenance={"description_fr": {"source": "human", "on": "2010-01-01"}},
        weight=1,
    )
    IdentifierFactory(organisation=hospital, scheme="ror", value="03evbwn87")
    for number in range(5):
        lab = OrganisationFactory(**here, name=f"Laboratoire de Brest {number}", latitude=48.39, longitude=-4.49)
        RelationFactory(child=lab, parent=hospital)
    OrganisationFactory(
        name="Laboratoire de Quimper", department=department, region=region, latitude=47.99, longitude=-4.1
    )
    MembershipFactory(organisation=hospital, person__name="Ada Invented", person__slug="ada-invented")
    rebuild("organisations")
    return hospital


def tab_to(page, selector, most=80):
    """Press Tab until the focus is on the first element that the selector names."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reached {selector}")


def test_newcomer_searches_opens_an_organisation_and_switches_language(visit, brest):
    visitor = visit()
    page = visitor.page
    page.goto("/")
    page.locator("[data-parvis-search]:visible").first.fill("chu brest")
    page.keyboard.press("Enter")
    page.locator("#directory-results").get_by_role("link", name="CHU de Brest").first.click()
    page.wait_for_url("**/organisations/chu-de-brest/")
    assert page.locator("h1").inner_text() == "CHU de Brest"
    assert page.get_by_text("A university hospital.").first.is_visible()
    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert data["@type"] == "Hospital"
    page.locator("summary:visible", has_text="Language and appearance").click()
    page.locator("a[hreflang=fr]:visible").first.click()
    page.wait_for_url("**/organisations/chu-de-brest/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.get_by_text("Un hôpital universitaire.").first.is_visible()


def test_newcomer_walks_the_map_down_to_a_point_with_the_keyboard_alone(visit, brest):
    page = visit().page
    page.goto("/map/")
    tab_to(page, "a.pv-map-area[aria-label^='Bretagne']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/regions/bretagne/")
    tab_to(page, "a.pv-map-area[aria-label^='Finistère']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/departments/finistere/")
    tab_to(page, "a.pv-map-spot[aria-label='CHU de Brest']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/chu-de-brest/")


def test_newcomer_can_go_past_the_map_to_the_table(visit, brest):
    page = visit().page
    page.goto("/map/")
    tab_to(page, "a[href='#map-table']")
    page.keyboard.press("Enter")
    tab_to(page, "#map-table tbody a", most=8)
    assert page.evaluate("() => document.activeElement.textContent") == "Bretagne"


def test_filters_change_the_map_without_leaving_it_and_the_address_says_them(visit, brest):
    page = visit().page
    page.goto("/map/")
    page.get_by_label("Kind of organisation").select_option("hospital")
    page.wait_for_url("**/map/?*kind=hospital*")
    page.locator("a.pv-map-area[aria-label='Bretagne: 1 organisation']").wait_for()
    page.reload()
    assert page.locator("a.pv-map-area[aria-label='Bretagne: 1 organisation']").count() == 1


def test_results_are_points_that_the_keyboard_opens(visit, brest):
    page = visit().page
    page.goto("/directory/?q=brest&view=map")
    page.locator(".pv-map-marker").first.wait_for()
    assert not page.locator("#search-drawing").is_visible()
    page.locator(".pv-map-cluster").focus()
    page.keyboard.press("Enter")
    page.locator(".pv-map-cluster").wait_for(state="detached")
    assert page.get_by_role("button", name="5 organisations").count() == 1
    page.get_by_role("button", name="CHU de Brest").focus()
    page.keyboard.press("Enter")
    page.locator(".pv-map-popup a:focus", has_text="CHU de Brest").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/chu-de-brest/")


def test_without_a_script_the_drawing_of_the_results_stays(visit, brest):
    page = visit(javascript=False).page
    page.goto("/directory/?q=brest&view=map")
    page.locator("#search-drawing a.pv-map-area[aria-label^='Bretagne']").click()
    page.wait_for_url("**region=53*")
    assert page.locator("#search-drawing a.pv-map-area[aria-label^='Finistère']").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_fault_that_axe_finds_in_either_scheme(visit, brest, path):
    for scheme in ("light", "dark"):
        visitor = visit(scheme=scheme)
        visitor.page.goto(path)
        if "view=map" in path:
            visitor.page.locator(".pv-map-marker").first.wait_for()
        assert visitor.axe() == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_telephone(visit, brest, path):
    visitor = visit(width=390, height=800, language="fr")
    visitor.page.goto(path)
    assert not visitor.overflows()
