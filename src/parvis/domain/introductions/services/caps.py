"""How many introductions an organisation takes at a time."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.introductions import rules
from parvis.domain.introductions.models import IntroductionCap

MOST = 100


def set_cap(*, actor: User, organisation: Organisation, most: int, until: dt.date | None = None) -> IntroductionCap:
    """Let an organisation take this many at a time, for ever or until a day; zero takes none."""
    _check(actor, organisation)
    fields: dict[str, list[str]] = {}
    if not 0 <= most <= MOST:
        fields["most"] = [_("A whole number from 0 to %(most)s.") % {"most": MOST}]
    if until is not None and until < clock.today():
        fields["until"] = [_("This day is over.")]
    if fields:
        raise InvalidInput(next(iter(fields.values()))[0], fields)
    with transaction.atomic():
        values = {"most": most, "until": until, "set_by": actor}
        cap, _created = IntroductionCap.objects.update_or_create(organisation=organisation, defaults=values)
        data = {"most": most, "until": until.isoformat() if until else None}
        record(actor=actor, verb="introductions.cap_set", target=organisation, data=data)
    return cap


def remove_cap(*, actor: User, organisation: Organisation) -> None:
    """Let the limit of the campus hold again."""
    _check(actor, organisation)
    with transaction.atomic():
        number, _details = IntroductionCap.objects.filter(organisation=organisation).delete()
        if number:
            record(actor=actor, verb="introductions.cap_removed", target=organisation)


def _check(actor: User, organisation: Organisation) -> None:
    if not rules.can_set_cap(actor, organisation):
        raise NotAllowed(_("Only the organisation and the campus say how many introductions it takes."))
