"""Many rows at once."""

import datetime as dt
from decimal import Decimal

import pytest

from parvis.core import bulk
from parvis.domain.directory.enums import NameKind
from parvis.domain.directory.models import Name, Organisation
from tests.factories import directory as make

pytestmark = pytest.mark.django_db


def test_values_of_every_kind_are_read_back_as_they_were():
    organisation = make.OrganisationFactory()
    columns = ("provenance", "updated_at", "weight", "name")
    moment, said = dt.datetime(2026, 5, 17, 12, 30, tzinfo=dt.UTC), {"name": {"source": "ror", "été": [1]}}
    row = (said, moment, Decimal("0.25"), "Été", organisation.pk)
    assert bulk.update(Organisation, columns, ("id",), [row]) == 1
    organisation.refresh_from_db()
    found = [getattr(organisation, column) for column in columns]
    assert found == [said, moment, 0.25, "Été"]
    columns = ("organisation_id", "text", "kind", "language", "source", "source_on")
    day = dt.date(2026, 5, 17)
    assert bulk.insert(Name, columns, [(organisation.pk, "X", NameKind.ALIAS, "", "ror", day)]) == 1
    assert Name.objects.values_list(*columns).get() == (organisation.pk, "X", "alias", "", "ror", day)


def test_nothing_is_written_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert bulk.insert(Name, ("text",), []) == bulk.update(Name, ("text",), ("id",), []) == 0
        bulk.delete(Name, [])
        assert bulk.reserve_ids(Name, 0) == []
