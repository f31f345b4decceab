"""Reviews: who reads and writes what, drafts in two windows, submission, discussion, reminders."""

import datetime as dt

import pytest
import time_machine

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.forms.models import Question
from parvis.base.messaging.models import Mail
from parvis.core import clock
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.models import Assignment, Mark, Message, Panel, Review, Reviewer
from parvis.domain.reviews.selectors import progress
from parvis.domain.reviews.selectors.discussing import can_discuss, can_read_discussion
from parvis.domain.reviews.selectors.reviewing import (
    application_as_read,
    may_read_answer,
    own_assignments,
    own_panels,
    reviewer_in,
    shows_others,
    submitted_reviews,
)
from parvis.domain.reviews.services import discussing, reminding, writing
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import ApplicationVersionFactory, CallManagerFactory
from tests.factories.forms import sheet_with, small_form
from tests.factories.reviews import (
    AssignmentFactory,
    ConflictFactory,
    CriterionFactory,
    MessageFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
    in_review,
)
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def criterion(assignment):
    return CriterionFactory(panel=assignment.reviewer.panel, best=4, name_en="Team")


def save(assignment, revision=0, older=None, **values):
    values = {name.replace("mark_", "mark-"): value for name, value in values.items()}
    user = assignment.reviewer.user
    return writing.save_review(actor=user, assignment=assignment, values=values, revision=revision, older=older)


def test_what_is_typed_is_kept_field_by_field(assignment, criterion):
    saved = save(assignment, private_comment="Good\r\n", **{f"mark_{criterion.pk}": "3"})
    assert saved.overtaken == {}
    save(assignment, revision=saved.review.revision, public_comment="Thank you", unknown="x")
    review = Review.objects.get()
    assert (review.private_comment, review.public_comment, review.state) == ("Good", "Thank you", "draft")
    assert Mark.objects.get().value == 3
    assert review.revisions == {"private_comment": 2, f"mark-{criterion.pk}": 2, "public_comment": 3}
    save(assignment, revision=3, **{f"mark_{criterion.pk}": ""})
    assert not Mark.objects.exists()
    assert not Entry.objects.exists()


def test_all_marks_are_written_as_cheaply_as_one(assignment, criterion):
    others = [CriterionFactory(panel=assignment.reviewer.panel, best=4) for _number in range(2)]
    names = [f"mark_{one.pk}" for one in (criterion, *others)]
    start = save(assignment, private_comment="Start").review.revision
    one = count_queries(lambda: save(assignment, revision=start, **{names[0]: "1"}))
    assert count_queries(lambda: save(assignment, revision=start + 1, **dict.fromkeys(names, "2"))) == one
    assert list(Mark.objects.values_list("value", flat=True)) == [2, 2, 2]
    save(assignment, revision=start + 2, **{names[0]: "", names[1]: "0"})
    assert list(Mark.objects.order_by("criterion").values_list("value", flat=True)) == [0, 2]


def test_saving_the_same_again_changes_nothing(assignment):
    revision = save(assignment, private_comment="Good").review.revision
    assert save(assignment, revision=revision, private_comment=" Good ").review.revision == revision


def test_two_windows_lose_nothing(assignment, criterion):
    start = save(assignment, private_comment="Start").review.revision
    save(assignment, revision=start, private_comment="First window")
    saved = save(assignment, revision=start, private_comment="Second window", public_comment="Not in doubt")
    assert saved.overtaken == {"private_comment": "First window"}
    review = Review.objects.get()
    assert (review.private_comment, review.public_comment) == ("First window", "Not in doubt")
    assert [row["text"] for row in review.kept] == ["Second window"]
    older = {"private_comment": start}
    saved = save(assignment, revision=saved.review.revision, older=older, private_comment="Second window, longer")
    assert list(saved.overtaken) == ["private_comment"]
    assert [row["text"] for row in Review.objects.get().kept] == ["Second window, longer"]
    settled = save(assignment, revision=saved.review.revision, private_comment="Second window, longer")
    assert settled.overtaken == {}
    assert Review.objects.get().private_comment == "Second window, longer"


