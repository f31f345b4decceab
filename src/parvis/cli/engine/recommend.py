"""`parvis engine recommend`: who should work with whom."""

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.engine.tables import AsJson, SkipBad, end_on_bad_lines, tell, weights_of, write
from parvis.cli.start import refuse

if TYPE_CHECKING:
    from parvis.engine.recommend import History, Suggestion, Texts

HEADER = ("query", "rank", "organisation", "score", "explanation")

ParticipationsFile = Annotated[
    Path, typer.Option("--participations", help="CSV file: project, organisation, year: who worked with whom.")
]
ProjectsFile = Annotated[Path | None, typer.Option("--projects", help="CSV file: project, year[, terms, programme].")]
OrganisationsFile = Annotated[
    Path | None,
    typer.Option("--organisations", help="CSV file: organisation, name[, city, region, kind, terms, parents]."),
]
Queries = Annotated[
    Path, typer.Option(help="CSV file: query, organisation[, terms, programme]: who asks, and for what.")
]
Output = Annotated[Path, typer.Option(help="Where suggestions go: query, rank, organisation, score, explanation.")]
Top = Annotated[int, typer.Option(min=1, help="Suggestions for each query.")]
Before = Annotated[int | None, typer.Option(help="Read only participations before this year.")]
OnlyNew = Annotated[bool, typer.Option("--only-new", help="Leave out those who were partners before.")]
Exclude = Annotated[
    Path | None, typer.Option(help="CSV file: excluded[, organisation]: never suggested, to that one or to anyone.")
]
MostEach = Annotated[
    int | None,
    typer.Option("--max-per-organisation", min=1, help="How often the same organisation is suggested at most."),
]
Diversity = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, help="How much likeness among the suggestions of a query counts against them."),
]
WeightsFile = Annotated[Path | None, typer.Option(help="Weights from `fit-recommend`, instead of those shipped.")]


class Text(StrEnum):
    """How texts of profiles are compared."""

    NGRAMS = "ngrams"
    SENTENCES = "sentences"
    NONE = "none"


TextOption = Annotated[
    Text, typer.Option("--text", help="How profiles are compared; sentences is slow, and bilingual.")
]
Language = Annotated[str, typer.Option(help="Language of the explanations: en or fr.")]


def recommend(
    participations: ParticipationsFile,
    queries: Queries,
    output: Output,
    projects: ProjectsFile = None,
    organisations: OrganisationsFile = None,
    top: Top = 10,
    before: Before = None,
    only_new: OnlyNew = False,  # noqa: FBT002 -- an option
    exclude: Exclude = None,
    max_per_organisation: MostEach = None,
    diversity: Diversity = 0.0,
    weights: WeightsFile = None,
    text: TextOption = Text.NGRAMS,
    language: Language = "en",
    skip_bad: SkipBad = False,  # noqa: FBT002 -- an option
    as_json: AsJson = False,  # noqa: FBT002 -- an option
) -> None:
    """Suggest partners to organisations, from who worked with whom and what they are about; each with its reasons."""
    from parvis.cli.engine import partners  # noqa: PLC0415 -- slow import
    from parvis.engine.recommend import Choice, Organisation, Recommender, history_of, summary  # noqa: PLC0415 -- slow import
    from parvis.engine.recommend.explain import SENTENCES  # noqa: PLC0415 -- slow import
    from parvis.engine.recommend.models import read as read_weights  # noqa: PLC0415 -- slow import

    if language not in SENTENCES:
        refuse(f"--language {language} is not one of {', '.join(SENTENCES)}.")
    start = time.perf_counter()
    own = weights_of(weights, read_weights)
    first, rows = partners.read_participations(participations)
    second, described = partners.read_projects(projects)
    third, profiles = partners.read_organisations(organisations)
    known = {one.organisation for one in rows if before is None or one.year < before} | {one.id for one in profiles}
    fourth, asked = partners.read_queries(queries, known)
    fifth, excluded = partners.read_excluded(exclude)
    bad = end_on_bad_lines((first, *second, *third, fourth, *fifth), skip=skip_bad)
    newcomers = sorted({one.organisation for one in asked} - known)
    history = history_of(rows, described, [*profiles, *(Organisation(name, name) for name in newcomers)], before)
    fitted = time.perf_counter()
    choice = Choice(top, only_new, excluded, max_per_organisation, diversity)
    texts = _texts(text, history) if any(one.terms for one in profiles) else None
    found = list(Recommender(history, own, texts).suggest(asked, choice))
    lines = (
        (one.query, one.rank, one.organisation, f"{one.score:.6f}", summary(one.reasons, language)) for one in found
    )
    write(output, HEADER, lines)
    answered = {"queries": len(asked), "suggestions": len(found), "without_suggestion": len(asked) - _queries(found)}
    said: dict[str, object] = {"texts": texts.encoder.name if texts else "none", "bad_lines": bad}
    said |= {"seconds_to_fit": round(fitted - start, 2), "seconds": round(time.perf_counter() - start, 2)}
    tell(_size(history) | answered | said, as_json=as_json)


def _size(history: "History") -> dict[str, object]:
    return {"organisations": len(history), "projects": len(history.projects), "before": history.before}


def _queries(found: "list[Suggestion]") -> int:
    return len({one.query for one in found})


def _texts(text: Text, history: "History") -> "Texts | None":
    """The profiles as vectors, if they are wanted."""
    from parvis.engine.recommend import texts_of  # noqa: PLC0415 -- slow import
    from parvis.engine.text.vectors import NgramEncoder, sentence_encoder  # noqa: PLC0415 -- slow import

    if text is Text.NONE:
        return None
    return texts_of(history.organisations, sentence_encoder() if text is Text.SENTENCES else NgramEncoder())
