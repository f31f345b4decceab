"""Rights and invitations on pages."""

import re
from urllib.parse import quote

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.messaging.models import Mail
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access
from parvis.domain.stewardship.models import Invitation
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import AccessFactory, InvitationFactory, OrganisationFactory, editor_of, owner_of
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def page_of(organisation):
    return f"/organisations/{organisation.slug}/access/"


def invited(organisation, owner_client, email="new@example.org"):
    owner_client.post(page_of(organisation), {"email": email, "level": "editor"})
    return re.search(r"(/invitations/[\w-]+/)", Mail.objects.latest("pk").text)[1]


def test_an_owner_invites_sends_again_and_revokes(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(owner_of(organisation))
    answer = client.post(page_of(organisation), {"email": "new@example.org", "level": "editor"}, follow=True)
    assert "The invitation is on its way." in answer.content.decode()
    assert "new@example.org" in answer.content.decode()
    invitation = Invitation.objects.get()
    base = f"/organisations/{organisation.slug}/invitations/{invitation.pk}"
    client.post(f"{base}/resend/")
    assert Mail.objects.count() == 2
    client.post(f"{base}/revoke/")
    assert "new@example.org" not in client.get(page_of(organisation)).content.decode()
    assert "accepted or revoked" in client.post(f"{base}/resend/", follow=True).content.decode()
    assert "accepted or revoked" in client.post(f"{base}/revoke/", follow=True).content.decode()


def test_a_refused_invitation_keeps_what_was_typed(sign_in):
    organisation = OrganisationFactory()
    editor = editor_of(organisation)
    client = sign_in(owner_of(organisation))
    page = client.post(page_of(organisation), {"email": editor.email, "level": "owner"}).content.decode()
    assert f'value="{editor.email}"' in page
    assert "has a right over the organisation already" in page
    assert client.post(page_of(organisation), {"email": "x", "level": "king"}).status_code == 200
    assert not Invitation.objects.exists()


def test_opening_the_link_changes_nothing_and_accepting_needs_an_account(client, sign_in):
    organisation = OrganisationFactory(name="Institut Curie")
    link = invited(organisation, sign_in(owner_of(organisation)))
    for _program in range(3):
        answer = client.get(link)
        assert "Institut Curie" in answer.content.decode()
        assert client.head(link).status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert f"?next={quote(link, safe='')}" in answer.content.decode()
    assert client.post(link).status_code == 404
    assert Invitation.objects.get().accepted_at is None
    account = UserFactory(email="new@example.org")
    answer = sign_in(account).post(link, follow=True)
    assert "Welcome: you can now take care of Institut Curie." in answer.content.decode()
    assert Access.objects.get(user=account).level == AccessLevel.EDITOR
    gone = client.get(link)
    assert gone.status_code == 404
    assert "no longer valid" in gone.content.decode()
    assert sign_in(account).post(link).status_code == 404


def test_another_account_is_warned_and_must_confirm(sign_in):
    organisation = OrganisationFactory()
    link = invited(organisation, sign_in(owner_of(organisation)))
    other = UserFactory()
    client = sign_in(other)
    assert "went to another address" in client.get(link).content.decode()
    assert "Confirm that you take it up" in client.post(link).content.decode()
    assert not Access.objects.filter(user=other).exists()
    client.post(link, {"is_other_address": "on"})
    assert Access.objects.filter(user=other).exists()


def test_an_unknown_link_is_gone(client, sign_in):
    assert client.get("/invitations/unknown/").status_code == 404
    assert sign_in(UserFactory()).post("/invitations/unknown/").status_code == 404


def test_rights_are_changed_and_taken_away(sign_in):
    organisation = OrganisationFactory()
    owner = owner_of(organisation)
    access = AccessFactory(organisation=organisation)
    client = sign_in(owner)
    base = f"{page_of(organisation)}{access.pk}"
    client.post(f"{base}/change/", {f"{access.pk}-level": "owner"})
    access.refresh_from_db()
    assert access.level == AccessLevel.OWNER
    client.post(f"{base}/change/", {f"{access.pk}-level": "king"})
    assert "no longer be able" in client.get(f"{base}/remove/").content.decode()
    client.post(f"{base}/remove/")
    own = Access.objects.get(user=owner)
    answer = client.post(f"{page_of(organisation)}{own.pk}/remove/", follow=True)
    assert "at least one owner" in answer.content.decode()
    answer = client.post(f"{page_of(organisation)}{own.pk}/change/", {f"{own.pk}-level": "reader"}, follow=True)
    assert "at least one owner" in answer.content.decode()


def test_one_gives_up_ones_own_right_and_sees_no_other(sign_in):
    organisation = OrganisationFactory()
    own, other = AccessFactory(organisation=organisation), AccessFactory(organisation=organisation)
    client = sign_in(own.user)
    assert client.get(f"{page_of(organisation)}{own.pk}/remove/").status_code == 200
    assert client.post(f"{page_of(organisation)}{other.pk}/remove/").status_code == 404
    assert client.get(page_of(organisation)).status_code == 404
    assert client.post(f"{page_of(organisation)}{own.pk}/remove/").url == "/account/organisations/"


def test_rights_of_another_organisation_are_not_reached_through_ones_own(sign_in):
    mine, other = OrganisationFactory(), OrganisationFactory()
    client = sign_in(owner_of(mine))
    access, invitation = (
        AccessFactory(organisation=other),
        InvitationFactory(organisation=other, expires_at="2999-01-01T00:00Z"),
    )
    for page in (
        f"{page_of(mine)}{access.pk}/change/",
        f"{page_of(mine)}{access.pk}/remove/",
        f"/organisations/{mine.slug}/invitations/{invitation.pk}/resend/",
        f"/organisations/{mine.slug}/invitations/{invitation.pk}/revoke/",
    ):
        assert client.post(page).status_code == 404


def test_more_rights_cost_no_more_queries(sign_in):
    organisation = OrganisationFactory()
    client = sign_in(account_with(Role.COMMUNITY))

    def fill():
        AccessFactory(organisation=organisation)
        InvitationFactory(organisation=organisation, expires_at="2999-01-01T00:00Z", invited_by=UserFactory())

    fill()
    client.get(page_of(organisation))
    one = count_queries(lambda: client.get(page_of(organisation)))
    fill(), fill()
    assert count_queries(lambda: client.get(page_of(organisation))) == one
