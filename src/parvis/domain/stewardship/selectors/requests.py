"""Claims, corrections and "this is me" that wait or were decided."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.models import Access, Membership, Organisation, Person
from parvis.domain.directory.standing import account_of, lasting, organisations_of
from parvis.domain.reference.enums import OrganisationKind, Stage
from parvis.domain.reference.models import Sector, Theme
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.models import Claim, Correction, PersonClaim

CHOICES: dict[str, dict[str, Any]] = {
    "kind": dict(OrganisationKind.choices),
    "status": dict(Status.choices),
    "stage": dict(Stage.choices),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a correction: what was there when it was suggested, what is there now, what was suggested."""

    name: str
    label: str
    old: str
    now: str
    new: str
    accepted: bool | None

    @property
    def has_moved(self) -> bool:
        """True when the field was changed since the suggestion."""
        return self.now not in (self.old, self.new)


def claims(state: str = RequestState.PENDING) -> QuerySet[Claim]:
    """Requests to manage an organisation, the oldest first while they wait."""
    rows = Claim.objects.filter(state=state).select_related("organisation", "asked_by", "decided_by")
    return rows.order_by("pk" if state == RequestState.PENDING else "-pk")


def corrections(state: str = RequestState.PENDING) -> QuerySet[Correction]:
    """Suggested corrections, the oldest first while they wait."""
    rows = Correction.objects.filter(state=state).select_related("organisation", "asked_by", "decided_by")
    return rows.order_by("pk" if state == RequestState.PENDING else "-pk")


def corrections_of(organisation: Organisation) -> QuerySet[Correction]:
    """What was suggested for one organisation, what waits first."""
    rows = Correction.objects.filter(organisation=organisation).select_related("asked_by", "decided_by")
    return rows.order_by("-state", "-pk")


def person_claims(state: str = RequestState.PENDING) -> QuerySet[PersonClaim]:
    """Accounts that say to be someone of the directory."""
    rows = PersonClaim.objects.filter(state=state).select_related("person", "asked_by", "decided_by")
    return rows.order_by("pk" if state == RequestState.PENDING else "-pk")


@dataclass(frozen=True)
class Waiting:
    """How many requests of each kind the campus team has not answered yet."""

    claims: int
    corrections: int
    person_claims: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.claims + self.corrections + self.person_claims


def waiting_requests() -> Waiting:
    """The three numbers in one query."""
    kinds: dict[str, QuerySet[Any]] = {
        "claims": Claim.objects.all(),
        "corrections": Correction.objects.all(),
        "person_claims": PersonClaim.objects.all(),
    }
    first, *others = (
        rows.order_by().filter(state=RequestState.PENDING).values(kind=Value(name)).annotate(number=Count("pk"))
        for name, rows in kinds.items()
    )
    found = {row["kind"]: row["number"] for row in first.union(*others, all=True)}
    return Waiting(**{name: found.get(name, 0) for name in kinds})


def waiting_for_owner(user: User) -> QuerySet[Correction]:
    """Corrections that wait for an owner of the organisation."""
    return corrections().filter(organisation__in=organisations_of(user, AccessLevel.OWNER))


def person_claims_for_owner(user: User) -> QuerySet[PersonClaim]:
    """Accounts that say to be someone who now belongs to an organisation of this owner, the oldest first."""
    owned = organisations_of(user, AccessLevel.OWNER)
    members = Membership.objects.filter(lasting(), organisation__in=owned).values("person")
    return person_claims().filter(person__in=members)


@dataclass(frozen=True, slots=True)
class Mine:
    """What an account has and has asked for in the directory."""

    accesses: list[Access]
    claims: list[Claim]
    corrections: list[Correction]
    person_claims: list[PersonClaim]


def mine(user: User) -> Mine:
    """One's rights and requests."""
    return Mine(
        list(Access.objects.filter(user=user).select_related("organisation").order_by("organisation__name", "pk")),
        list(Claim.objects.filter(asked_by=user).select_related("organisation")),
        list(Correction.objects.filter(asked_by=user).select_related("organisation")),
        list(PersonClaim.objects.filter(asked_by=user).select_related("person")),
    )


def differences(correction: Correction) -> list[Difference]:
    """The fields of a correction in words, old, present and new side by side."""
    organisation = correction.organisation
    themes = {theme.code: theme.name for theme in Theme.objects.all()} if "themes" in correction.changes else {}
    codes = [change[side] for name, change in correction.changes.items() if name == "sector" for side in ("old", "new")]
    sectors = {s.pk: str(s) for s in Sector.objects.filter(pk__in=[*filter(None, codes), organisation.sector_id])}

    def words(name: str, value: Any) -> str:
        if name == "themes":
            return ", ".join(themes.get(code, code) for code in value or ()) or "—"
        if name == "sector":
            return sectors.get(value, value or "—")
        return str(CHOICES.get(name, {}).get(value, "" if value is None else value)) or "—"

    return [
        Difference(
            name=name,
            label=label_of(name),
            old=words(name, change["old"]),
            now=words(name, _present(organisation, name)),
            new=words(name, change["new"]),
            accepted=change.get("accepted"),
        )
        for name, change in correction.changes.items()
    ]


def label_of(name: str) -> str:
    """The field in the reader's language."""
    if name == "themes":
        return _("themes")
    return str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _present(organisation: Organisation, name: str) -> Any:
    if name == "themes":
        return sorted(organisation.themes.values_list("code", flat=True))
    return organisation.sector_id if name == "sector" else getattr(organisation, name)


def has_pending_claim(actor: Actor, organisation: Organisation) -> bool:
    """True while the account's own request to manage the organisation waits."""
    user = account_of(actor)
    if user is None:
        return False
    return Claim.objects.filter(organisation=organisation, asked_by=user, state=RequestState.PENDING).exists()


def has_pending_person_claim(actor: Actor, person: Person) -> bool:
    """True while the account's own "this is me" waits."""
    user = account_of(actor)
    if user is None:
        return False
    return PersonClaim.objects.filter(person=person, asked_by=user, state=RequestState.PENDING).exists()
