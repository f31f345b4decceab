"""Proposals of who reads what: worked out, applied where nothing changed, or set aside."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.enums import AssignmentOrigin, PanelState, ReviewerState, RunState
from parvis.domain.reviews.models import Assignment, AssignmentRun, PairRule
from parvis.domain.reviews.services.proposals import apply_run, discard_run, request_run
from tests.factories.accounts import UserFactory, account_with
from tests.factories.reference import ThemeFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


@pytest.fixture
def panel():
    """Two places for each application, two applications for each reviewer."""
    return PanelFactory(reviews_each=2, max_load=2, state=PanelState.DECLARING)


def proposed(actor, panel, **values):
    run = request_run(actor=actor, panel=panel, values=values)
    run_jobs()
    run.refresh_from_db()
    return run


def pairs(run):
    return {(int(application), int(reviewer)) for application, reviewer, _score in run.pairs}


def given(panel):
    return set(
        Assignment.objects.filter(reviewer__panel=panel, removed_at=None).values_list("application_id", "reviewer_id")
    )


def test_a_proposal_is_the_best_that_loads_and_conflicts_allow(programme, panel):
    themes = ThemeFactory.create_batch(2)
    applications = [in_review(panel, themes=[theme]) for theme in themes]
    reviewers = [ReviewerFactory(panel=panel, themes=[theme]) for theme in themes]
    barred = ConflictFactory(reviewer=reviewers[0], application=applications[0]).reviewer
    third = ReviewerFactory(panel=panel)
    ReviewerFactory(panel=panel, state=ReviewerState.INVITED)
    run = proposed(programme, panel)
    assert run.state == RunState.PROPOSED
    assert pairs(run) == {
        (applications[0].pk, reviewers[1].pk),
        (applications[0].pk, third.pk),
        (applications[1].pk, reviewers[1].pk),
        (applications[1].pk, barred.pk),
    } or pairs(run) == {
        (applications[0].pk, reviewers[1].pk),
        (applications[0].pk, third.pk),
        (applications[1].pk, reviewers[1].pk),
        (applications[1].pk, third.pk),
    }
    summary = run.summary
    assert summary["optimal"]
    assert summary["objective"] == pytest.approx(summary["upper_bound"])
    assert (summary["places"], summary["pairs"], summary["unfilled"]) == (4, 4, [])
    assert sum(summary["loads"].values()) == 4
    assert set(summary["compared"]) == {"total", "fair"}
    assert Job.objects.get(pk=run.job_id).result["pairs"] == 4


def test_applying_gives_the_pairs_and_tells_it_once(programme, panel):
    in_review(panel), in_review(panel)
    ReviewerFactory.create_batch(2, panel=panel)
    run = proposed(programme, panel)
    assert apply_run(actor=programme, run=run) == 4
    assert given(panel) == pairs(run)
    row = Assignment.objects.first()
    assert (row.origin, row.assigned_by) == (AssignmentOrigin.SOLVER, programme)
    assert Entry.objects.filter(verb="reviews.assignment_applied").get().data == {"pairs": 4}
    with pytest.raises(Conflict):
        apply_run(actor=programme, run=run)
    assert Assignment.objects.count() == 4


def test_what_stands_stays_and_late_arrivals_are_added(programme, panel):
    first = in_review(panel)
    reviewers = ReviewerFactory.create_batch(4, panel=panel)
    apply_run(actor=programme, run=proposed(programme, panel))
    before = given(panel)
    late = in_review(panel)
    run = proposed(programme, panel)
    assert {application for application, _reviewer in pairs(run)} == {late.pk}
    apply_run(actor=programme, run=run)
    assert before < given(panel)
    assert Assignment.objects.filter(application=late).values_list("origin", flat=True).distinct().get() == "late"
    assert len(reviewers) == 4
    assert Assignment.objects.filter(application=first).count() == 2


def test_starting_anew_keeps_what_was_made_by_hand_or_begun(programme):
    panel = PanelFactory(reviews_each=1, max_load=3)
    theme = ThemeFactory()
    fits = ReviewerFactory(panel=panel, themes=[theme])
    other = ReviewerFactory(panel=panel)
    by_hand, begun, free = (in_review(panel, themes=[theme]) for _number in range(3))
    AssignmentFactory(reviewer=other, application=by_hand, origin="hand")
    ReviewFactory(assignment=AssignmentFactory(reviewer=other, application=begun, origin="solver"), state="draft")
    AssignmentFactory(reviewer=other, application=free, origin="solver")
    run = proposed(programme, panel, keep="hand")
    assert run.summary["released"] == [[free.pk, other.pk]]
    assert pairs(run) == {(free.pk, fits.pk)}
    apply_run(actor=programme, run=run)
    assert given(panel) == {(by_hand.pk, other.pk), (begun.pk, other.pk), (free.pk, fits.pk)}


def test_what_was_recused_or_taken_back_is_proposed_to_others(programme):
    panel = PanelFactory(reviews_each=1, max_load=3)
    recused, removed = in_review(panel), in_review(panel)
    one, other = ReviewerFactory.create_batch(2, panel=panel)
    AssignmentFactory(reviewer=one, application=recused, recused_at=clock.now())
    AssignmentFactory(reviewer=one, application=removed, removed_at=clock.now())
    run = proposed(programme, panel)
    assert pairs(run) == {(recused.pk, other.pk), (removed.pk, other.pk)}


def test_who_left_and_what_is_withdrawn_count_no_more(programme):
    panel = PanelFactory(reviews_each=1, max_load=1)
    application, withdrawn = in_review(panel), in_review(panel, state="withdrawn")
    gone, other = ReviewerFactory(panel=panel, state=ReviewerState.LEFT), ReviewerFactory(panel=panel)
    AssignmentFactory(reviewer=gone, application=application)
    AssignmentFactory(reviewer=other, application=withdrawn)
    run = proposed(programme, panel)
    assert pairs(run) == {(application.pk, other.pk)}
    assert (run.summary["kept"], run.summary["released"]) == (0, [])


def test_a_pair_that_came_into_conflict_is_replaced(programme):
    panel = PanelFactory(reviews_each=1)
    one, other = ReviewerFactory.create_batch(2, panel=panel)
    untouched, begun = (AssignmentFactory(reviewer=one, origin="hand").application for _number in range(2))
    ReviewFactory(assignment=Assignment.objects.get(application=begun))
    for application in (untouched, begun):
        ConflictFactory(reviewer=one, application=application)
    run = proposed(programme, panel)
    assert run.summary["in_conflict"] == [[untouched.pk, one.pk], [begun.pk, one.pk]]
    assert run.summary["released"] == [[untouched.pk, one.pk]]
    apply_run(actor=programme, run=run)
    assert given(panel) == {(untouched.pk, other.pk), (begun.pk, other.pk), (begun.pk, one.pk)}


def test_wanted_pairs_are_in_and_unwanted_ones_are_not(programme):
    panel = PanelFactory(reviews_each=1)
    theme = ThemeFactory()
    fits, wanted, barred = ReviewerFactory(panel=panel, themes=[theme]), *ReviewerFactory.create_batch(2, panel=panel)
    first, second, third = (in_review(panel, themes=[theme]) for _number in range(3))
    PairRule.objects.create(reviewer=wanted, application=first, is_wanted=True)
    PairRule.objects.create(reviewer=fits, application=second, is_wanted=False)
    PairRule.objects.create(reviewer=barred, application=third, is_wanted=True)
    ConflictFactory(reviewer=barred, application=third)
    run = proposed(programme, panel)
    found = pairs(run)
    assert (first.pk, wanted.pk) in found
    assert (second.pk, fits.pk) not in found
    assert (third.pk, fits.pk) in found
    assert run.summary["not_forced"] == [[third.pk, barred.pk]]


def test_places_that_stay_empty_say_what_keeps_reviewers_away(programme):
    panel = PanelFactory(reviews_each=3)
    application = in_review(panel)
    barred, unwanted, gone, free = ReviewerFactory.create_batch(4, panel=panel)
    ConflictFactory(reviewer=barred, application=application)
    PairRule.objects.create(reviewer=unwanted, application=application, is_wanted=False)
    AssignmentFactory(reviewer=gone, application=application, recused_at=clock.now())
    run = proposed(programme, panel)
    assert pairs(run) == {(application.pk, free.pk)}
    assert run.summary["unfilled"] == [
        {
            "application": application.pk,
            "places": 2,
            "reason": "few_allowed",
            "allowed": 1,
            "conflicts": 1,
            "unwanted": 1,
            "gone": 1,
        }
    ]


def test_the_worst_served_are_named(programme):
    panel = PanelFactory(reviews_each=1)
    theme = ThemeFactory()
    served, poor = in_review(panel, themes=[theme]), in_review(panel, themes=[ThemeFactory()])
    reviewer = ReviewerFactory(panel=panel, themes=[theme])
    PairRule.objects.create(reviewer=reviewer, application=in_review(panel), is_wanted=False)
    run = proposed(programme, panel)
    assert [row[0] for row in run.summary["weak"]] == [poor.pk, served.pk]
    assert run.summary["weak"][0][1:] == [0, 0]
    assert run.summary["weak"][1][1:] == [1, 1]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (in_review, "Nobody sits"),
        (lambda panel: ReviewerFactory(panel=panel), "No application"),
    ],
)
def test_a_panel_that_lacks_someone_says_so(programme, panel, make, sentence):
    make(panel)
    run = proposed(programme, panel)
    assert run.state == RunState.FAILED
    assert sentence in run.problem


def test_what_cannot_be_asked_together_says_so(programme, panel):
    application = in_review(panel)
    wanted = ReviewerFactory.create_batch(3, panel=panel)
    for reviewer in wanted:
        PairRule.objects.create(reviewer=reviewer, application=application, is_wanted=True)
    assert "than it has places" in proposed(programme, panel).problem
    for _number in range(2):
        PairRule.objects.create(reviewer=wanted[0], application=in_review(panel), is_wanted=True)
    PairRule.objects.exclude(reviewer=wanted[0]).delete()
    assert "more applications than they may read" in proposed(programme, panel).problem
    PairRule.objects.all().delete()
    assert "Ask for fewer" in proposed(programme, panel, min_load=3, max_load=3, reviews_each=1).problem


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda panel, one, what: in_review(panel), "applications came or went"),
        (lambda panel, one, what: ReviewerFactory(panel=panel), "reviewers came"),
        (lambda panel, one, what: ConflictFactory(reviewer=one, application=what), "conflicts of interest"),
        (lambda panel, one, what: AssignmentFactory(reviewer=one, application=what), "pairs were added"),
        (
            lambda panel, one, what: PairRule.objects.create(reviewer=one, application=what, is_wanted=False),
            "ruled out",
        ),
    ],
)
def test_a_proposal_that_something_overtook_is_not_applied(programme, panel, change, word):
    what, one = in_review(panel), ReviewerFactory(panel=panel)
    run = proposed(programme, panel)
    change(panel, one, what)
    before = given(panel)
    with pytest.raises(Conflict, match=word):
        apply_run(actor=programme, run=run)
    run.refresh_from_db()
    assert run.state == RunState.PROPOSED
    assert given(panel) == before


def test_a_new_proposal_sets_the_former_aside(programme, panel):
    in_review(panel), ReviewerFactory(panel=panel)
    first = proposed(programme, panel)
    second = request_run(actor=programme, panel=panel, values={})
    third = request_run(actor=programme, panel=panel, values={})
    run_jobs()
    states = dict(AssignmentRun.objects.values_list("pk", "state"))
    assert states == {first.pk: "discarded", second.pk: "discarded", third.pk: "proposed"}
    discard_run(actor=programme, run=AssignmentRun.objects.get(pk=third.pk))
    assert AssignmentRun.objects.get(pk=third.pk).state == "discarded"
    with pytest.raises(Conflict):
        discard_run(actor=programme, run=third)


def test_a_proposal_set_aside_while_it_is_worked_out_stays_so(programme, panel, monkeypatch):
    in_review(panel), ReviewerFactory(panel=panel)
    run = request_run(actor=programme, panel=panel, values={})
    from parvis.domain.reviews.services import proposals

    propose = proposals.propose

    def overtaken(*arguments):
        AssignmentRun.objects.filter(pk=run.pk).update(state=RunState.DISCARDED)
        return propose(*arguments)

    monkeypatch.setattr(proposals, "propose", overtaken)
    jobs = run_jobs()
    assert AssignmentRun.objects.get(pk=run.pk).state == RunState.DISCARDED
    assert {job.state for job in jobs} == {"done"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reviews_each": 0}, "reviews_each"),
        ({"min_load": 4, "max_load": 3}, "min_load"),
        ({"objective": "best"}, "objective"),
        ({"keep": "none"}, "keep"),
        ({"text": "much"}, "text"),
        ({"themes": 0, "text": 0, "past": 0}, "themes"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_field(programme, panel, values, field):
    with pytest.raises(InvalidInput) as refusal:
        request_run(actor=programme, panel=panel, values=values)
    assert field in refusal.value.fields
    assert not AssignmentRun.objects.exists()


def test_only_those_who_run_the_call_propose_and_apply(programme, panel):
    in_review(panel), ReviewerFactory(panel=panel)
    run = proposed(programme, panel)
    outsider = UserFactory()
    for act in (
        lambda: request_run(actor=outsider, panel=panel, values={}),
        lambda: apply_run(actor=outsider, run=run),
        lambda: discard_run(actor=outsider, run=run),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Assignment.objects.exists()


def test_a_closed_panel_is_left_alone(programme, panel):
    in_review(panel), ReviewerFactory(panel=panel)
    run = proposed(programme, panel)
    panel.state = PanelState.CLOSED
    panel.save()
    run.refresh_from_db()
    run = AssignmentRun.objects.get(pk=run.pk)
    for act in (
        lambda: request_run(actor=programme, panel=panel, values={}),
        lambda: apply_run(actor=programme, run=run),
    ):
        with pytest.raises(InvalidTransition):
            act()
