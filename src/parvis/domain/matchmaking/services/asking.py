"""Have suggestions worked out, soon."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.core.errors import NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.matchmaking import rules
from parvis.domain.matchmaking.jobs import EVERYBODY, FOR_NOTICE, FOR_OPPORTUNITY, FOR_ORGANISATION, key_of
from parvis.domain.needs.models import Interest, Notice, Opportunity
from parvis.domain.needs.selectors.notices import open_notices
from parvis.domain.needs.selectors.opportunities import open_opportunities


def ask_for_notice(*, notice_id: int) -> Job:
    """Queue the work for a need or an offer in the caller's transaction; several that wait are one."""
    return enqueue(actor=None, name=FOR_NOTICE, arguments={"notice": notice_id}, key=key_of(FOR_NOTICE, notice_id))


def ask_for_opportunity(*, opportunity_id: int, organisation_id: int | None = None) -> Job:
    """The same for a call to partner for, with an organisation that asks or without."""
    return enqueue(
        actor=None,
        name=FOR_OPPORTUNITY,
        arguments={"opportunity": opportunity_id, "organisation": organisation_id},
        key=key_of(FOR_OPPORTUNITY, opportunity_id, organisation_id),
    )


def ask_for_call(*, opportunity_id: int) -> None:
    """The same for whoever would answer a call: the campus, and each organisation that says so."""
    ask_for_opportunity(opportunity_id=opportunity_id)
    interested = Interest.objects.filter(opportunity=opportunity_id).order_by("pk")
    for organisation in interested.values_list("organisation_id", flat=True):
        ask_for_opportunity(opportunity_id=opportunity_id, organisation_id=organisation)


@transaction.atomic
def ask_for_all_that_is_open() -> None:
    """Have everything worked out again that somebody may be looking at: much more is known of profiles than before."""
    for pk in open_notices().order_by("pk").values_list("pk", flat=True):
        ask_for_notice(notice_id=pk)
    for pk in open_opportunities().order_by("pk").values_list("pk", flat=True):
        ask_for_call(opportunity_id=pk)
    enqueue(actor=None, name=EVERYBODY, key=EVERYBODY)


def ask_again(
    *,
    actor: User,
    organisation: Organisation | None,
    notice: Notice | None = None,
    opportunity: Opportunity | None = None,
) -> Job:
    """Have suggestions worked out at somebody's wish: for a notice, a call to partner for, or an organisation alone.

    Without an organisation it is for a call that the campus asks about. Raises NotAllowed.
    """
    may = rules.can_ask(actor, organisation) if organisation else rules.can_ask_for_all(actor)
    if not may:
        raise NotAllowed(_("You may not ask for suggestions here."))
    with transaction.atomic():
        record(actor=actor, verb="matchmaking.asked", target=notice or opportunity or organisation)
        if notice is not None:
            return ask_for_notice(notice_id=notice.pk)
        pk = organisation.pk if organisation else None
        if opportunity is not None:
            return ask_for_opportunity(opportunity_id=opportunity.pk, organisation_id=pk)
        return enqueue(
            actor=None, name=FOR_ORGANISATION, arguments={"organisation": pk}, key=key_of(FOR_ORGANISATION, pk)
        )


def ask_for_everybody(*, actor: User) -> Job:
    """Have the weekly suggestions worked out now. Raises NotAllowed."""
    if not rules.can_ask_for_all(actor):
        raise NotAllowed(_("You may not ask for suggestions here."))
    with transaction.atomic():
        record(actor=actor, verb="matchmaking.asked")
        return enqueue(actor=actor, name=EVERYBODY, key=EVERYBODY)
