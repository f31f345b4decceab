"""Themes and sectors."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.tasks import index_again
from parvis.domain.reference.models import Theme
from parvis.domain.reference.services.themes import create_theme, edit_theme, order_themes, set_theme_active
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import OrganisationFactory, RelationFactory
from tests.factories.reference import SectorFactory, ThemeFactory
from tests.support.meanwhile import meanwhile
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
NAMES = {"name_fr": "Robots", "name_en": "Robotics"}


@pytest.fixture
def administrator():
    return account_with(Role.ADMINISTRATOR)


def test_a_theme_is_added_written_retired_and_offered_again(administrator, django_capture_on_commit_callbacks):
    theme = create_theme(actor=administrator, values={**NAMES, "description_en": " Arms "})
    assert (theme.code, theme.position, theme.description_en) == ("robotics", 1, "Arms")
    with django_capture_on_commit_callbacks(execute=True):
        edit_theme(actor=administrator, theme=theme, values={"name_en": "Robots and cobots"})
        edit_theme(actor=administrator, theme=theme, values={"name_en": "Robots and cobots"})
    assert Theme.objects.get().code == "robotics"
    assert Job.objects.get(name="directory.index_again").arguments == {"theme": "robotics"}
    set_theme_active(actor=administrator, theme=theme, is_active=False)
    with pytest.raises(Conflict):
        set_theme_active(actor=administrator, theme=theme, is_active=False)
    set_theme_active(actor=administrator, theme=theme, is_active=True)
    assert [entry.verb for entry in Entry.objects.filter(verb__startswith="reference.").order_by("pk")] == [
        "reference.theme_created",
        "reference.theme_edited",
        "reference.theme_retired",
        "reference.theme_restored",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_fr": ""}, "name_fr"),
        ({"name_en": "x" * 121}, "name_en"),
        ({"name_en": "!"}, "name_en"),
        ({"name_en": "Health data"}, "name_en"),
        ({"description_fr": "x" * 1001}, "description_fr"),
    ],
)
def test_bad_values_are_refused_by_field(administrator, values, field):
    ThemeFactory(code="health-data")
    with pytest.raises(InvalidInput) as refusal:
        create_theme(actor=administrator, values={**NAMES, **values})
    assert list(refusal.value.fields) == [field]


def test_only_administrators_change_themes():
    theme = ThemeFactory()
    for actor in (UserFactory(), account_with(Role.COMMUNITY)):
        for act in (
            lambda actor=actor: create_theme(actor=actor, values=NAMES),
            lambda actor=actor: edit_theme(actor=actor, theme=theme, values=NAMES),
            lambda actor=actor: set_theme_active(actor=actor, theme=theme, is_active=False),
            lambda actor=actor: order_themes(actor=actor, codes=[]),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_themes_are_ordered_and_those_not_named_come_after(administrator):
    first, second, third = (ThemeFactory(position=place) for place in range(3))
    order_themes(actor=administrator, codes=[third.code, first.code])
    assert list(Theme.objects.all()) == [third, first, second]


def test_the_pages(administrator, sign_in):
    first, second = ThemeFactory(position=1), ThemeFactory(position=2)
    OrganisationFactory(themes=[first])
    client = sign_in(administrator)
    assert first.name_fr in client.get("/campus/themes/").content.decode()
    client.post(f"/campus/themes/{second.code}/move/", {"to": "up"})
    client.post(f"/campus/themes/{second.code}/move/", {"to": "up"})
    assert list(Theme.objects.all()) == [second, first]
    client.post(f"/campus/themes/{second.code}/move/", {"to": "down"})
    assert list(Theme.objects.all()) == [first, second]
    client.post(f"/campus/themes/{first.code}/active/", {})
    client.post(f"/campus/themes/{first.code}/active/", {})
    assert not Theme.objects.get(pk=first.pk).is_active
    client.post(f"/campus/themes/{first.code}/active/", {"offer": "yes"})
    assert Theme.objects.get(pk=first.pk).is_active
    assert client.post("/campus/themes/new/", NAMES).url == "/campus/themes/"
    page = client.post("/campus/themes/new/", NAMES).content.decode()
    assert "There is a theme of this name already." in page
    assert client.post("/campus/themes/robotics/", {**NAMES, "name_fr": "Robotique"}).url == "/campus/themes/"
    assert Theme.objects.get(code="robotics").name_fr == "Robotique"
    assert 'value="Robotique"' in client.get("/campus/themes/robotics/").content.decode()
    assert client.get("/campus/themes/nothing/").status_code == 404


def test_sectors_are_looked_up(sign_in):
    sector = SectorFactory()
    OrganisationFactory(sector=sector)
    client = sign_in(account_with(Role.SITE))
    assert "72.11Z" in client.get("/campus/sectors/").content.decode()
    assert "72.11Z" in client.get("/campus/sectors/?q=biotechnologie").content.decode()
    assert "No sector fits." in client.get("/campus/sectors/?q=cirque").content.decode()
    assert sign_in(UserFactory()).get("/campus/sectors/").status_code == 404


def test_more_themes_cost_no_more_queries(administrator, sign_in):
    client = sign_in(administrator)
    OrganisationFactory(themes=[ThemeFactory()])
    client.get("/campus/themes/")
    one = count_queries(lambda: client.get("/campus/themes/"))
    OrganisationFactory(themes=[ThemeFactory(), ThemeFactory()])
    assert count_queries(lambda: client.get("/campus/themes/")) == one


class Handle:
    """What the job sees of its attempt."""

    def progress(self, *_done):
        """Say nothing."""


def test_what_is_found_by_another_name_is_indexed_again():
    theme = ThemeFactory()
    OrganisationFactory(themes=[theme])
    parent = RelationFactory().parent
    assert index_again(Handle(), theme=theme.code) == {"indexed": 1}
    assert index_again(Handle(), parent=parent.pk) == {"indexed": 1}


def test_a_description_is_edited_without_indexing_anything_again(administrator, django_capture_on_commit_callbacks):
    theme = ThemeFactory()
    with django_capture_on_commit_callbacks(execute=True):
        edit_theme(actor=administrator, theme=theme, values={"description_fr": "Bras et jambes"})
    assert Theme.objects.get().description_fr == "Bras et jambes"
    assert not Job.objects.exists()


def test_theme_is_refused_when_another_took_its_code_at_the_same_moment(administrator):
    with (
        meanwhile(lambda: ThemeFactory(code="robotics"), before='INSERT INTO "reference_theme"'),
        pytest.raises(Conflict, match="already"),
    ):
        create_theme(actor=administrator, values=NAMES)
