"""Sites: where the campus is, was or will be."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.sites.models import Site
from parvis.domain.sites.rules import can_manage_sites
from parvis.domain.sites.selectors.sites import all_sites, stage_of
from parvis.domain.sites.services.sites import SiteValues, create_site, edit_site, remove_site
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import SiteFactory
from tests.factories.reference import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], False),
        ([Role.REVIEWER], False),
        ([Role.COMMUNITY], False),
        ([Role.SITE], True),
        ([Role.ADMINISTRATOR], True),
    ],
)
def test_site_managers_and_administrators_manage_sites(roles, expected):
    assert can_manage_sites(UserFactory(roles=roles)) is expected


def test_site_is_made_at_its_commune():
    actor = account_with(Role.SITE)
    paris = CommuneFactory()
    site = create_site(actor=actor, values=SiteValues(name="Val-de-Grâce", commune=paris))
    twin = create_site(actor=actor, values=SiteValues(name="Val de Grace"))
    assert (site.slug, site.latitude, site.longitude) == ("val-de-grace", paris.latitude, paris.longitude)
    assert (twin.slug, twin.latitude) == ("val-de-grace-2", None)
    assert list(Entry.objects.values_list("verb", "actor")) == [("sites.created", actor.pk)] * 2


def test_site_changes_and_keeps_its_address():
    site = create_site(actor=None, values=SiteValues(name="First"))
    edit_site(actor=None, site=site, values=SiteValues(name="Second", closes_on=dt.date(2027, 1, 1)))
    assert list(all_sites().values_list("slug", "name", "closes_on")) == [("first", "Second", dt.date(2027, 1, 1))]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (SiteValues(name=""), "name"),
        (SiteValues(name="X", opens_on=dt.date(2027, 1, 2), closes_on=dt.date(2027, 1, 1)), "closes_on"),
    ],
)
def test_wrong_site_is_refused_by_field(values, field):
    with pytest.raises(InvalidInput) as caught:
        create_site(actor=None, values=values)
    assert list(caught.value.fields) == [field]
    assert not Site.objects.exists()


def test_others_change_nothing():
    site = SiteFactory()
    outsider = account_with(Role.COMMUNITY)
    values = SiteValues(name="Mine")
    for act in (
        lambda: create_site(actor=outsider, values=values),
        lambda: edit_site(actor=outsider, site=site, values=replace(values, name="Yours")),
        lambda: remove_site(actor=outsider, site=site),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Site.objects.get().name == site.name


def test_site_is_removed_and_the_log_remembers():
    site = SiteFactory(name="Mistake")
    remove_site(actor=None, site=site)
    assert not Site.objects.exists()
    assert Entry.objects.get().target_label == "Mistake"


@time_machine.travel(dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC), tick=False)
@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, None, "open"),
        (dt.date(2026, 6, 15), None, "open"),
        (dt.date(2026, 6, 16), None, "planned"),
        (dt.date(2021, 1, 1), dt.date(2026, 6, 15), "open"),
        (None, dt.date(2026, 6, 14), "closed"),
    ],
)
def test_stage_follows_the_days(opens, closes, expected):
    assert stage_of(Site(name="S", opens_on=opens, closes_on=closes)) == expected
