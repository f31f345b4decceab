"""Pairs made by hand, and the mails that follow."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.enums import PanelAction, PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, PairRule
from parvis.domain.reviews.selectors.assignment_files import affinity_rows, assignment_rows, constraint_rows
from parvis.domain.reviews.services.pair_files import import_pairs
from parvis.domain.reviews.services.pairs import add_pair, remove_pair, rule_pair
from parvis.domain.reviews.services.panels import move_panel
from parvis.domain.reviews.services.telling import tell_reviewers
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import ApplicationFactory
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    CriterionFactory,
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


def test_a_pair_is_added_taken_back_and_added_again(programme):
    reviewer = ReviewerFactory()
    application = in_review(reviewer.panel)
    pair = add_pair(actor=programme, reviewer=reviewer, application=application, score=0.5)
    assert (pair.origin, pair.score, pair.assigned_by) == ("hand", 0.5, programme)
    with pytest.raises(Conflict, match="already"):
        add_pair(actor=programme, reviewer=reviewer, application=application)
    remove_pair(actor=programme, assignment=pair)
    with pytest.raises(Conflict, match="gone"):
        remove_pair(actor=programme, assignment=pair)
    assert add_pair(actor=programme, reviewer=reviewer, application=application).pk == pair.pk
    assert Assignment.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda reviewer, application: ConflictFactory(reviewer=reviewer, application=application), "conflict"),
        (
            lambda reviewer, application: AssignmentFactory(
                reviewer=reviewer, application=application, recused_at=clock.now()
            ),
            "recused",
        ),
        (lambda reviewer, application: _change(reviewer, state=ReviewerState.LEFT), "does not sit"),
        (lambda reviewer, application: _change(application, state="submitted"), "not being reviewed"),
        (lambda reviewer, application: _change(reviewer.panel, state=PanelState.CLOSED), "closed"),
    ],
)
def test_pairs_that_may_not_be(programme, prepare, sentence):
    reviewer = ReviewerFactory()
    application = in_review(reviewer.panel)
    prepare(reviewer, application)
    with pytest.raises(InvalidTransition, match=sentence):
        add_pair(actor=programme, reviewer=reviewer, application=application)


def _change(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()


def test_a_submitted_review_keeps_its_pair(programme):
    review = ReviewFactory()
    with pytest.raises(InvalidTransition, match="stays"):
        remove_pair(actor=programme, assignment=review.assignment)
    _change(review, state=ReviewState.DRAFT)
    remove_pair(actor=programme, assignment=review.assignment)
    assert Assignment.objects.get().removed_at


def test_a_rule_is_set_changed_and_taken_back(programme):
    reviewer = ReviewerFactory()
    application = in_review(reviewer.panel)
    rule_pair(actor=programme, reviewer=reviewer, application=application, is_wanted=True, reason=" knows  the field ")
    rule = PairRule.objects.get()
    assert (rule.is_wanted, rule.reason, rule.made_by) == (True, "knows the field", programme)
    rule_pair(actor=programme, reviewer=reviewer, application=application, is_wanted=False)
    assert not PairRule.objects.get().is_wanted
    rule_pair(actor=programme, reviewer=reviewer, application=application, is_wanted=None)
    assert not PairRule.objects.exists()


def test_outsiders_make_no_pairs():
    outsider, pair = UserFactory(), AssignmentFactory()
    new = in_review(pair.reviewer.panel)
    for act in (
        lambda: add_pair(actor=outsider, reviewer=pair.reviewer, application=new),
        lambda: remove_pair(actor=outsider, assignment=pair),
        lambda: rule_pair(actor=outsider, reviewer=pair.reviewer, application=new, is_wanted=True),
        lambda: import_pairs(actor=outsider, panel=pair.reviewer.panel, text=""),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_each_reviewer_gets_one_mail_and_no_second_one(programme):
    reviewer = ReviewerFactory(language="fr")
    panel = reviewer.panel
    AssignmentFactory(reviewer=reviewer), AssignmentFactory(reviewer=reviewer)
    without_account = ReviewerFactory(panel=panel, user=None, email="bo@bo.example")
    AssignmentFactory(reviewer=without_account)
    AssignmentFactory(reviewer=ReviewerFactory(panel=panel), removed_at=clock.now())
    assert tell_reviewers(panel=panel) == 2
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {reviewer.user.email, "bo@bo.example"}
    assert "1 " not in mails["bo@bo.example"].subject
    assert "2" in mails[reviewer.user.email].subject
    assert "/reviews/" in mails[reviewer.user.email].text
    assert tell_reviewers(panel=panel) == 0
    assert Mail.objects.count() == 2


def test_nobody_is_told_before_the_panel_starts(programme):
    panel = PanelFactory(state=PanelState.DECLARING)
    CriterionFactory(panel=panel)
    add_pair(actor=programme, reviewer=ReviewerFactory(panel=panel), application=in_review(panel))
    run_jobs()
    assert tell_reviewers(panel=panel) == 0
    move_panel(actor=programme, panel=panel, action=PanelAction.START)
    run_jobs()
    assert Mail.objects.filter(kind="reviews.assigned").count() == 1


def test_pairs_made_by_hand_wait_for_others_before_a_mail_goes(programme, time_machine):
    time_machine.move_to("2026-03-02T10:00:00+00:00")
    reviewer = ReviewerFactory()
    add_pair(actor=programme, reviewer=reviewer, application=in_review(reviewer.panel))
    run_jobs()
    add_pair(actor=programme, reviewer=reviewer, application=in_review(reviewer.panel))
    assert not Mail.objects.exists()
    time_machine.shift(601)
    run_jobs()
    assert "2 applications" in Mail.objects.get().subject


def test_files_hold_what_the_engine_reads(programme):
    reviewer = ReviewerFactory(user=None, email="ada@ada.example")
    panel = reviewer.panel
    pair = AssignmentFactory(reviewer=reviewer, score=0.25)
    by_hand = AssignmentFactory(reviewer=reviewer)
    barred = ConflictFactory(reviewer=reviewer).application
    PairRule.objects.create(reviewer=reviewer, application=pair.application, is_wanted=True)
    PairRule.objects.create(reviewer=reviewer, application=ApplicationFactory(), is_wanted=True)
    name = {"reviewer": "ada@ada.example"}
    assert list(assignment_rows(panel)) == [
        {"application": pair.application.reference, **name, "score": "0.25"},
        {"application": by_hand.application.reference, **name, "score": ""},
    ]
    assert list(constraint_rows(panel)) == [
        {"application": pair.application.reference, **name, "constraint": "1"},
        {"application": barred.reference, **name, "constraint": "-1"},
    ]
    rows = list(affinity_rows(panel))
    assert [row["application"] for row in rows] == [
        one.reference for one in (pair.application, by_hand.application, barred)
    ]
    assert {row["score"] for row in rows} == {"0.0000"}


def test_a_file_gives_applications_to_reviewers(programme):
    reviewer = ReviewerFactory(user=None, email="ada@ada.example")
    panel = reviewer.panel
    known, new, bare = AssignmentFactory(reviewer=reviewer).application, in_review(panel), in_review(panel)
    text = (
        "\ufeffReviewer, Application,score,note\n"
        f"ADA@ada.example,{new.reference},0.5,x\nada@ada.example,{known.reference},,\nada@ada.example,{bare.reference},,\n"
    )
    assert import_pairs(actor=programme, panel=panel, text=text) == 2
    assert Assignment.objects.get(application=new).score == 0.5
    assert Assignment.objects.get(application=bare).score is None
    assert Assignment.objects.count() == 3
    assert import_pairs(actor=programme, panel=panel, text=text) == 0


def test_a_file_with_a_bad_line_changes_nothing(programme):
    reviewer = ReviewerFactory(user=None, email="ada@ada.example")
    panel = reviewer.panel
    good, barred, gone = (in_review(panel) for _number in range(3))
    ConflictFactory(reviewer=reviewer, application=barred)
    AssignmentFactory(reviewer=reviewer, application=gone, removed_at=clock.now())
    lines = [
        f"{good.reference},ada@ada.example,",
        f"{good.reference},ada@ada.example,",
        "nothing,ada@ada.example,",
        ",ada@ada.example,",
        f"{good.reference},nobody@x.example,",
        f"{good.reference}",
        f"{barred.reference},ada@ada.example,",
        f"{gone.reference},ada@ada.example,",
        f"{good.reference},ada@ada.example,much",
    ]
    with pytest.raises(InvalidInput) as refusal:
        import_pairs(actor=programme, panel=panel, text="application,reviewer,score\n" + "\n".join(lines))
    problems = refusal.value.fields["file"]
    assert [sentence.split(":")[0] for sentence in problems] == [f"Line {number}" for number in range(3, 11)]
    assert Assignment.objects.filter(removed_at=None).count() == 0
    with pytest.raises(InvalidInput) as refusal:
        import_pairs(actor=programme, panel=panel, text="who,what\n1,2\n")
    assert "columns" in refusal.value.fields["file"][0]
