"""The applications of a call as those who run it find, order and export them."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import Origin
from parvis.domain.calls.selectors.exporting import COLUMNS, export_rows
from parvis.domain.calls.selectors.listing import (
    ApplicationFilters,
    find_applications,
    fitting_of,
    neighbours_of,
    rows_of,
    with_names,
)
from parvis.domain.calls.selectors.overview import (
    figures_of,
    organisations_with_drafts,
    screening_count,
    waiting_for,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    ChecklistItemFactory,
    CorrectionRequestFactory,
    RoundFactory,
    ScreeningCheckFactory,
    SponsorshipFactory,
)
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import CommuneFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def two(call):
    """One application that has everything, and one that has nothing."""
    commune, theme = CommuneFactory(), ThemeFactory()
    rich = ApplicationFactory(
        call=call,
        round=RoundFactory(call=call),
        organisation=OrganisationFactory(
            name="Énergie Cœur", region=commune.department.region, city="Lyon", stage="seed"
        ),
        title="Télésurveillance",
        origin=Origin.SPONTANEOUS,
        themes=[theme],
        state=State.IN_REVIEW,
    )
    point = ChecklistItemFactory(call=call)
    ScreeningCheckFactory(application=rich, item=point)
    sponsor = SponsorshipFactory(application=rich).sponsor
    poor = ApplicationFactory(call=call, organisation__name="Bravo", title="Autre")
    ApplicationFactory(call=call, state=State.DRAFT, organisation__name="Énergie cachée")
    return rich, poor, theme, sponsor, point


def test_filters_find_what_fits_and_nothing_else(call, two):
    rich, poor, theme, sponsor, _point = two
    cases = {
        "text": ("energie coeur", "zzz"),
        "state": (State.IN_REVIEW, State.DRAFT),
        "theme": (theme.code, "nothing"),
        "region": (rich.organisation.region_id, "999"),
        "stage": ("seed", "growth"),
        "origin": (Origin.SPONTANEOUS, "x"),
        "round": (str(rich.round_id), "x"),
        "sponsored": (str(sponsor.pk), "x"),
        "screening": ("complete", "asked"),
    }
    for name, (fits, misses) in cases.items():
        assert list(find_applications(call, ApplicationFilters(**{name: fits}))) == [rich], name
        assert list(find_applications(call, ApplicationFilters(**{name: misses}))) == [], name
    for name, value in {"round": "none", "sponsored": "no", "screening": "waiting", "text": poor.reference}.items():
        assert list(find_applications(call, ApplicationFilters(**{name: value}))) == [poor], name
    assert list(find_applications(call, ApplicationFilters(sponsored="yes"))) == [rich]
    assert set(find_applications(call, ApplicationFilters(screening="anything"))) == {rich, poor}
    assert list(find_applications(call, ApplicationFilters(text="!"))) == []


def test_what_is_not_met_or_asked_is_incomplete(call, two):
    rich, poor, _theme, _sponsor, point = two
    ScreeningCheckFactory(application=poor, item=point, is_met=False)
    CorrectionRequestFactory(application=rich)
    assert set(find_applications(call, ApplicationFilters(screening="incomplete"))) == {rich, poor}
    assert list(find_applications(call, ApplicationFilters(screening="asked"))) == [rich]
    assert not find_applications(call, ApplicationFilters(screening="complete")).exists()
    assert not find_applications(call, ApplicationFilters(screening="waiting")).exists()


def test_orders_and_neighbours(call, two):
    rich, poor = two[:2]
    for order, expected in {
        "organisation": [poor, rich],
        "-organisation": [rich, poor],
        "title": [poor, rich],
        "-submitted": [poor, rich],
        "nonsense": [poor, rich],
    }.items():
        assert list(find_applications(call, ApplicationFilters(), order)) == expected, order
    rows = find_applications(call, ApplicationFilters(), "title")
    beside = neighbours_of(rows, poor)
    assert (beside.previous, beside.next, beside.number, beside.total) == ("", rich.reference, 1, 2)
    assert neighbours_of(rows, rich).previous == poor.reference
    assert neighbours_of(rows, ApplicationFactory()).number == 0


def test_a_page_costs_the_same_however_long_it_is(call, two, django_assert_num_queries):
    for _ in range(5):
        ApplicationFactory(call=call, themes=[ThemeFactory()])
    rows = with_names(find_applications(call, ApplicationFilters()))
    for size in (1, 7):
        with django_assert_num_queries(4):
            page = rows_of(rows[:size])
            assert [(row.application.organisation.region, row.application.round) for row in page]
    rich = next(row for row in page if row.application == two[0])
    assert (rich.met, rich.unmet, rich.is_asked, rich.sponsors) == (1, 0, False, [two[3]])


def test_filters_offer_what_there_is(call, two, django_assert_num_queries):
    rich, _poor, theme = two[:3]
    with django_assert_num_queries(2):
        found = fitting_of(call)
    assert found.themes == [(theme.code, theme.name_en)]
    assert found.regions == [(rich.organisation.region_id, rich.organisation.region.name)]
    assert found.stages == ["seed"]


def test_export_says_no_answer_and_no_account(call, two):
    rich, poor, theme, sponsor, _point = two
    rows = {row["reference"]: row for row in export_rows(find_applications(call, ApplicationFilters()))}
    assert set(rows) == {rich.reference, poor.reference}
    row = rows[rich.reference]
    assert tuple(row) == COLUMNS
    assert (row["organisation"], row["themes"], row["sponsors"], row["points_met"], row["points"]) == (
        "Énergie Cœur",
        theme.name_en,
        sponsor.name,
        "1",
        "1",
    )
    assert rich.created_by.email not in "".join(row.values())


def test_long_exports_are_read_by_the_hundred(call, monkeypatch):
    monkeypatch.setattr("parvis.domain.calls.selectors.exporting.CHUNK", 2)
    for _ in range(5):
        ApplicationFactory(call=call)
    assert len(list(export_rows(find_applications(call, ApplicationFilters())))) == 5


def test_figures_count_drafts_and_forget_what_was_never_submitted(call, two, django_assert_num_queries):
    ApplicationFactory(call=call, state=State.WITHDRAWN, version=0)
    empty = CallFactory()
    with django_assert_num_queries(1):
        found = figures_of([call, empty])
    assert (found[call.pk].drafts, found[call.pk].submitted, found[call.pk].waiting) == (1, 2, 1)
    assert (found[empty.pk].drafts, found[empty.pk].submitted) == (0, 0)
    assert [one.name for one in organisations_with_drafts(call)] == ["Énergie cachée"]


def test_what_waits_for_whoever_runs_calls(call, two):
    programme = account_with(Role.PROGRAMME)
    CorrectionRequestFactory(application=two[1], answered_at=clock.now())
    CallFactory()
    assert [(one.call, one.to_screen, one.answered) for one in waiting_for(programme)] == [(call, 1, 1)]
    assert waiting_for(UserFactory()) == []
    assert (screening_count(programme), screening_count(UserFactory())) == (1, 0)
