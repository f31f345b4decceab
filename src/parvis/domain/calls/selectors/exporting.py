"""The applications of a call as rows of a spreadsheet."""

from collections.abc import Iterator

from django.db.models import QuerySet

from parvis.domain.calls.models import Application, ChecklistItem, ScreeningCheck
from parvis.domain.calls.selectors.applications import sponsors_of

COLUMNS = (
    "reference",
    "organisation",
    "title",
    "state",
    "origin",
    "round",
    "themes",
    "stage",
    "region",
    "city",
    "language",
    "version",
    "submitted_at",
    "sponsors",
    "points_met",
    "points",
)
CHUNK = 500


def export_rows(applications: QuerySet[Application]) -> Iterator[dict[str, str]]:
    """One row for each application, read by the hundred; without any answer and any account."""
    rows = applications.select_related("organisation__region", "round", "call").prefetch_related("themes")
    points: dict[int, int] = {}
    chunk: list[Application] = []
    for application in rows.iterator(chunk_size=CHUNK):
        chunk.append(application)
        if len(chunk) == CHUNK:
            yield from _chunk(chunk, points)
            chunk = []
    yield from _chunk(chunk, points)


def _chunk(chunk: list[Application], points: dict[int, int]) -> Iterator[dict[str, str]]:
    ids = [application.pk for application in chunk]
    sponsors = sponsors_of(ids)
    met: dict[int, int] = dict.fromkeys(ids, 0)
    for pk in ScreeningCheck.objects.filter(application__in=ids, is_met=True).values_list("application", flat=True):
        met[pk] += 1
    for one in chunk:
        if one.call_id not in points:
            points[one.call_id] = ChecklistItem.objects.filter(call=one.call_id).count()
        organisation = one.organisation
        yield {
            "reference": one.reference,
            "organisation": organisation.name,
            "title": one.title,
            "state": str(one.get_state_display()),
            "origin": str(one.get_origin_display()),
            "round": one.round.name if one.round else "",
            "themes": ", ".join(theme.name for theme in one.themes.all()),
            "stage": str(organisation.get_stage_display()),
            "region": organisation.region.name if organisation.region else "",
            "city": organisation.city,
            "language": one.language,
            "version": str(one.version),
            "submitted_at": one.submitted_at.isoformat(timespec="seconds") if one.submitted_at else "",
            "sponsors": ", ".join(sponsor.name for sponsor in sponsors[one.pk]),
            "points_met": str(met[one.pk]),
            "points": str(points[one.call_id]),
        }
