"""Make a cohort of the start-ups that come in together, say what they do, and publish it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.calls.models import Round
from parvis.domain.calls.rules import can_create_call
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.enums import CohortState
from parvis.domain.cohorts.events import CohortChanged
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.domain.cohorts.selectors.cohorts import confirmed_not_in
from parvis.domain.cohorts.standing import manages
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Theme

PITCH = 300


def create_cohort(
    *,
    actor: User,
    name_fr: str,
    name_en: str = "",
    starts_on: dt.date,
    round: Round | None = None,  # noqa: A002
) -> Cohort:
    """Begin a cohort, as a draft; with a round, its confirmed start-ups are taken in at once."""
    allowed = can_create_call(actor) if round is None else manages(actor, round.call_id)
    if not allowed:
        raise NotAllowed(_("Only whoever manages the call makes its cohort."))
    name = _named(name_fr)
    with transaction.atomic():
        cohort = Cohort.objects.create(
            slug=_free_slug(name),
            name_fr=name,
            name_en=" ".join(name_en.split())[:120],
            starts_on=starts_on,
            round=round,
        )
        record(actor=actor, verb="cohorts.cohort_created", target=cohort)
        if round is not None:
            fill_cohort(actor=actor, cohort=cohort)
    return cohort


def edit_cohort(
    *, actor: User, cohort: Cohort, name_fr: str, name_en: str, text_fr: str, text_en: str, starts_on: dt.date
) -> Cohort:
    """Change name, text and beginning; the address of the page stays."""
    _check(actor, cohort)
    cohort.name_fr, cohort.name_en = _named(name_fr), " ".join(name_en.split())[:120]
    cohort.text_fr, cohort.text_en, cohort.starts_on = text_fr.strip(), text_en.strip(), starts_on
    with transaction.atomic():
        cohort.save(update_fields=["name_fr", "name_en", "text_fr", "text_en", "starts_on", "updated_at"])
        _note(actor, cohort, "cohorts.cohort_edited")
    return cohort


def fill_cohort(*, actor: User, cohort: Cohort) -> int:
    """Take in the start-ups of its round that have confirmed and are in no cohort yet; returns how many."""
    _check(actor, cohort)
    if cohort.round is None:
        raise InvalidTransition(_("This cohort comes from no call; add its start-ups by hand."))
    added = 0
    with transaction.atomic():
        for decision in confirmed_not_in(cohort):
            application = decision.application
            member = CohortMember.objects.create(
                cohort=cohort,
                organisation=application.organisation,
                application=application,
                pitch_fr=_pitch(application.organisation.description_fr),
                pitch_en=_pitch(application.organisation.description_en),
                joined_on=cohort.starts_on,
            )
            member.themes.set(application.themes.all() or application.organisation.themes.all())
            added += 1
        _note(actor, cohort, "cohorts.cohort_filled", {"members": added})
    return added


def add_member(*, actor: User, cohort: Cohort, organisation: Organisation) -> CohortMember:
    """Take a start-up in that came by no application of the round, such as one that was invited."""
    _check(actor, cohort)
    with transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(updated_at=clock.now())
        if cohort.members.filter(organisation=organisation).exists():
            raise Conflict(_("This start-up is in the cohort already."))
        member = CohortMember.objects.create(
            cohort=cohort,
            organisation=organisation,
            pitch_fr=_pitch(organisation.description_fr),
            pitch_en=_pitch(organisation.description_en),
            joined_on=cohort.starts_on,
        )
        member.themes.set(organisation.themes.all())
        _note(actor, cohort, "cohorts.member_added", {"organisation": organisation.pk})
    return member


def edit_member(
    *,
    actor: User,
    member: CohortMember,
    pitch_fr: str,
    pitch_en: str,
    themes: Iterable[Theme],
    joined_on: dt.date | None,
) -> CohortMember:
    """Say what the start-up does, in a line, and under which themes it stands."""
    _check(actor, member.cohort)
    member.pitch_fr, member.pitch_en = (" ".join(text.split())[:PITCH] for text in (pitch_fr, pitch_en))
    member.joined_on = joined_on
    with transaction.atomic():
        member.save(update_fields=["pitch_fr", "pitch_en", "joined_on"])
        member.themes.set(themes)
        _note(actor, member.cohort, "cohorts.member_edited", {"organisation": member.organisation_id})
    return member


def remove_member(*, actor: User, member: CohortMember) -> None:
    """Take a start-up out; its application and its decision stay as they are."""
    cohort = member.cohort
    _check(actor, cohort)
    with transaction.atomic():
        _note(actor, cohort, "cohorts.member_removed", {"organisation": member.organisation_id})
        member.delete()


def publish_cohort(*, actor: User, cohort: Cohort) -> Cohort:
    """Let everyone read the page. Raises InvalidTransition while the cohort has no start-up."""
    _check(actor, cohort)
    if not cohort.members.exists():
        raise InvalidTransition(_("A cohort without start-ups cannot be published."))
    return _turn(actor, cohort, CohortState.DRAFT, CohortState.PUBLISHED, "cohorts.cohort_published")


def unpublish_cohort(*, actor: User, cohort: Cohort) -> Cohort:
    """Take the page back."""
    _check(actor, cohort)
    return _turn(actor, cohort, CohortState.PUBLISHED, CohortState.DRAFT, "cohorts.cohort_unpublished")


def remove_cohort(*, actor: User, cohort: Cohort) -> None:
    """Remove a draft; what is published is taken back first."""
    _check(actor, cohort)
    if cohort.state != CohortState.DRAFT:
        raise InvalidTransition(_("Take the cohort back before you remove it."))
    with transaction.atomic():
        record(actor=actor, verb="cohorts.cohort_removed", target=cohort)
        cohort.delete()


def _turn(actor: User, cohort: Cohort, old: CohortState, new: CohortState, verb: str) -> Cohort:
    with transaction.atomic():
        values = {"published_at": cohort.published_at or clock.now(), "updated_at": clock.now()}
        change_state(Cohort.objects.filter(pk=cohort.pk), old=old, new=new, **values)
        _note(actor, cohort, verb)
    cohort.refresh_from_db()
    return cohort


def _note(actor: User, cohort: Cohort, verb: str, data: dict[str, int] | None = None) -> None:
    """The line of the log, and the news that the page has changed."""
    record(actor=actor, verb=verb, target=cohort, data=data)
    bus.publish(CohortChanged(cohort.pk))


def _check(actor: User, cohort: Cohort) -> None:
    if not rules.can_manage_cohort(actor, cohort):
        raise NotAllowed(_("Only whoever manages the call changes its cohort."))


def _named(name: str) -> str:
    text = " ".join(name.split())[:120]
    if not text:
        sentence = _("Give the cohort a name.")
        raise InvalidInput(sentence, {"name_fr": [sentence]})
    return text


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:100] or "cohort"
    found, number = wanted, 2
    while Cohort.objects.filter(slug=found).exists():
        found, number = f"{wanted}-{number}", number + 1
    return found


def _pitch(description: str) -> str:
    """The first sentence of a description, as a beginning."""
    text = " ".join(description.split())
    end = text.find(". ")
    return text[: end + 1] if 0 <= end < PITCH else text[:PITCH]
