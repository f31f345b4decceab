"""Accounts without a sign-up, and what their owners say about themselves."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.accounts.rules import roles_of
from parvis.base.accounts.services.creation import create_account, set_password
from parvis.base.accounts.services.email_change import request_email_change
from parvis.base.accounts.services.profile import choose_reading, edit_profile
from parvis.base.accounts.services.sessions import end_session
from parvis.base.activity.models import Entry
from parvis.core.errors import InvalidInput, NotAllowed
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_created_account_is_confirmed_and_holds_its_roles():
    user = create_account(
        actor=None, email=" Ada@Example.org ", password=PASSWORD, name="Ada", language="fr", roles=[Role.SITE]
    )
    assert (user.email, user.language, roles_of(user)) == ("ada@example.org", "fr", {Role.SITE})
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "accounts.created",
        "accounts.role_granted",
    ]


def test_account_without_password_has_none():
    assert not create_account(actor=None, email="ada@example.org").has_usable_password()


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [("ada@example.org", PASSWORD, "email"), ("nonsense", PASSWORD, "email"), ("new@example.org", "weak", "password")],
)
def test_refused_account_leaves_nothing(email, password, field):
    UserFactory(email="ada@example.org")
    with pytest.raises(InvalidInput) as refusal:
        create_account(actor=None, email=email, password=password)
    assert field in refusal.value.fields
    assert User.objects.count() == 1


def test_password_is_set_from_the_command_line():
    user = UserFactory()
    set_password(actor=None, user=user, password=PASSWORD)
    assert User.objects.get().check_password(PASSWORD)
    with pytest.raises(InvalidInput):
        set_password(actor=None, user=user, password="weak")


def test_same_name_is_no_act():
    user = UserFactory(name="Ada")
    edit_profile(actor=user, name="Ada")
    assert not Entry.objects.exists()
    with pytest.raises(InvalidInput):
        edit_profile(actor=user, name="x" * 151)


def test_reading_is_chosen_one_by_one():
    user = UserFactory(language="en")
    choose_reading(actor=user, language="fr")
    choose_reading(actor=user, appearance="dark")
    user.refresh_from_db()
    assert (user.language, user.appearance) == ("fr", "dark")
    for wrong in ({"language": "xx"}, {"appearance": "pink"}):
        with pytest.raises(InvalidInput):
            choose_reading(actor=user, **wrong)


def test_session_of_someone_else_is_not_ended():
    session = UserSession.objects.create(user=UserFactory(), ip="127.0.0.1", session_key="k", user_agent="")
    with pytest.raises(NotAllowed):
        end_session(actor=UserFactory(), session_id=session.pk)


def test_rows_say_nothing_personal_where_the_log_keeps_them(mailoutbox):
    user = UserFactory(name="", email="ada.lovelace@example.org")
    change = request_email_change(actor=user, new_email="new@example.org")
    assert (user.log_label, change.log_label) == (f"#{user.pk}", f"#{change.pk}")
    assert str(user) == "ada.lovelace"
    assert "@" not in str(change)
    assert not any("@" in entry.target_label for entry in Entry.objects.all())
