import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.linking.models import CandidatePair
from tests.domain.sources.support import import_all, territories
from tests.factories.accounts import account_with
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db
URL = "quality:quality"


def page_of(client):
    return BeautifulSoup(client.get(reverse(URL)).content, "html.parser")


def text_of(soup):
    return " ".join(soup.get_text(" ").split())


def rows_of(table):
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")
    ]


def test_an_empty_directory_says_what_to_do(sign_in):
    soup = page_of(sign_in(account_with(Role.COMMUNITY)))
    assert "No register has been imported yet" in text_of(soup)
    assert soup.select_one(f'main a[href="{reverse("imports:imports")}"]')


def test_the_page_counts_registers_and_territories(sign_in):
    territories()
    reports = import_all("ror", "hospitals")
    soup = page_of(sign_in(account_with(Role.COMMUNITY)))
    registers, shares, by_source = soup.select("main .pv-table")
    names = [row[0] for row in rows_of(registers)]
    assert set(names) == {"ROR", "SAE"}
    assert sum(int(row[1]) for row in rows_of(registers)) == sum(
        report.counts["new"] + report.counts.get("joined", 0) for report in reports.values()
    )
    assert [row[0] for row in rows_of(shares) if row[0].startswith("Auvergne")] == ["Auvergne-Rhône-Alpes"]
    assert len(rows_of(shares)) == len(rows_of(by_source))


def test_doubts_are_for_those_who_judge(sign_in):
    territories()
    import_all("hospitals")
    one, other = OrganisationFactory(), OrganisationFactory()
    CandidatePair.objects.create(
        left=one, right=other, score=0.97, value=1.0, left_source="ror", right_source="rnsr",
    )  # fmt: skip
    judge = page_of(sign_in(account_with(Role.COMMUNITY)))
    assert "1 pair to judge" in text_of(judge)
    assert judge.select_one(f'main a[href="{reverse("linking:queue")}?band=high"]')
    assert "1 pair to judge" not in text_of(page_of(sign_in(account_with(Role.SITE))))


def test_the_territories_are_given_as_numbers(sign_in):
    territories()
    import_all("hospitals")
    response = sign_in(account_with(Role.PROGRAMME)).get(reverse("quality:export"))
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert response["Content-Disposition"].startswith('attachment; filename="territories-')
    assert {"region", "organisations", "placed", "numbered", "hospitals"} <= rows[0].keys()
    assert sum(int(row["hospitals"]) for row in rows) == sum(int(row["organisations"]) for row in rows)


def test_visitors_read_how_many_records_became_how_many_organisations(client):
    territories()
    import_all("ror", "hospitals")
    soup = BeautifulSoup(client.get(reverse("imports:sources")).content, "html.parser")
    card = soup.select_one("main section")
    assert card.h2.get_text(strip=True) == "From records to organisations"
    assert [row.th.get_text() for row in card.select("tbody tr")][:2] == ["1 register", "2 registers"]