def test_texts_kept_at_other_times_stay_and_marks_are_told(assignment, criterion):
    name = f"mark-{criterion.pk}"
    with time_machine.travel(clock.now() - dt.timedelta(hours=1), tick=False):
        start = save(assignment, private_comment="A").review.revision
        save(assignment, revision=start, private_comment="B", **{name: "2"})
        save(assignment, revision=start, private_comment="Old", **{name: "4"})
    saved = save(assignment, revision=start, private_comment="New", **{name: "4"})
    assert saved.overtaken == {"private_comment": "B", name: "2"}
    assert [row["text"] for row in Review.objects.get().kept] == ["Old", "New"]
    writing.drop_kept(actor=assignment.reviewer.user, assignment=assignment, number=0)
    writing.drop_kept(actor=assignment.reviewer.user, assignment=assignment, number=7)
    assert [row["text"] for row in Review.objects.get().kept] == ["New"]


def test_nothing_is_kept_where_there_is_no_review(assignment):
    writing.drop_kept(actor=assignment.reviewer.user, assignment=assignment, number=0)
    assert not Review.objects.exists()


@pytest.mark.parametrize("raw", ["5", "-1", "good", "²"])
def test_marks_are_those_of_the_rubric(assignment, criterion, raw):
    with pytest.raises(InvalidInput) as refused:
        save(assignment, **{f"mark_{criterion.pk}": raw})
    assert list(refused.value.fields) == [f"mark-{criterion.pk}"]


def test_comments_have_an_end(assignment):
    with pytest.raises(InvalidInput):
        save(assignment, private_comment="x" * (writing.LONGEST + 1))


def test_review_counts_once_it_is_complete(assignment, criterion):
    user = assignment.reviewer.user
    Panel.objects.update(needs_public_comment=True)
    assignment = Assignment.objects.get()
    with pytest.raises(InvalidInput) as refused:
        writing.submit_review(actor=user, assignment=assignment)
    assert list(refused.value.fields) == [f"mark-{criterion.pk}", "private_comment", "public_comment"]
    save(assignment, private_comment="A", public_comment="B", **{f"mark_{criterion.pk}": "0"})
    writing.submit_review(actor=user, assignment=assignment)
    writing.submit_review(actor=user, assignment=assignment)
    assert Review.objects.get().submitted_at is not None
    assert Entry.objects.filter(verb="reviews.review_submitted").count() == 1


def test_submitted_review_changes_and_stays_complete(assignment, criterion):
    save(assignment, private_comment="A", **{f"mark_{criterion.pk}": "1"})
    writing.submit_review(actor=assignment.reviewer.user, assignment=assignment)
    save(assignment, revision=9, **{f"mark_{criterion.pk}": "2"})
    assert Entry.objects.get(verb="reviews.review_changed").data["fields"] == [f"mark-{criterion.pk}"]
    save(assignment, revision=9, private_comment="A")
    with pytest.raises(InvalidInput):
        save(assignment, revision=9, private_comment="")
    assert Review.objects.get().private_comment == "A"


