"""Panels: who sets them up, what may be changed when, and the way from one stage to the next."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import PanelAction, PanelState
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import applications_of, panels_visible_to
from parvis.domain.reviews.services.panels import create_panel, edit_panel, move_panel
from parvis.domain.reviews.workflow import TRANSITIONS
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import ApplicationFactory, CallManagerFactory, RoundFactory
from tests.factories.reviews import (
    ConflictFactory,
    CriterionFactory,
    PanelFactory,
    ReviewerFactory,
    in_review,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("programme", True),
        ("administrator", True),
        ("manager", True),
        ("community", False),
        ("site", False),
        ("manager of another call", False),
        ("reviewer", False),
        ("closed account", False),
        ("outsider", False),
    ],
)
def test_who_runs_a_panel(who, may):
    panel = PanelFactory()
    actors = {
        "programme": lambda: account_with(Role.PROGRAMME),
        "administrator": lambda: account_with(Role.ADMINISTRATOR),
        "community": lambda: account_with(Role.COMMUNITY),
        "site": lambda: account_with(Role.SITE),
        "manager": lambda: CallManagerFactory(call=panel.round.call).user,
        "manager of another call": lambda: CallManagerFactory().user,
        "reviewer": lambda: ReviewerFactory(panel=panel).user,
        "closed account": lambda: CallManagerFactory(call=panel.round.call, user=UserFactory(is_active=False)).user,
        "outsider": UserFactory,
    }
    actor = actors[who]()
    assert rules.can_manage_panel(actor, panel) is may
    assert (panel in panels_visible_to(actor)) is may


def test_anonymous_runs_nothing():
    from django.contrib.auth.models import AnonymousUser

    panel = PanelFactory()
    assert not rules.can_manage_panel(AnonymousUser(), panel)
    assert not panels_visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("who", "may"), [("programme", True), ("manager", False), ("the reviewer of the team", False), ("outsider", False)]
)
def test_who_waives_a_conflict(who, may):
    panel = PanelFactory()
    inside = account_with(Role.PROGRAMME)
    conflict = ConflictFactory(reviewer=ReviewerFactory(panel=panel, user=inside))
    actors = {
        "programme": lambda: account_with(Role.PROGRAMME),
        "manager": lambda: CallManagerFactory(call=panel.round.call).user,
        "the reviewer of the team": lambda: inside,
        "outsider": UserFactory,
    }
    assert rules.can_waive(actors[who](), conflict) is may


@pytest.mark.parametrize("state", PanelState.values)
def test_what_reviewers_do_at_each_stage(state):
    reviewer = ReviewerFactory(panel=PanelFactory(state=state))
    stranger, gone = UserFactory(), ReviewerFactory(panel=reviewer.panel, state="left")
    assert rules.can_declare(reviewer.user, reviewer) is (state != "closed")
    assert rules.can_write_reviews(reviewer.user, reviewer) is (state in {"reviewing", "discussing"})
    assert rules.can_edit_reviewer(reviewer.user, reviewer)
    assert not rules.can_declare(stranger, reviewer)
    assert not rules.can_write_reviews(stranger, reviewer)
    assert not rules.can_declare(gone.user, gone)
    assert not rules.can_edit_reviewer(stranger, reviewer)


def test_panel_is_opened_with_usual_values(programme):
    round_ = RoundFactory()
    panel = create_panel(actor=programme, round=round_, values={"name": "  Health   data "})
    panel.refresh_from_db()
    assert (panel.name, panel.state, panel.is_sealed, panel.reviews_each) == ("Health data", "preparing", True, 3)
    assert Entry.objects.get(verb="reviews.panel_created").target_id == str(panel.pk)


def test_panel_is_not_opened_by_others():
    with pytest.raises(NotAllowed):
        create_panel(actor=UserFactory(), round=RoundFactory(), values={"name": "A"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"reviews_each": 0}, "reviews_each"),
        ({"reviews_each": "many"}, "reviews_each"),
        ({"max_load": 2, "min_load": 3}, "min_load"),
        ({"min_load": 9}, "min_load"),
        ({"objective": "luck"}, "objective"),
        ({"family_depth": 4}, "family_depth"),
    ],
)
def test_panel_refuses_what_makes_no_sense(programme, values, field):
    panel = PanelFactory()
    with pytest.raises(InvalidInput) as refused:
        edit_panel(actor=programme, panel=panel, values=values)
    assert list(refused.value.fields) == [field]


def test_editing_a_panel_logs_what_changed_and_looks_again_for_conflicts(programme):
    panel = PanelFactory(state="declaring")
    values = {"is_blind": True, "conflict_years": 5, "instructions_fr": "Lisez.\r\n", "objective": "total"}
    edit_panel(actor=programme, panel=panel, values=values)
    panel.refresh_from_db()
    assert (panel.is_blind, panel.conflict_years, panel.instructions_fr) == (True, 5, "Lisez.")
    assert Entry.objects.get().data == {"fields": ["conflict_years", "instructions_fr", "is_blind", "objective"]}
    assert Job.objects.get().name == "reviews.detect_conflicts"
    edit_panel(actor=programme, panel=panel, values=values)
    assert Entry.objects.count() == 1


def test_a_new_date_begins_the_reminders_anew(programme):
    from parvis.core import clock

    reviewer = ReviewerFactory(nudges=2)
    edit_panel(actor=programme, panel=reviewer.panel, values={"due_at": clock.now()})
    reviewer.refresh_from_db()
    assert reviewer.nudges == 0
    edit_panel(actor=programme, panel=reviewer.panel, values={"due_at": ""})
    assert Panel.objects.get().due_at is None


@pytest.mark.parametrize("name", ["is_blind", "is_sealed"])
def test_what_reviewers_were_promised_stays(programme, name):
    panel = PanelFactory(state="reviewing")
    with pytest.raises(InvalidInput) as refused:
        edit_panel(actor=programme, panel=panel, values={name: not getattr(panel, name)})
    assert list(refused.value.fields) == [name]


def test_closed_panels_and_those_of_others_stay_as_they_are(programme):
    with pytest.raises(InvalidTransition):
        edit_panel(actor=programme, panel=PanelFactory(state="closed"), values={"name": "B"})
    with pytest.raises(NotAllowed):
        edit_panel(actor=UserFactory(), panel=PanelFactory(), values={"name": "B"})


@pytest.mark.parametrize("state", PanelState.values)
@pytest.mark.parametrize("action", list(PanelAction))
def test_panel_moves_as_its_table_says(programme, state, action):
    panel = CriterionFactory(panel=PanelFactory(state=state)).panel
    new = TRANSITIONS.get((PanelState(state), action))
    if new is None:
        with pytest.raises(InvalidTransition):
            move_panel(actor=programme, panel=panel, action=action)
    else:
        move_panel(actor=programme, panel=panel, action=action)
        assert Panel.objects.get().state == new
        assert Entry.objects.get().data == {"from": state, "to": new.value}


def test_panel_needs_a_rubric_to_start(programme):
    panel = PanelFactory(state="declaring")
    with pytest.raises(InvalidTransition, match="criterion"):
        move_panel(actor=programme, panel=panel, action=PanelAction.START)


def test_two_people_cannot_move_the_same_panel(programme):
    panel = PanelFactory(state="reviewing")
    Panel.objects.update(state="discussing")
    with pytest.raises(Conflict):
        move_panel(actor=programme, panel=panel, action=PanelAction.DISCUSS)


def test_others_move_nothing():
    with pytest.raises(NotAllowed):
        move_panel(actor=UserFactory(), panel=PanelFactory(), action=PanelAction.DISCUSS)


def test_a_panel_looks_at_what_was_admitted_to_its_round():
    panel = PanelFactory()
    admitted = in_review(panel)
    in_review(panel, state="withdrawn")
    in_review(panel, state="submitted")
    ApplicationFactory(call=panel.round.call, state="in_review")
    assert list(applications_of(panel)) == [admitted]
