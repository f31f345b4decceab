"""Enter and hide calls to partner for, and say that an organisation would answer one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.needs import rules
from parvis.domain.needs.enums import WantedRole
from parvis.domain.needs.events import OpportunityChanged
from parvis.domain.needs.models import Interest, Opportunity
from parvis.domain.needs.values import OpportunityValues

__all__ = ["OpportunityValues"]

LONGEST_INTEREST = 4_000
ONE_LINE = ("title", "programme", "call_code", "call_title", "stage", "url")
AS_THEY_ARE = ("language", "opens_on", "deadline", "budget_min", "budget_max", "grants")


def create_opportunity(*, actor: User | None, values: OpportunityValues) -> Opportunity:
    """Enter a call of somebody else; everyone reads it at once. `actor` None is parvis itself."""
    _check(actor)
    opportunity = Opportunity()
    _fill(opportunity, values)
    with transaction.atomic():
        opportunity.slug = opportunity.code = free_slug(opportunity.title, Opportunity)
        opportunity.code = opportunity.slug[:120]
        opportunity.save()
        opportunity.themes.set(values.themes)
        _note(actor, opportunity, "needs.opportunity_created")
    return opportunity


def edit_opportunity(*, actor: User | None, opportunity: Opportunity, values: OpportunityValues) -> Opportunity:
    """Change a call; of one that was imported the themes only, since the next import would undo the rest."""
    _check(actor)
    if not opportunity.source:
        _fill(opportunity, values)
    with transaction.atomic():
        opportunity.save()
        opportunity.themes.set(values.themes)
        _note(actor, opportunity, "needs.opportunity_edited")
    return opportunity


def hide_opportunity(*, actor: User | None, opportunity: Opportunity) -> Opportunity:
    """Say that the call is not for this campus; imports leave it hidden. Twice is once."""
    return _set_hidden(actor, opportunity, hidden=True)


def show_opportunity(*, actor: User | None, opportunity: Opportunity) -> Opportunity:
    """Let everyone read it again. Twice is once."""
    return _set_hidden(actor, opportunity, hidden=False)


def say_interest(
    *, actor: User, opportunity: Opportunity, organisation: Organisation, role: str = WantedRole.EITHER, text: str = ""
) -> Interest:
    """Say that the organisation would answer the call, or say it anew; whoever may act for others reads it."""
    if not rules.can_say_interest(actor, organisation):
        raise NotAllowed(_("You may not speak for this organisation."))
    if opportunity.is_hidden or (opportunity.deadline is not None and opportunity.deadline < clock.today()):
        raise InvalidTransition(_("This call can no longer be answered."))
    if role not in WantedRole.values:
        raise InvalidInput(_("Say as what you would take part."), {"role": [_("Choose one of the roles.")]})
    text = text.strip()
    if len(text) > LONGEST_INTEREST:
        sentence = _("At most %(number)d characters.") % {"number": LONGEST_INTEREST}
        raise InvalidInput(sentence, {"text": [sentence]})
    with transaction.atomic():
        interest, _created = Interest.objects.update_or_create(
            opportunity=opportunity,
            organisation=organisation,
            defaults={"role": role, "text": text, "said_by": actor, "said_at": clock.now()},
        )
        _note(actor, opportunity, "needs.interest_said", {"organisation": organisation.pk})
    return interest


def take_interest_back(*, actor: User, interest: Interest) -> None:
    """The organisation would not answer the call after all."""
    if not rules.can_say_interest(actor, interest.organisation):
        raise NotAllowed(_("You may not speak for this organisation."))
    with transaction.atomic():
        _note(actor, interest.opportunity, "needs.interest_taken_back", {"organisation": interest.organisation_id})
        interest.delete()


def _set_hidden(actor: User | None, opportunity: Opportunity, *, hidden: bool) -> Opportunity:
    _check(actor)
    with transaction.atomic():
        rows = Opportunity.objects.filter(pk=opportunity.pk, is_hidden=not hidden)
        if rows.update(is_hidden=hidden, updated_at=clock.now()):
            _note(actor, opportunity, "needs.opportunity_hidden" if hidden else "needs.opportunity_shown")
    opportunity.is_hidden = hidden
    return opportunity


def _fill(opportunity: Opportunity, values: OpportunityValues) -> None:
    """Write the values into the call; raises InvalidInput with the sentences of each field."""
    for name in ONE_LINE:
        setattr(opportunity, name, " ".join(getattr(values, name).split()))
    for name in AS_THEY_ARE:
        setattr(opportunity, name, getattr(values, name))
    opportunity.text = values.text.strip()
    problems: dict[str, list[str]] = {}
    try:
        opportunity.clean_fields(exclude=["slug", "code"])
    except ValidationError as error:
        problems = error.message_dict
    low, high = opportunity.budget_min, opportunity.budget_max
    if low is not None and high is not None and low > high:
        problems["budget_max"] = [_("This is less than the least grant.")]
    if opportunity.opens_on and opportunity.deadline and opportunity.opens_on > opportunity.deadline:
        problems["deadline"] = [_("The deadline is before the opening.")]
    if problems:
        raise InvalidInput(_("The call was not saved."), problems)


def _note(actor: User | None, opportunity: Opportunity, verb: str, data: dict[str, int] | None = None) -> None:
    """The line of the log, and the news that the page has changed."""
    record(actor=actor, verb=verb, target=opportunity, data=data)
    publish(OpportunityChanged(opportunity.pk))


def _check(actor: User | None) -> None:
    if actor is not None and not rules.can_run_opportunities(actor):
        raise NotAllowed(_("Only the campus team enters calls to partner for."))