@pytest.mark.parametrize(
    "what", ["stranger", "declaring", "closed", "recused", "taken back", "tied", "not cleared", "dismissed", "left"]
)
def test_review_is_written_by_whom_it_was_given_to(what):
    values = {"not cleared": {"cleared_at": None}, "recused": {"recused_at": clock.now()}}
    values |= {"taken back": {"removed_at": clock.now()}}
    state = what if what in {"declaring", "closed"} else "reviewing"
    reviewer = ReviewerFactory(panel=PanelFactory(state=state), state="left" if what == "left" else "accepted")
    assignment = AssignmentFactory(reviewer=reviewer, **values.get(what, {}))
    if what == "tied":
        ConflictFactory(reviewer=reviewer, application=assignment.application)
    if what == "dismissed":
        assignment.application.state = "dismissed"
        assignment.application.save()
    actor = UserFactory() if what == "stranger" else reviewer.user
    for act in (
        lambda: writing.save_review(actor=actor, assignment=assignment, values={}, revision=0),
        lambda: writing.submit_review(actor=actor, assignment=assignment),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_reviewers_find_what_they_were_given(assignment):
    reviewer = assignment.reviewer
    ReviewFactory(assignment=AssignmentFactory(reviewer=reviewer))
    ReviewerFactory(panel=PanelFactory(state="closed"), user=reviewer.user)
    first, second = own_panels(reviewer.user)
    assert (first.given, first.submitted, first.left, first.must_declare) == (2, 1, 1, False)
    assert (second.given, second.panel.state) == (0, "closed")
    assert [row.is_done for row in own_assignments(reviewer)] == [False, True]
    Panel.objects.update(state="declaring")
    assert own_panels(reviewer.user)[0].must_declare
    assert not own_assignments(reviewer_in(reviewer.user, reviewer.panel_id)).exists()
    assert reviewer_in(UserFactory(), reviewer.panel_id) is None
    assert reviewer_in(UserFactory(is_active=False), reviewer.panel_id) is None


def test_reviewers_read_what_was_submitted_and_what_is_for_them():
    sheet = sheet_with(small_form(), {"name": "ACME", "device": "yes", "pitch": "We heal", "budget": "100"})
    reviewer = ReviewerFactory()
    application = in_review(reviewer.panel, sheet=sheet)
    said = [answer.label for section in application_as_read(application, is_blind=False) for answer in section.answers]
    assert said == ["Name", "Dispositif ?", "Présentation"]
    hidden = [answer.label for section in application_as_read(application, is_blind=True) for answer in section.answers]
    assert hidden == ["Dispositif ?", "Présentation"]
    ApplicationVersionFactory(
        application=application, number=2, form_version=sheet.version, answers={"name": "As submitted"}
    )
    assert application_as_read(application, is_blind=False)[0].answers[0].text == "As submitted"


def test_files_are_read_by_reviewers_of_the_application_alone():
    sheet = sheet_with(small_form(), {})
    questions = {question.key: question for question in Question.objects.filter(version=sheet.version)}
    reviewer = ReviewerFactory()
    application = in_review(reviewer.panel, sheet=sheet)
    assert not may_read_answer(reviewer.user, sheet, questions["pitch"])
    given = AssignmentFactory(reviewer=reviewer, application=application)
    assert may_read_answer(reviewer.user, sheet, questions["pitch"])
    assert may_read_answer(reviewer.user, sheet, questions["name"])
    assert not may_read_answer(reviewer.user, sheet, questions["budget"])
    assert not may_read_answer(UserFactory(is_active=False), sheet, questions["pitch"])
    Panel.objects.update(is_blind=True)
    assert not may_read_answer(reviewer.user, sheet, questions["name"])
    Assignment.objects.update(cleared_at=None)
    assert not may_read_answer(reviewer.user, sheet, questions["pitch"])
    Assignment.objects.update(cleared_at=clock.now())
    ConflictFactory(reviewer=reviewer, application=given.application)
    assert not may_read_answer(reviewer.user, sheet, questions["pitch"])


@pytest.mark.parametrize(
    ("state", "is_sealed", "own", "shown"),
    [
        ("reviewing", True, "submitted", False),
        ("reviewing", False, None, False),
        ("reviewing", False, "draft", False),
        ("reviewing", False, "submitted", True),
        ("discussing", True, None, True),
        ("closed", True, None, True),
    ],
)
def test_when_reviews_of_others_are_shown(state, is_sealed, own, shown):
    panel = PanelFactory(state=state, is_sealed=is_sealed)
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=panel))
    review = ReviewFactory(assignment=assignment, state=own) if own else None
    assert shows_others(assignment, review) is shown
    application = assignment.application
    assert can_read_discussion(assignment.reviewer.user, panel, application) is shown
    assert can_discuss(assignment.reviewer.user, panel, application) is (shown and state != "closed")


