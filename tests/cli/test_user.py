"""`parvis user`: what it does, and what it refuses."""

import pytest
from typer.testing import CliRunner

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from parvis.cli import app
from tests.factories.accounts import PASSWORD, account_with

pytestmark = pytest.mark.django_db


def user(*arguments, given=""):
    return CliRunner().invoke(app, ["user", *arguments], input=given)


def test_add_opens_an_account_with_its_roles():
    made = user(
        "add", "Ada@Example.org", "--name", "Ada", "--role", "administrator", "--password-stdin", given=PASSWORD
    )
    assert made.exit_code == 0, made.output
    account = User.objects.get(email="ada@example.org")
    assert account.check_password(PASSWORD)
    assert [grant.role for grant in account.role_grants.all()] == [Role.ADMINISTRATOR]
    assert Entry.objects.filter(actor=None, verb="accounts.created").count() == 1


def test_add_asks_for_the_password_twice():
    made = user("add", "ada@example.org", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    assert PASSWORD not in made.output


def test_add_without_password_leaves_the_mailed_code():
    assert user("add", "ada@example.org", "--no-password").exit_code == 0
    assert not User.objects.get().has_usable_password()


def test_role_is_given_and_taken():
    account_with(Role.ADMINISTRATOR)
    account = account_with()
    assert user("role", account.email, "site").exit_code == 0
    assert [grant.role for grant in account.role_grants.all()] == [Role.SITE]
    assert user("role", account.email, "site", "--remove").exit_code == 0
    assert not account.role_grants.exists()


def test_password_is_changed():
    account = account_with(password=PASSWORD)
    assert user("password", account.email, "--password-stdin", given="another long sentence").exit_code == 0
    account.refresh_from_db()
    assert account.check_password("another long sentence")


def test_deactivate_and_undo():
    account = account_with()
    assert user("deactivate", account.email).exit_code == 0
    account.refresh_from_db()
    assert not account.is_active
    assert user("deactivate", account.email, "--undo").exit_code == 0
    account.refresh_from_db()
    assert account.is_active


def test_list_shows_everyone():
    account_with(Role.SITE, Role.REVIEWER, email="a@example.org", name="A")
    account_with(email="b@example.org", name="", is_active=False)
    assert user("list").stdout.splitlines() == [
        "a@example.org\tA\treviewer, site\tactive",
        "b@example.org\t-\t-\tdeactivated",
    ]


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (("add", "taken@example.org", "--password-stdin"), PASSWORD, "already exists"),
        (("add", "not an address", "--password-stdin"), PASSWORD, "Enter a valid email address."),
        (("add", "new@example.org", "--password-stdin"), "short", "too short"),
        (("add", "new@example.org", "--role", "king"), "", "there is no role king"),
        (("role", "taken@example.org", "administrator", "--remove"), "", "the last campus administrator"),
        (("role", "nobody@example.org", "site"), "", "no account with the address nobody@example.org"),
        (("password", "taken@example.org", "--password-stdin"), "short", "too short"),
        (("deactivate", "taken@example.org"), "", "the last campus administrator"),
    ],
)
def test_refusals_are_one_sentence_and_change_nothing(arguments, given, sentence):
    account = account_with(Role.ADMINISTRATOR, email="taken@example.org", password=PASSWORD)
    refused = user(*arguments, given=given)
    assert refused.exit_code in {1, 2}
    assert sentence in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    account.refresh_from_db()
    assert list(User.objects.all()) == [account]
    assert account.is_active
    assert account.check_password(PASSWORD)
    assert account.role_grants.count() == 1
