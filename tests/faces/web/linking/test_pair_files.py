"""Pages that take files of judged pairs."""

from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.linking.models import Judgement, PairFile
from tests.domain.linking.judged import content, known, stage
from tests.factories.accounts import account_with
from tests.support.jobs import run_jobs
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
INDEX = "/campus/linking/judgements/files/"


@pytest.fixture
def account():
    return account_with(Role.COMMUNITY)


@pytest.fixture
def keeper(sign_in, account):
    return sign_in(account)


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def act(client, name, file, **data):
    return client.post(reverse(f"linking:{name}", args=[file.pk]), data, follow=True)


def test_the_page_of_judgements_leads_to_the_import(keeper):
    assert INDEX in keeper.get(reverse("linking:judgements")).content.decode()


def test_a_file_is_read_looked_at_imported_and_taken_back(keeper):
    known("ror", "1"), known("rnsr", "1")
    rows = ("ror:1", "rnsr:1", 1, "CHU A", "Labo B", "Ada"), ("ror:2", "ror:3", 0), ("ror:2", "ror:2", 0)
    page = keeper.post(INDEX, {"file": SimpleUploadedFile("pairs.csv", content(*rows))}, follow=True)
    file = PairFile.objects.get()
    assert "Nothing is written yet" in text(page)
    assert "Labo B / CHU A rnsr:1 / ror:1 The same Ada" in text(page)
    assert "4 Both sides are the same record" in text(page)
    assert "Some lines cannot be used" in text(act(keeper, "pair_file_apply", file))
    assert "Waiting for a worker" in text(act(keeper, "pair_file_apply", file, skip_bad="on"))
    run_jobs()
    assert "2 judgements are kept" in text(keeper.get(page.redirect_chain[-1][0]))
    judged = text(keeper.get(reverse("linking:judgements")))
    assert "Imported (Person" in judged
    assert "judged by Ada" in judged
    act(keeper, "pair_file_undo", file)
    run_jobs()
    assert "Taken back" in text(keeper.get(INDEX))


def test_lines_are_shown_by_what_becomes_of_them(keeper, account):
    Judgement.objects.create(
        left_source="ror", left_key="1", right_source="ror", right_key="2", verdict="different", judged_by=account
    )
    file = stage(account, ("ror:1", "ror:2", 1, "Against", "B"), ("ror:1", "ror:3", 1, "Unheard", "C"))
    page = text(keeper.get(f"{INDEX}{file.pk}/?outcome=contradicts"))
    assert "Against" in page
    assert f"Different {account.display_name}" in page
    assert "Unheard" not in page
    assert "Unheard" in text(keeper.get(f"{INDEX}{file.pk}/?outcome=wrong"))


def test_a_file_without_news_cannot_be_imported(keeper, account):
    file = stage(account, ("directory:1", "ror:2", 1))
    page = keeper.get(f"{INDEX}{file.pk}/")
    assert "brings no judgement" in text(page)
    assert reverse("linking:pair_file_apply", args=[file.pk]) not in page.content.decode()
    assert "It is set aside" in text(act(keeper, "pair_file_drop", file))
    assert "Someone else has changed this" in text(act(keeper, "pair_file_drop", file))


def test_a_file_that_is_no_table_is_refused_with_a_sentence(keeper):
    page = keeper.post(INDEX, {"file": SimpleUploadedFile("pairs.csv", b"a,b\n1,2\n")})
    assert page.status_code == 422
    assert "The table has no column left_id" in text(page)


def test_htmx_gets_the_part_that_changes(keeper, account):
    file = stage(account, ("ror:1", "ror:2", 1))
    act(keeper, "pair_file_apply", file)
    url = f"{INDEX}{file.pk}/"
    part, page = keeper.get(url, HTTP_HX_REQUEST="true"), keeper.get(url)
    whole = BeautifulSoup(page.content, "html.parser").find(id="file")
    assert " ".join(whole.decode_contents().split()) == " ".join(
        BeautifulSoup(part.content, "html.parser").decode().split()
    )


def test_pages_take_as_many_queries_for_three_as_for_one(keeper, account):
    file = stage(account, ("ror:1", "ror:2", 1))
    keeper.get(INDEX)
    before = count_queries(partial(keeper.get, INDEX)), count_queries(partial(keeper.get, f"{INDEX}{file.pk}/"))
    stage(account, ("ror:1", "ror:2", 1))
    three = stage(account, *((f"ror:{left}", "ror:x", 1) for left in range(3)))
    after = count_queries(partial(keeper.get, INDEX)), count_queries(partial(keeper.get, f"{INDEX}{three.pk}/"))
    assert before == after
