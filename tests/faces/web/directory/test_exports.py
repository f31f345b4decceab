"""Exports hold what the page shows, in its order, and cannot carry formulas."""

import csv
import io
import json

import openpyxl
import pytest
from bs4 import BeautifulSoup

from parvis.base.search.services import indexing
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.search_documents import INDEX
from tests.factories.directory import IdentifierFactory, OrganisationFactory
from tests.support.queries import count_queries

ASKED = ["id", "name", "kind", "city", "department", "region", "siren", "siret", "ror", "rnsr", "finess", "sources"]


@pytest.fixture
def institutes(db):
    first = OrganisationFactory(name="Institut Curie", city="Paris", sources=["ror", "hospitals"], weight=0.5)
    second = OrganisationFactory(name='=HYPERLINK("http://x") institut')
    for scheme, value in ((Scheme.FINESS, "750160012"), (Scheme.FINESS, "750000523"), (Scheme.SIREN, "784257164")):
        IdentifierFactory(organisation=first, scheme=scheme, value=value)
    OrganisationFactory(name="Autre chose")
    indexing.rebuild(INDEX)
    return first, second


def content(response):
    return b"".join(response.streaming_content)


def rows(client, kind, query):
    body = content(client.get(f"/directory/export.{kind}?{query}"))
    if kind == "csv":
        return list(csv.DictReader(io.StringIO(body.decode())))
    if kind == "json":
        return json.loads(body)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    header, *lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    return [dict(zip(header, [value or "" for value in line], strict=True)) for line in lines]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_export_holds_what_was_found_in_the_same_order(client, institutes, kind):
    first, second = institutes
    found = rows(client, kind, "q=institut")
    assert [row["id"] for row in found] == [str(first.pk), str(second.pk)]
    assert {name: found[0][name] for name in ASKED} == {
        "id": str(first.pk),
        "name": "Institut Curie",
        "kind": "lab",
        "city": "Paris",
        "department": "",
        "region": "",
        "siren": "784257164",
        "siret": "",
        "ror": "",
        "rnsr": "",
        "finess": "750160012|750000523",
        "sources": "ror|hospitals",
    }


def test_page_and_export_agree_on_every_order(client, institutes):
    for query in ("q=institut", "order=name", "order=importance&kind=lab", "q=institut&order=name"):
        exported = [row["id"] for row in rows(client, "csv", query)]
        page = BeautifulSoup(client.get(f"/directory/?{query}").content, "html.parser")
        shown = [link["href"].split("/")[-2] for link in page.select("[data-parvis-result]")]
        assert [Organisation.objects.get(pk=pk).slug for pk in exported] == shown


def test_no_cell_is_a_formula(client, institutes):
    _first, second = institutes
    body = content(client.get("/directory/export.csv?q=hyperlink")).decode()
    assert f"{second.pk},=" not in body
    assert "'=HYPERLINK" in body
    sheet = openpyxl.load_workbook(io.BytesIO(content(client.get("/directory/export.xlsx?q=hyperlink")))).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value} == {"s"}


def test_nothing_found_is_a_file_with_a_header_only(client, institutes):
    assert rows(client, "csv", "q=qqqqqq") == rows(client, "json", "q=qqqqqq") == rows(client, "xlsx", "q=qqqqqq") == []


def test_rows_are_limited_by_the_setting(client, institutes, settings):
    settings.DIRECTORY_EXPORT_ROWS = 1
    assert len(rows(client, "json", "")) == 1


def test_other_kinds_of_file_are_not_found(client, db):
    assert client.get("/directory/export.pdf").status_code == 404


def test_queries_do_not_grow_with_the_rows(client, institutes):
    content(client.get("/directory/export.csv?q=institut"))
    few = count_queries(lambda: content(client.get("/directory/export.csv?q=curie+institut")))
    for number in range(5):
        OrganisationFactory(name=f"Institut {number}")
    indexing.rebuild(INDEX)
    content(client.get("/directory/export.csv?q=institut"))
    assert count_queries(lambda: content(client.get("/directory/export.csv?q=institut"))) <= few
