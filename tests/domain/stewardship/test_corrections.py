"""Suggesting corrections and deciding on them."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory import provenance
from parvis.domain.directory.models import Organisation
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Correction
from parvis.domain.stewardship.selectors.requests import differences
from parvis.domain.stewardship.services import corrections
from parvis.domain.stewardship.services.corrections import (
    accept_correction,
    refuse_correction,
    suggest_correction,
    withdraw_correction,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, editor_of, owner_of
from tests.factories.reference import CommuneFactory, SectorFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def suggested(organisation, **values):
    return suggest_correction(actor=UserFactory(), organisation=organisation, values=values, comment="I work there")


def test_only_what_differs_is_kept_with_old_and_new():
    theme, sector = ThemeFactory(), SectorFactory()
    organisation = OrganisationFactory(name="Old", kind="lab", website="https://example.org")
    owner, keeper = owner_of(organisation), account_with(Role.COMMUNITY)
    correction = suggested(
        organisation,
        name="New",
        kind="lab",
        website="example.org",
        themes=[theme.code],
        sector=sector.code,
        founded_year="1998",
        slug="evil",
    )
    assert correction.changes == {
        "name": {"old": "Old", "new": "New"},
        "founded_year": {"old": None, "new": 1998},
        "sector": {"old": None, "new": "72.11Z"},
        "themes": {"old": [], "new": [theme.code]},
    }
    assert {mail.to for mail in Mail.objects.all()} == {owner.email, keeper.email}
    assert [(d.label, d.old, d.now, d.new) for d in differences(correction)] == [
        ("name", "Old", "Old", "New"),
        ("year of foundation", "—", "—", "1998"),
        ("sector", "—", "—", str(sector)),
        ("themes", "—", "—", theme.name),
    ]


def test_a_comment_alone_is_enough_but_nothing_is_not():
    organisation = OrganisationFactory()
    with pytest.raises(InvalidInput):
        suggest_correction(actor=UserFactory(), organisation=organisation, values={"name": organisation.name})
    correction = suggested(organisation)
    assert correction.changes == {}
    accept_correction(actor=account_with(Role.COMMUNITY), correction=correction, fields=[])
    correction.refresh_from_db()
    assert correction.state == RequestState.ACCEPTED


def test_bad_values_and_too_many_are_refused(monkeypatch):
    organisation, user = OrganisationFactory(), UserFactory()
    with pytest.raises(InvalidInput) as refusal:
        suggest_correction(actor=user, organisation=organisation, values={"founded_year": "soon"})
    assert list(refusal.value.fields) == ["founded_year"]
    monkeypatch.setattr(corrections, "MOST_PENDING", 0)
    with pytest.raises(InvalidInput):
        suggest_correction(actor=user, organisation=organisation, values={"name": "New"})
    with pytest.raises(NotAllowed):
        suggest_correction(actor=UserFactory(is_active=False), organisation=organisation, values={"name": "New"})


def test_some_fields_are_taken_as_a_human_edit():
    CommuneFactory()
    organisation = OrganisationFactory(name="Old")
    owner = owner_of(organisation)
    correction = suggested(organisation, name="New", city="Paris", postcode="75013", founded_year="1998")
    accept_correction(actor=owner, correction=correction, fields=["name", "postcode", "slug"], word="Thanks")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.commune_id, organisation.founded_year) == ("New", "75056", None)
    assert provenance.source_of(organisation.provenance, "name").by == owner.pk
    correction.refresh_from_db()
    assert correction.state == RequestState.ACCEPTED
    assert correction.changes["name"]["accepted"]
    assert correction.changes["city"]["accepted"]
    assert not correction.changes["founded_year"]["accepted"]
    answer = Mail.objects.get(to=correction.asked_by.email)
    assert "A part of your correction" in answer.text
    assert "Thanks" in answer.text
    verbs = [entry.verb for entry in Entry.objects.order_by("pk")]
    assert verbs == [
        "stewardship.correction_suggested",
        "directory.organisation_edited",
        "stewardship.correction_accepted",
    ]


def test_two_deciders_cannot_both_win():
    correction = suggested(OrganisationFactory(), name="New")
    first, second = account_with(Role.COMMUNITY), account_with(Role.PROGRAMME)
    same = Correction.objects.get(pk=correction.pk)
    refuse_correction(actor=first, correction=correction, word="No")
    with pytest.raises(Conflict):
        accept_correction(actor=second, correction=same, fields=["name"])
    assert Organisation.objects.get().name != "New"


def test_a_refusal_needs_a_word_and_an_acceptance_a_field():
    keeper = account_with(Role.COMMUNITY)
    correction = suggested(OrganisationFactory(), name="New")
    with pytest.raises(InvalidInput):
        refuse_correction(actor=keeper, correction=correction, word="")
    with pytest.raises(InvalidInput):
        accept_correction(actor=keeper, correction=correction, fields=[])
    refuse_correction(actor=keeper, correction=correction, word="It has moved")
    assert "It has moved" in Mail.objects.get(to=correction.asked_by.email).text


def test_a_value_that_cannot_be_taken_any_more_changes_nothing():
    organisation = OrganisationFactory(kind="startup")
    correction = suggested(organisation, stage="growth")
    Organisation.objects.update(kind="lab")
    with pytest.raises(InvalidInput):
        accept_correction(actor=account_with(Role.COMMUNITY), correction=correction, fields=["stage"])
    correction.refresh_from_db()
    assert correction.state == RequestState.PENDING


def test_who_may_decide_and_withdraw():
    organisation = OrganisationFactory()
    correction = suggested(organisation, name="New")
    outsiders = (correction.asked_by, editor_of(organisation), owner_of(OrganisationFactory()), account_with(Role.SITE))
    for actor in outsiders:
        with pytest.raises(NotAllowed):
            accept_correction(actor=actor, correction=correction, fields=["name"])
        with pytest.raises(NotAllowed):
            refuse_correction(actor=actor, correction=correction, word="no")
    with pytest.raises(NotAllowed):
        withdraw_correction(actor=UserFactory(), correction=correction)
    withdraw_correction(actor=correction.asked_by, correction=correction)
    correction.refresh_from_db()
    assert correction.state == RequestState.WITHDRAWN


def test_a_field_that_has_moved_says_so():
    correction = suggested(OrganisationFactory(name="Old"), name="New")
    Organisation.objects.update(name="Newer")
    difference = differences(Correction.objects.select_related("organisation").get())[0]
    assert (difference.old, difference.now, difference.new, difference.has_moved) == ("Old", "Newer", "New", True)
    assert correction.changes["name"]["old"] == "Old"
