"""Ties and wishes that reviewers say, recusals, and waivers."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core import clock
from parvis.core.errors import Conflict as Overtaken
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.models import Bid, Conflict, Tie
from parvis.domain.reviews.selectors.conflicts import is_barred
from parvis.domain.reviews.selectors.declaring import declarable_applications, declarables, ties_of
from parvis.domain.reviews.selectors.reviewing import is_cleared, own_assignment
from parvis.domain.reviews.services import declaring, waiving
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallManagerFactory
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.reviews import (
    AssignmentFactory,
    BidFactory,
    ConflictFactory,
    PanelFactory,
    ReviewerFactory,
    in_review,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return ReviewerFactory(panel=PanelFactory(state="declaring"))


def say(reviewer, shown, conflicts=None, wishes=None, actor=None):
    ids = [one.pk for one in shown]
    declaring.declare(
        actor=actor or reviewer.user, reviewer=reviewer, shown=ids, conflicts=conflicts or {}, wishes=wishes or {}
    )


def test_ties_and_wishes_are_kept(reviewer):
    first, second, third = (in_review(reviewer.panel) for _number in range(3))
    say(
        reviewer,
        [first, second],
        conflicts={first.pk: " My cousin ", third.pk: "not shown"},
        wishes={first.pk: "eager", second.pk: "reluctant"},
    )
    conflict, bid = Conflict.objects.get(), Bid.objects.get()
    assert (conflict.application, conflict.note, conflict.kind) == (first, "My cousin", "declared")
    assert (bid.application, bid.wish) == (second, "reluctant")
    assert Entry.objects.get().data == {"shown": 2, "conflicts": 1}
    say(reviewer, [first, second], wishes={first.pk: "willing"})
    assert not is_barred(reviewer.pk, first.pk)
    assert list(Bid.objects.values_list("application", "wish")) == [(first.pk, "willing")]
    say(reviewer, [first], conflicts={first.pk: "My cousin"})
    assert is_barred(reviewer.pk, first.pk)


def test_a_declaration_that_says_something_else_ends_its_waiver(reviewer):
    application = in_review(reviewer.panel)
    say(reviewer, [application], conflicts={application.pk: "We met once"})
    Conflict.objects.update(waived_at=clock.now(), waiver="Once is nothing at all.")
    say(reviewer, [application], conflicts={application.pk: "We met once"})
    assert not is_barred(reviewer.pk, application.pk)
    say(reviewer, [application], conflicts={application.pk: "We are married"})
    assert is_barred(reviewer.pk, application.pk)


def test_once_the_panel_reviews_a_tie_can_be_added_but_not_taken_back(reviewer):
    first, second = in_review(reviewer.panel), in_review(reviewer.panel)
    say(reviewer, [first], conflicts={first.pk: ""})
    reviewer.panel.state = "reviewing"
    say(reviewer, [first, second], conflicts={second.pk: "Oh"})
    assert is_barred(reviewer.pk, first.pk)
    assert is_barred(reviewer.pk, second.pk)


def test_only_the_reviewer_declares_until_the_end(reviewer):
    application = in_review(reviewer.panel)
    with pytest.raises(NotAllowed):
        say(reviewer, [application], actor=account_with(Role.ADMINISTRATOR))
    with pytest.raises(InvalidInput):
        say(reviewer, [application], wishes={application.pk: "madly"})
    declaring.finish_declaration(actor=reviewer.user, reviewer=reviewer)
    assert reviewer.declared_at is not None
    reviewer.panel.state = "closed"
    with pytest.raises(NotAllowed):
        declaring.finish_declaration(actor=reviewer.user, reviewer=reviewer)


def test_blind_panel_does_not_list_what_would_tell_who_applies(reviewer):
    told, hidden = in_review(reviewer.panel), in_review(reviewer.panel)
    ConflictFactory(reviewer=reviewer, application=told)
    ConflictFactory(reviewer=reviewer, application=hidden, kind="family", facts={"relation": "above"})
    ConflictFactory(reviewer=reviewer, application=told, kind="sponsorship", withdrawn_at=clock.now())
    assert list(declarable_applications(reviewer)) == [told, hidden]
    rows = declarables(reviewer, [told, hidden])
    assert [(row.declared is not None, len(row.detected)) for row in rows] == [(True, 0), (False, 1)]
    reviewer.panel.is_blind = True
    assert list(declarable_applications(reviewer)) == [told]


def test_waived_ties_are_not_told_again(reviewer):
    conflict = ConflictFactory(reviewer=reviewer, kind="family", waived_at=clock.now(), waiver="Far away cousins.")
    assert declarables(reviewer, [conflict.application])[0].detected == []


def test_named_organisation_is_out_of_sight_at_once(reviewer, monkeypatch):
    startup = OrganisationFactory()
    application = in_review(reviewer.panel, organisation=startup)
    tie = declaring.name_tie(actor=reviewer.user, reviewer=reviewer, organisation=startup, note=" a  b ")
    assert (tie.note, is_barred(reviewer.pk, application.pk)) == ("a b", True)
    declaring.name_tie(actor=reviewer.user, reviewer=reviewer, organisation=startup)
    assert ties_of(reviewer) == [tie]
    assert Entry.objects.filter(verb="reviews.tie_named").count() == 1
    declaring.drop_tie(actor=reviewer.user, tie=tie)
    assert not is_barred(reviewer.pk, application.pk)
    monkeypatch.setattr(declaring, "MOST_TIES", 0)
    with pytest.raises(InvalidTransition):
        declaring.name_tie(actor=reviewer.user, reviewer=reviewer, organisation=startup)


def test_named_tie_stays_once_the_panel_reviews(reviewer):
    tie = Tie.objects.create(reviewer=reviewer, organisation=OrganisationFactory())
    with pytest.raises(NotAllowed):
        declaring.drop_tie(actor=UserFactory(), tie=tie)
    reviewer.panel.state = "reviewing"
    with pytest.raises(InvalidTransition):
        declaring.drop_tie(actor=reviewer.user, tie=tie)


def test_clearing_looks_once_more_at_what_the_campus_knows():
    assignment = AssignmentFactory(cleared_at=None)
    reviewer, startup = assignment.reviewer, assignment.application.organisation
    assert not is_cleared(assignment)
    with pytest.raises(NotAllowed):
        declaring.clear_assignment(actor=UserFactory(), assignment=assignment)
    AccessFactory(user=reviewer.user, organisation=startup)
    assert not declaring.clear_assignment(actor=reviewer.user, assignment=assignment)
    assert own_assignment(reviewer, assignment.application_id) is None
    other = AssignmentFactory(reviewer=reviewer, cleared_at=None)
    assert declaring.clear_assignment(actor=reviewer.user, assignment=other)
    assert is_cleared(own_assignment(reviewer, other.application_id))


def test_a_wish_clears_too():
    assignment = AssignmentFactory(cleared_at=None)
    BidFactory(reviewer=assignment.reviewer, application=assignment.application)
    assert is_cleared(assignment)


@pytest.mark.parametrize("is_tied", [True, False])
def test_application_is_given_back(is_tied):
    assignment = AssignmentFactory()
    reviewer, user = assignment.reviewer, assignment.reviewer.user
    with pytest.raises(InvalidInput):
        declaring.recuse(actor=user, assignment=assignment, reason=" ", is_tied=is_tied)
    with pytest.raises(NotAllowed):
        declaring.recuse(actor=UserFactory(), assignment=assignment, reason="Why", is_tied=is_tied)
    declaring.recuse(actor=user, assignment=assignment, reason="I know them", is_tied=is_tied)
    assert own_assignment(reviewer, assignment.application_id) is None
    assert is_barred(reviewer.pk, assignment.application_id) is is_tied


def test_waiver_needs_a_reason_and_somebody_else():
    conflict = ConflictFactory()
    programme = account_with(Role.PROGRAMME)
    with pytest.raises(InvalidInput):
        waiving.waive_conflict(actor=programme, conflict=conflict, reason="It is fine")
    for actor in (UserFactory(), CallManagerFactory(call=conflict.reviewer.panel.round.call).user):
        with pytest.raises(NotAllowed):
            waiving.waive_conflict(actor=actor, conflict=conflict, reason="They met once, ten years ago.")
    waiving.waive_conflict(actor=programme, conflict=conflict, reason="They met once, ten years ago.")
    conflict.refresh_from_db()
    assert (conflict.is_active, conflict.waived_by) == (False, programme)
    entry = Entry.objects.get(verb="reviews.conflict_waived")
    assert entry.data["kind"] == "declared"
    assert list(entry.concerns.values_list("user", flat=True)) == [conflict.reviewer.user_id]
    with pytest.raises(Overtaken):
        waiving.waive_conflict(actor=programme, conflict=conflict, reason="They met once, ten years ago.")
    waiving.end_waiver(actor=programme, conflict=conflict)
    assert is_barred(conflict.reviewer_id, conflict.application_id)
    with pytest.raises(Overtaken):
        waiving.end_waiver(actor=programme, conflict=conflict)


def test_nobody_waives_in_a_closed_panel_nor_for_a_reviewer_who_has_no_account():
    programme = account_with(Role.PROGRAMME)
    closed = ConflictFactory(reviewer=ReviewerFactory(panel=PanelFactory(state="closed")))
    with pytest.raises(InvalidTransition):
        waiving.waive_conflict(actor=programme, conflict=closed, reason="They met once, ten years ago.")
    invited = ConflictFactory(reviewer=ReviewerFactory(user=None, state="invited"))
    waiving.waive_conflict(actor=programme, conflict=invited, reason="They met once, ten years ago.")
