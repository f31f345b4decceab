"""`parvis engine link`: which organisations of a reference records name."""

import time
from pathlib import Path
from typing import Annotated

import typer

from parvis.cli.engine.tables import AsJson, SkipBad, end_on_bad_lines, tell, weights_of, write
from parvis.cli.start import refuse

HEADER = ("id", "reference_id", "score", "explanation")

Records = Annotated[Path, typer.Option(help="CSV file: id, name[, city, postcode, country, website, siren, …].")]
Reference = Annotated[Path, typer.Option(help="CSV file: id, name[, aliases, acronyms, city, parents, siren, …].")]
Output = Annotated[Path, typer.Option(help="Where links go: id, reference_id, score, explanation.")]
Threshold = Annotated[float, typer.Option(min=0.0, max=1.0, help="Probability from which a link is written.")]
Best = Annotated[bool, typer.Option("--best", help="Write only the surest link of each record.")]
WeightsFile = Annotated[Path | None, typer.Option(help="Weights from `parvis engine fit`, instead of those shipped.")]
Language = Annotated[str, typer.Option(help="Language of the explanations: en or fr.")]


def link(
    records: Records,
    reference: Reference,
    output: Output,
    threshold: Threshold = 0.5,
    best: Best = False,  # noqa: FBT002 -- an option
    weights: WeightsFile = None,
    language: Language = "en",
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Find for each record the organisations of a reference that it names.

    A record may be one organisation, or a text that names several; then it has several lines, unless --best is given.
    """
    from parvis.cli.engine.records import read_records, read_reference  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.explain import SENTENCES, summary  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.link import Linker  # noqa: PLC0415 -- slow import
    from parvis.engine.linkage.model import read as read_weights  # noqa: PLC0415 -- slow import

    if language not in SENTENCES:
        refuse(f"--language {language} is not one of {', '.join(SENTENCES)}.")
    start = time.perf_counter()
    own = weights_of(weights, read_weights)
    first, left = read_records(records)
    second, right = read_reference(reference)
    bad = end_on_bad_lines((first, second), skip=skip_bad)
    links = Linker(right, own).link(left, threshold, best=best)
    rows = ((one.id, one.reference_id, f"{one.score:.4f}", summary(one.reasons, language)) for one in links)
    write(output, HEADER, rows)
    tell(
        {
            "records": len(left),
            "reference": len(right),
            "linked": len({one.id for one in links}),
            "links": len(links),
            "bad_lines": bad,
            "threshold": threshold,
            "seconds": round(time.perf_counter() - start, 2),
        },
        as_json=as_json,
    )
