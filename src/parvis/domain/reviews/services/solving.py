"""From a situation to a proposal, with what the solver proves and what it could not do."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidTransition
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.affinities import affinities
from parvis.domain.reviews.selectors.situation import Pair, Situation, is_kept, situation_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.engine.assign import Assignment, Problem

Progress = Callable[..., None]

STEPS = 4
WEAKEST = 20
"""Applications that a proposal names as the worst served."""


@dataclass(frozen=True)
class Proposal:
    """The new pairs with their affinity, and what to say of them."""

    pairs: list[list[float]]
    summary: dict[str, Any]
    stamp: dict[str, str]


@dataclass(frozen=True)
class Limits:
    """What stands, what may not be, and what must be, for the solver."""

    kept: list[Pair]
    released: list[Pair]
    forbidden: list[Pair]
    forced: list[Pair]
    in_conflict: list[Pair]
    not_forced: list[Pair]


def propose(panel: Panel, settings: Mapping[str, Any], progress: Progress) -> Proposal:
    """Work out a proposal; writes nothing. Raises InvalidTransition where what is asked for cannot be."""
    from parvis.engine.assign import Contradiction, assign  # noqa: PLC0415 -- slow import

    progress(0, STEPS, _("Reading applications and reviewers"))
    situation = situation_of(panel)
    _check_somebody(situation)
    limits = _limits(situation, only_by_hand=settings["keep"] == "hand")
    progress(1, STEPS, _("Comparing what reviewers know with what applications say"))
    scores = affinities(panel, situation.applications, situation.reviewers, settings.get("weights"))
    _check_wanted(situation, limits, settings)
    progress(2, STEPS, _("Looking for the best assignment"))
    try:
        problem = _problem(situation, limits, settings, scores)
        answers = {}
        goals: tuple[Literal["total", "fair"], ...] = ("total", "fair")
        for number, objective in enumerate(goals):
            progress(2 + number, STEPS, _("Looking for the best assignment"))
            answers[objective] = assign(problem, objective)
    except Contradiction as error:
        raise InvalidTransition(
            _("The fewest applications for a reviewer cannot be reached by everyone. Ask for fewer.")
        ) from error
    progress(STEPS, STEPS)
    chosen = answers[settings["objective"]]
    summary = _summary(situation, limits, problem, chosen) | {
        "compared": {one: _compared(problem, answer) for one, answer in answers.items()},
        "loads": {str(one.pk): int(load) for one, load in zip(situation.reviewers, chosen.loads, strict=True)},
    }
    return Proposal(_new_pairs(situation, limits, chosen), summary, situation.stamp())


def _check_somebody(situation: Situation) -> None:
    if not situation.reviewers:
        raise InvalidTransition(_("Nobody sits on this panel yet: wait until reviewers have accepted."))
    if not situation.applications:
        raise InvalidTransition(_("No application of this round has been admitted to the review yet."))


def _limits(situation: Situation, *, only_by_hand: bool) -> Limits:
    """What stands in conflict does not count as given; it goes, unless its review was begun."""
    in_conflict = sorted(situation.given.keys() & situation.barred)
    known = set(situation.applications)
    kept: list[Pair] = []
    released: list[Pair] = []
    for pair, given in sorted(situation.given.items()):
        if pair in situation.barred:
            released += [] if given.is_begun else [pair]
        elif pair[0] in known:
            (kept if is_kept(given, only_by_hand=only_by_hand) else released).append(pair)
    never = situation.barred | situation.gone
    return Limits(
        kept=kept,
        released=released,
        forbidden=sorted((never | situation.unwanted).difference(kept)),
        forced=sorted(situation.wanted - never - situation.unwanted),
        in_conflict=in_conflict,
        not_forced=sorted(situation.wanted & never),
    )


def _check_wanted(situation: Situation, limits: Limits, settings: Mapping[str, Any]) -> None:
    """Refuse more wanted pairs than an application has places, or a reviewer may read."""
    wanted = set(_inside(situation, limits.forced))
    kept = set(_inside(situation, limits.kept))
    given, loads = Counter(a for a, _r in wanted | kept), Counter(r for _a, r in wanted | kept)
    if any(given[a] > settings["reviews_each"] for a, r in wanted - kept):
        raise InvalidTransition(_("More reviewers are wanted for an application than it has places."))
    most = {one.pk: _most(one.max_load, settings) for one in situation.reviewers}
    for one in situation.reviewers:
        if loads[one.pk] > most[one.pk] and any(r == one.pk for _a, r in wanted - kept):
            sentence = _("%(name)s is wanted for more applications than they may read.")
            raise InvalidTransition(sentence % {"name": one.name})


def _inside(situation: Situation, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of applications that are read and reviewers who sit."""
    applications, reviewers = set(situation.applications), {one.pk for one in situation.reviewers}
    return [pair for pair in pairs if pair[0] in applications and pair[1] in reviewers]


