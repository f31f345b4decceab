"""Who sets juries up, decides, tells applicants, answers for a start-up, and prepares cohorts."""

from parvis.base.accounts.rules import Actor
from parvis.base.files.models import StoredFile
from parvis.base.forms.enums import Audience
from parvis.base.forms.models import AnswerSheet, Question
from parvis.base.forms.selectors.reading import is_hidden
from parvis.domain.calls.enums import Right
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.standing import right_over, runs_all_calls
from parvis.domain.cohorts.enums import CohortState, LetterState
from parvis.domain.cohorts.models import Cohort, Decision, Juror, Jury, Letter
from parvis.domain.cohorts.standing import SEEN_BY_THE_JURY, interests_of, manages, seat_of
from parvis.domain.directory.standing import account_of


def can_set_up_jury(actor: Actor, call: Call) -> bool:
    """Programme managers, administrators, and who manages the call for its organiser."""
    return manages(actor, call.pk)


def can_manage_jury(actor: Actor, jury: Jury) -> bool:
    """Whoever manages its call."""
    return manages(actor, jury.round.call_id)


def can_see_jury(actor: Actor, jury: Jury) -> bool:
    """Its jurors, and whoever manages its call."""
    return can_manage_jury(actor, jury) or seat_of(actor, jury) is not None


def can_see_some_jury(actor: Actor) -> bool:
    """Whoever finds something in the working area of juries."""
    return can_manage_some_call(actor) or sits_on_some_jury(actor)


def sits_on_some_jury(actor: Actor) -> bool:
    """Jurors, of whatever jury."""
    user = account_of(actor)
    return user is not None and Juror.objects.filter(user=user).exists()


def can_decide(actor: Actor, jury: Jury) -> bool:
    """Jurors who may do more than read, and whoever manages the call, as long as the jury is not closed."""
    if jury.closed_at is not None:
        return False
    if runs_all_calls(actor):
        return True
    seat = seat_of(actor, jury)
    return (seat is not None and seat.can_decide) or can_manage_jury(actor, jury)


def can_decide_application(actor: Actor, jury: Jury, application: Application) -> bool:
    """The same, unless the organisation of whoever decides applies or sponsors, or they write the application."""
    return can_decide(actor, jury) and not interests_of(actor, jury, [application.pk])[application.pk]


def can_read_decision(actor: Actor, decision: Decision) -> bool:
    """Whoever writes the application, once it is notified; before that nobody of the applicant knows of it."""
    return decision.first_notified_at is not None and right_over(actor, decision.application) is not None


def can_answer(actor: Actor, decision: Decision) -> bool:
    """Who may submit the application; and whoever manages the call, for those who answer by telephone."""
    application = decision.application
    return right_over(actor, application) == Right.SUBMIT or manages(actor, application.call_id)


def can_manage_cohort(actor: Actor, cohort: Cohort) -> bool:
    """Programme managers, administrators, and who manages the call from which it comes."""
    return runs_all_calls(actor) or (cohort.round is not None and manages(actor, cohort.round.call_id))


def can_see_cohort(actor: Actor, cohort: Cohort) -> bool:
    """Everyone once it is published; before that, who prepares it."""
    return cohort.state == CohortState.PUBLISHED or can_manage_cohort(actor, cohort)


def can_read_letter_file(actor: Actor, file: StoredFile) -> bool:
    """Who manages the call, and whoever writes the application, once the letter is sent."""
    letter = Letter.objects.select_related("decision__application").filter(file=file).first()
    if letter is None:
        return False
    application = letter.decision.application
    is_theirs = letter.state == LetterState.SENT and right_over(actor, application) is not None
    return is_theirs or manages(actor, application.call_id)


def may_read_answer(actor: Actor, sheet: AnswerSheet, question: Question) -> bool:
    """Jurors read of an application before their jury what reviewers read; what `forms` asks before it gives a file."""
    user = account_of(actor)
    if user is None or is_hidden(question, audience=Audience.REVIEWERS, is_blind=False):
        return False
    seats = Juror.objects.filter(user=user).values("jury__round")
    return Application.objects.filter(sheet=sheet, round__in=seats, state__in=SEEN_BY_THE_JURY).exists()
