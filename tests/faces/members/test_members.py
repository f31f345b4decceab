"""Accounts and roles, for administrators alone."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import TeamInvitation, User
from parvis.base.accounts.services.invitations import invite_to_team
from tests.factories.accounts import UserFactory, account_with
from tests.support.accounts import english
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = "/campus/members/"


def signed_in(user):
    client = english()
    client.force_login(user)
    return client


@pytest.fixture
def administrator():
    return account_with(Role.ADMINISTRATOR, name="Zoé Chef")


@pytest.fixture
def admin_client(administrator):
    return signed_in(administrator)


@pytest.mark.parametrize("role", [Role.PROGRAMME, Role.COMMUNITY, Role.SITE, Role.REVIEWER, None])
def test_others_find_nothing(role):
    target = UserFactory()
    client = signed_in(account_with(role) if role else UserFactory())
    for path in ("", "invite/", f"{target.pk}/"):
        assert client.get(LIST + path).status_code == 404
    for path in (f"{target.pk}/roles/administrator/grant/", f"{target.pk}/deactivate/", f"{target.pk}/reactivate/"):
        assert client.post(LIST + path).status_code == 404
    assert not target.role_grants.exists()


def test_anonymous_visitors_sign_in_first():
    assert english().get(LIST).url.startswith("/account/sign-in/")


def test_list_shows_names_roles_and_filters(admin_client):
    account_with(Role.SITE, name="Anna Site")
    UserFactory(name="Chloé Visite")
    page = admin_client.get(LIST).content.decode()
    assert [word in page for word in ("Anna Site", "site manager", "Chloé Visite", "visitor")] == [True] * 4
    found = admin_client.get(LIST, {"q": "anna", "role": "team", "state": "active"}).content.decode()
    assert "Anna Site" in found
    assert "Chloé Visite" not in found
    assert "No account fits" in admin_client.get(LIST, {"q": "nobody at all"}).content.decode()


def test_nonsense_filters_are_left_out(admin_client, administrator):
    assert administrator.name in admin_client.get(LIST, {"role": "x", "state": "y", "page": "z"}).content.decode()


def test_htmx_answer_equals_a_reload(admin_client):
    UserFactory(name="Anna")
    before = admin_client.get(LIST).content.decode()
    fragment = admin_client.get(LIST, {"role": "none"}, headers={"HX-Request": "true"}).content.decode()
    after = admin_client.get(LIST, {"role": "none"}).content.decode()
    listed, reloaded = (part_of(page) for page in (swap(before, fragment, target="#members"), normal(after)))
    assert "Zoé Chef" not in listed
    assert listed == reloaded


def part_of(page):
    """The list alone: the form beside it keeps what the reader has chosen."""
    return page.split('id="members"')[1].split("</main>")[0]


def test_more_accounts_take_no_more_queries(admin_client):
    account_with(Role.SITE, Role.REVIEWER)
    admin_client.get(LIST)
    one = count_queries(lambda: admin_client.get(LIST))
    for _ in range(2):
        account_with(Role.SITE, Role.REVIEWER)
    assert count_queries(lambda: admin_client.get(LIST)) == one


def test_list_has_pages(admin_client):
    UserFactory.create_batch(31)
    page = admin_client.get(LIST, {"page": 2}).content.decode()
    assert page.count("@example.org") == 2


def test_role_is_given_and_taken(admin_client):
    user = UserFactory()
    page = admin_client.post(f"{LIST}{user.pk}/roles/site/grant/", follow=True).content.decode()
    assert "given by Zoé Chef" in page
    page = admin_client.post(f"{LIST}{user.pk}/roles/site/revoke/", follow=True).content.decode()
    assert "The role is taken away." in page
    assert (
        "does not hold that role"
        in admin_client.post(f"{LIST}{user.pk}/roles/site/revoke/", follow=True).content.decode()
    )
    assert admin_client.post(f"{LIST}{user.pk}/roles/king/grant/").status_code == 404


def test_nobody_gives_themselves_a_role(admin_client, administrator):
    page = admin_client.get(f"{LIST}{administrator.pk}/").content.decode()
    assert "Nobody changes their own roles here" in page
    page = admin_client.post(f"{LIST}{administrator.pk}/roles/site/grant/", follow=True).content.decode()
    assert "Only another campus administrator" in page
    assert administrator.role_grants.count() == 1


def test_account_is_deactivated_and_reactivated(admin_client):
    user = UserFactory()
    client = signed_in(user)
    assert "Reactivate" in admin_client.post(f"{LIST}{user.pk}/deactivate/", follow=True).content.decode()
    assert client.get("/account/").status_code == 302
    again = admin_client.post(f"{LIST}{user.pk}/deactivate/", follow=True).content.decode()
    assert "Someone else has changed this in the meantime." in again
    admin_client.post(f"{LIST}{user.pk}/reactivate/")
    assert User.objects.get(pk=user.pk).is_active


def test_acts_take_a_post(admin_client):
    user = UserFactory()
    for path in ("roles/site/grant/", "roles/site/revoke/", "deactivate/", "reactivate/"):
        assert admin_client.get(f"{LIST}{user.pk}/{path}").status_code == 405


def test_invitation_is_sent_listed_and_revoked(admin_client, mailoutbox):
    page = admin_client.post(f"{LIST}invite/", {"email": "new@example.org", "role": "site"}, follow=True)
    assert "new@example.org" in page.content.decode()
    assert mailoutbox[0].to == ["new@example.org"]
    invitation = TeamInvitation.objects.get()
    page = admin_client.post(f"{LIST}invitations/{invitation.pk}/revoke/", follow=True).content.decode()
    assert "The invitation is revoked." in page
    assert "Open invitations" not in page
    page = admin_client.post(f"{LIST}invitations/{invitation.pk}/revoke/", follow=True).content.decode()
    assert "accepted or revoked in the meantime" in page


def test_invitation_that_makes_no_sense_is_refused(admin_client):
    holder = account_with(Role.SITE)
    page = admin_client.post(f"{LIST}invite/", {"email": holder.email, "role": "site"}).content.decode()
    assert "already holds that role" in page
    assert admin_client.post(f"{LIST}invite/", {"email": "x", "role": "king"}).status_code == 200
    assert not TeamInvitation.objects.exists()


def test_open_invitations_take_no_more_queries(admin_client, administrator):
    invite_to_team(actor=administrator, email="one@example.org", role=Role.SITE)
    admin_client.get(LIST)
    one = count_queries(lambda: admin_client.get(LIST))
    for name in ("two", "three"):
        invite_to_team(actor=administrator, email=f"{name}@example.org", role=Role.SITE)
    assert count_queries(lambda: admin_client.get(LIST)) == one
