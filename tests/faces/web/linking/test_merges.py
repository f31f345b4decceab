"""Pages of merges, by hand and together."""

from functools import partial

import pytest
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.services.running import run_due_jobs
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.enums import BatchState
from parvis.domain.linking.models import Batch, Judgement, Merge
from parvis.domain.linking.services.merging import merge_organisations
from tests.factories import directory as make
from tests.factories.accounts import account_with
from tests.factories.linking import CandidatePairFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(sign_in):
    return sign_in(account_with(Role.COMMUNITY))


@pytest.fixture
def pair():
    return make.OrganisationFactory(name="CHU de Lille", slug="chu"), make.OrganisationFactory(name="CHR", slug="chr")


def merged():
    return merge_organisations(actor=None, survivor=make.OrganisationFactory(), absorbed=make.OrganisationFactory())


def test_the_other_one_is_found_by_name_and_compared(keeper, pair):
    url = reverse("linking:by_hand", args=["chu"])
    html = keeper.get(url, {"q": "chr"}).content.decode()
    assert f"{url}?with=chr" in html
    fragment = keeper.get(url, {"q": "nobody"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="found").content.decode()
    assert "No organisation of the directory" in fragment
    assert "<html" not in fragment
    assert "CHU de Lille" in keeper.get(url, {"with": "chr"}).content.decode()
    for wrong in ("chu", "nowhere"):
        assert keeper.get(url, {"with": wrong}).status_code == 404


def test_merging_by_hand_leads_to_the_page_that_stays(keeper, pair):
    survivor, absorbed = pair
    url = reverse("linking:by_hand", args=["chr"]) + "?with=chu"
    assert keeper.post(url, {"survivor": "0"}).status_code == 422
    answer = keeper.post(url, {"survivor": str(survivor.pk), "reason": "Same address"}, follow=True)
    assert answer.redirect_chain == [(survivor.get_absolute_url(), 302)]
    assert (Merge.objects.get().absorbed, Judgement.objects.get().reason) == (absorbed, "Same address")


def test_numbers_that_contradict_leave_nothing_to_send_but_for_administrators(keeper, sign_in, pair):
    for organisation, value in zip(pair, ("590780193", "590796975"), strict=True):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.FINESS, value=value)
    url = reverse("linking:by_hand", args=["chu"]) + "?with=chr"
    assert 'name="survivor"' not in keeper.get(url).content.decode()
    answer = keeper.post(url, {"survivor": str(pair[0].pk)})
    assert (answer.status_code, Merge.objects.count()) == (422, 0)
    administrator = sign_in(account_with(Role.ADMINISTRATOR))
    administrator.post(url, {"survivor": str(pair[0].pk), "override": "The register is wrong"})
    assert Merge.objects.get().override == "The register is wrong"


def test_the_page_of_an_organisation_offers_to_merge_it(keeper, client, pair):
    url = reverse("linking:by_hand", args=["chu"])
    assert url in keeper.get(pair[0].get_absolute_url()).content.decode()
    assert url not in client.get(pair[0].get_absolute_url()).content.decode()


def test_a_merge_says_what_it_did_and_is_undone(keeper, pair):
    survivor, absorbed = pair
    make.MembershipFactory(organisation=absorbed)
    absorbed.provenance = {"description_fr": {"source": "human"}}
    absorbed.description_fr = "Ce qui fut écrit"
    survivor.provenance, survivor.description_fr = absorbed.provenance, "Autre chose"
    survivor.save()
    absorbed.save()
    merge = merge_organisations(actor=None, survivor=survivor, absorbed=absorbed)
    url = reverse("linking:merge", args=[merge.pk])
    html = keeper.get(url).content.decode()
    assert "Memberships" in html
    assert "Ce qui fut écrit" in html
    answer = keeper.post(url, {"reason": "Two after all"})
    assert answer["Location"] == absorbed.get_absolute_url()
    assert Merge.objects.get().undone_reason == "Two after all"
    assert "Two after all" in keeper.get(url).content.decode()
    assert keeper.post(url)["Location"] == url


def test_what_builds_on_a_merge_is_named_before_it_can_be_undone(keeper):
    first = merged()
    second = merge_organisations(
        actor=None,
        survivor=make.OrganisationFactory(),
        absorbed=Organisation.objects.get(pk=first.survivor_id),
    )
    html = keeper.get(reverse("linking:merge", args=[first.pk])).content.decode()
    assert reverse("linking:merge", args=[second.pk]) in html
    assert "Undo the merge" not in html
    keeper.post(reverse("linking:merge", args=[first.pk]))
    assert Merge.objects.get(pk=first.pk).undone_at is None


def test_lists_take_as_many_queries_for_three_as_for_one(keeper):
    merged()
    user = account_with(Role.COMMUNITY)
    Batch.objects.create(threshold=0.9, seed=1, made_by=user)
    urls = [reverse("linking:merges"), reverse("linking:batches")]
    before = [count_queries(partial(keeper.get, url)) for url in [urls[0], *urls]][1:]
    for _ in range(2):
        merged()
        Batch.objects.create(threshold=0.9, seed=1, made_by=account_with(Role.COMMUNITY))
    assert [count_queries(partial(keeper.get, url)) for url in urls] == before


def test_pairs_are_confirmed_together_after_their_sample(keeper):
    pairs = [CandidatePairFactory(score=0.995) for _ in range(2)]
    url = reverse("linking:batches")
    assert keeper.post(url, {"threshold": "100"}).status_code == 422
    assert keeper.post(url, {"threshold": "20"}).status_code == 422
    made = keeper.post(url, {"threshold": "99"})
    batch = Batch.objects.get()
    page = reverse("linking:batch", args=[batch.pk])
    assert made["Location"] == page
    assert "Merge all the others" not in keeper.get(page).content.decode()
    keeper.post(reverse("linking:batch_confirm", args=[batch.pk]))
    assert Batch.objects.get().state == BatchState.SAMPLING
    following = reverse("linking:following") + f"?batch={batch.pk}"
    for _ in pairs:
        address = keeper.get(following)["Location"]
        assert "Sample" in keeper.get(address).content.decode()
        keeper.post(address, {"verdict": "same"})
    assert keeper.get(following)["Location"] == page
    assert "2 of 2 are the same" in keeper.get(page).content.decode()
    keeper.post(reverse("linking:batch_confirm", args=[batch.pk]))
    fragment = keeper.get(page, HTTP_HX_REQUEST="true").content.decode()
    assert "every 2s" in fragment
    assert "<html" not in fragment
    run_due_jobs()
    assert Batch.objects.get().state == BatchState.DONE


def test_what_was_merged_together_is_undone_together(keeper):
    batch = Batch.objects.create(threshold=0.9, seed=1, state=BatchState.DONE, made_by=account_with(Role.COMMUNITY))
    Merge.objects.filter(pk=merged().pk).update(batch=batch)
    page = reverse("linking:batch", args=[batch.pk])
    assert "1 merge is in effect" in keeper.get(page).content.decode()
    keeper.post(reverse("linking:batch_undo", args=[batch.pk]))
    run_due_jobs()
    assert (Batch.objects.get().state, Merge.objects.get().undone_at is None) == (BatchState.UNDONE, False)


def test_a_batch_can_be_given_up(keeper):
    batch = Batch.objects.create(threshold=0.9, seed=1, made_by=account_with(Role.COMMUNITY))
    for _ in range(2):
        keeper.post(reverse("linking:batch_drop", args=[batch.pk]))
    assert Batch.objects.get().state == BatchState.DROPPED
