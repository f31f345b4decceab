"""What people have said about pairs: the last word about each counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import Verdict
from parvis.domain.linking.keys import Key, in_order, own_key
from parvis.domain.linking.models import Judgement
from parvis.domain.linking.registry import records
from parvis.domain.linking.standing import is_judge

Pair = tuple[Key, Key]
SIDES = ("left_source", "left_key", "right_source", "right_key")
"""The columns that say which pair a judgement is about."""

CHUNK = 200


def last_words(keys: Iterable[Key] | None = None) -> dict[Pair, Judgement]:
    """The last judgement about each pair, of which at least one side is among `keys`; about all pairs without them."""
    if keys is None:
        return _last(Judgement.objects.select_related("judged_by").order_by("pk"))
    found: dict[int, Judgement] = {}
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), CHUNK):
        condition = Q()
        for source, own in _by_source(wanted[start : start + CHUNK]).items():
            condition |= Q(left_source=source, left_key__in=own) | Q(right_source=source, right_key__in=own)
        found |= {judgement.pk: judgement for judgement in Judgement.objects.filter(condition)}
    return _last(found[pk] for pk in sorted(found))


def _by_source(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for source, key in keys:
        found[source].append(key)
    return found


def _last(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    return {pair_of(judgement): judgement for judgement in judgements}


def judgements_visible_to(actor: Actor) -> QuerySet[Judgement]:
    """Everything that was ever said, for whoever may judge; the newest first."""
    rows = Judgement.objects.select_related("judged_by").order_by("-pk")
    return rows if is_judge(actor) else rows.none()


def last_word_of(user: User) -> Judgement | None:
    """The last judgement of this account that still stands and can be taken back."""
    later = Judgement.objects.filter(pk__gt=OuterRef("pk"), **{side: OuterRef(side) for side in SIDES})
    own = Judgement.objects.filter(~Exists(later), judged_by=user).exclude(verdict=Verdict.WITHDRAWN)
    return own.order_by("-pk").first()


def pair_of(judgement: Judgement) -> Pair:
    """The keys that a judgement is about."""
    return Key(judgement.left_source, judgement.left_key), Key(judgement.right_source, judgement.right_key)


def known_same(keys: Iterable[Key]) -> dict[Key, frozenset[Key]]:
    """For each of these records the others that people judged to be the same organisation, by way of others too.

    Records of which nothing is known are left out. Where such a chain leads to two records that someone judged to be
    different, only what was judged directly counts.
    """
    wanted = set(keys)
    same: dict[Key, set[Key]] = defaultdict(set)
    different: set[Pair] = set()
    asked: set[Key] = set()
    frontier = set(wanted)
    while frontier:
        asked |= frontier
        words = last_words(frontier)
        frontier = set()
        for (left, right), judgement in words.items():
            if judgement.verdict == Verdict.SAME:
                same[left].add(right)
                same[right].add(left)
                frontier |= {left, right} - asked
            elif judgement.verdict == Verdict.DIFFERENT:
                different.add((left, right))
    return {key: frozenset(_cluster(key, same, different) - {key}) for key in wanted if key in same}


def _cluster(key: Key, same: Mapping[Key, set[Key]], different: set[Pair]) -> set[Key]:
    found = _reached(key, same)
    contradicted = any(left in found and right in found for left, right in different)
    return set(same[key]) if contradicted else found


def _reached(start: Key, same: Mapping[Key, set[Key]]) -> set[Key]:
    found, waiting = {start}, [start]
    while waiting:
        for other in same[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def known_different(keys: Iterable[Key]) -> set[frozenset[Key]]:
    """The pairs, with at least one of these records, that people judged to be two organisations."""
    return {frozenset(pair) for pair, judgement in last_words(keys).items() if judgement.verdict == Verdict.DIFFERENT}


def keys_of(ids: Iterable[int]) -> dict[int, list[Key]]:
    """All keys under which judgements may name these organisations; the first is the one that new judgements use."""
    wanted = list(ids)
    said = records().digests(wanted)
    return {pk: [*said.get(pk, ()), own_key(pk)] for pk in wanted}


def word_about(left: Iterable[Key], right: Iterable[Key], words: Mapping[Pair, Judgement]) -> Judgement | None:
    """The last judgement about any record of the one and any of the other."""
    others = list(right)
    found = [words[pair] for own in left for other in others if (pair := in_order(own, other)) in words]
    return max(found, key=lambda judgement: judgement.pk, default=None)