def test_who_takes_part_in_a_discussion():
    panel = PanelFactory(state="discussing")
    application = in_review(panel)
    reviewer, bystander, tied, unsaid = (ReviewerFactory(panel=panel) for _number in range(4))
    for one in (reviewer, tied):
        AssignmentFactory(reviewer=one, application=application)
    AssignmentFactory(reviewer=unsaid, application=application, cleared_at=None)
    ConflictFactory(reviewer=tied, application=application)
    programme = account_with(Role.PROGRAMME)
    sitting = ReviewerFactory(panel=panel, user=account_with(Role.PROGRAMME))
    manager = CallManagerFactory(call=panel.round.call).user
    tied_manager = ReviewerFactory(panel=panel, user=account_with(Role.PROGRAMME))
    ConflictFactory(reviewer=tied_manager, application=application)
    allowed = [reviewer.user, programme, sitting.user, manager]
    for user in (reviewer.user, bystander.user, tied.user, unsaid.user, programme, sitting.user, manager):
        assert can_discuss(user, panel, application) is (user in allowed)
    assert not can_discuss(tied_manager.user, panel, application)
    assert not can_discuss(UserFactory(), panel, application)
    assert not can_discuss(None, panel, application)


def test_message_is_written_and_refused():
    panel = PanelFactory(state="discussing")
    application = in_review(panel)
    programme = account_with(Role.PROGRAMME)
    discussing.write_message(actor=programme, panel=panel, application=application, text=" Hello\r\n")
    assert Message.objects.get().text == "Hello"
    for text in (" ", "x" * (discussing.LONGEST + 1)):
        with pytest.raises(InvalidInput):
            discussing.write_message(actor=programme, panel=panel, application=application, text=text)
    with pytest.raises(NotAllowed):
        discussing.write_message(actor=UserFactory(), panel=panel, application=application, text="Hello")


def test_reviewers_are_told_of_discussions_once_a_day():
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=PanelFactory(state="discussing")))
    AssignmentFactory(reviewer=assignment.reviewer)
    panel, application = assignment.reviewer.panel, assignment.application
    assert discussing.tell_discussions() == 0
    MessageFactory(panel=panel, application=application, author=assignment.reviewer.user)
    assert discussing.tell_discussions() == 0
    for _number in range(2):
        MessageFactory(panel=panel, application=application)
    assert discussing.tell_discussions() == 1
    mail = Mail.objects.get()
    assert mail.text.count(application.reference) == 1
    MessageFactory(panel=panel, application=application)
    assert discussing.tell_discussions() == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=1), tick=False):
        assert discussing.tell_discussions() == 1
        assert discussing.tell_discussions() == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=3), tick=False):
        MessageFactory(panel=panel, application=application)
        ConflictFactory(reviewer=assignment.reviewer, application=application)
        assert discussing.tell_discussions() == 0


def test_told_twice_at_the_same_moment_is_told_once(monkeypatch):
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=PanelFactory(state="discussing")))

    def meanwhile(reviewer):
        Reviewer.objects.update(digest_at=clock.now())
        return [assignment.application]

    monkeypatch.setattr(discussing, "_news_for", meanwhile)
    assert discussing.tell_discussions() == 0


def test_reminder_goes_to_whoever_is_late_once_a_day():
    programme = account_with(Role.PROGRAMME)
    late = AssignmentFactory().reviewer
    done = ReviewFactory(assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=late.panel))).assignment.reviewer
    everyone = [late.pk, done.pk]
    told = reminding.remind_reviewers(actor=programme, panel=late.panel, reviewers=everyone, word=" Please. ")
    assert (told.told, told.spared) == (1, 0)
    mail = Mail.objects.get()
    assert (mail.to, "Please." in mail.text, "One of your reviews" in mail.text) == (late.email, True, True)
    told = reminding.remind_reviewers(actor=programme, panel=late.panel, reviewers=everyone)
    assert (told.told, told.spared) == (0, 1)
    with pytest.raises(NotAllowed):
        reminding.remind_reviewers(actor=UserFactory(), panel=late.panel, reviewers=everyone)
    with pytest.raises(InvalidTransition):
        reminding.remind_reviewers(actor=programme, panel=PanelFactory(state="closed"), reviewers=everyone)


