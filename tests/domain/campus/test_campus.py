"""The campus is written by administrators, and read from memory for a few seconds."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.campus.models import Campus
from parvis.domain.campus.rules import can_edit_campus
from parvis.domain.campus.selectors.campus import forget_campus, the_campus
from parvis.domain.campus.services.campus import CampusValues, edit_campus
from parvis.domain.campus.services.logo import change_logo
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import CampusFactory

VALUES = CampusValues(name="Campus Santé Numérique", tagline_fr="Ici", contact_email="hello@campus.example")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], False),
        ([Role.REVIEWER], False),
        ([Role.COMMUNITY], False),
        ([Role.PROGRAMME], False),
        ([Role.SITE], False),
        ([Role.ADMINISTRATOR], True),
    ],
)
def test_only_administrators_may_edit_the_campus(roles, expected):
    assert can_edit_campus(UserFactory(roles=roles)) is expected


def test_campus_is_made_where_there_is_none_and_logged():
    actor = account_with(Role.ADMINISTRATOR)
    campus = edit_campus(actor=actor, values=VALUES)
    assert (campus.pk, campus.name, campus.tagline_fr) == (1, "Campus Santé Numérique", "Ici")
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, "name" in entry.data["fields"]) == ("campus.edited", actor, True)


def test_unchanged_campus_is_not_logged_again():
    edit_campus(actor=None, values=VALUES)
    edit_campus(actor=None, values=VALUES)
    assert Entry.objects.count() == 1


def test_outsider_is_refused_and_nothing_changes():
    CampusFactory(name="Before")
    with pytest.raises(NotAllowed):
        edit_campus(actor=account_with(Role.COMMUNITY), values=VALUES)
    assert Campus.objects.get().name == "Before"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("contact_email", "nobody"),
        ("primary_colour", "green"),
        ("primary_colour", "#ffff00"),
        ("accent_colour", "#fefefe"),
    ],
)
def test_wrong_value_is_refused_by_field(field, value):
    with pytest.raises(InvalidInput) as caught:
        edit_campus(actor=None, values=replace(VALUES, **{field: value}))
    assert list(caught.value.fields) == [field]
    assert not Campus.objects.exists()


def test_refused_colour_comes_with_the_nearest_readable_one():
    with pytest.raises(InvalidInput) as caught:
        edit_campus(actor=None, values=replace(VALUES, primary_colour="#ffd400"))
    sentence = caught.value.fields["primary_colour"][0]
    proposal = sentence.rstrip(".").rsplit(" ", 1)[1]
    assert edit_campus(actor=None, values=replace(VALUES, primary_colour=proposal)).primary_colour == proposal


def test_campus_has_a_name_before_anybody_set_it_up():
    assert the_campus().name == "parvis"


def test_campus_is_kept_for_some_seconds(django_assert_num_queries):
    CampusFactory(name="First")
    with django_assert_num_queries(1):
        the_campus()
        the_campus()
    Campus.objects.update(name="Second")
    assert the_campus().name == "First"
    forget_campus()
    assert the_campus().name == "Second"


def test_change_is_seen_at_once_by_whoever_made_it(django_capture_on_commit_callbacks):
    the_campus()
    with django_capture_on_commit_callbacks(execute=True):
        edit_campus(actor=None, values=VALUES)
    assert the_campus().name == VALUES.name


def picture():
    data = BytesIO()
    Image.new("RGB", (40, 20), "red").save(data, "PNG")
    return SimpleUploadedFile("logo.png", data.getvalue(), "image/png")


def test_logo_is_kept_and_taken_away():
    CampusFactory()
    administrator = account_with(Role.ADMINISTRATOR)
    campus = change_logo(actor=administrator, upload=picture())
    assert (campus.logo.purpose, campus.logo.content_type) == ("campus.logo", "image/png")
    assert change_logo(actor=administrator, upload=None).logo is None
    assert list(Entry.objects.values_list("verb", flat=True)) == ["campus.logo_changed"] * 2


def test_logo_is_refused_from_others_and_before_there_is_a_campus():
    with pytest.raises(NotAllowed):
        change_logo(actor=UserFactory(), upload=picture())
    with pytest.raises(Conflict):
        change_logo(actor=None, upload=picture())
    CampusFactory()
    with pytest.raises(InvalidInput):
        change_logo(actor=None, upload=SimpleUploadedFile("logo.png", b"no picture"))
