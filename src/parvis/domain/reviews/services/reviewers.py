"""Invite reviewers, and keep what is said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of, new_token
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.mail_addresses import clean_address
from parvis.domain.directory.models import Person
from parvis.domain.reference.models import Theme
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Panel, Reviewer
from parvis.domain.reviews.pasted import name_from, read_lines
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.looking import ask_to_detect
from parvis.domain.reviews.services.mails import INVITED, tell_reviewer

MOST_REVIEWERS = 3000
ASKABLE = (ReviewerState.INVITED, ReviewerState.DECLINED, ReviewerState.LEFT)
"""States from which someone may be asked (again)."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to invite; the person of the directory where it is known."""

    email: str
    name: str = ""
    person: Person | None = None


def invite_reviewers(*, actor: User, panel: Panel, people: Iterable[Invited], language: str) -> list[Reviewer]:
    """Mail each of them an invitation, all or none. Raises NotAllowed, InvalidTransition, InvalidInput."""
    _check(actor, panel)
    wanted = [_cleaned(person) for person in people]
    if language not in dict(settings.LANGUAGES):
        raise InvalidInput(_("Choose one of the options."), {"language": [_("Choose one of the options.")]})
    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        known = set(Reviewer.objects.filter(panel=panel).values_list("email", flat=True))
        _check_new(wanted, known)
        by_address = _people(invited.email for invited in wanted)
        invited = [_invite(actor, panel, one, by_address.get(one.email), language) for one in wanted]
        record(actor=actor, verb="reviews.reviewers_invited", target=panel, data={"number": len(invited)})
        ask_to_detect(panel)
    return invited


def invite_pasted(*, actor: User, panel: Panel, text: str, language: str) -> list[Reviewer]:
    """Invite whoever a pasted list names, all or none.

    Raises InvalidInput with a sentence for each line that cannot be taken: its field is "line 3".
    """
    _check(actor, panel)
    known = set(Reviewer.objects.filter(panel=panel).values_list("email", flat=True))
    problems: dict[str, list[str]] = {}
    lines = read_lines(text)
    for line in lines:
        problem = line.problem or (_("This address is invited already.") if line.email in known else "")
        if problem:
            label = _("Line %(line)d (%(text)s)") % {"line": line.number, "text": line.text[:60]}
            problems.setdefault(label, []).append(problem)
    if not lines:
        problems["people"] = [_("Write at least one address.")]
    if problems:
        raise InvalidInput(_("Nobody was invited yet: some lines cannot be taken as they are."), problems)
    people = [Invited(line.email, line.name) for line in lines]
    return invite_reviewers(actor=actor, panel=panel, people=people, language=language)


def resend_invitation(*, actor: User, reviewer: Reviewer) -> None:
    """Send a new link, to whoever did not answer, declined or left; the old link stops working."""
    _check(actor, reviewer.panel)
    with transaction.atomic():
        token = new_token()
        again = {"state": ReviewerState.INVITED, "answered_at": None, "token_hash": hash_of(token), "invited_by": actor}
        if not Reviewer.objects.filter(pk=reviewer.pk, state__in=ASKABLE).update(**again, invited_at=clock.now()):
            raise Conflict(_("This reviewer has accepted in the meantime."))
        reviewer.refresh_from_db()
        tell_reviewer(reviewer, INVITED, {"token": token, "inviter": actor.display_name})
        record(actor=actor, verb="reviews.reviewer_invited_again", target=reviewer)


def remove_reviewer(*, actor: User, reviewer: Reviewer) -> None:
    """Take someone off the panel: what they submitted stays, what they did not write yet is free again."""
    _check(actor, reviewer.panel)
    with transaction.atomic():
        if (
            not Reviewer.objects.filter(pk=reviewer.pk)
            .exclude(state=ReviewerState.LEFT)
            .update(state=ReviewerState.LEFT, token_hash=hash_of(new_token()))
        ):
            raise Conflict(_("This reviewer is off the panel already."))
        open_ones = Assignment.objects.filter(reviewer=reviewer, removed_at=None, recused_at=None)
        open_ones.exclude(review__state=ReviewState.SUBMITTED).update(removed_at=clock.now())
        concerns = [reviewer.user] if reviewer.user else []
        record(actor=actor, verb="reviews.reviewer_removed", target=reviewer, concerns=concerns)


