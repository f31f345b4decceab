"""`parvis engine assign`: reviewers to applications."""

import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from parvis.cli.engine.tables import SHOWN, AsJson, SkipBad, end_on_bad_lines, tell, write
from parvis.cli.engine.triples import Names, Triples, read_triples
from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.engine.assign import Assignment, Contradiction, Problem

HEADER = ("application", "reviewer", "score")
WEAKEST = 5
"""Applications that the summary names as the worst served."""
CONSTRAINTS = (-1, 0, 1)


class Goal(StrEnum):
    """What the best assignment is."""

    TOTAL = "total"
    FAIR = "fair"


Scores = Annotated[Path, typer.Option(help="CSV file: application, reviewer, score.")]
Conflicts = Annotated[
    Path | None, typer.Option(help="CSV file: application, reviewer, constraint (-1 forbids, 1 forces).")
]
Keep = Annotated[Path | None, typer.Option(help="CSV file of an earlier assignment; its pairs stay.")]
Output = Annotated[Path, typer.Option(help="Where the assignment goes: application, reviewer, score.")]
Reviews = Annotated[int, typer.Option(min=0, help="Reviewers that each application needs.")]
MaxLoad = Annotated[int, typer.Option(min=0, help="Applications that a reviewer gets at most.")]
MinLoad = Annotated[int, typer.Option(min=0, help="Applications that a reviewer gets at least.")]
Best = Annotated[
    Goal,
    typer.Option("--objective", help="total: the largest sum. fair: first the best for the worst-served application."),
]
OnlyScored = Annotated[
    bool, typer.Option("--only-scored", help="Never assign a pair that has no score (else it has 0).")
]


def assign(
    scores: Scores,
    output: Output,
    conflicts: Conflicts = None,
    keep: Keep = None,
    reviews: Reviews = 3,
    max_load: MaxLoad = 6,
    min_load: MinLoad = 0,
    objective: Best = Goal.TOTAL,
    only_scored: OnlyScored = False,  # noqa: FBT002 -- an option
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Give each application its reviewers: as few empty places as possible, then the best scores; with the proof.

    First lines that name the columns may be missing; the order is then that of the lists above.
    """
    from parvis.engine.assign import Contradiction  # noqa: PLC0415 -- slow import
    from parvis.engine.assign import assign as solve  # noqa: PLC0415 -- slow import

    start = time.perf_counter()
    names = Names(), Names()
    scored = read_triples(scores, "score", *names)
    names[0].is_open = names[1].is_open = False
    barred = _others(conflicts, "constraint", names)
    kept = _others(keep, "score", names)
    _check_constraints(barred)
    bad = end_on_bad_lines([one.table for one in (scored, *barred, *kept)], skip=skip_bad)
    try:
        problem = _problem(scored, barred, kept, (reviews, max_load, min_load), only_scored=only_scored)
        answer = solve(problem, objective.value)
    except Contradiction as error:
        _refuse_contradiction(error, (*barred, *kept))
    rows = zip(answer.pairs.tolist(), answer.scores.tolist(), strict=True)
    write(output, HEADER, ((problem.applications[a], problem.reviewers[r], f"{score:.10g}") for (a, r), score in rows))
    summary = _summary(problem, answer) | {"bad_lines": bad, "seconds": round(time.perf_counter() - start, 2)}
    empty = list(_unfilled(problem, answer))
    if as_json:
        summary |= {"unfilled_places": empty, "weakest": list(_weakest(problem, answer))}
    else:
        _tell_empty(empty)
    tell(summary, as_json=as_json)


def _others(path: Path | None, what: str, names: tuple[Names, Names]) -> list[Triples]:
    return [] if path is None else [read_triples(path, what, *names)]


def _check_constraints(barred: list[Triples]) -> None:
    """A constraint that is none of the three makes its line a bad one; it counts as 0."""
    for table in barred:
        for at, value in enumerate(table.values):
            if value not in CONSTRAINTS:
                table.refuse(table.lines[at], f"constraint is {value:g}; expected -1, 0 or 1")


def _problem(
    scored: Triples, barred: list[Triples], kept: list[Triples], bounds: tuple[int, int, int], *, only_scored: bool
) -> "Problem":
    import numpy as np  # noqa: PLC0415 -- slow import

    from parvis.engine.assign import problem_of  # noqa: PLC0415 -- slow import

    table = np.full((len(scored.applications), len(scored.reviewers)), np.nan if only_scored else 0.0)
    table[scored.a, scored.r] = scored.values
    reviews, max_load, min_load = bounds
    return problem_of(
        table,
        reviews=reviews,
        max_load=max_load,
        min_load=min_load,
        forbidden=[
            pair for one in barred for *pair, value in zip(one.a, one.r, one.values, strict=True) if value == -1
        ],
        forced=[pair for one in barred for *pair, value in zip(one.a, one.r, one.values, strict=True) if value == 1],
        keep=[pair for one in kept for pair in zip(one.a, one.r, strict=True)],
        applications=list(scored.applications.numbers),
        reviewers=list(scored.reviewers.numbers),
    )


def _refuse_contradiction(error: "Contradiction", tables: tuple[Triples, ...]) -> NoReturn:
    """Say what cannot be, and on which lines it was asked for."""
    asked = set(error.pairs)
    for table in tables:
        names = list(table.applications.numbers), list(table.reviewers.numbers)
        for a, r, line in zip(table.a, table.r, table.lines, strict=True):
            pair = names[0][a], names[1][r]
            if pair in asked:
                typer.echo(f"{table.table.path}, line {line}: {pair[0]} with {pair[1]}", err=True)
    refuse(f"{error}.", code=1)


def _summary(problem: "Problem", answer: "Assignment") -> dict[str, object]:
    summary: dict[str, object] = {
        "applications": len(problem.applications),
        "reviewers": len(problem.reviewers),
        "pairs": len(answer.pairs),
        "objective": round(answer.objective, 9),
        "upper_bound": round(answer.upper_bound, 9),
        "gap": answer.gap,
        "optimal": answer.optimal,
        "unfilled": answer.empty_places,
        "largest_load": int(answer.loads.max(initial=0)),
    }
    if answer.floor:
        summary |= {"floor": round(answer.floor.value, 9), "floor_bound": round(answer.floor.upper_bound, 9)}
    return summary


def _unfilled(problem: "Problem", answer: "Assignment") -> Iterator[dict[str, object]]:
    for one in answer.unfilled:
        name = problem.applications[one.application]
        yield {"application": name, "places": one.places, "reason": one.reason.value, "allowed": one.allowed}


def _tell_empty(empty: list[dict[str, object]]) -> None:
    for one in empty[:SHOWN]:
        reason = f"{one['reason']}, {one['allowed']} reviewers allowed"
        typer.echo(f"{one['application']}: {one['places']} empty ({reason})", err=True)
    if len(empty) > SHOWN:
        typer.echo(f"… and {len(empty) - SHOWN} more.", err=True)


def _weakest(problem: "Problem", answer: "Assignment") -> Iterator[dict[str, object]]:
    for at in answer.weakest(WEAKEST).tolist():
        yield {"application": problem.applications[at], "score": round(float(answer.served[at]), 9)}
