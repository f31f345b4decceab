"""What people said of suggestions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import account_of, organisations_of
from parvis.domain.matchmaking.enums import DownReason, Thumb
from parvis.domain.matchmaking.models import Opinion
from parvis.domain.matchmaking.standing import reads_all

COLUMNS = ("said_at", "organisation", "suggested", "notice", "opinion", "reason", "text", "taken_back_at")
"""Columns of the file; whoever said it is not in it."""


def opinions_visible_to(actor: Actor) -> QuerySet[Opinion]:
    """All for the campus team; for others those of organisations over which they hold a right."""
    rows = Opinion.objects.select_related("organisation", "other", "notice").order_by("-said_at", "-pk")
    if reads_all(actor):
        return rows
    user = account_of(actor)
    return rows.filter(organisation__in=organisations_of(user)) if user else rows.none()


def opinions_of(actor: Actor, organisation: Organisation) -> QuerySet[Opinion]:
    """What holds for an organisation, the newest first."""
    return opinions_visible_to(actor).filter(organisation=organisation, taken_back_at=None)


@dataclass(frozen=True, slots=True)
class Said:
    """How often something was said, as long as it holds."""

    up: int
    down: int
    reasons: list[tuple[str, int]]


def said_in_all() -> Said:
    """Thumbs, and why they went down, the most frequent first."""
    rows = Opinion.objects.filter(taken_back_at=None).order_by()
    counted = list(rows.values_list("thumb", "reason").annotate(number=Count("pk")))
    reasons = [(str(DownReason(reason).label), number) for _thumb, reason, number in counted if reason]
    return Said(
        up=sum(number for thumb, _reason, number in counted if thumb == Thumb.UP),
        down=sum(number for thumb, _reason, number in counted if thumb == Thumb.DOWN),
        reasons=sorted(reasons, key=lambda pair: (-pair[1], pair[0])),
    )


def export_rows(rows: QuerySet[Opinion]) -> Iterator[dict[str, str]]:
    """The same as lines of a file; kinds by their codes."""
    for row in rows.iterator(chunk_size=500):
        yield {
            "said_at": row.said_at.isoformat(timespec="seconds"),
            "organisation": row.organisation.slug,
            "suggested": row.other.slug,
            "notice": row.notice.slug if row.notice else "",
            "opinion": row.thumb,
            "reason": row.reason,
            "text": row.text,
            "taken_back_at": row.taken_back_at.isoformat(timespec="seconds") if row.taken_back_at else "",
        }
