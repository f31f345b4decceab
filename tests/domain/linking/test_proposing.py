"""Candidate pairs are found anew without losing what was said."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.enums import PairState, Verdict
from parvis.domain.linking.models import CandidatePair
from parvis.domain.linking.selectors.pairs import PairFilters, next_pair, queue, source_pairs
from parvis.domain.linking.services.judging import judge_pair
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.proposing import ask_for_proposals, propose, uncertainty
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.linking import CandidatePairFactory

pytestmark = pytest.mark.django_db


@contextmanager
def effect():
    with transaction.atomic():
        yield {}


def search():
    return propose(progress=lambda done, total: None, effect=effect)


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


@pytest.fixture
def twins():
    first = make.OrganisationFactory(name="Laboratoire d'informatique de Grenoble", city="Grenoble")
    second = make.OrganisationFactory(name="Laboratoire d’Informatique de Grenoble", city="Grenoble")
    for name in ("Institut Pasteur", "Hôpital Saint-Antoine", "Observatoire de la Côte d'Azur"):
        make.OrganisationFactory(name=name, city="Paris")
    return first, second


def test_what_is_alike_is_proposed_with_its_reasons(twins):
    assert search() == {"found": 1, "new": 1, "changed": 0, "gone": 0}
    pair = CandidatePair.objects.get()
    assert (pair.left, pair.right) == twins
    assert pair.score > 0.5
    assert pair.reasons
    assert (pair.left_source, pair.right_source, pair.state) == ("directory", "directory", PairState.PROPOSED)


@pytest.mark.parametrize("child", [0, 1])
def test_a_part_is_never_proposed_with_its_whole(twins, child):
    make.RelationFactory(child=twins[child], parent=twins[1 - child])
    assert search()["found"] == 0
    assert not CandidatePair.objects.exists()


def test_an_organisation_that_goes_during_the_search_is_left_out(twins):
    def removed(done, total):
        Organisation.objects.filter(pk=twins[1].pk).delete()

    assert propose(progress=removed, effect=effect)["found"] == 0
    assert not CandidatePair.objects.exists()


def test_a_second_search_changes_nothing(twins):
    search()
    assert search() == {"found": 1, "new": 0, "changed": 0, "gone": 0}


def test_what_was_judged_stays_judged_also_when_the_pair_is_found_anew(twins, keeper):
    search()
    judge_pair(actor=keeper, pair=CandidatePair.objects.get(), verdict=Verdict.DIFFERENT)
    CandidatePair.objects.all().delete()
    search()
    pair = CandidatePair.objects.get()
    assert (pair.state, pair.judgement.verdict) == (PairState.DIFFERENT, "different")


def test_a_pair_that_is_alike_no_more_goes_and_comes_back(twins):
    search()
    twins[1].name = "Brasserie du Vieux-Port"
    twins[1].save()
    assert search()["gone"] == 1
    assert CandidatePair.objects.get().state == PairState.GONE
    twins[1].name = twins[0].name
    twins[1].save()
    search()
    assert CandidatePair.objects.get().state == PairState.PROPOSED


def test_a_merge_hides_the_pairs_of_the_absorbed_one_and_loses_none(twins, keeper):
    search()
    other = make.OrganisationFactory(name="LIG")
    merge_organisations(actor=None, survivor=other, absorbed=twins[1])
    assert not queue(keeper, PairFilters()).exists()
    search()
    assert CandidatePair.objects.filter(right=twins[1], state=PairState.PROPOSED).exists()


def test_invented_and_real_ones_are_not_compared(twins):
    twins[1].is_invented = True
    twins[1].save()
    assert search()["found"] == 0


def test_the_queue_begins_where_a_judgement_tells_most(keeper):
    sure, unsure = CandidatePairFactory(value=uncertainty(0.99)), CandidatePairFactory(value=uncertainty(0.5))
    assert list(queue(keeper, PairFilters())) == [unsure, sure]
    assert next_pair(keeper, PairFilters(), without=(unsure.pk,)) == sure
    assert not queue(UserFactory(), PairFilters()).exists()
    assert (uncertainty(0), uncertainty(0.5), uncertainty(1)) == (0, 1, 0)


def test_people_and_accounts_make_a_pair_worth_more(twins):
    search()
    before = CandidatePair.objects.get().value
    make.MembershipFactory(organisation=twins[0])
    search()
    assert CandidatePair.objects.get().value > before


def test_the_queue_is_narrowed_by_kind_registers_and_probability(keeper):
    lab = CandidatePairFactory(
        left__kind="lab", right__kind="startup", left_source="ror", right_source="ilab", score=0.95
    )
    hospital = CandidatePairFactory(left__kind="hospital", right__kind="hospital", score=0.6)
    wanted = {
        PairFilters(kind="startup"): [lab],
        PairFilters(kind="hospital"): [hospital],
        PairFilters(sources="ilab|ror"): [lab],
        PairFilters(band="middle"): [hospital],
        PairFilters(band="high", kind="hospital"): [],
        PairFilters(state="different"): [],
    }
    assert {filters: list(queue(keeper, filters)) for filters in wanted} == wanted
    assert source_pairs(keeper) == [("directory|directory", 1), ("ilab|ror", 1)]


def test_asking_twice_queues_one_search(keeper):
    for actor in (keeper, None):
        ask_for_proposals(actor=actor)
    assert Job.objects.get().name == "linking.propose"
