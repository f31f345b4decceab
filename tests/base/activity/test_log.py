"""The log is written once and stays, until its lines are old enough to be removed."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from parvis.base.accounts.registry import personal_data
from parvis.base.activity.models import AppendOnly, Concern, Entry
from parvis.base.activity.services.record import record
from parvis.base.activity.services.retention import prune
from parvis.core import clock
from tests.factories.accounts import UserFactory
from tests.support.log import let_the_log_stay

pytestmark = pytest.mark.django_db


@pytest.fixture
def guarded():
    let_the_log_stay()


def entry(**values):
    return record(**{"actor": None, "verb": "tests.done", **values})


def test_record_writes_who_did_what_to_what():
    actor, concerned = UserFactory(), UserFactory()
    line = entry(actor=actor, target=concerned, data={"fields": ["name"]}, concerns=[concerned, actor, concerned])
    assert (line.actor, line.verb, line.target_type) == (actor, "tests.done", "accounts.user")
    assert (line.target_id, line.data) == (str(concerned.pk), {"fields": ["name"]})
    assert [concern.user for concern in line.concerns.all()] == [concerned]


def test_record_never_keeps_the_name_of_a_person():
    user = UserFactory(name="Ada Lovelace", email="ada@example.org")
    line = entry(target=user)
    assert "ada" not in line.target_label.lower()


@pytest.mark.django_db(transaction=True)
def test_record_refuses_to_be_written_outside_the_act():
    with pytest.raises(RuntimeError, match="transaction of the act"):
        entry()


def test_the_models_refuse_to_change_or_remove_lines():
    line = entry(concerns=[UserFactory()])
    concern = Concern.objects.get()
    for act in (
        line.save,
        line.delete,
        concern.save,
        concern.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb="tests.other"),
        lambda: Entry.objects.bulk_update([line], ["verb"]),
        lambda: Concern.objects.update(user=None),
    ):
        with pytest.raises(AppendOnly):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activity_entry SET verb = 'tests.other'",
        "UPDATE activity_concern SET user_id = user_id",
        "DELETE FROM activity_concern; DELETE FROM activity_entry",
    ],
)
def test_the_database_refuses_too(guarded, statement):
    entry(concerns=[UserFactory()])
    assert refused(statement)


def refused(statements):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements.split("; "):
                cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def test_prune_removes_what_is_old_enough_and_says_so(guarded):
    entry(verb="tests.old", concerns=[UserFactory()])
    with time_machine.travel(clock.now() + dt.timedelta(days=10)):
        entry(verb="tests.young")
        assert prune(clock.now() - dt.timedelta(days=5)) == 1
        assert prune(clock.now() - dt.timedelta(days=5)) == 0
    assert list(Entry.objects.values_list("verb", flat=True)) == ["activity.pruned", "tests.young"]
    assert Entry.objects.first().data["count"] == 1
    assert refused("DELETE FROM activity_entry")


def test_a_declared_pruning_lets_only_old_lines_go(guarded):
    entry()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO activity_pruning (before) VALUES ('2001-01-01 00:00:00')")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        QuerySet(Entry).delete()


def test_erasing_someone_leaves_the_lines_and_forgets_whom_they_concern():
    user, other = UserFactory(), UserFactory()
    entry(actor=user)
    entry(actor=other, concerns=[user])
    data = personal_data.get("activity")
    assert [act["own"] for act in data.export(user)["acts"]] == [True, False]
    assert len(data.erase(user)) == 1
    assert [act["own"] for act in data.export(user)["acts"]] == [True]
    assert Entry.objects.count() == 2
