"""Many pairs confirmed together."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.running import run_due_jobs
from parvis.core import bus
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.enums import BatchState, Verdict
from parvis.domain.linking.models import Batch, CandidatePair, Judgement, Merge
from parvis.domain.linking.selectors.batches import next_of_sample, sample_of, upper_bound
from parvis.domain.linking.selectors.pairs import PairFilters
from parvis.domain.linking.services.batches import (
    confirm_batch,
    draw_batch,
    drop_batch,
    merge_batch,
    sample,
    undo_batch,
    unmerge_batch,
)
from parvis.domain.linking.services.judging import judge_pair, undo_merge
from parvis.domain.linking.services.merging import merge_organisations
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.linking import CandidatePairFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


def drawn(keeper, count):
    for _ in range(count):
        CandidatePairFactory(score=0.99)
    CandidatePairFactory(score=0.6)
    return draw_batch(actor=keeper, filters=PairFilters(), threshold=0.95, seed=7)


def judge_sample(keeper, batch, verdict=Verdict.SAME):
    while pair := next_of_sample(batch):
        judge_pair(actor=keeper, pair=pair, verdict=verdict)


def test_the_same_seed_draws_the_same_sample():
    pairs = list(range(100))
    assert sample(pairs, 7) == sample(pairs, 7) != sample(pairs, 8)
    assert len(set(sample(pairs, 7))) == 30
    assert sorted(sample(pairs[:5], 7)) == pairs[:5]


def test_a_batch_holds_what_reaches_the_threshold(keeper):
    batch = drawn(keeper, 3)
    assert len(batch.pairs) == 3
    assert sorted(batch.sample) == batch.pairs
    for wrong in (0.4, 1.1):
        with pytest.raises(InvalidInput):
            draw_batch(actor=keeper, filters=PairFilters(), threshold=wrong)
    with pytest.raises(InvalidInput):
        draw_batch(actor=keeper, filters=PairFilters(kind="startup"), threshold=0.9)
    with pytest.raises(NotAllowed):
        draw_batch(actor=UserFactory(), filters=PairFilters(), threshold=0.9)


def test_nothing_is_merged_before_the_sample_is_judged(keeper):
    batch = drawn(keeper, 2)
    with pytest.raises(InvalidTransition):
        confirm_batch(actor=keeper, batch=batch)
    drop_batch(actor=keeper, batch=batch)
    assert Batch.objects.get().state == BatchState.DROPPED


def test_the_rest_is_merged_as_a_job_and_undone_as_one(keeper):
    batch = drawn(keeper, 33)
    judge_sample(keeper, batch)
    assert sample_of(batch).judged == 30
    confirm_batch(actor=keeper, batch=batch)
    run_due_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.counts, Merge.objects.count()) == (BatchState.DONE, {"merged": 3}, 33)
    assert Job.objects.get(name="linking.merge_batch").result == {"judged": 30, "merged": 3}
    undo_batch(actor=keeper, batch=batch)
    run_due_jobs()
    batch.refresh_from_db()
    assert (batch.state, Merge.objects.filter(undone_at=None).count()) == (BatchState.UNDONE, 30)
    assert Judgement.objects.filter(verdict=Verdict.WITHDRAWN).count() == 3


def test_pairs_that_changed_meanwhile_are_left(keeper):
    batch = drawn(keeper, 34)
    judge_sample(keeper, batch)
    rest = CandidatePair.objects.filter(pk__in=set(batch.pairs) - set(batch.sample)).order_by("pk")
    first, second, third, fourth = rest
    judge_pair(actor=keeper, pair=first, verdict=Verdict.DIFFERENT)
    merge_organisations(actor=None, survivor=make.OrganisationFactory(), absorbed=second.left)
    for organisation, value in ((third.left, "590780193"), (third.right, "590796975")):
        make.IdentifierFactory(organisation=organisation, scheme="finess", value=value)
    confirm_batch(actor=keeper, batch=batch)
    run_due_jobs()
    result = Job.objects.get(name="linking.merge_batch").result
    assert result == {"judged": 31, "later": 1, "refused": 1, "merged": 1}
    assert Organisation.everything.get(pk=fourth.right_id).merged_into == fourth.left


def test_a_merge_on_which_another_builds_is_left_and_said(keeper):
    batch = drawn(keeper, 32)
    judge_sample(keeper, batch)
    confirm_batch(actor=keeper, batch=batch)
    run_due_jobs()
    survivor = Merge.objects.filter(batch=batch).order_by("pk")[0].survivor
    merge_organisations(actor=None, survivor=make.OrganisationFactory(), absorbed=survivor)
    undo_batch(actor=keeper, batch=Batch.objects.get())
    run_due_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == (BatchState.DONE, {"merged": 1})
    assert Job.objects.get(name="linking.undo_batch").result == {"blocked": 1, "undone": 1}


def test_a_merge_that_someone_undoes_meanwhile_is_counted_as_gone(keeper):
    batch = drawn(keeper, 2)
    merge_batch(batch=batch, actor=keeper, progress=lambda done, total: None)
    first, second = Merge.objects.order_by("-pk")

    def undone_by_another(done, total):
        if done == 0:
            undo_merge(actor=keeper, merge=first)

    assert unmerge_batch(batch=batch, actor=keeper, progress=undone_by_another) == {"gone": 1, "undone": 1}
    second.refresh_from_db()
    assert second.undone_at is not None


@pytest.mark.django_db(transaction=True)
def test_search_is_told_once_of_merges_that_are_made_together(keeper, monkeypatch):
    batch, told = drawn(keeper, 3), []
    monkeypatch.setitem(bus._receivers, OrganisationChanged, [told.append])
    merge_batch(batch=batch, actor=keeper, progress=lambda done, total: None)
    ends = CandidatePair.objects.filter(pk__in=batch.pairs).values_list("left", "right")
    assert [sorted(event.ids) for event in told] == [sorted(pk for pair in ends for pk in pair)]


def test_a_clean_sample_bounds_the_share_of_wrong_ones():
    assert upper_bound(0, 30) == pytest.approx(1 - 0.05 ** (1 / 30), abs=1e-6)
    assert upper_bound(1, 30) == pytest.approx(0.1486, abs=1e-3)
    assert upper_bound(0, 0) == upper_bound(3, 3) == 1
