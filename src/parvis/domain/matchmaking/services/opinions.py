"""Say what one thinks of a suggestion, and take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking import rules
from parvis.domain.matchmaking.enums import DownReason, Thumb
from parvis.domain.matchmaking.models import Opinion
from parvis.domain.needs.models import Notice

LONGEST = 2000


def say_opinion(
    *,
    actor: User,
    organisation: Organisation,
    other: Organisation,
    thumb: Thumb,
    reason: str = "",
    text: str = "",
    notice: Notice | None = None,
) -> Opinion:
    """Say that `other` is a useful suggestion for `organisation`, or not and why; counts at once, and in later runs.

    It takes the place of what was said of the same two before. Raises NotAllowed, and InvalidInput for a thumbs-down
    without a reason, for words that are too long, or for an organisation that judges itself.
    """
    if not rules.can_say_opinion(actor, organisation):
        raise NotAllowed(_("You may not say this for the organisation."))
    _check(organisation, other, thumb, reason, text)
    with transaction.atomic():
        before = Opinion.objects.filter(organisation=organisation, other=other, taken_back_at=None)
        before.update(taken_back_at=clock.now())
        opinion = Opinion.objects.create(
            organisation=organisation,
            other=other,
            notice=notice,
            thumb=thumb,
            reason=reason if thumb == Thumb.DOWN else "",
            text=text.strip() if thumb == Thumb.DOWN else "",
            said_by=actor,
            said_at=clock.now(),
        )
        data = {"thumb": thumb, "reason": opinion.reason, "other": other.pk}
        record(actor=actor, verb="matchmaking.opinion_said", target=organisation, data=data)
    return opinion


def take_back(*, actor: User, opinion: Opinion) -> None:
    """Take an opinion back: what was turned down may be suggested again.

    Raises NotAllowed, and Conflict when it was taken back meanwhile.
    """
    if not rules.can_say_opinion(actor, opinion.organisation):
        raise NotAllowed(_("You may not say this for the organisation."))
    with transaction.atomic():
        now = clock.now()
        if not Opinion.objects.filter(pk=opinion.pk, taken_back_at=None).update(taken_back_at=now):
            raise Conflict(_("This was taken back already."))
        data = {"thumb": opinion.thumb, "other": opinion.other_id}
        record(actor=actor, verb="matchmaking.opinion_taken_back", target=opinion.organisation, data=data)


def _check(organisation: Organisation, other: Organisation, thumb: Thumb, reason: str, text: str) -> None:
    if organisation.pk == other.pk:
        raise InvalidInput(_("An organisation is never suggested to itself."))
    if thumb == Thumb.DOWN and reason not in DownReason.values:
        raise InvalidInput(_("Say why, please."), {"reason": [_("Say why, please.")]})
    if len(text.strip()) > LONGEST:
        sentence = _("At most %(number)s characters, please.") % {"number": LONGEST}
        raise InvalidInput(sentence, {"text": [sentence]})
