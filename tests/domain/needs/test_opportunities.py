"""Calls to partner for: entered, hidden, and who would answer them."""

import datetime as dt
from decimal import Decimal

import pytest

from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.needs.enums import WantedRole
from parvis.domain.needs.events import OpportunityChanged
from parvis.domain.needs.models import Interest
from parvis.domain.needs.services import opportunities as services
from parvis.domain.needs.services.opportunities import OpportunityValues
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory, editor_of
from tests.factories.needs import OpportunityFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db


def test_call_is_entered_and_changed_by_hand(community, django_capture_on_commit_callbacks):
    theme = ThemeFactory()
    with bus.hold(OpportunityChanged) as news, django_capture_on_commit_callbacks(execute=True):
        call = services.create_opportunity(
            actor=community, values=OpportunityValues(title=" Rooms  for all ", themes=[theme])
        )
    assert (call.title, call.slug, call.code, call.source) == ("Rooms for all", "rooms-for-all", "rooms-for-all", "")
    assert (list(call.themes.all()), news) == ([theme], [OpportunityChanged(call.pk)])
    services.edit_opportunity(actor=community, opportunity=call, values=OpportunityValues(title="New", grants=3))
    call.refresh_from_db()
    assert (call.title, call.slug, call.grants, call.themes.count()) == ("New", "rooms-for-all", 3, 0)
    twin = services.create_opportunity(actor=None, values=OpportunityValues(title="Rooms for all"))
    assert twin.code == "rooms-for-all-2"


def test_imported_calls_are_changed_in_their_themes_only(community):
    call, theme = OpportunityFactory(title="As imported"), ThemeFactory()
    services.edit_opportunity(
        actor=community, opportunity=call, values=OpportunityValues(title="Other", themes=[theme])
    )
    call.refresh_from_db()
    assert (call.title, list(call.themes.all())) == ("As imported", [theme])


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("title", {"title": ""}),
        ("url", {"url": "javascript:alert(1)"}),
        ("budget_max", {"budget_min": Decimal(5), "budget_max": Decimal(4)}),
        ("deadline", {"opens_on": dt.date(2027, 2, 1), "deadline": dt.date(2027, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field, changed, community):
    with pytest.raises(InvalidInput) as refused:
        services.create_opportunity(actor=community, values=OpportunityValues(**{"title": "A call", **changed}))
    assert list(refused.value.fields) == [field]


def test_only_the_team_enters_and_hides(owner):
    call = OpportunityFactory()
    with pytest.raises(NotAllowed):
        services.create_opportunity(actor=owner, values=OpportunityValues(title="Mine"))
    with pytest.raises(NotAllowed):
        services.edit_opportunity(actor=owner, opportunity=call, values=OpportunityValues(title="Mine"))
    for act in (services.hide_opportunity, services.show_opportunity):
        with pytest.raises(NotAllowed):
            act(actor=owner, opportunity=call)


def test_hiding_twice_is_once(community):
    call = OpportunityFactory()
    for _again in range(2):
        services.hide_opportunity(actor=community, opportunity=call)
    call.refresh_from_db()
    assert call.is_hidden
    services.show_opportunity(actor=community, opportunity=call)
    call.refresh_from_db()
    assert not call.is_hidden
    verbs = Entry.objects.filter(verb__startswith="needs.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["needs.opportunity_hidden", "needs.opportunity_shown"]


def test_interest_is_said_said_anew_and_taken_back(startup, owner, community):
    call = OpportunityFactory()
    first = services.say_interest(
        actor=owner, opportunity=call, organisation=startup, role="partner", text=" We know. "
    )
    assert (first.text, first.role, first.said_by) == ("We know.", WantedRole.PARTNER, owner)
    again = services.say_interest(actor=community, opportunity=call, organisation=startup)
    assert (again.pk, again.role, again.said_by) == (first.pk, WantedRole.EITHER, community)
    with pytest.raises(NotAllowed):
        services.take_interest_back(actor=UserFactory(), interest=again)
    services.take_interest_back(actor=owner, interest=again)
    assert not Interest.objects.exists()


def test_interest_that_cannot_be(startup, owner, today):
    call = OpportunityFactory()
    with pytest.raises(NotAllowed):
        services.say_interest(actor=editor_of(OrganisationFactory()), opportunity=call, organisation=startup)
    for gone in (OpportunityFactory(is_hidden=True), OpportunityFactory(deadline=today - dt.timedelta(days=1))):
        with pytest.raises(InvalidTransition):
            services.say_interest(actor=owner, opportunity=gone, organisation=startup)
    for field, wrong in (("role", "king"), ("text", "x" * 4001)):
        with pytest.raises(InvalidInput) as refused:
            services.say_interest(actor=owner, opportunity=call, organisation=startup, **{field: wrong})
        assert list(refused.value.fields) == [field]
    assert not Interest.objects.exists()
