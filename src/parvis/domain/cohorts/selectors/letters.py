"""The outbox of a jury: decisions to be told, their letters, and what became of those that were sent."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from parvis.base.messaging.enums import MailState
from parvis.domain.calls.models import Call
from parvis.domain.cohorts.enums import DecisionState, LetterState, Outcome
from parvis.domain.cohorts.models import Decision, Jury, Letter, LetterTemplate
from parvis.domain.cohorts.standing import DECIDABLE
from parvis.domain.cohorts.wording import usual_words


def decisions_to_tell(jury: Jury) -> QuerySet[Decision]:
    """What is decided and of which no applicant knows, in the order of the references."""
    rows = Decision.objects.filter(jury=jury, state=DecisionState.PENDING, application__state__in=DECIDABLE)
    return rows.select_related("application__organisation", "application__call").order_by("application__reference")


def letters_to_send(jury: Jury) -> QuerySet[Letter]:
    """The drafts, with their decisions."""
    rows = Letter.objects.filter(decision__in=decisions_to_tell(jury).order_by(), state=LetterState.DRAFT)
    return rows.select_related("decision__application__organisation").order_by(
        "decision__outcome", "decision__application__reference", "id"
    )


def letters_sent(jury: Jury) -> QuerySet[Letter]:
    """What was sent, with its mail; the newest first."""
    rows = Letter.objects.filter(decision__jury=jury, state=LetterState.SENT)
    return rows.select_related("decision__application__organisation", "mail").order_by("-sent_at", "-id")


@dataclass(frozen=True, slots=True)
class Outbox:
    """What would be sent now: how many letters and decisions of each outcome, and what stands in the way."""

    decisions: int
    letters: int
    by_outcome: dict[str, int]
    without_letter: int
    outdated: int

    @property
    def is_ready(self) -> bool:
        """Whether everything that is decided has a letter that says so."""
        return bool(self.letters) and not self.without_letter and not self.outdated


def outbox_of(jury: Jury) -> Outbox:
    """Counted in two queries."""
    revisions = {pk: (outcome, revision) for pk, outcome, revision in _revisions(jury)}
    drafts = Letter.objects.filter(decision__in=decisions_to_tell(jury).order_by(), state=LetterState.DRAFT).order_by()
    rows = list(drafts.values_list("decision_id", "revision"))
    told = {decision for decision, _revision in rows}
    return Outbox(
        decisions=len(revisions),
        letters=len(rows),
        by_outcome=dict(Counter(outcome for outcome, _revision in revisions.values())),
        without_letter=len(revisions.keys() - told),
        outdated=sum(revision != revisions[decision][1] for decision, revision in rows),
    )


def _revisions(jury: Jury) -> Iterable[tuple[int, str, int]]:
    rows = Decision.objects.filter(jury=jury, state=DecisionState.PENDING, application__state__in=DECIDABLE)
    return rows.order_by().values_list("pk", "outcome", "revision")


def delivery_of(jury: Jury) -> dict[str, int]:
    """How many of the letters that were sent are in each state of delivery."""
    rows = Letter.objects.filter(decision__jury=jury, state=LetterState.SENT).order_by()
    return dict(Counter(state or MailState.SENT for state in rows.values_list("mail__state", flat=True)))


def words_for(call: Call, outcome: str, language: str) -> tuple[str, str]:
    """Subject and text of the template that counts for a call."""
    found = LetterTemplate.objects.filter(call=call, outcome=outcome, language=language).first()
    return (found.subject, found.text) if found else usual_words(outcome, language)


def all_words(call: Call, languages: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The same for every outcome and language, in one query."""
    own = {(row.outcome, row.language): (row.subject, row.text) for row in LetterTemplate.objects.filter(call=call)}
    wanted = [(str(outcome), language) for outcome in Outcome for language in languages]
    return {key: own.get(key) or usual_words(*key) for key in wanted}


def changed_templates(call: Call) -> set[tuple[str, str]]:
    """Which templates of the call are not the usual ones."""
    return set(LetterTemplate.objects.filter(call=call).values_list("outcome", "language"))


def decisions_told(application_ids: Collection[int]) -> dict[int, Decision]:
    """What applicants were told, by application; an application of which nothing was told is missing."""
    rows = Decision.objects.filter(application__in=application_ids, first_notified_at__isnull=False)
    return {row.application_id: row for row in rows.order_by("first_notified_at", "id")}


def letters_of_decision(decision: Decision) -> QuerySet[Letter]:
    """Its letters, drafts first."""
    return decision.letters.select_related("mail", "user").order_by("state", "-id")


def letters_read_by(decision: Decision, user_id: int) -> QuerySet[Letter]:
    """What an account was sent about a decision, or, where it was not written to, what its colleagues were sent."""
    sent = decision.letters.filter(state=LetterState.SENT).order_by("-sent_at", "-id")
    own = sent.filter(user=user_id)
    return own if own.exists() else sent.filter(~Q(user=user_id))
