"""What the lines of a file of judged pairs would do here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parvis.domain.directory.models import Name, Organisation
from parvis.domain.linking.enums import Outcome, Verdict
from parvis.domain.linking.keys import DIRECTORY, Key
from parvis.domain.linking.labelled import JudgedLine
from parvis.domain.linking.models import Judgement
from parvis.domain.linking.registry import records
from parvis.domain.linking.selectors.judgements import Pair, keys_of, last_words, word_about
from parvis.domain.linking.selectors.obstacles import obstacles_between

TOGETHER = 500
OPPOSITE = {True: Verdict.DIFFERENT, False: Verdict.SAME}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What becomes of a line; `word` is what it repeats or contradicts, `ends` the organisations of its records."""

    line: JudgedLine
    outcome: Outcome
    ends: tuple[int | None, int | None]
    word: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here of the records that lines name."""

    owners: Mapping[Key, int]
    keys: Mapping[int, list[Key]]
    words: Mapping[Pair, Judgement]
    shared: frozenset[str]
    organisations: Mapping[int, Organisation] = field(default_factory=dict)


def foresee(lines: Sequence[JudgedLine], *, weigh_obstacles: bool = True) -> list[Foreseen]:
    """The outcome of each line as things are now; some queries for all, and a few for each that would merge."""
    known = _known(lines)
    found = [_outcome(line, known) for line in lines]
    return [_weighed(one, known) for one in found] if weigh_obstacles else found


def _outcome(line: JudgedLine, known: Known) -> Foreseen:
    left, right = line.keys
    ends = known.owners.get(left), known.owners.get(right)
    if any(key.source not in known.shared and key not in known.owners for key in line.keys):
        return Foreseen(line, Outcome.LOCAL, ends)
    direct = known.words.get((left, right))
    if direct and direct.verdict == (Verdict.SAME if line.same else Verdict.DIFFERENT):
        return Foreseen(line, Outcome.KNOWN, ends, direct)
    if direct and direct.verdict == OPPOSITE[line.same]:
        return Foreseen(line, Outcome.CONTRADICTS, ends, direct)
    if None in ends:
        return Foreseen(line, Outcome.UNKNOWN, ends)
    return _between(line, (ends[0] or 0, ends[1] or 0), known)


def _between(line: JudgedLine, ends: tuple[int, int], known: Known) -> Foreseen:
    """The outcome of a line whose records are both here, and about which nothing was said directly."""
    if ends[0] == ends[1]:
        return Foreseen(line, Outcome.NEW if line.same else Outcome.CONTRADICTS, ends)
    word = word_about(known.keys[ends[0]], known.keys[ends[1]], known.words)
    if line.same and word and word.verdict == Verdict.DIFFERENT:
        return Foreseen(line, Outcome.CONTRADICTS, ends, word)
    return Foreseen(line, Outcome.MERGES if line.same else Outcome.NEW, ends)


def _weighed(one: Foreseen, known: Known) -> Foreseen:
    """The same, unless numbers speak against the merge that would follow."""
    if one.outcome != Outcome.MERGES:
        return one
    left, right = (known.organisations[end or 0] for end in one.ends)
    return Foreseen(one.line, Outcome.BLOCKED, one.ends) if obstacles_between(left, right) else one


def _known(lines: Sequence[JudgedLine]) -> Known:
    names: dict[Key, set[str]] = defaultdict(set)
    for line in lines:
        for key, name in zip(line.keys, line.names, strict=True):
            names[key].add(name.casefold())
    shared = records().shared()
    owners = records().owners(key for key in names if key.source != DIRECTORY)
    owners |= {key: int(key.key) for key in names if key.source == DIRECTORY and key.key.isdecimal()}
    local = {key: pk for key, pk in owners.items() if key.source not in shared}
    is_called = _by_name(local.values())
    wrong = {key for key, pk in local.items() if not names[key] & is_called.get(pk, set())}
    present = _present(pk for key, pk in owners.items() if key not in wrong)
    owners = {key: present[pk].pk for key, pk in owners.items() if key not in wrong and pk in present}
    keys = keys_of(sorted(set(owners.values())))
    words = last_words({*names, *(key for own in keys.values() for key in own)})
    return Known(owners, keys, words, shared, {one.pk: one for one in present.values()})


def _by_name(ids: Iterable[int]) -> dict[int, set[str]]:
    """What these organisations are called here."""
    wanted, found = sorted(set(ids)), defaultdict[int, set[str]](set)
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        own = Organisation.everything.filter(pk__in=some).order_by("pk").values_list("pk", "name")
        others = Name.objects.filter(organisation__in=some).order_by("pk").values_list("organisation_id", "text")
        for pk, name in (*own, *others):
            found[pk].add(name.casefold())
    return found


def _present(ids: Iterable[int]) -> dict[int, Organisation]:
    """Each of these organisations, or the one that took it in."""
    wanted, found, absorbed = sorted(set(ids)), dict[int, Organisation](), dict[int, int]()
    for start in range(0, len(wanted), TOGETHER):
        for one in Organisation.everything.filter(pk__in=wanted[start : start + TOGETHER]).order_by("pk"):
            if one.merged_into_id:
                absorbed[one.pk] = one.merged_into_id
            else:
                found[one.pk] = one
    further = _present(absorbed.values()) if absorbed else {}
    return found | {pk: further[survivor] for pk, survivor in absorbed.items() if survivor in further}
