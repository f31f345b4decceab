"""`parvis engine fit-recommend`: weights of suggestions from who worked together, year after year."""

import datetime as dt
import time
from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.engine.recommend import OrganisationsFile, ParticipationsFile, ProjectsFile
from parvis.cli.engine.tables import AsJson, SkipBad, end_on_bad_lines, tell
from parvis.cli.start import refuse

Output = Annotated[Path, typer.Option(help="Where the weights go, as JSON.")]
Seed = Annotated[int, typer.Option(help="Which queries of each year are drawn.")]
Queries = Annotated[int, typer.Option("--queries", min=10, help="Queries that are drawn of each year.")]


def fit_recommend(
    participations: ParticipationsFile,
    output: Output,
    projects: ProjectsFile = None,
    organisations: OrganisationsFile = None,
    queries: Queries = 400,
    seed: Seed = 1,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Fit the weights of suggestions; `parvis engine recommend --weights FILE` uses them.

    Each of the last years is a lesson: from what was known before it, who worked together in it has to be found.
    """
    from parvis.cli.engine import partners  # noqa: PLC0415 -- slow import
    from parvis.engine.recommend.fit import fit  # noqa: PLC0415 -- slow import
    from parvis.engine.recommend.models import write  # noqa: PLC0415 -- slow import

    start = time.perf_counter()
    first, rows = partners.read_participations(participations)
    second, described = partners.read_projects(projects)
    third, profiles = partners.read_organisations(organisations)
    bad = end_on_bad_lines((first, *second, *third), skip=skip_bad)
    about = {
        "date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}",
        "training": f"{len(rows)} lines of {participations.name}",
    }
    try:
        weights = fit(rows, described, profiles, about, seed=seed, queries=queries)
    except ValueError as error:
        refuse(f"{participations}: {error}.", code=1)
    write(output, weights)
    tell(
        {
            "years": weights.about["years"],
            "queries": weights.about["queries"],
            "bad_lines": bad,
            "seconds": round(time.perf_counter() - start, 2),
        },
        as_json=as_json,
    )