def _most(own: int | None, settings: Mapping[str, Any]) -> int:
    return int(settings["max_load"] if own is None else own)


def _problem(situation: Situation, limits: Limits, settings: Mapping[str, Any], scores: "NDArray[Any]") -> "Problem":
    import numpy as np  # noqa: PLC0415 -- slow import

    from parvis.engine.assign import problem_of  # noqa: PLC0415 -- slow import

    rows = {pk: at for at, pk in enumerate(situation.applications)}
    columns = {one.pk: at for at, one in enumerate(situation.reviewers)}

    def at(pairs: Iterable[Pair]) -> list[tuple[int, int]]:
        return [(rows[a], columns[r]) for a, r in _inside(situation, pairs)]

    most = np.array([_most(one.max_load, settings) for one in situation.reviewers], dtype=np.int64)
    return problem_of(
        scores,
        reviews=settings["reviews_each"],
        max_load=most,
        min_load=np.minimum(most, settings["min_load"]),
        forbidden=at(limits.forbidden),
        forced=at(limits.forced),
        keep=at(limits.kept),
    )


def _new_pairs(situation: Situation, limits: Limits, answer: "Assignment") -> list[list[float]]:
    kept = set(limits.kept)
    found = []
    for (a, r), score in zip(answer.pairs.tolist(), answer.scores.tolist(), strict=True):
        pair = situation.applications[a], situation.reviewers[r].pk
        if pair not in kept:
            found.append([*pair, round(score, 4)])
    return found


def _compared(problem: "Problem", answer: "Assignment") -> dict[str, float]:
    """What the page sets side by side: the mean of a pair, and the worst-served application."""
    floor = answer.floor.value if answer.floor else float(answer.served.min())
    return {
        "sum": round(answer.objective, 4),
        "mean": round(float(answer.scores.mean()) if len(answer.scores) else 0.0, 4),
        "lowest": round(floor / max(1, int(problem.reviews.max())), 4),
        "empty": answer.empty_places,
    }


def _summary(situation: Situation, limits: Limits, problem: "Problem", answer: "Assignment") -> dict[str, Any]:
    proof = {
        "objective": answer.objective,
        "upper_bound": answer.upper_bound,
        "gap": answer.gap,
        "floor": answer.floor.value if answer.floor else None,
        "floor_bound": answer.floor.upper_bound if answer.floor else None,
    }
    return {
        "applications": len(situation.applications),
        "reviewers": len(situation.reviewers),
        "places": int(problem.reviews.sum()),
        "pairs": len(answer.pairs),
        "kept": len(_inside(situation, limits.kept)),
        "optimal": answer.optimal,
        "weak": _weak(situation, problem, answer),
        "unfilled": list(_unfilled(situation, answer)),
        "released": limits.released,
        "in_conflict": limits.in_conflict,
        "not_forced": limits.not_forced,
        **{name: None if value is None else round(value, 6) for name, value in proof.items()},
    }


def _weak(situation: Situation, problem: "Problem", answer: "Assignment") -> list[list[float]]:
    """Application, mean affinity of those who read it, and the best mean that it could have alone; worst first."""
    import numpy as np  # noqa: PLC0415 -- slow import

    given = np.bincount(answer.pairs[:, 0], minlength=len(situation.applications))
    mean = np.divide(answer.served, given, out=np.ones(len(given)), where=given > 0)
    found = []
    for at in np.argsort(mean, kind="stable")[:WEAKEST].tolist():
        if given[at]:
            allowed = np.sort(problem.scores[at][~np.isnan(problem.scores[at])])[::-1][: given[at]]
            found.append([situation.applications[at], round(float(mean[at]), 4), round(float(allowed.mean()), 4)])
    return found


def _unfilled(situation: Situation, answer: "Assignment") -> Iterable[dict[str, Any]]:
    """Each application with empty places, the engine's reason, and how many reviewers what keeps away."""
    sitting = {one.pk for one in situation.reviewers}
    kinds = {"conflicts": situation.barred, "unwanted": situation.unwanted, "gone": situation.gone}
    counted = {name: Counter(a for a, r in pairs if r in sitting) for name, pairs in kinds.items()}
    for one in answer.unfilled:
        pk = situation.applications[one.application]
        why = {name: counts[pk] for name, counts in counted.items()}
        yield {"application": pk, "places": one.places, "reason": one.reason.value, "allowed": one.allowed, **why}
