"""For whom suggestions are worked out every week, and who is suggested to nobody."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.domain.cohorts.enums import CohortState
from parvis.domain.cohorts.models import CohortMember
from parvis.domain.directory.enums import WRITERS, Status
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.introductions.enums import LIVING
from parvis.domain.introductions.models import IntroductionCap, IntroductionSide
from parvis.domain.introductions.selectors.introductions import full_among
from parvis.domain.needs.selectors.notices import open_notices

GONE = (Status.CLOSED, Status.DORMANT)


def residents() -> QuerySet[Organisation]:
    """The members of published cohorts that are still there."""
    inside = CohortMember.objects.filter(organisation=OuterRef("pk"), cohort__state=CohortState.PUBLISHED)
    return Organisation.objects.filter(Exists(inside)).exclude(status__in=GONE)


def weekly_targets() -> QuerySet[Organisation]:
    """Residents, organisations with open needs or offers, and those for which an account may write."""
    inside = CohortMember.objects.filter(organisation=OuterRef("pk"), cohort__state=CohortState.PUBLISHED)
    looks = open_notices().filter(organisation=OuterRef("pk"))
    writers = Access.objects.filter(organisation=OuterRef("pk"), level__in=WRITERS)
    rows = Organisation.objects.filter(Q(Exists(inside)) | Q(Exists(looks)) | Q(Exists(writers)))
    return rows.exclude(status__in=GONE).order_by("pk")


def never_suggested() -> frozenset[int]:
    """Organisations that are gone, and those that take no further introduction for now; five queries."""
    gone = Organisation.objects.filter(status__in=GONE).order_by().values_list("pk", flat=True)
    busy = IntroductionSide.objects.filter(introduction__state__in=LIVING).order_by()
    limited = IntroductionCap.objects.order_by().values_list("organisation_id", flat=True)
    full = full_among({*busy.values_list("organisation_id", flat=True), *limited})
    return frozenset({*gone, *full})