def test_reminders_go_out_by_themselves_before_the_date():
    now = clock.now()
    reviewer = AssignmentFactory(
        reviewer=ReviewerFactory(panel=PanelFactory(due_at=now + dt.timedelta(days=10)))
    ).reviewer
    sent = []
    for days in (0, 2, 4, 5, 8, 9, 10, 11):
        with time_machine.travel(now + dt.timedelta(days=days, minutes=1), tick=False):
            sent.append(reminding.remind_by_itself())
    assert sent == [0, 0, 1, 0, 1, 0, 0, 0]
    reviewer.refresh_from_db()
    assert reviewer.nudges == 2


def test_reminder_of_today_stands_for_the_automatic_one():
    reviewer = AssignmentFactory(
        reviewer=ReviewerFactory(panel=PanelFactory(due_at=clock.now() + dt.timedelta(days=1)), reminded_at=clock.now())
    ).reviewer
    assert reminding.remind_by_itself() == 0
    reviewer.refresh_from_db()
    assert reviewer.nudges == 2


def test_two_workers_remind_once(monkeypatch):
    reviewer = AssignmentFactory(
        reviewer=ReviewerFactory(panel=PanelFactory(due_at=clock.now() + dt.timedelta(days=1)))
    ).reviewer
    real = reminding.late_reviewers

    def meanwhile(panel):
        rows = list(real(panel))
        Reviewer.objects.filter(pk=reviewer.pk).update(nudges=2)

        class Rows(list):
            def filter(self, **_conditions):
                return self

        return Rows(rows)

    monkeypatch.setattr(reminding, "late_reviewers", meanwhile)
    assert reminding.remind_by_itself() == 0


def test_board_counts_what_is_there():
    panel = PanelFactory(reviews_each=2)
    first, second, third = (in_review(panel) for _number in range(3))
    one, other = ReviewerFactory(panel=panel, declared_at=clock.now()), ReviewerFactory(panel=panel)
    ReviewerFactory(panel=panel, state="invited")
    for reviewer in (one, other):
        ReviewFactory(assignment=AssignmentFactory(reviewer=reviewer, application=first))
    ReviewFactory(assignment=AssignmentFactory(reviewer=one, application=second), state="draft")
    AssignmentFactory(reviewer=other, application=second, recused_at=clock.now())
    tied = AssignmentFactory(reviewer=one, application=third)
    ReviewFactory(assignment=tied)
    ConflictFactory(reviewer=one, application=third)
    ConflictFactory(reviewer=other, application=third, waived_at=clock.now(), waiver="They met once, long ago.")
    lines = progress.lines_of(panel)
    figures = progress.progress_of(panel, lines)
    assert (figures.applications, figures.covered, figures.weak, figures.unassigned) == (3, 1, 2, 1)
    assert (figures.assigned, figures.submitted, figures.begun, figures.left, figures.recused) == (3, 2, 1, 1, 1)
    assert (figures.reviewers, figures.invited, figures.declared) == (2, 1, 1)
    assert (figures.conflicts, figures.waived) == (1, 1)
    rows = {row.pk: (row.assigned, row.submitted, row.recused) for row in lines}
    assert rows == {first.pk: (2, 2, 0), second.pk: (1, 0, 1), third.pk: (0, 0, 0)}
    people = {row.pk: (row.assigned, row.submitted, row.conflicted) for row in progress.reviewers_with_progress(panel)}
    assert (people[one.pk], people[other.pk]) == ((2, 1, 1), (1, 1, 0))
    assert [row.pk for row in progress.late_reviewers(panel)] == [one.pk]
    assert [(row.pk, row.left, row.assigned) for row in progress.late_ones(panel)] == [(one.pk, 1, 2)]
    assert list(progress.reviews_by_conflicted(panel)) == [tied.review]
    assert list(submitted_reviews(panel, third)) == []
