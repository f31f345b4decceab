"""Files of judged pairs, and their lines for readers."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.linking.enums import Outcome, Verdict
from parvis.domain.linking.models import Judgement, PairFile
from parvis.domain.linking.standing import is_judge

KEPT = (Outcome.NEW, Outcome.MERGES, Outcome.UNKNOWN)
"""Lines that become judgements."""

REFUSED = "bad"


def pair_files_visible_to(actor: Actor) -> QuerySet[PairFile]:
    """Every file that was read, the newest first, for whoever may judge; the list has no need of the lines."""
    rows = PairFile.objects.select_related("made_by").order_by("-pk")
    return rows if is_judge(actor) else rows.none()


def figures_of(file: PairFile) -> list[tuple[str, str, int]]:
    """The outcomes that occur, each with its words and number."""
    return [(name, str(Outcome(name).label), file.counts[name]) for name in Outcome.values if file.counts.get(name)]


def kept_of(file: PairFile) -> int:
    """How many lines become, or became, judgements."""
    return sum(file.counts.get(name, 0) for name in KEPT)


def lines_of(file: PairFile, outcome: str) -> Sequence[dict[str, Any]]:
    """The lines that come out so, as they were foreseen."""
    return [line for line in file.lines if line["outcome"] == outcome]


def words_of(lines: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Judgement | None]]:
    """Each line with what was judged here before."""
    wanted = [line["word"] for line in lines if line["word"]]
    found = {one.pk: one for one in Judgement.objects.select_related("judged_by").filter(pk__in=wanted)}
    return ((line, found.get(line["word"] or 0)) for line in lines)


def standing_of(file: PairFile) -> QuerySet[Judgement]:
    """The judgements that came by the file, the last ones first."""
    return Judgement.objects.filter(file=file).exclude(verdict=Verdict.WITHDRAWN).order_by("-pk")
