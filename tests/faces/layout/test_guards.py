"""Guards: who gets in, who is sent to sign in, who finds nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from parvis.base.accounts.enums import Role
from parvis.faces.web.layout.guards import role_required, signed_in, team_only
from tests.factories.accounts import account_with

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/?next="


def page(request):
    return HttpResponse("in")


def ask(rf, guard, user, path="/somewhere/?q=1", **headers):
    request = rf.get(path, headers=headers)
    request.user = user
    return guard(page)(request)


GUARDS = {
    "signed_in": signed_in,
    "team_only": team_only,
    "programme_or_site": role_required(Role.PROGRAMME, Role.SITE),
    "administrator": role_required(Role.ADMINISTRATOR),
}
EVERYBODY = {
    "visitor": (),
    "reviewer": (Role.REVIEWER,),
    "community": (Role.COMMUNITY,),
    "programme": (Role.PROGRAMME,),
    "site": (Role.SITE,),
    "administrator": (Role.ADMINISTRATOR,),
}
ALLOWED = {
    "signed_in": set(EVERYBODY),
    "team_only": {"community", "programme", "site", "administrator"},
    "programme_or_site": {"programme", "site", "administrator"},
    "administrator": {"administrator"},
}


@pytest.mark.parametrize("guard", GUARDS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_guard_opens_to_whom_it_should(rf, guard, who):
    user = account_with(*EVERYBODY[who])
    if who in ALLOWED[guard]:
        assert ask(rf, GUARDS[guard], user).content == b"in"
    else:
        with pytest.raises(Http404):
            ask(rf, GUARDS[guard], user)


@pytest.mark.parametrize("guard", GUARDS)
def test_anonymous_visitor_signs_in_and_comes_back(rf, guard):
    response = ask(rf, GUARDS[guard], AnonymousUser())
    assert (response.status_code, response.url) == (302, SIGN_IN + "/somewhere/%3Fq%3D1")


def test_anonymous_htmx_request_leads_the_whole_page_to_sign_in(rf):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/list/?page=2"}
    response = ask(rf, signed_in, AnonymousUser(), **headers)
    assert response["HX-Redirect"] == SIGN_IN + "/list/%3Fpage%3D2"


def test_htmx_never_leads_back_to_another_site(rf):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/list/"}
    assert ask(rf, signed_in, AnonymousUser(), **headers)["HX-Redirect"] == SIGN_IN + "/dashboard/"


def test_anonymous_post_comes_back_to_a_page_that_can_be_opened(rf):
    request = rf.post("/somewhere/delete/")
    request.user = AnonymousUser()
    assert signed_in(page)(request).url == SIGN_IN + "/dashboard/"
