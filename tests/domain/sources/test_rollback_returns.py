"""Whatever is imported and edited: staging, applying and rolling back give back exactly what was there."""

import csv
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.sources.services.imports import import_file
from parvis.domain.sources.services.remaking import remake_organisations
from tests.domain.sources.support import applied, directory, rolled_back, row_of, staged, territories
from tests.domain.sources.support import written as write_file

pytestmark = pytest.mark.django_db

RORS = ("02vjkv261", "02feahw73", "02rx3b187", "05f82e368", "03w36pm25")
GRIDS = ("", "grid.1111.1", "grid.2222.2", "grid.3333.3")
ITEMS = ("", "Q1", "Q2", "Q3")

ror_rows = st.lists(
    st.fixed_dictionaries(
        {
            "ror": st.sampled_from(RORS),
            "status": st.sampled_from(("active", "inactive")),
            "name": st.sampled_from(("Alpha", "Beta", "Gamma santé", "ALPHA")),
            "aliases": st.sampled_from(("", "Beta", "Delta|Beta")),
            "types": st.sampled_from(("education", "healthcare", "funder")),
            "city": st.sampled_from(("Paris", "Viriat", "")),
            "website": st.sampled_from(("", "https://a.example.org", "https://b.example.org")),
            "grid": st.sampled_from(GRIDS),
            "wikidata": st.sampled_from(ITEMS),
            "isni": st.just(""),
            "fundref": st.just(""),
            "parents": st.sampled_from(("", *RORS)),
        }
    ),
    unique_by=lambda row: row["ror"],
    min_size=1,
)
other_rows = st.lists(
    st.fixed_dictionaries(
        {
            "paysage_id": st.sampled_from(("aaaaa", "bbbbb", "ccccc")),
            "name": st.sampled_from(("Alpha", "Epsilon", "Zeta")),
            "ror": st.sampled_from(("", *RORS)),
            "grid": st.sampled_from(GRIDS),
            "wikidata": st.sampled_from(ITEMS),
            "siret": st.just(""),
            "siren": st.just(""),
            "isni": st.just(""),
            "pic": st.just(""),
        }
    ),
    unique_by=lambda row: row["paysage_id"],
)
edits = st.lists(
    st.tuples(st.sampled_from(("name", "website", "alias", "removed")), st.integers(0, 4), st.sampled_from("XY")),
    max_size=3,
)


def edit(kind, place, text):
    """What a person may do to an organisation."""
    organisations = list(Organisation.objects.order_by("slug"))
    organisation = organisations[place % len(organisations)]
    if kind == "alias":
        Name.objects.get_or_create(organisation=organisation, text=text, kind="alias", defaults={"source": "human"})
    elif kind == "removed":
        numbers = Identifier.objects.filter(organisation=organisation, scheme="grid")
        organisation.provenance["removed"] = {"identifiers": [f"grid:{number.value}" for number in numbers]}
        numbers.delete()
    else:
        setattr(organisation, kind, text if kind == "name" else f"https://{text}.example.org")
        organisation.provenance[kind] = {"source": "human", "on": "2026-11-01"}
    organisation.version += 1
    organisation.save()


def differences(before, now):
    """The rows that stand in one of them only."""
    return [
        (table, "before" if row in before[table] else "now", dict(row))
        for table in before
        for row in [*before[table], *now[table]]
        if before[table].count(row) != now[table].count(row)
    ]


@settings(
    max_examples=60,
    phases=[Phase.generate, Phase.reuse],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=ror_rows, other=other_rows, second=ror_rows, by_people=edits, late=st.booleans())
def test_a_rolled_back_import_leaves_no_trace(territories_there, first, other, second, by_people, late):
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder)
        ror, other_row = row_of("ror", name="Inserm"), row_of("higher_education", paysage_id="6a498")
        old, new = ([{**ror, **row} for row in rows] for rows in (first, second))
        import_file(actor=None, source="ror", path=write_file(path / "1.csv", old))
        if other and not late:
            others = write_file(path / "he.csv", [{**other_row, **row} for row in other])
            import_file(actor=None, source="higher_education", path=others)
        for one in by_people:
            edit(*one)
        remake_organisations(Organisation.objects.values_list("pk", flat=True))
        before = directory()
        run = staged("ror", write_file(path / "2.csv", new))
        found = differences(before, directory())
        assert not found, "\n".join(map(str, found))
        is_applied, run = applied(run)
        assert (is_applied, run.state) == (True, "done")
        after = directory()
        run = rolled_back(run)
        assert run.state == "rolled_back"
        found = differences(before, directory())
        assert not found, "\n".join(map(str, found))
        is_applied, run = applied(run)
        assert is_applied
        found = differences(after, directory())
        assert not found, "\n".join(map(str, found))
        transaction.set_rollback(True)


@pytest.fixture
def territories_there(db):
    territories()


def test_the_fixture_has_the_columns_that_rows_replace():
    with (Path(__file__).parents[1] / "registers" / "data" / "ror.csv").open(encoding="utf-8") as file:
        assert {"ror", "grid", "wikidata", "parents"} <= set(csv.DictReader(file).fieldnames)
