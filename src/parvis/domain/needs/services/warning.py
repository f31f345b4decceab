"""Tell those who write for an organisation that what it looks for or offers ends soon."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.messaging.services.send import send_mail
from parvis.core import clock
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.notices import open_notices


def warn_of_ends() -> int:
    """One mail for each writer of each organisation, about all that ends soon; returns how many notices. Safe twice.

    Each last day is warned of once: a notice that is prolonged is warned of again before its new end.
    """
    soon = clock.today() + dt.timedelta(days=settings.NEEDS_WARNING_DAYS)
    due = open_notices().filter(ends_on__gte=clock.today(), ends_on__lte=soon)
    due = due.filter(Q(warned_of=None) | ~Q(warned_of=F("ends_on"))).select_related("organisation", "created_by")
    by_organisation: dict[Organisation, list[Notice]] = defaultdict(list)
    for notice in due.order_by("organisation_id", "ends_on", "pk"):
        by_organisation[notice.organisation].append(notice)
    return sum(_warn(organisation, notices) for organisation, notices in by_organisation.items())


def _warn(organisation: Organisation, notices: list[Notice]) -> int:
    with transaction.atomic():
        mine = [notice for notice in notices if _take(notice)]
        if mine:
            readers = _writers_of(organisation, mine)
            for user in readers:
                send_mail(
                    to=user.email,
                    template="needs/mail/ending",
                    language=user.language,
                    context={"reader": user, "organisation": organisation, "notices": mine, "count": len(mine)},
                    kind="needs.ending",
                )
            data = {"notices": len(mine)}
            record(actor=None, verb="needs.warned", target=organisation, data=data, concerns=readers)
    return len(mine)


def _take(notice: Notice) -> bool:
    """Note that this last day is warned of; False when another process was faster, or somebody prolonged it."""
    same = Notice.objects.filter(pk=notice.pk, state=notice.state, ends_on=notice.ends_on, warned_of=notice.warned_of)
    return same.update(warned_of=notice.ends_on) == 1


def _writers_of(organisation: Organisation, notices: list[Notice]) -> list[User]:
    """Owners and editors; where there are none, who of the campus wrote it."""
    accesses = Access.objects.filter(organisation=organisation, level__in=WRITERS, user__is_active=True)
    found = [access.user for access in accesses.select_related("user").order_by("pk")]
    if found:
        return found
    written = {one.created_by for one in notices if one.created_by is not None and one.created_by.is_active}
    return sorted(written, key=lambda user: user.pk)
