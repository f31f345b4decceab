"""`parvis engine fit`: weights of linking from pairs that people judged."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.engine.tables import AsJson, Row, SkipBad, end_on_bad_lines, read, tell
from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.engine.linkage.fit import Judged

REQUIRED = ("left_id", "left_name", "right_id", "right_name", "same")
VERDICTS = {"1": True, "0": False, "true": True, "false": False, "yes": True, "no": False}

PairsFile = Annotated[
    Path,
    typer.Option("--pairs", help="CSV file: left_id, left_name, right_id, right_name, same (1 or 0), left_city, …"),
]
Output = Annotated[Path, typer.Option(help="Where the weights go, as JSON.")]


def fit(
    pairs: PairsFile,
    output: Output,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Fit the weights of linking to pairs that people judged; `parvis engine link --weights FILE` uses them.

    The columns of both records are those of `parvis engine link`, with `left_` and `right_` before them.
    """
    from parvis.engine.linkage.fit import example_of, fit_weights, have_rivals  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.model import write  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.scoring import score  # noqa: PLC0415 -- slow import

    table = read(pairs, REQUIRED)
    judged = [one for _line, one in table.made(_judged)]
    bad = end_on_bad_lines((table,), skip=skip_bad)
    if not judged:
        refuse(f"{pairs} holds no pair.", code=1)
    example = example_of(judged)
    about = {"date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", "training": f"{len(example.same)} pairs of {pairs.name}"}
    try:
        rivals = have_rivals(example)
        weights = fit_weights([example], about, rivals=rivals)
    except ValueError as error:
        refuse(f"{pairs}: {error}.", code=1)
    right = score(example.pairs, weights, rivals=rivals).score >= 0.5
    write(output, weights)
    tell(
        {
            "pairs": len(example.same),
            "same": int(example.same.sum()),
            "bad_lines": bad,
            "agreement": round(float((right == example.same).mean()), 4),
        },
        as_json=as_json,
    )


def _judged(row: Row) -> "Judged":
    from parvis.cli.engine.records import record_of  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.fit import Judged  # noqa: PLC0415 -- slow import

    verdict = VERDICTS.get(row["same"].lower())
    if verdict is None:
        raise ValueError(f"same is {row['same']!r}; expected 1 or 0")
    return Judged(record_of(row, "left_"), record_of(row, "right_"), verdict)
