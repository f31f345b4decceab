"""Partners come and go, and two of them may become one."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.joint_projects.combining import combined
from parvis.domain.joint_projects.enums import Consent, PartnerRole, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.services import partners as services
from parvis.domain.joint_projects.services.values import PartnerValues
from parvis.domain.linking.services.merging import merge_organisations
from tests.factories.accounts import UserFactory
from tests.factories.directory import MembershipFactory, OrganisationFactory, owner_of
from tests.factories.joint_projects import PartnerFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def test_a_partner_is_added_and_told(owner, project, outbox):
    third = OrganisationFactory(name="Lab")
    head = owner_of(third)
    values = PartnerValues(third, PartnerRole.DATA, "  Holds   the data. ")
    partner = services.add_partner(actor=owner, project=project, values=values)
    assert (partner.role, partner.part, partner.joined_on) == ("data", "Holds the data.", clock.today())
    assert [mail.to for mail in outbox] == [[head.email]]
    assert Entry.objects.get(verb="joint_projects.partner_added").data == {"organisation": third.pk}
    with pytest.raises(Conflict):
        services.add_partner(actor=owner, project=project, values=values)
    with pytest.raises(NotAllowed):
        services.add_partner(actor=UserFactory(), project=project, values=PartnerValues(OrganisationFactory()))


def test_a_partner_that_left_comes_back_and_has_agreed_to_nothing(owner, project, hospital):
    old = dt.date(2025, 5, 1)
    Partner.objects.filter(organisation=hospital).update(left_on=old, consent=Consent.GIVEN, consent_by=owner)
    partner = services.add_partner(actor=owner, project=project, values=PartnerValues(hospital))
    assert (partner.left_on, partner.consent, partner.consent_by) == (None, Consent.OPEN, None)
    assert project.partners.count() == 2


def test_what_a_partner_does_is_said_otherwise(owner, project, hospital):
    partner = project.partners.get(organisation=hospital)
    person = MembershipFactory(organisation=hospital).person
    values = {"role": PartnerRole.CLINICAL_SITE, "part": "Wards", "person": person}
    services.edit_partner(actor=owner, partner=partner, **values)
    partner.refresh_from_db()
    assert (partner.role, partner.part, partner.person) == ("clinical_site", "Wards", person)
    with pytest.raises(NotAllowed):
        services.edit_partner(actor=UserFactory(), partner=partner, **values)
    stranger = MembershipFactory().person
    with pytest.raises(InvalidInput):
        services.edit_partner(actor=owner, partner=partner, **{**values, "person": stranger})


def test_a_partner_leaves(owner, doctor, project, hospital, startup):
    partner = project.partners.get(organisation=hospital)
    for day in (dt.date(2025, 2, 1), clock.today() + dt.timedelta(days=1)):
        with pytest.raises(InvalidInput):
            services.let_partner_go(actor=owner, partner=partner, on=day)
    partner = services.let_partner_go(actor=owner, partner=partner)
    assert partner.left_on == clock.today()
    with pytest.raises(NotAllowed):
        services.let_partner_go(actor=doctor, partner=partner)
    with pytest.raises(Conflict):
        services.let_partner_go(actor=owner, partner=partner)
    last = project.partners.get(organisation=startup)
    for act in (services.let_partner_go, services.remove_partner):
        with pytest.raises(InvalidTransition):
            act(actor=owner, partner=last)


def test_what_was_never_a_partner_is_taken_out(owner, doctor, project, hospital):
    partner = project.partners.get(organisation=hospital)
    with pytest.raises(NotAllowed):
        services.remove_partner(actor=UserFactory(), partner=partner)
    services.remove_partner(actor=owner, partner=partner)
    assert project.partners.count() == 1


def test_of_two_who_note_a_departure_one_is_told(owner, project, hospital):
    partner = project.partners.get(organisation=hospital)

    def gone():
        Partner.objects.filter(pk=partner.pk).update(left_on=clock.today())

    with meanwhile(gone, before="UPDATE"), pytest.raises(Conflict):
        services.let_partner_go(actor=owner, partner=partner)


def row(**values):
    usual = {
        "joined_on": "2025-03-01",
        "left_on": None,
        "part": "",
        "person_id": None,
        "role": "partner",
        "consent": "given",
        "consent_by_id": 1,
        "consent_at": "2025-04-01T00:00:00+00:00",
        "consent_asked_at": None,
    }
    return {**usual, **values}


@pytest.mark.parametrize(
    ("kept", "gone", "changes"),
    [
        ({}, {}, {}),
        ({}, {"joined_on": "2024-01-01", "part": "Data"}, {"joined_on": "2024-01-01", "part": "Data"}),
        ({"left_on": "2025-06-01"}, {}, {"left_on": None}),
        ({"left_on": "2025-06-01"}, {"left_on": "2025-07-01"}, {"left_on": "2025-07-01"}),
        ({"role": "data"}, {"role": "coordinator"}, {"role": "coordinator"}),
        ({}, {"role": "data"}, {"role": "data"}),
        ({"role": "data"}, {"role": "customer"}, {}),
        ({}, {"consent": "refused", "consent_by_id": 2}, {"consent": "refused", "consent_by_id": 2}),
        ({"consent": "refused"}, {"consent": "open", "consent_by_id": None}, {}),
    ],
)
def test_two_partners_that_become_one(kept, gone, changes):
    assert combined(row(**kept), row(**gone)) == changes


def test_a_merge_keeps_one_partner_and_its_no(project, startup, hospital):
    JointProject.objects.update(readers=Readers.EVERYONE)
    twin = OrganisationFactory()
    PartnerFactory(project=project, organisation=twin, role=PartnerRole.COORDINATOR, consent=Consent.REFUSED)
    project.partners.exclude(organisation=twin).update(consent=Consent.GIVEN)
    merge_organisations(actor=None, survivor=hospital, absorbed=twin)
    first, second = project.partners.order_by("pk")
    assert (first.organisation, second.organisation) == (startup, hospital)
    assert (second.role, second.consent, second.joined_on) == ("coordinator", "refused", dt.date(2025, 3, 1))
