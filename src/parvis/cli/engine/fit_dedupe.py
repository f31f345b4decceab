"""`parvis engine fit-dedupe`: weights of deduplication from records of which the organisation is known."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.engine.tables import AsJson, SkipBad, end_on_bad_lines, read, tell
from parvis.cli.start import refuse

REQUIRED = ("id", "name", "cluster")
NAMED = 5
"""Files that the weights name as what they were fitted on; more are many."""

RecordsFiles = Annotated[
    list[Path],
    typer.Option("--records", help="CSV file: id, name, cluster[, city, postcode, siren, …]; may be given again."),
]
Output = Annotated[Path, typer.Option(help="Where the weights go, as JSON.")]


def fit_dedupe(
    records: RecordsFiles,
    output: Output,
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Fit the weights of deduplication; `parvis engine dedupe --weights FILE` uses them.

    Records with the same cluster are the same organisation. Several files are learnt from one by one: a record of one
    is never compared with a record of another.
    """
    from parvis.cli.engine.records import record_of  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.duplicates.learning import Labelled, fit  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.duplicates.models import write  # noqa: PLC0415 -- slow import

    tables = [read(path, REQUIRED) for path in records]
    sets = []
    for table in tables:
        made = [one for _line, one in table.made(lambda row: (record_of(row), row["cluster"]))]
        sets.append(Labelled([record for record, _truth in made], [truth for _record, truth in made]))
    bad = end_on_bad_lines(tables, skip=skip_bad)
    count = sum(len(one.records) for one in sets)
    names = ", ".join(path.name for path in records[:NAMED]) + (", …" if len(records) > NAMED else "")
    about = {"date": f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}", "training": f"{count} records of {names}"}
    try:
        models = fit(sets, about)
    except ValueError as error:
        refuse(f"{names}: {error}.", code=1)
    write(output, models)
    figures = {name: models.about[name] for name in ("pairs", "agreement")}
    tell({"records": count, **figures, "bad_lines": bad}, as_json=as_json)
