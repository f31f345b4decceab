"""Who has suggestions and who has none."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking.enums import Subject
from parvis.domain.matchmaking.models import Suggestion
from parvis.domain.matchmaking.selectors.targets import weekly_targets
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.notices import open_notices


@dataclass(frozen=True, slots=True)
class Coverage:
    """Organisations that get weekly suggestions and open notices, and how many of each have some."""

    organisations: int
    with_some: int
    notices: int
    notices_with_some: int


def coverage() -> Coverage:
    """The figures; four queries."""
    return Coverage(
        organisations=weekly_targets().count(),
        with_some=weekly_targets().filter(_has()).count(),
        notices=open_notices().count(),
        notices_with_some=open_notices().filter(_notice_has()).count(),
    )


def organisations_without() -> QuerySet[Organisation]:
    """Organisations that get weekly suggestions and have none, by name."""
    return weekly_targets().filter(~_has()).order_by("name", "pk")


def notices_without() -> QuerySet[Notice]:
    """Open needs and offers for which nobody was found, the oldest first."""
    return open_notices().filter(~_notice_has()).select_related("organisation").order_by("published_at", "pk")


def _has() -> Exists:
    return Exists(Suggestion.objects.filter(subject=Subject.ORGANISATION, organisation=OuterRef("pk")))


def _notice_has() -> Exists:
    return Exists(Suggestion.objects.filter(subject=Subject.NOTICE, notice=OuterRef("pk")))
