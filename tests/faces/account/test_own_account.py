"""Profile, language and appearance, roles, sessions, address."""

import pytest
from allauth.usersessions.models import UserSession

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import User
from parvis.base.activity.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory, account_with
from tests.support.accounts import confirmed_client, english, links_in
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(user, agent=FIREFOX):
    client = english()
    client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD}, headers={"user-agent": agent})
    return client


def test_name_is_changed_and_logged():
    user = UserFactory()
    confirmed_client(user).post("/account/", {"name": "  Ada   Lovelace "})
    assert User.objects.get().name == "Ada Lovelace"
    assert Entry.objects.get().verb == "accounts.profile_edited"


def test_name_that_is_too_long_is_refused():
    user = UserFactory(name="Ada")
    assert confirmed_client(user).post("/account/", {"name": "x" * 151}).status_code == 200
    assert User.objects.get().name == "Ada"


def test_language_and_appearance_are_kept_and_shown_at_once():
    user = UserFactory()
    client = confirmed_client(user)
    page = client.post("/account/reading/", {"language": "fr", "appearance": "dark"}, follow=True).content.decode()
    assert '<html lang="fr" data-bs-theme="dark"' in page
    user.refresh_from_db()
    assert (user.language, user.appearance) == ("fr", "dark")


@pytest.mark.parametrize("data", [{"language": "xx", "appearance": "dark"}, {"language": "fr", "appearance": "pink"}])
def test_other_languages_and_appearances_are_refused(data):
    user = UserFactory()
    assert confirmed_client(user).post("/account/reading/", data).status_code == 200
    assert User.objects.get().language == "en"


def test_role_is_given_back():
    user = account_with(Role.SITE)
    client = confirmed_client(user)
    client.post("/account/roles/site/leave/")
    assert not user.role_grants.exists()
    assert client.post("/account/roles/nonsense/leave/").status_code == 404


def test_last_administrator_cannot_leave():
    user = account_with(Role.ADMINISTRATOR)
    page = confirmed_client(user).post("/account/roles/administrator/leave/", follow=True).content.decode()
    assert "last campus administrator" in page
    assert user.role_grants.exists()


def test_sessions_are_listed_this_one_first():
    user = UserFactory(password=PASSWORD)
    signed_in(user, "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0")
    page = signed_in(user).get("/account/sessions/").content.decode()
    assert page.index("Firefox, Linux") < page.index("Edge, Windows")
    assert page.count("this one") == 1


def test_session_elsewhere_is_ended():
    user = UserFactory(password=PASSWORD)
    there, here = signed_in(user), signed_in(user)
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(f"/account/sessions/{other.pk}/end/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_all_other_sessions_are_ended():
    user = UserFactory(password=PASSWORD)
    others = [signed_in(user) for _ in range(2)]
    here = signed_in(user)
    page = here.post("/account/sessions/end-others/", follow=True).content.decode()
    assert "2 other sessions have ended." in page
    assert [client.get("/account/").status_code for client in others] == [302, 302]


def test_session_of_someone_else_is_not_there():
    user = UserFactory(password=PASSWORD)
    signed_in(user)
    session = UserSession.objects.get()
    assert confirmed_client(UserFactory()).post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert UserSession.objects.exists()


def test_more_sessions_take_no_more_queries():
    user = UserFactory(password=PASSWORD)
    client = signed_in(user)
    client.get("/account/sessions/")
    one = count_queries(lambda: client.get("/account/sessions/"))
    for _ in range(2):
        signed_in(user)
    assert count_queries(lambda: client.get("/account/sessions/")) == one


def test_address_is_changed_from_the_page_by_both_mails(mailoutbox):
    user = UserFactory(email="old@example.org")
    client = confirmed_client(user)
    client.post("/account/address/", {"email": "new@example.org"})
    page = client.get("/account/address/").content.decode()
    assert "A change is under way" in page
    for mail in list(mailoutbox):
        path = links_in(mail)[0]
        scanner = english()
        assert "Confirm the change" in scanner.get(path).content.decode()
        scanner.head(path)
        assert User.objects.get().email == "old@example.org"
        english().post(path, {"confirm": "yes"})
    assert User.objects.get().email == "new@example.org"


def test_change_of_address_is_stopped_by_the_link_and_by_the_page(mailoutbox):
    user = UserFactory()
    client = confirmed_client(user)
    client.post("/account/address/", {"email": "new@example.org"})
    page = english().post(links_in(mailoutbox[0])[0], {"stop": "yes"}).content.decode()
    assert "The change is stopped" in page
    client.post("/account/address/", {"email": "new@example.org"})
    client.post("/account/address/stop/")
    assert english().get(links_in(mailoutbox[-1])[0]).status_code == 410
    assert "No change of address" in client.post("/account/address/stop/", follow=True).content.decode()


def test_own_address_and_nonsense_are_refused(mailoutbox):
    user = UserFactory()
    client = confirmed_client(user)
    assert "present address" in client.post("/account/address/", {"email": user.email}).content.decode()
    client.post("/account/address/", {"email": "nonsense"})
    assert mailoutbox == []


def test_asking_for_changes_is_limited(mailoutbox):
    client = confirmed_client(UserFactory())
    answers = [client.post("/account/address/", {"email": f"n{n}@example.org"}).status_code for n in range(11)]
    assert answers[-2:] == [302, 429]


def test_settled_change_shows_what_is_missing(mailoutbox):
    user = UserFactory()
    confirmed_client(user).post("/account/address/", {"email": "new@example.org"})
    path = links_in(mailoutbox[0])[0]
    english().post(path, {"confirm": "yes"})
    page = english().get(path).content.decode()
    assert "as soon as the other mailbox has confirmed" in page
    assert "Confirm the change" not in page
