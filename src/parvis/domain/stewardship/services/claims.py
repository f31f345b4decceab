"""Ask to manage an organisation; a mail domain can prove it, otherwise the team decides."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.services.access import raise_access
from parvis.domain.directory.services.organisations import owners_of
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim
from parvis.domain.stewardship.selectors.domains import proves_domain
from parvis.domain.stewardship.selectors.keepers import directory_keepers
from parvis.domain.stewardship.services.mails import tell, tell_all

LONGEST_MESSAGE = 2000


def claim_organisation(*, actor: User, organisation: Organisation, message: str = "") -> Claim:
    """Ask to own the organisation.

    Granted at once when a verified mail address of the account proves it and nobody owns the organisation yet;
    otherwise it waits for the team. Asker, owners and team are told. Conflict when a request waits already.
    """
    if not rules.can_claim(actor, organisation):
        raise NotAllowed(_("You cannot ask to manage this organisation."))
    message = message.strip()[:LONGEST_MESSAGE]
    is_free = not Access.objects.filter(organisation=organisation, level=AccessLevel.OWNER).exists()
    is_proved = is_free and proves_domain(actor, organisation)
    with transaction.atomic():
        claim = _create(actor, organisation, message)
        context = {"claim": claim, "organisation": organisation, "who": actor}
        record(actor=actor, verb="stewardship.claim_asked", target=organisation, concerns=owners_of(organisation))
        if is_proved:
            _grant(claim, decided_by=None, level=AccessLevel.OWNER, word="")
            record(actor=None, verb="stewardship.claim_granted", target=organisation, concerns=[actor])
            tell(actor, "stewardship/mail/claim_accepted", context)
            tell_all(directory_keepers(), "stewardship/mail/claim_granted", context)
        else:
            tell(actor, "stewardship/mail/claim_received", context)
            tell_all([*directory_keepers(), *owners_of(organisation)], "stewardship/mail/claim_waiting", context)
    claim.refresh_from_db()
    return claim


def accept_claim(*, actor: User, claim: Claim, level: AccessLevel = AccessLevel.OWNER, word: str = "") -> None:
    """Give the asker the right, with a word."""
    _check(actor)
    with transaction.atomic():
        _grant(claim, decided_by=actor, level=level, word=word)
        _tell_outcome(actor, claim, "stewardship.claim_accepted", "stewardship/mail/claim_accepted")


def refuse_claim(*, actor: User, claim: Claim, word: str) -> None:
    """Refuse; the word says why."""
    _check(actor)
    _need_word(word)
    with transaction.atomic():
        _decide(claim, RequestState.REFUSED, actor, word)
        _tell_outcome(actor, claim, "stewardship.claim_refused", "stewardship/mail/claim_refused")


def withdraw_claim(*, actor: User, claim: Claim) -> None:
    """Take one's own request back."""
    if not rules.can_withdraw(actor, claim):
        raise NotAllowed(_("You cannot withdraw this request."))
    with transaction.atomic():
        _decide(claim, RequestState.WITHDRAWN, actor, "")
        record(actor=actor, verb="stewardship.claim_withdrawn", target=claim.organisation)


def _create(actor: User, organisation: Organisation, message: str) -> Claim:
    try:
        with transaction.atomic():
            return Claim.objects.create(organisation=organisation, asked_by=actor, message=message)
    except IntegrityError as error:
        raise Conflict(_("Your request is waiting already.")) from error


def _grant(claim: Claim, *, decided_by: User | None, level: AccessLevel, word: str) -> None:
    _decide(claim, RequestState.ACCEPTED, decided_by, word)
    raise_access(granted_by=decided_by, organisation=claim.organisation, user=claim.asked_by, level=level)


def _decide(claim: Claim, state: RequestState, actor: User | None, word: str) -> None:
    change_state(
        Claim.objects.filter(pk=claim.pk),
        old=RequestState.PENDING,
        new=state,
        decided_by=actor,
        decided_at=clock.now(),
        word=word.strip()[:LONGEST_MESSAGE],
    )


def _check(actor: User) -> None:
    if not rules.can_decide_claims(actor):
        raise NotAllowed(_("Only the campus team decides on requests to manage an organisation."))


def _need_word(word: str) -> None:
    if not word.strip():
        sentence = _("Say why, in a word to the person who asked.")
        raise InvalidInput(sentence, {"word": [sentence]})


def _tell_outcome(actor: User, claim: Claim, verb: str, template: str) -> None:
    claim.refresh_from_db()
    organisation, asker = claim.organisation, claim.asked_by
    record(actor=actor, verb=verb, target=organisation, concerns=[asker])
    tell(asker, template, {"claim": claim, "organisation": organisation, "word": claim.word})
