"""What was merged is seen nowhere, and its former addresses lead on."""

import json

import pytest
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.search.services import indexing
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.directory.selectors.search import DirectoryFilters, organisation_ids
from parvis.domain.directory.selectors.territories import Scope, counts_by_kind
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.unmerging import unmerge
from parvis.faces.web.seo import sitemap
from tests.factories import directory as make
from tests.factories.accounts import account_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged():
    survivor = make.OrganisationFactory(name="CHU de Lille", slug="chu-de-lille")
    absorbed = make.OrganisationFactory(name="CHRU Lille", slug="chru-lille")
    indexing.rebuild(INDEX)
    merge = merge_organisations(actor=None, survivor=survivor, absorbed=absorbed)
    indexing.index(INDEX, [survivor.pk, absorbed.pk])
    return merge


def test_former_addresses_lead_to_the_same_page_of_the_survivor(client, merged):
    answer = client.get("/organisations/chru-lille/?lang=en")
    assert (answer.status_code, answer["Location"]) == (301, "/organisations/chu-de-lille/?lang=en")
    answer = client.get("/organisations/chru-lille/edit/")
    assert answer["Location"] == f"{reverse('account_login')}?next=/organisations/chru-lille/edit/"


def test_pages_behind_the_sign_in_lead_on_too(sign_in, merged):
    client = sign_in(account_with(Role.COMMUNITY))
    answer = client.get("/organisations/chru-lille/edit/who/")
    assert (answer.status_code, answer["Location"]) == (301, "/organisations/chu-de-lille/edit/who/")


def test_a_form_for_the_former_page_is_refused_with_a_sentence(sign_in, merged):
    answer = sign_in(account_with(Role.COMMUNITY)).post("/organisations/chru-lille/confirm/")
    assert answer.status_code == 409
    assert "merged" in answer.content.decode()


def test_an_unknown_address_stays_unknown(client, merged):
    assert client.get("/organisations/nowhere/").status_code == 404


def test_lists_counts_search_exports_and_the_sitemap_leave_it_out(client, merged):
    survivor = merged.survivor_id
    assert organisation_ids(DirectoryFilters()) == [survivor]
    assert counts_by_kind(Scope()) == {"lab": 1}
    exported = b"".join(client.get("/directory/export.json").streaming_content)
    assert [line["slug"] for line in json.loads(exported)] == ["chu-de-lille"]
    assert "chru-lille" not in sitemap.page("organisations", 1)
    assert not indexing.repair(INDEX)


def test_it_is_found_by_its_former_name_and_comes_back_as_it_was(client, merged):
    assert "CHU de Lille" in client.get("/directory/?q=CHRU").content.decode()
    unmerge(actor=None, merge=merged)
    indexing.index(INDEX, [merged.survivor_id, merged.absorbed_id])
    assert client.get("/organisations/chru-lille/").status_code == 200
    assert Organisation.objects.count() == 2
    assert not indexing.repair(INDEX)
