"""axe on every page, in light and dark, and no page that is wider than a telephone."""

import pytest
from django.urls import reverse

from tests.faces import rights
from tests.faces.rights_of_joint_projects import JOINT_PROJECTS
from tests.faces.rights_of_panels import PANELS, REVIEWS
from tests.support.world import ACTORS, build_world

pytestmark = pytest.mark.browser

RIGHTS = {**rights.RIGHTS, **PANELS, **REVIEWS, **JOINT_PROJECTS}
NOT_PAGES = {
    "account_logout",
    "applying:receipt",
    "campus_settings:logo",
    "campus_settings:stylesheet",
    "assignment:file",
    "directory:export",
    "directory_edit:sectors",
    "directory:suggest",
    "linking:labelled",
    "linking:like",
    "map:ground",
    "map:points",
    "ops:healthz",
    "ops:metrics",
    "projects:export",
    "reviews:export",
    "seo:robots",
    "seo:sitemap",
    "seo:sitemap_page",
}
"""Addresses that answer with data or a fragment, or that would end the visit."""


def pages_of(actor):
    """The pages that the matrix opens to this actor on their own organisation."""
    return sorted(
        name
        for name, right in RIGHTS.items()
        if right.method == "get"
        and actor in right.who("own")
        and name not in NOT_PAGES
        and not name.endswith(("csv", "download", "_csv", "export", "_file", "deadlines", "workbook", "calendar"))
    )


def problems_on(visitor, url):
    """What axe and a narrow window find wrong."""
    page = visitor.page
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(url)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    found = visitor.axe()
    page.set_viewport_size({"width": 390, "height": 844})
    if visitor.overflows():
        found.append(f"{page.url} is wider than 390 pixels")
    return found


@pytest.mark.parametrize(
    ("actor", "language", "scheme"),
    [("anonymous", "fr", "dark"), ("administrator", "en", "light"), ("owner", "fr", "dark")],
)
def test_every_page_is_accessible_and_fits_a_telephone(visit, actor, language, scheme):
    world = build_world()
    visitor = visit(world.users.get(actor), language=language, scheme=scheme)
    names = pages_of(actor)
    if actor == "owner":
        names = [name for name in names if "anonymous" not in RIGHTS[name].who("own")]
    problems = []
    for name in names:
        problems += problems_on(visitor, reverse(name, kwargs=RIGHTS[name].arguments(world.of("own"))))
    assert not problems, "\n".join(problems)


def test_dashboard_of_every_role_is_accessible_and_fits_a_telephone(visit):
    world = build_world()
    problems = []
    for actor in ACTORS[1:]:
        problems += problems_on(visit(world.users[actor], language="fr", scheme="light"), "/dashboard/")
    assert not problems, "\n".join(problems)
