"""Suggest values for some fields of an organisation; the team or an owner takes all, some or none."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import apply_changes, owners_of
from parvis.domain.directory.services.values import clean_values
from parvis.domain.reference.models import Theme
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Correction
from parvis.domain.stewardship.selectors.keepers import directory_keepers
from parvis.domain.stewardship.services.mails import tell, tell_all

OPEN_FIELDS = (
    "name",
    "kind",
    "status",
    "stage",
    "founded_year",
    "website",
    "address",
    "postcode",
    "city",
    "country",
    "description_fr",
    "description_en",
    "sector",
    "themes",
)
"""Fields for which anyone may suggest a value; the comment takes the rest."""

TOGETHER = frozenset({"postcode", "city", "country"})
"""Fields that make one place: they are accepted or refused together."""

LONGEST_COMMENT = 2000
MOST_PENDING = 20


def suggest_correction(
    *, actor: User, organisation: Organisation, values: Mapping[str, Any], comment: str = ""
) -> Correction:
    """Suggest values; those that are the present ones already are left out.

    What is stored for each field is the old and the new value, as plain JSON. Raises InvalidInput by field.
    """
    if not rules.can_suggest(actor):
        raise NotAllowed(_("Sign in to suggest a correction."))
    cleaned = clean_values({name: value for name, value in values.items() if name in OPEN_FIELDS}, organisation)
    changes = {
        name: {"old": plain_value(organisation, name), "new": plain(cleaned[name])}
        for name in OPEN_FIELDS
        if name in values and plain(cleaned[name]) != plain_value(organisation, name)
    }
    comment = comment.strip()[:LONGEST_COMMENT]
    if not changes and not comment:
        raise InvalidInput(_("Nothing differs from what the page says already."))
    if Correction.objects.filter(asked_by=actor, state=RequestState.PENDING).count() >= MOST_PENDING:
        raise InvalidInput(_("Many of your suggestions are waiting already. Let us read them first."))
    with transaction.atomic():
        correction = Correction.objects.create(
            organisation=organisation, asked_by=actor, changes=changes, comment=comment
        )
        owners = owners_of(organisation)
        data = {"fields": sorted(changes)}
        record(actor=actor, verb="stewardship.correction_suggested", target=organisation, data=data, concerns=owners)
        context = {"correction": correction, "organisation": organisation, "who": actor}
        tell_all([*directory_keepers(), *owners], "stewardship/mail/correction_waiting", context)
    return correction


def accept_correction(*, actor: User, correction: Correction, fields: Collection[str], word: str = "") -> Organisation:
    """Apply these fields of the suggestion as an edit of whoever decides; a suggestion in words alone has none.

    Conflict when someone else has decided; InvalidInput when a value cannot be taken any more.
    """
    _check(actor, correction)
    taken = with_neighbours(fields, correction.changes)
    if correction.changes and not taken:
        raise InvalidInput(_("Choose at least one field, or refuse the suggestion."))
    changes = {name: {**change, "accepted": name in taken} for name, change in correction.changes.items()}
    with transaction.atomic():
        _decide(correction, RequestState.ACCEPTED, actor, word, changes=changes)
        values = {name: correction.changes[name]["new"] for name in taken}
        result = apply_changes(actor=actor, organisation=correction.organisation, changes=Changes(values))
        _tell_outcome(actor, correction, sorted(taken), word)
    return result


def refuse_correction(*, actor: User, correction: Correction, word: str) -> None:
    """Refuse the whole suggestion; the word says why."""
    _check(actor, correction)
    if not word.strip():
        sentence = _("Say why, in a word to the person who asked.")
        raise InvalidInput(sentence, {"word": [sentence]})
    with transaction.atomic():
        _decide(correction, RequestState.REFUSED, actor, word)
        _tell_outcome(actor, correction, None, word)


def withdraw_correction(*, actor: User, correction: Correction) -> None:
    """Take one's own suggestion back."""
    if not rules.can_withdraw(actor, correction):
        raise NotAllowed(_("You cannot withdraw this suggestion."))
    with transaction.atomic():
        _decide(correction, RequestState.WITHDRAWN, actor, "")
        record(actor=actor, verb="stewardship.correction_withdrawn", target=correction.organisation)


def with_neighbours(accepted: Collection[str], changes: Mapping[str, Any]) -> set[str]:
    """The accepted fields that were suggested, a place as a whole."""
    taken = set(accepted) & set(changes)
    return taken | (TOGETHER & set(changes) if taken & TOGETHER else set())


def plain_value(organisation: Organisation, name: str) -> Any:
    """The present value of a field as JSON."""
    return plain(list(organisation.themes.all()) if name == "themes" else getattr(organisation, name))


def plain(value: Any) -> Any:
    """A value as JSON: codes for what it points to."""
    if isinstance(value, list):
        return sorted(theme.code if isinstance(theme, Theme) else str(theme) for theme in value)
    if isinstance(value, models.Model):
        return value.pk
    return value


def _decide(correction: Correction, state: RequestState, actor: User, word: str, **values: Any) -> None:
    change_state(
        Correction.objects.filter(pk=correction.pk),
        old=RequestState.PENDING,
        new=state,
        decided_by=actor,
        decided_at=clock.now(),
        word=word.strip()[:LONGEST_COMMENT],
        **values,
    )


def _check(actor: User, correction: Correction) -> None:
    if not rules.can_decide_corrections(actor, correction.organisation):
        raise NotAllowed(_("You may not decide on corrections of this organisation."))


def _tell_outcome(actor: User, correction: Correction, taken: list[str] | None, word: str) -> None:
    """Log and mail what was decided; `taken` is None for a refusal."""
    organisation, asker = correction.organisation, correction.asked_by
    verb = "stewardship.correction_refused" if taken is None else "stewardship.correction_accepted"
    record(actor=actor, verb=verb, target=organisation, data={"fields": taken or []}, concerns=[asker])
    is_partial = bool(taken) and len(taken or []) < len(correction.changes)
    context = {"organisation": organisation, "word": word.strip(), "is_partial": is_partial}
    tell(
        asker,
        "stewardship/mail/correction_refused" if taken is None else "stewardship/mail/correction_accepted",
        context,
    )
