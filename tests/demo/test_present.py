"""The selection under way, at each of its moments."""

from parvis.base.forms.selectors import answers_of, problems_in
from parvis.demo.steps.selection import present
from parvis.demo.steps.selection.stages import Stage
from parvis.domain.calls.enums import ApplicationState, CallState
from parvis.domain.calls.models import Application, Call
from parvis.domain.cohorts.enums import DecisionState, LetterState
from parvis.domain.cohorts.models import CohortMember, Decision, Interview, Letter
from parvis.domain.reviews.models import Assignment, Conflict, Panel, Review, Reviewer


def build(context, stage):
    context.stage = stage
    present.build(context)
    return Call.objects.get(slug=present.SLUG)


def test_call_takes_applications(context):
    call = build(context, Stage.CALL)
    applications = Application.objects.filter(call=call)
    assert applications.count() == 40
    assert call.state == CallState.OPEN
    assert applications.filter(state=ApplicationState.DRAFT).count() == present.DRAFTS
    assert applications.get(state=ApplicationState.DRAFT, created_by=context.accounts["owner"])
    assert not Panel.objects.exists()


def test_review_is_half_done(context):
    call = build(context, Stage.REVIEW)
    assert call.state == CallState.CLOSED
    assert Application.objects.filter(call=call, state=ApplicationState.IN_REVIEW).count() == 40
    assert Reviewer.objects.count() == 12
    assert Assignment.objects.count() == 40 * 3
    kinds = set(Conflict.objects.values_list("kind", flat=True))
    assert {"same_organisation", "former_member"} <= kinds
    tied = set(Conflict.objects.values_list("reviewer", "application"))
    assert not tied & set(Assignment.objects.values_list("reviewer", "application"))
    submitted = Review.objects.filter(state="submitted").count()
    assert 40 < submitted < 90
    for application in Application.objects.select_related("sheet__version")[:10]:
        assert problems_in(application.sheet.version, answers_of(application.sheet)) == {}


def test_jury_has_begun_to_decide(context):
    build(context, Stage.JURY)
    assert Decision.objects.filter(state=DecisionState.PENDING).count() == 9
    assert Interview.objects.count() == 20
    assert not Letter.objects.exists()


def test_cohort_is_presented(context):
    build(context, Stage.COHORT)
    assert Decision.objects.filter(state=DecisionState.CONFIRMED).count() >= 7
    assert not Decision.objects.filter(state=DecisionState.PENDING).exists()
    assert Letter.objects.filter(state=LetterState.SENT).count() >= 40
    members = CohortMember.objects.filter(cohort__state="published")
    assert members.count() == Decision.objects.filter(state=DecisionState.CONFIRMED).count()
