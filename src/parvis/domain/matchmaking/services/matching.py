"""Needs that fit offers, needs alike, and people who may help: by kind, theme, region, and what texts mean.

Only the worker imports this. Texts are compared as sentence vectors, so that French finds English.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from django.db.models import QuerySet

from parvis.core import clock
from parvis.domain.directory.models import Membership, Organisation
from parvis.domain.directory.standing import lasting
from parvis.domain.matchmaking import wording
from parvis.domain.matchmaking.selectors.profiles import readable_notices, words_of_notice
from parvis.domain.matchmaking.services.vectors import rows_of
from parvis.domain.matchmaking.wording import Fact
from parvis.domain.needs.enums import NoticeKind, Side
from parvis.domain.needs.models import Notice
from parvis.domain.reference.enums import OrganisationKind
from parvis.engine.text.vectors import sentence_encoder

SAME_KIND, SAME_THEME, SAME_MEANING, ELSEWHERE = 1.5, 0.5, 2.5, -2.0
"""Points of two notices: of the same kind, for each theme in common, for the same meaning, and for regions apart."""
ENOUGH, ALIKE = 1.5, 2.0
"""Points from which an offer is worth a look for a need, and from which two needs are alike."""
CERTAIN = 3.0
"""Points at which a match is as probable as not."""
MOST_NOTICES, MOST_PEOPLE = 5, 5
SPEAKS_FOR = 0.15
"""How much nearer than chance what somebody says of their work must be to what is looked for."""

GIVERS: dict[str, frozenset[str]] = {
    NoticeKind.CLINICAL_SITE: frozenset({OrganisationKind.HOSPITAL}),
    NoticeKind.DATA: frozenset({OrganisationKind.HOSPITAL, OrganisationKind.OPERATOR, OrganisationKind.RESEARCH}),
    NoticeKind.PILOT: frozenset({OrganisationKind.HOSPITAL, OrganisationKind.COMPANY, OrganisationKind.AUTHORITY}),
    NoticeKind.ROOM: frozenset({OrganisationKind.CLUSTER, OrganisationKind.FACILITY, OrganisationKind.UNIVERSITY}),
    NoticeKind.REGULATORY: frozenset({OrganisationKind.OPERATOR, OrganisationKind.CLUSTER, OrganisationKind.COMPANY}),
}
"""Which kinds of organisations give what is looked for, where not all of them do."""


@dataclass(frozen=True, slots=True)
class Match:
    """Another notice, with its points and the fact that it makes."""

    notice: Notice
    points: float
    fact: Fact

    @property
    def score(self) -> float:
        """Points as a probability."""
        return probability(self.points)


@dataclass(frozen=True, slots=True)
class Expert:
    """Someone of an organisation who may help, and why."""

    person_id: int
    organisation_id: int
    score: float
    fact: Fact


def probability(points: float) -> float:
    """Points as a number between 0 and 1."""
    return round(1 / (1 + exp(CERTAIN - points)), 6)


def shares(text: str, others: Sequence[str]) -> list[float]:
    """How much nearer than chance each text is to the first, from 0 to 1."""
    if not others:
        return []
    near = sentence_encoder().near
    alike = rows_of(others) @ rows_of([text])[0]
    return [float(share) for share in np.clip((alike - near) / (1 - near), 0, 1)]


def matches_of(notice: Notice, excluded: Collection[int]) -> tuple[list[Match], list[Match]]:
    """Open notices of the other side that fit, and those of the same side that are alike; the best of each first."""
    rows = readable_notices().exclude(organisation=notice.organisation_id).exclude(organisation__in=excluded)
    others = list(rows.exclude(ends_on__lt=clock.today()).prefetch_related("themes", "regions").order_by("pk"))
    meaning = shares(words_of_notice(notice), [words_of_notice(other) for other in others])
    fitting, alike = [], []
    for other, share in zip(others, meaning, strict=True):
        points = _points(notice, other, share)
        if other.side == notice.side:
            if points >= ALIKE and share > 0:
                alike.append(_match(other, points, wording.ALIKE))
        elif points >= ENOUGH:
            fitting.append(_match(other, points, wording.OFFER if other.side == Side.OFFER else wording.NEED))
    return _best(fitting), _best(alike)


def _match(other: Notice, points: float, kind: str) -> Match:
    return Match(other, points, Fact(kind, points / 2, other.title))


def _best(matches: list[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.points, match.notice.pk))[:MOST_NOTICES]


def _points(notice: Notice, other: Notice, share: float) -> float:
    themes = {theme.pk for theme in notice.themes.all()} & {theme.pk for theme in other.themes.all()}
    points = SAME_MEANING * share + SAME_THEME * len(themes)
    if notice.kind == other.kind and notice.kind != NoticeKind.OTHER:
        points += SAME_KIND
    wanted, offered = ({region.pk for region in one.regions.all()} for one in (notice, other))
    return points + (ELSEWHERE if wanted and offered and not wanted & offered else 0)


def experts_for(notice: Notice, excluded: Collection[int], offers: Iterable[Match]) -> list[Expert]:
    """People who offer what is looked for, and members of organisations who say that they do it; the best first."""
    found: dict[int, Expert] = {}
    for match in offers:
        if match.notice.person_id is not None and match.notice.person_id not in found:
            found[match.notice.person_id] = Expert(
                match.notice.person_id, match.notice.organisation_id, match.score, match.fact
            )
    members = list(_members().exclude(organisation__in={*excluded, notice.organisation_id}))
    said = [f"{one.person.headline} {one.title}".strip() for one in members]
    for one, share in zip(members, shares(words_of_notice(notice), said), strict=True):
        if share > SPEAKS_FOR and one.person_id not in found:
            fact = Fact(wording.EXPERT, SAME_MEANING * share, one.person.headline or one.title)
            points = SAME_MEANING * share + SAME_KIND
            found[one.person_id] = Expert(one.person_id, one.organisation_id, probability(points), fact)
    return sorted(found.values(), key=lambda one: (-one.score, one.person_id))[:MOST_PEOPLE]


def _members() -> QuerySet[Membership]:
    """Present members who say what they do, on pages that everyone reads."""
    rows = Membership.objects.filter(lasting(), is_public=True, organisation__merged_into=None)
    return rows.exclude(person__headline="", title="").select_related("person").order_by("pk")


def facts_for(notice: Notice, fitting: Iterable[Match]) -> dict[int, list[Fact]]:
    """What speaks for organisations that are not in the past: offers, themes, and the kind that gives this."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for match in fitting:
        found[match.notice.organisation_id].append(match.fact)
    for pk, fact in theme_facts([theme.pk for theme in notice.themes.all()]):
        found[pk].append(fact)
    if notice.side == Side.NEED and notice.kind in GIVERS:
        rows = Organisation.objects.filter(kind__in=GIVERS[notice.kind])
        if regions := [region.pk for region in notice.regions.all()]:
            rows = rows.filter(region__in=regions)
        for pk, kind in rows.order_by().values_list("pk", "kind"):
            found[pk].append(Fact(wording.FITTING, 0.8, kind))
    return found


def theme_facts(themes: Collection[int]) -> list[tuple[int, Fact]]:
    """For each organisation of one of the themes the first of them that it has."""
    columns = ("organisation_id", "theme__name_fr", "theme__name_en")
    rows = Organisation.themes.through.objects.filter(theme__in=themes).order_by("organisation_id", "theme__position")
    found: dict[int, Fact] = {}
    for pk, french, english in rows.values_list(*columns):
        found.setdefault(pk, Fact(wording.THEME, 0.4, french, english))
    return list(found.items())


def in_regions(notice: Notice) -> tuple[frozenset[int] | None, Fact | None]:
    """The organisations where the notice looks, and what is said of them; None when that is anywhere."""
    regions = list(notice.regions.all())
    if not regions:
        return None, None
    there = Organisation.objects.filter(region__in=regions).order_by().values_list("pk", flat=True)
    return frozenset(there), Fact(wording.TERRITORY, 0.1, ", ".join(region.name for region in regions))
