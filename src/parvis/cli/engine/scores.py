"""`parvis engine scores`: marks made comparable."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.engine.tables import VALUES, AsJson, SkipBad, end_on_bad_lines, tell, write
from parvis.cli.engine.triples import Names, Triples, read_triples
from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.engine.scores import Comparable, Reviews

HEADER = ("application", "reviews", "raw", "adjusted", "low", "high", "chance", "doubts")
PEOPLE = ("reviewer", "reviews", "leniency", "low", "high")

ReviewsFile = Annotated[Path, typer.Option("--reviews", help="CSV file: application, reviewer, score.")]
Output = Annotated[Path, typer.Option(help="Where the marks go: application, reviews, raw, adjusted, low, high, …")]
People = Annotated[
    Path | None, typer.Option("--reviewers", help="Where reviewers go: reviewer, reviews, leniency, low, high.")
]
Top = Annotated[int, typer.Option(min=0, help="Also the chance to be among the first so many.")]
Seed = Annotated[int, typer.Option(min=0, help="Another one draws other chances.")]


def scores(
    reviews: ReviewsFile,
    output: Output,
    reviewers: People = None,
    top: Top = 0,
    seed: Seed = 0,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Make the marks of strict and generous reviewers comparable, with how sure that is; the best application first.

    A first line that names the columns may be missing; the order is then that of the list above.
    """
    from parvis.engine.scores import comparable  # noqa: PLC0415 -- slow import

    start = time.perf_counter()
    read = read_triples(reviews, "score", Names(), Names())
    bad = end_on_bad_lines([read.table], skip=skip_bad)
    if not read.a:
        refuse(f"{reviews} holds no review.", code=1)
    marks = _reviews(read)
    answer = comparable(marks, top=top, seed=seed)
    write(output, HEADER, _rows(marks, answer))
    if reviewers is not None:
        write(reviewers, PEOPLE, _people(marks, answer))
    seconds = round(time.perf_counter() - start, 2)
    tell(_summary(marks, answer) | {"bad_lines": bad, "seconds": seconds}, as_json=as_json)


def _reviews(read: Triples) -> "Reviews":
    from parvis.engine.scores import reviews_of  # noqa: PLC0415 -- slow import

    names = list(read.applications.numbers), list(read.reviewers.numbers)
    return reviews_of((names[0][a], names[1][r], mark) for a, r, mark in zip(read.a, read.r, read.values, strict=True))


def _rows(reviews: "Reviews", answer: "Comparable") -> Iterator[tuple[object, ...]]:
    for at in answer.order.tolist():
        marks = (answer.raw[at], answer.adjusted[at], answer.low[at], answer.high[at])
        chance = "" if answer.chance is None else f"{answer.chance[at]:.4f}"
        doubts = VALUES.join(doubt.value for doubt in answer.doubts[at])
        yield reviews.applications[at], answer.reviews[at], *(f"{mark:.6g}" for mark in marks), chance, doubts


def _people(reviews: "Reviews", answer: "Comparable") -> Iterator[tuple[object, ...]]:
    for name, count, *marks in zip(
        reviews.reviewers,
        answer.reviewed.tolist(),
        answer.leniency,
        answer.leniency_low,
        answer.leniency_high,
        strict=True,
    ):
        yield name, count, *(f"{mark:.6g}" for mark in marks)


def _summary(reviews: "Reviews", answer: "Comparable") -> dict[str, object]:
    return {
        "applications": len(reviews.applications),
        "reviewers": len(reviews.reviewers),
        "reviews": len(reviews.marks),
        "share_quality": round(answer.shares.quality, 3),
        "share_leniency": round(answer.shares.leniency, 3),
        "share_noise": round(answer.shares.noise, 3),
        "doubtful": sum(1 for doubts in answer.doubts if doubts),
    }
