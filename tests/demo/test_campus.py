"""The sample campus: accounts and people as in life, and not a word about anyone real."""

from collections import Counter

import pytest

from parvis.base.accounts.models import RoleGrant, User
from parvis.base.activity.models import Entry
from parvis.demo.build import build_demo
from parvis.demo.context import Context
from parvis.demo.mailbox import token_mailed_to
from parvis.demo.people import PASSWORD, PEOPLE
from parvis.demo.steps import projects
from parvis.demo.steps.selection.present_panel import TIED
from parvis.demo.tables import read_applicants, read_partners, read_people, read_startups
from parvis.domain.directory.models import Access, Membership, Organisation, Person
from parvis.domain.projects.models import Participation, Project, ProjectImport
from parvis.domain.reference.enums import Stage
from parvis.domain.reference.models import Theme
from tests.demo.campus import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small")]

SHOWN = [person.email for person in PEOPLE]


def test_accounts_and_rights_arise_as_in_life():
    accounts = build_demo(str).accounts
    assert all(account.check_password(PASSWORD) for account in User.objects.filter(email__in=SHOWN))
    granted = dict(RoleGrant.objects.values_list("role", "granted_by__email"))
    admin = "admin@campus.example"
    assert granted == {"administrator": None, **dict.fromkeys(("programme", "community", "site", "reviewer"), admin)}
    verbs = Counter(Entry.objects.values_list("verb", flat=True))
    assert verbs["accounts.created"] == User.objects.count()
    assert verbs["accounts.invitation_accepted"] == 4
    assert verbs["stewardship.invitation_accepted"] + verbs["stewardship.claim_accepted"] == Access.objects.count()
    by_owner = Access.objects.filter(granted_by=accounts["owner"])
    assert {access.user for access in by_owner} == {accounts["editor"], accounts["reader"]}
    others = User.objects.exclude(email__in=SHOWN)
    assert others.count() > 20
    assert not any(account.has_usable_password() for account in others), "they sign in by mailed code"
    assert {email.rsplit(".", 1)[-1] for email in others.values_list("email", flat=True)} == {"example"}


def test_nobody_and_nothing_invented_passes_for_real():
    build_demo(str)
    assert Person.objects.count() == len({row.name for row in read_people()}) + len(TIED)
    assert not Person.objects.filter(is_invented=False).exists()
    assert not Membership.objects.filter(organisation__is_invented=False).exists()
    real = Access.objects.filter(organisation__is_invented=False)
    assert [(access.user.email, access.organisation.name) for access in real] == [("founder@campus.example", "Inserm")]
    invented = Organisation.objects.filter(is_invented=True)
    startups = invented.filter(kind="startup")
    assert startups.count() == len(read_startups()) + len(read_applicants())
    assert invented.count() == startups.count() + len(read_partners())
    assert set(startups.values_list("stage", flat=True)) == set(Stage.values)
    assert all(startups.filter(themes=theme).count() >= 5 for theme in Theme.objects.all())
    assert startups.filter(department__region__is_overseas=True).values("department").distinct().count() == 5
    assert (
        invented.filter(description_fr__contains="inventé", description_en__icontains="invented").count()
        == invented.count()
    )


def test_page_shows_people_to_all_and_their_addresses_to_those_who_may_see_them(client, sign_in):
    accounts = build_demo(str).accounts
    open_to_all, to_accounts, to_their_own = "Gaëlle Rousseau", {"Hugo Petit", "Solène Jacquet"}, {"Inès Caron"}
    people = Person.objects.filter(memberships__organisation__slug="cardioline-fictif")

    def addresses(reader):
        page = reader.get("/organisations/cardioline-fictif/").content.decode()
        assert all(person.name in page for person in people)
        return {person.name for person in people if person.email and person.email in page}

    assert addresses(client) == {open_to_all}
    assert addresses(sign_in(accounts["visitor"])) == {open_to_all, *to_accounts}
    for account in ("reader", "community"):
        assert addresses(sign_in(accounts[account])) == {open_to_all, *to_accounts, *to_their_own}


def test_mailbox_has_no_token_for_whom_nothing_was_sent():
    with pytest.raises(LookupError, match=r"nobody@campus\.example"):
        token_mailed_to("nobody@campus.example", "stewardship.invitation")


def test_real_projects_are_there_with_who_took_part():
    build_demo(str)
    assert Project.objects.count() == ROWS
    assert Participation.objects.count() > ROWS
    assert not Participation.objects.filter(organisation__is_invented=True).exists()
    again = []
    projects.build(Context(again.append))
    assert (again, ProjectImport.objects.count()) == ([], 1)
