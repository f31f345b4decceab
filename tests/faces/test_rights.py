"""The permission matrix: every address of the product, by every role, on one's own organisation and on another's.

The addresses come from the URL configuration; one that `rights.py` does not list fails.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.faces import rights
from tests.faces.rights_of_joint_projects import JOINT_PROJECTS
from tests.faces.rights_of_panels import PANELS, REVIEWS
from tests.support.world import ACTORS, build_world

RIGHTS = {**rights.RIGHTS, **PANELS, **REVIEWS, **JOINT_PROJECTS}
IN, HIDDEN, SIGN_IN = "in", "hidden", "sign in"


def addresses(patterns=None, namespace=""):
    """The names of all addresses, with their namespaces."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)


def test_every_address_has_its_rights_and_no_right_is_left_over():
    assert sorted(set(addresses()) ^ set(RIGHTS)) == []


def outcome(response):
    """What the answer means for the one who asked."""
    if response.status_code == 404:
        return HIDDEN
    if response.status_code == 401 and response.headers["Content-Type"] == "application/json":
        return SIGN_IN  # said to a script: the page keeps the text and asks to sign in
    if response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    assert response.status_code < 500, f"status {response.status_code}"
    return IN


def expected(right, actor, scope):
    """What the matrix says."""
    if right.needs_a_flow:
        return SIGN_IN
    if actor in right.who(scope):
        return IN
    return SIGN_IN if actor == "anonymous" and right.sign_in else HIDDEN


def ask(url, right, client):
    """Ask for the address, and leave no trace."""
    with transaction.atomic():
        response = getattr(client, right.method)(url, right.data)
        transaction.set_rollback(True)
    return outcome(response)


@pytest.fixture
def world():
    """The small campus, with a signed-in client for each actor."""
    built = build_world()
    built.clients = {actor: Client() for actor in ACTORS}
    for actor, user in built.users.items():
        built.clients[actor].force_login(user)
    return built


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_address_opens_for_whom_the_matrix_says(name, world):
    right, wrong = RIGHTS[name], []
    for scope in ("own", "other") if right.own else ("own",):
        url = reverse(name, kwargs=right.arguments(world.of(scope)))
        for actor in ACTORS:
            found = ask(url, right, world.clients[actor])
            if found != expected(right, actor, scope):
                wrong.append(f"{actor} on {scope}: {found}, not {expected(right, actor, scope)}")
    assert wrong == []
