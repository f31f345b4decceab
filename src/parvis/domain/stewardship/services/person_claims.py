"""Say that a person of the directory is oneself; an owner of one of their organisations or the team confirms it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Access, Person
from parvis.domain.directory.standing import lasting
from parvis.domain.stewardship import rules
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import PersonClaim
from parvis.domain.stewardship.selectors.keepers import directory_keepers
from parvis.domain.stewardship.services.mails import tell, tell_all

LONGEST_WORD = 2000


def claim_person(*, actor: User, person: Person) -> PersonClaim:
    """Ask to be linked; granted at once to whoever could confirm it for someone else."""
    if not rules.can_say_this_is_me(actor, person):
        raise NotAllowed(_("You cannot say that this is you."))
    with transaction.atomic():
        claim = _create(actor, person)
        record(actor=actor, verb="stewardship.person_claimed", data={"person": person.pk})
        if rules.can_decide_person_claims(actor, person):
            _link(claim, actor, "")
            record(actor=actor, verb="stewardship.person_linked", data={"person": person.pk})
        else:
            tell_all(
                [*directory_keepers(), *_owners_around(person)],
                "stewardship/mail/person_claim_waiting",
                {"claim": claim},
            )
    claim.refresh_from_db()
    return claim


def accept_person_claim(*, actor: User, claim: PersonClaim, word: str = "") -> None:
    """Link the account with the person. Conflict when either of them has been linked in the meantime."""
    _check(actor, claim)
    with transaction.atomic():
        _link(claim, actor, word)
        data = {"person": claim.person_id, "account": claim.asked_by_id}
        record(actor=actor, verb="stewardship.person_linked", data=data, concerns=[claim.asked_by])
        tell(
            claim.asked_by,
            "stewardship/mail/person_claim_accepted",
            {"claim": claim, "person": claim.person, "word": word.strip()},
        )


def refuse_person_claim(*, actor: User, claim: PersonClaim, word: str) -> None:
    """Refuse; the word says why."""
    _check(actor, claim)
    if not word.strip():
        sentence = _("Say why, in a word to the person who asked.")
        raise InvalidInput(sentence, {"word": [sentence]})
    with transaction.atomic():
        _decide(claim, RequestState.REFUSED, actor, word)
        data = {"person": claim.person_id}
        record(actor=actor, verb="stewardship.person_claim_refused", data=data, concerns=[claim.asked_by])
        tell(
            claim.asked_by,
            "stewardship/mail/person_claim_refused",
            {"claim": claim, "person": claim.person, "word": word.strip()},
        )


def withdraw_person_claim(*, actor: User, claim: PersonClaim) -> None:
    """Take one's own request back."""
    if not rules.can_withdraw(actor, claim):
        raise NotAllowed(_("You cannot withdraw this request."))
    with transaction.atomic():
        _decide(claim, RequestState.WITHDRAWN, actor, "")
        record(actor=actor, verb="stewardship.person_claim_withdrawn", data={"person": claim.person_id})


def unlink_person(*, actor: User, person: Person) -> None:
    """Undo the link; by the account itself or the team."""
    if not rules.can_unlink_person(actor, person):
        raise NotAllowed(_("You cannot unlink this person."))
    with transaction.atomic():
        concerns = [person.account] if person.account else []
        Person.objects.filter(pk=person.pk).update(account=None)
        record(actor=actor, verb="stewardship.person_unlinked", data={"person": person.pk}, concerns=concerns)


def _create(actor: User, person: Person) -> PersonClaim:
    try:
        with transaction.atomic():
            return PersonClaim.objects.create(person=person, asked_by=actor)
    except IntegrityError as error:
        raise Conflict(_("Your request is waiting already.")) from error


def _link(claim: PersonClaim, actor: User, word: str) -> None:
    _decide(claim, RequestState.ACCEPTED, actor, word)
    taken = Person.objects.filter(account=claim.asked_by).exists()
    free = Person.objects.filter(pk=claim.person_id, account__isnull=True)
    if taken or free.update(account=claim.asked_by) != 1:
        raise Conflict(_("The person or the account has been linked with another one in the meantime."))


def _decide(claim: PersonClaim, state: RequestState, actor: User, word: str) -> None:
    change_state(
        PersonClaim.objects.filter(pk=claim.pk),
        old=RequestState.PENDING,
        new=state,
        decided_by=actor,
        decided_at=clock.now(),
        word=word.strip()[:LONGEST_WORD],
    )


def _owners_around(person: Person) -> list[User]:
    organisations = person.memberships.filter(lasting()).values("organisation")
    rows = Access.objects.filter(organisation__in=organisations, level=AccessLevel.OWNER)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def _check(actor: User, claim: PersonClaim) -> None:
    if not rules.can_decide_person_claims(actor, claim.person):
        raise NotAllowed(_("You may not decide on this request."))
