"""The ranking as its page shows it: rows with their scores, in an order, and counters in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.domain.calls.enums import ApplicationState, Origin
from parvis.domain.campus.models import FoundingMember
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Jury
from parvis.domain.cohorts.selectors.juries import Places
from parvis.domain.cohorts.selectors.ranking import Balance, Count, Row, balance
from parvis.domain.reference.enums import Stage
from parvis.domain.reference.models import Theme
from parvis.faces.web.juries.scores import Standing

STATES = dict(ApplicationState.choices)
OUTCOMES = dict(Outcome.choices)
DECISION_STATES = dict(DecisionState.choices)
ORIGINS = dict(Origin.choices)
STAGES = dict(Stage.choices)


@dataclass(frozen=True, slots=True)
class Line:
    """One application of the list."""

    row: Row
    place: int | None
    standing: Standing | None
    themes: str
    sponsors: str
    is_tied: bool

    @property
    def state(self) -> str:
        """The state of the application in words."""
        return str(STATES[self.row.state])

    @property
    def outcome(self) -> str:
        """What is decided, in words; nothing where that is open."""
        return str(OUTCOMES[self.row.decision.outcome]) if self.row.decision else ""

    @property
    def decision_state(self) -> str:
        """How far the decision is, in words."""
        return str(DECISION_STATES[self.row.decision.state]) if self.row.decision else ""

    @property
    def stage(self) -> str:
        """The stage of the start-up in words."""
        return str(STAGES.get(self.row.stage, ""))

    @property
    def is_open(self) -> bool:
        """Whether the list may decide about it: nobody was told yet, and the reader is not tied to it."""
        decision = self.row.decision
        is_pending = decision is None or decision.state == DecisionState.PENDING
        return is_pending and not self.is_tied


@dataclass(frozen=True, slots=True)
class Counter:
    """One line of the counters: chosen of applied."""

    label: str
    chosen: int
    applied: int


@dataclass(frozen=True, slots=True)
class Counters:
    """One kind of counters."""

    title: str
    head: str
    rows: Sequence[Counter]


ORDERS: dict[str, Callable[[Row, Standing | None], tuple[object, ...]]] = {
    "score": lambda row, standing: (standing is None, -(standing.score if standing else 0), row.reference),
    "mean": lambda row, standing: (standing is None, -(standing.mean if standing else 0), row.reference),
    "chance": lambda row, standing: (-((standing.chance or 0) if standing else 0), row.reference),
    "name": lambda row, _standing: (row.organisation.casefold(), row.reference),
    "reference": lambda row, _standing: (row.reference,),
    "decision": lambda row, _standing: (row.decision.outcome if row.decision else "", row.reference),
}
USUAL = "score"


def ordered(rows: Sequence[Row], standings: dict[int, Standing], order: str) -> list[Row]:
    """The rows in an order that the address names; a hyphen turns it round."""
    name = order.removeprefix("-")
    key = ORDERS.get(name, ORDERS[USUAL])
    found = sorted(rows, key=lambda row: key(row, standings.get(row.pk)))
    return found[::-1] if order.startswith("-") and name in ORDERS else found


def places_in_ranking(rows: Sequence[Row], standings: dict[int, Standing]) -> dict[int, int]:
    """The place of each application that has a score, among all before the jury; equal scores share one."""
    scored = sorted((row.pk for row in rows if row.pk in standings), key=lambda pk: -standings[pk].score)
    found: dict[int, int] = {}
    for number, pk in enumerate(scored, 1):
        before = scored[number - 2] if number > 1 else None
        same = before is not None and standings[before].score == standings[pk].score
        found[pk] = found[before] if same and before is not None else number
    return found


class Names:
    """Themes and founding members by number, read once for a page."""

    def __init__(self, themes: Sequence[Theme], founders: Sequence[FoundingMember]) -> None:
        self.themes = {theme.pk: theme.name for theme in themes}
        self.founders = {one.organisation_id: one.organisation.name for one in founders}

    def theme(self, keys: Sequence[int]) -> str:
        """Themes in words."""
        return ", ".join(self.themes[key] for key in keys if key in self.themes)

    def sponsor(self, keys: Sequence[int]) -> str:
        """Sponsors in words."""
        return ", ".join(self.founders.get(key, _("another organisation")) for key in keys)


def lines(
    rows: Sequence[Row],
    names: Names,
    standings: dict[int, Standing],
    places: dict[int, int],
    tied: frozenset[int],
) -> list[Line]:
    """The rows of one page in words; whoever is tied to an application does not see its score."""
    return [
        Line(
            row=row,
            place=places.get(row.pk),
            standing=None if row.pk in tied else standings.get(row.pk),
            themes=names.theme(row.themes),
            sponsors=names.sponsor(row.sponsors),
            is_tied=row.pk in tied,
        )
        for row in rows
    ]


def counters(rows: Sequence[Row], names: Names) -> tuple[Balance, list[Counters]]:
    """The counters of the rows that are shown, the largest groups first."""
    counted = balance(rows)
    regions = {row.region: row.region_name for row in rows}
    return counted, [
        Counters(_("By theme"), _("Theme"), _in_words(counted.themes, names.themes, _("no theme"))),
        Counters(_("By territory"), _("Territory"), _in_words(counted.regions, regions, _("abroad or unknown"))),
        Counters(_("By stage"), _("Stage"), _in_words(counted.stages, STAGES, _("unknown"))),
        Counters(
            _("By founding member"),
            _("Founding member"),
            _in_words(counted.sponsors, names.founders, _("without a sponsor")),
        ),
    ]


def _in_words(counts: Sequence[Count], names: Mapping[Any, Any], nothing: str) -> list[Counter]:
    labelled = [Counter(str(_name(one.key, names, nothing)), one.chosen, one.applied) for one in counts]
    return sorted(labelled, key=lambda one: (-one.applied, one.label))


def _name(key: object, names: Mapping[Any, Any], nothing: str) -> object:
    if key == "":
        return nothing
    return names.get(key) or _("another one")


def places_of_rows(jury: Jury, rows: Sequence[Row]) -> Places:
    """The places of the jury, counted from rows that are read already."""
    total = jury.places if jury.places is not None else jury.round.places
    return Places(total, sum(row.is_chosen for row in rows))
