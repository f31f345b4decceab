"""Judging candidate pairs."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.activity.models.entry import AppendOnly
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.enums import Origin, PairState, Verdict
from parvis.domain.linking.keys import Key, in_order
from parvis.domain.linking.models import CandidatePair, Judgement, Merge
from parvis.domain.linking.selectors.judgements import known_different, known_same, last_words
from parvis.domain.linking.selectors.survivor import survivor_first
from parvis.domain.linking.services.judging import judge_pair, merge_by_hand, withdraw_judgement
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.linking import CandidatePairFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


def own(organisation):
    return Key("directory", str(organisation.pk))


def judge(pair, actor, verdict, **options):
    return judge_pair(actor=actor, pair=CandidatePair.objects.get(pk=pair.pk), verdict=verdict, **options)


def test_a_judgement_keeps_what_was_seen_and_who_said_it(keeper):
    pair = CandidatePairFactory(left__name="CHU Lille", right__name="CHRU de Lille")
    judgement = judge(pair, keeper, Verdict.DIFFERENT, reason="  Two sites ")
    assert (judgement.verdict, judgement.reason, judgement.judged_by) == ("different", "Two sites", keeper)
    assert (judgement.score, judgement.weights, judgement.origin) == (0.8, "names 2026-11-27", Origin.PAIR)
    names = {judgement.left_record["name"], judgement.right_record["name"]}
    assert names == {"CHU Lille", "CHRU de Lille"}
    pair.refresh_from_db()
    assert (pair.state, pair.judgement) == (PairState.DIFFERENT, judgement)
    assert Entry.objects.get(verb="linking.judged").data["verdict"] == "different"


def test_the_same_are_merged_at_once(keeper):
    pair = CandidatePairFactory()
    judgement = judge(pair, keeper, Verdict.SAME)
    merge = Merge.objects.get()
    assert (merge.judgement, merge.survivor, merge.merged_by) == (judgement, pair.left, keeper)


def test_the_page_that_stays_can_be_chosen(keeper):
    pair = CandidatePairFactory()
    judge(pair, keeper, Verdict.SAME, survivor=pair.right_id)
    assert Merge.objects.get().survivor == pair.right


def test_whoever_is_managed_known_or_important_keeps_the_page():
    plain, weighty = make.OrganisationFactory(weight=0.1), make.OrganisationFactory(weight=0.9)
    known, managed = make.OrganisationFactory(sources=["ror", "rnsr"]), make.OrganisationFactory()
    make.AccessFactory(organisation=managed)
    for winner, loser in ((weighty, plain), (known, weighty), (managed, known)):
        assert survivor_first(loser, winner) == (winner, loser)


def test_a_second_word_about_a_pair_that_was_judged_meanwhile_is_refused(keeper):
    pair = CandidatePairFactory()
    judge(pair, keeper, Verdict.UNSURE)
    with pytest.raises(Conflict):
        judge_pair(actor=keeper, pair=pair, verdict=Verdict.SAME)
    assert not Merge.objects.exists()
    assert Judgement.objects.count() == 1


def test_another_word_about_a_merged_pair_parts_the_two_again(keeper):
    pair = CandidatePairFactory()
    judge(pair, keeper, Verdict.SAME)
    with pytest.raises(Conflict):
        judge(pair, keeper, Verdict.SAME)
    judgement = judge(pair, keeper, Verdict.DIFFERENT, reason="Two after all")
    merge = Merge.objects.get()
    assert (merge.undone_by, merge.undone_reason) == (keeper, "Two after all")
    pair.refresh_from_db()
    assert (pair.state, pair.judgement, pair.right.merged_into) == (PairState.DIFFERENT, judgement, None)


def test_numbers_that_contradict_forbid_the_judgement_same(keeper):
    pair = CandidatePairFactory()
    for organisation, value in ((pair.left, "590780193"), (pair.right, "590796975")):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.FINESS, value=value)
    with pytest.raises(InvalidInput):
        judge(pair, keeper, Verdict.SAME)
    pair.refresh_from_db()
    assert (pair.state, Judgement.objects.count()) == (PairState.PROPOSED, 0)


def test_a_verdict_is_one_of_three(keeper):
    pair = CandidatePairFactory()
    for wrong in ("withdrawn", "maybe"):
        with pytest.raises(InvalidInput):
            judge(pair, keeper, wrong)
    with pytest.raises(InvalidInput):
        judge(pair, keeper, Verdict.UNSURE, reason="x" * 2001)


def test_others_may_not_judge():
    pair = CandidatePairFactory()
    for actor in (UserFactory(), account_with(Role.PROGRAMME), make.owner_of(pair.left)):
        with pytest.raises(NotAllowed):
            judge(pair, actor, Verdict.SAME)


def test_judgements_are_never_changed(keeper):
    judgement = judge(CandidatePairFactory(), keeper, Verdict.UNSURE)
    with pytest.raises(AppendOnly):
        judgement.save()
    with pytest.raises(AppendOnly):
        Judgement.objects.filter(pk=judgement.pk).delete()


def test_a_judgement_is_taken_back_by_another_one_and_its_merge_undone(keeper):
    pair = CandidatePairFactory()
    judgement = judge(pair, keeper, Verdict.SAME)
    taken = withdraw_judgement(actor=keeper, judgement=judgement, reason="I slipped")
    pair.refresh_from_db()
    assert (pair.state, pair.judgement, taken.reason) == (PairState.PROPOSED, taken, "I slipped")
    assert Merge.objects.get().undone_at is not None
    assert Organisation.objects.count() == 2
    with pytest.raises(Conflict):
        withdraw_judgement(actor=keeper, judgement=judgement)
    assert list(last_words().values()) == [taken]


def test_merging_by_hand_is_a_judgement_too(keeper):
    pair = CandidatePairFactory()
    merge = merge_by_hand(actor=keeper, survivor=pair.right, absorbed=pair.left, reason="Seen on the spot")
    pair.refresh_from_db()
    assert (merge.survivor, merge.judgement.origin) == (pair.right, Origin.HAND)
    assert (pair.state, merge.judgement.reason) == (PairState.SAME, "Seen on the spot")


def test_what_is_known_of_records_follows_chains_of_the_same(keeper):
    a, b, c, d = (make.OrganisationFactory() for _ in range(4))
    first = judge(CandidatePairFactory(left=a, right=b), keeper, Verdict.SAME)
    judge(CandidatePairFactory(left=c, right=d), keeper, Verdict.DIFFERENT)
    b.refresh_from_db()
    assert known_same([own(a), own(c)]) == {own(a): frozenset({own(b)})}
    assert known_different([own(d)]) == {frozenset({own(c), own(d)})}
    withdraw_judgement(actor=keeper, judgement=first)
    assert known_same([own(a)]) == {}


def test_a_chain_that_leads_to_two_different_ones_counts_only_directly():
    keys = [Key("ror", name) for name in "abc"]
    for (left, right), verdict in (
        ((keys[0], keys[1]), "same"),
        ((keys[1], keys[2]), "same"),
        ((keys[0], keys[2]), "different"),
    ):
        Judgement.objects.create(
            left_source=left.source, left_key=left.key, right_source=right.source, right_key=right.key, verdict=verdict
        )
    assert known_same([keys[0]]) == {keys[0]: frozenset({keys[1]})}
    assert known_same([keys[1]]) == {keys[1]: frozenset({keys[0], keys[2]})}


def test_a_pair_of_keys_has_one_order():
    assert in_order(Key("ror", "b"), Key("ilab", "z")) == in_order(Key("ilab", "z"), Key("ror", "b"))