def edit_reviewer(*, actor: User, reviewer: Reviewer, values: Mapping[str, Any]) -> Reviewer:
    """Change what a reviewer knows and how much they read. Raises NotAllowed, InvalidInput by field."""
    if not rules.can_edit_reviewer(actor, reviewer):
        raise NotAllowed(_("You may not change this."))
    checks.check_open(reviewer.panel)
    cleaned = clean_reviewer(values)
    themes = list(Theme.objects.filter(pk__in=[theme.pk for theme in values["themes"]])) if "themes" in values else None
    with transaction.atomic():
        for name, value in cleaned.items():
            setattr(reviewer, name, value)
        if cleaned:
            reviewer.save(update_fields=list(cleaned))
        if themes is not None:
            reviewer.themes.set(themes)
        record(actor=actor, verb="reviews.reviewer_edited", target=reviewer, data={"fields": sorted(values)})
    return reviewer


def clean_reviewer(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are given, tidied. Raises InvalidInput by field."""
    errors: checks.Errors = {}
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = checks.one_line(values, "name")
        if not cleaned["name"]:
            errors["name"] = [_("This field is required.")]
    if "expertise" in values:
        cleaned["expertise"] = checks.block(values, "expertise")
    if "language" in values:
        cleaned["language"] = values["language"]
        if cleaned["language"] not in dict(settings.LANGUAGES):
            errors["language"] = [_("Choose one of the options.")]
    if "max_load" in values:
        blank = values["max_load"] in (None, "")
        cleaned["max_load"] = None if blank else checks.whole_number(errors, values, "max_load", least=0, most=500)
    checks.too_long(errors, cleaned, {"name": 200, "expertise": 5000})
    checks.refuse(errors)
    return cleaned


def _check(actor: User, panel: Panel) -> None:
    checks.check_manager(actor, panel)
    checks.check_open(panel)


def _cleaned(person: Invited) -> Invited:
    email = clean_address(person.email)
    name = " ".join(person.name.split())[:200] or (person.person.name if person.person else name_from(email))
    return Invited(email, name, person.person)


def _check_new(wanted: list[Invited], known: set[str]) -> None:
    addresses = [invited.email for invited in wanted]
    if len(known) + len(addresses) > MOST_REVIEWERS:
        raise InvalidTransition(_("A panel has at most %(count)d reviewers.") % {"count": MOST_REVIEWERS})
    if len(set(addresses)) < len(addresses) or known.intersection(addresses):
        sentence = _("This address is invited already.")
        raise InvalidInput(sentence, {"email": [sentence]})


def _people(addresses: Iterable[str]) -> dict[str, Person]:
    """People of the directory by the address that they or their account have."""
    wanted = set(addresses)
    found: dict[str, Person] = {}
    for person in Person.objects.filter(email__in=wanted).order_by("-pk"):
        found[person.email.lower()] = person
    for person in Person.objects.filter(account__email__in=wanted).annotate(address=F("account__email")):
        found[person.address] = person
    return found


def _invite(actor: User, panel: Panel, invited: Invited, person: Person | None, language: str) -> Reviewer:
    token = new_token()
    reviewer = Reviewer.objects.create(
        panel=panel,
        name=invited.name,
        email=invited.email,
        person=invited.person or person,
        language=language,
        token_hash=hash_of(token),
        invited_by=actor,
    )
    tell_reviewer(reviewer, INVITED, {"token": token, "inviter": actor.display_name})
    return reviewer
