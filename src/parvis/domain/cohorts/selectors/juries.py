"""Juries: who sees which, what stands before them, and for how many places."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import ENDED
from parvis.domain.calls.models import Application, Call, Round
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.calls.standing import managed_call_ids, runs_all_calls
from parvis.domain.cohorts.enums import HOLDING, DecisionState, Outcome
from parvis.domain.cohorts.models import Decision, Juror, JurorNote, Jury
from parvis.domain.cohorts.standing import BEFORE_THE_JURY, SEEN_BY_THE_JURY
from parvis.domain.directory.standing import account_of


def juries_visible_to(actor: Actor) -> QuerySet[Jury]:
    """The juries on which the account sits, and those of the calls that it runs; with their calls."""
    user = account_of(actor)
    rows = Jury.objects.select_related("round__call")
    if user is None:
        return rows.none()
    if runs_all_calls(actor):
        return rows
    sits = Q(pk__in=Juror.objects.filter(user=user).values("jury_id"))
    return rows.filter(sits | Q(round__call__in=managed_call_ids(user)))


def juries_managed_by(actor: Actor) -> QuerySet[Jury]:
    """The juries of the calls that the account runs."""
    return Jury.objects.select_related("round__call").filter(round__call__in=calls_managed_by(actor).values("pk"))


def rounds_without_jury(call: Call) -> QuerySet[Round]:
    """The rounds of a call for which a jury can be set up."""
    return call.rounds.exclude(pk__in=Jury.objects.filter(round__call=call).values("round_id"))


def rounds_to_decide(actor: Actor) -> QuerySet[Round]:
    """The rounds without a jury of the calls that the account runs, the newest first."""
    rows = Round.objects.filter(call__in=calls_managed_by(actor).values("pk")).select_related("call")
    return rows.exclude(pk__in=Jury.objects.values("round_id")).order_by("-opens_at", "-id")


def applications_of_jury(jury: Jury) -> QuerySet[Application]:
    """What the jury decides about, and what it has decided, with the organisations."""
    rows = Application.objects.filter(round=jury.round_id, state__in=SEEN_BY_THE_JURY)
    return rows.select_related("organisation", "organisation__region", "call")


def jurors_of(jury: Jury) -> QuerySet[Juror]:
    """Who sits on it, by name."""
    return jury.jurors.select_related("user", "organisation").order_by("user__name", "user__email", "id")


def accounts_found(text: str, *, without: Collection[int] = (), most: int = 8) -> list[User]:
    """Active accounts whose name or address holds every word, to be asked to sit on a jury."""
    words = text.split()[:6]
    if not words:
        return []
    rows = User.objects.filter(is_active=True, erased_at=None).exclude(pk__in=without)
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return list(rows.order_by("name", "email")[:most])


def accepted(jury: Jury) -> QuerySet[Decision]:
    """The acceptances that take a place: not declined, not lapsed, the applicant still there."""
    rows = Decision.objects.filter(jury=jury, outcome=Outcome.ACCEPT, state__in=HOLDING)
    return rows.exclude(application__state__in=ENDED)


@dataclass(frozen=True, slots=True)
class Places:
    """How many places there are and how many are taken; `total` None means that nobody said."""

    total: int | None
    taken: int

    @property
    def left(self) -> int | None:
        """How many are free; less than none when more were accepted than there is room for."""
        return None if self.total is None else self.total - self.taken


def places_of(jury: Jury) -> Places:
    """Of the jury, or else of its round."""
    total = jury.places if jury.places is not None else jury.round.places
    return Places(total, accepted(jury).count())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a jury is."""

    before: int
    decided: int
    pending: int
    awaited: int

    @property
    def open(self) -> int:
        """What nobody has decided about."""
        return self.before - self.decided


def progress_of(juries: Collection[Jury]) -> dict[int, Progress]:
    """For each jury: what stands before it, what is decided, what nobody was told yet, whose answer is awaited.

    Two queries for as many juries as there are.
    """
    rounds = [jury.round_id for jury in juries]
    rows = Application.objects.filter(round__in=rounds, state__in=SEEN_BY_THE_JURY).order_by()
    before = dict(rows.values_list("round_id").annotate(number=Count("pk")))
    decisions = Decision.objects.filter(jury__in=juries, application__state__in=SEEN_BY_THE_JURY).order_by()
    counts = {
        row["jury_id"]: row
        for row in decisions.values("jury_id").annotate(
            decided=Count("pk"),
            pending=Count("pk", filter=Q(state=DecisionState.PENDING)),
            awaited=Count("pk", filter=Q(state=DecisionState.NOTIFIED, outcome=Outcome.ACCEPT)),
        )
    }
    found = {}
    for jury in juries:
        row = counts.get(jury.pk, {"decided": 0, "pending": 0, "awaited": 0})
        found[jury.pk] = Progress(before.get(jury.round_id, 0), row["decided"], row["pending"], row["awaited"])
    return found


def waiting_list(jury: Jury) -> QuerySet[Decision]:
    """The waiting list in its order, those who were told and those who were not yet."""
    rows = Decision.objects.filter(
        jury=jury, outcome=Outcome.WAITLIST, state__in=(DecisionState.PENDING, DecisionState.NOTIFIED)
    )
    rows = rows.exclude(application__state__in=ENDED)
    return rows.select_related("application__organisation").order_by("rank", "id")


def next_of_waiting_list(jury: Jury) -> Decision | None:
    """Who comes in when a place is free: the first who was told to be on the list."""
    return waiting_list(jury).filter(state=DecisionState.NOTIFIED).first()


def decision_of(jury: Jury, application: Application) -> Decision | None:
    """What was decided about an application, with who decided."""
    return Decision.objects.select_related("decided_by", "jury").filter(jury=jury, application=application).first()


def notes_of(jury: Jury, application: Application) -> QuerySet[JurorNote]:
    """What jurors wrote down about an application."""
    return JurorNote.objects.filter(jury=jury, application=application).select_related("author")


def undecided(jury: Jury) -> QuerySet[Application]:
    """What still needs a decision."""
    rows = Application.objects.filter(round=jury.round_id, state__in=BEFORE_THE_JURY)
    return rows.exclude(pk__in=Decision.objects.filter(jury=jury).values("application_id"))
