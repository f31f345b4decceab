"""The rubric: built freely, frozen once somebody reviews."""

from decimal import Decimal

import pytest
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.core.errors import InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.reviews.models import Criterion
from parvis.domain.reviews.selectors.panels import criteria_of
from parvis.domain.reviews.services import criteria
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallManagerFactory
from tests.factories.reviews import AssignmentFactory, CriterionFactory, PanelFactory, ReviewerFactory, ReviewFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "name_fr": " Équipe ",
    "name_en": "Team",
    "weight": "1,5",
    "best": 2,
    "anchors": {"0": {"fr": "Aucune", "en": ""}, "1": {}, "2": {"en": "Great"}, "3": {"fr": "hors barème"}},
}


@pytest.fixture
def programme():
    return account_with(Role.PROGRAMME)


def reviewed(panel):
    """Somebody began to review."""
    ReviewFactory(assignment=AssignmentFactory(reviewer=ReviewerFactory(panel=panel)), state="draft")


def test_criterion_is_tidied_and_goes_to_the_end(programme):
    panel = PanelFactory()
    CriterionFactory(panel=panel, position=7)
    added = criteria.add_criterion(actor=programme, panel=panel, values=VALUES)
    assert (added.name_fr, added.weight, added.position) == ("Équipe", Decimal("1.50"), 8)
    assert added.anchors == {"0": {"fr": "Aucune"}, "2": {"en": "Great"}}


def test_criterion_speaks_the_language_of_its_reader(programme):
    added = criteria.add_criterion(actor=programme, panel=PanelFactory(), values={**VALUES, "help_fr": "Qui ?"})
    assert (added.name, added.help, added.anchor(0), added.anchor(1)) == ("Team", "Qui ?", "Aucune", "")
    with translation.override("fr"):
        assert (added.name, added.anchor(2)) == ("Équipe", "Great")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_fr": ""}, "name_fr"),
        ({"name_en": "x" * 121}, "name_en"),
        ({"weight": "heavy"}, "weight"),
        ({"weight": "-1"}, "weight"),
        ({"weight": "101"}, "weight"),
        ({"best": 0}, "best"),
        ({"best": 11}, "best"),
    ],
)
def test_criterion_refuses_what_makes_no_sense(programme, values, field):
    with pytest.raises(InvalidInput) as refused:
        criteria.add_criterion(actor=programme, panel=PanelFactory(), values={**VALUES, **values})
    assert list(refused.value.fields) == [field]


def test_a_rubric_in_use_changes_its_texts_alone(programme):
    criterion = CriterionFactory(weight=1, best=4)
    criteria.edit_criterion(actor=programme, criterion=criterion, values={"weight": 2})
    reviewed(criterion.panel)
    criteria.edit_criterion(actor=programme, criterion=criterion, values={"name_fr": "Mieux dit", "weight": 2})
    criteria.edit_criterion(actor=programme, criterion=criterion, values={"anchors": {"0": {"fr": "Rien"}}})
    criteria.edit_criterion(actor=programme, criterion=criterion, values={"name_fr": "Mieux dit"})
    criterion.refresh_from_db()
    assert (criterion.name_fr, criterion.weight, criterion.anchors) == ("Mieux dit", 2, {"0": {"fr": "Rien"}})
    for values in ({"weight": 3}, {"best": 5}):
        with pytest.raises(InvalidTransition):
            criteria.edit_criterion(actor=programme, criterion=criterion, values=values)
    for refused in (
        lambda: criteria.add_criterion(actor=programme, panel=criterion.panel, values=VALUES),
        lambda: criteria.remove_criterion(actor=programme, criterion=criterion),
        lambda: criteria.add_starter_rubric(actor=programme, panel=criterion.panel),
        lambda: criteria.copy_criteria(actor=programme, panel=criterion.panel, source=PanelFactory()),
    ):
        with pytest.raises(InvalidTransition):
            refused()


def test_criteria_change_places(programme):
    panel = PanelFactory()
    first, second, third = (CriterionFactory(panel=panel, position=n) for n in (1, 1, 4))
    criteria.move_criterion(actor=programme, criterion=third, up=True)
    assert criteria_of(panel) == [first, third, second]
    criteria.move_criterion(actor=programme, criterion=first, up=False)
    assert criteria_of(panel) == [third, first, second]
    criteria.move_criterion(actor=programme, criterion=third, up=True)
    Criterion.objects.filter(pk=first.pk).delete()
    criteria.move_criterion(actor=programme, criterion=first, up=True)
    assert criteria_of(panel) == [third, second]


def test_criterion_is_removed(programme):
    criterion = CriterionFactory()
    criteria.remove_criterion(actor=programme, criterion=criterion)
    assert not Criterion.objects.exists()


def test_rubric_of_an_earlier_panel_is_copied(programme):
    source, panel = PanelFactory(), PanelFactory()
    CriterionFactory(panel=source, name_fr="A", anchors={"0": {"fr": "rien"}}, weight=2)
    CriterionFactory(panel=source, name_fr="B")
    CriterionFactory(panel=panel, name_fr="C")
    criteria.copy_criteria(actor=programme, panel=panel, source=source)
    assert [row.name_fr for row in criteria_of(panel)] == ["C", "A", "B"]
    assert criteria_of(panel)[1].anchors == {"0": {"fr": "rien"}}


def test_rubric_of_a_call_of_others_is_not_copied():
    panel = PanelFactory()
    manager = CallManagerFactory(call=panel.round.call).user
    with pytest.raises(NotAllowed):
        criteria.copy_criteria(actor=manager, panel=panel, source=PanelFactory())


def test_starter_rubric_says_each_mark_in_both_languages(programme):
    added = criteria.add_starter_rubric(actor=programme, panel=PanelFactory())
    assert len(added) == 5
    for row in added:
        assert row.name_fr
        assert row.name_en
        assert [sorted(row.anchors[str(mark)]) for mark in range(row.best + 1)] == [["en", "fr"]] * 5


def test_a_rubric_has_an_end(programme, monkeypatch):
    monkeypatch.setattr(criteria, "MOST_CRITERIA", 4)
    panel = PanelFactory()
    with pytest.raises(InvalidTransition):
        criteria.add_starter_rubric(actor=programme, panel=panel)
    assert criteria_of(panel) == []


def test_rubric_is_for_whoever_runs_the_call(programme):
    criterion = CriterionFactory(panel=PanelFactory(state="closed"))
    with pytest.raises(InvalidTransition):
        criteria.edit_criterion(actor=programme, criterion=criterion, values={"name_fr": "B"})
    outsider = UserFactory()
    for refused in (
        lambda: criteria.add_criterion(actor=outsider, panel=criterion.panel, values=VALUES),
        lambda: criteria.edit_criterion(actor=outsider, criterion=criterion, values={}),
        lambda: criteria.move_criterion(actor=outsider, criterion=criterion, up=True),
        lambda: criteria.remove_criterion(actor=outsider, criterion=criterion),
    ):
        with pytest.raises(NotAllowed):
            refused()
