"""A new call from an earlier one."""

import datetime as dt

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.forms.enums import VersionState
from parvis.base.forms.models import Question
from parvis.base.forms.selectors import draft_version
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.local_times import at_zone, local_of
from parvis.domain.calls.models import Application, Call, LateAccess
from parvis.domain.calls.services.copying import copy_call
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import (
    ApplicationFactory,
    CallFactory,
    CallFormFactory,
    CallManagerFactory,
    ChecklistItemFactory,
    LateAccessFactory,
    RoundFactory,
)
from tests.factories.directory import OrganisationFactory
from tests.factories.forms import small_form
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db
PARIS = "Europe/Paris"


def test_copy_holds_what_was_thought_out_and_nothing_personal():
    call = CallFactory(organiser=OrganisationFactory(), themes=[ThemeFactory()])
    manager = CallManagerFactory(call=call).user
    opens, closes = (
        at_zone(dt.datetime.fromisoformat(text), PARIS) for text in ("2026-01-05T09:00", "2026-01-31T23:59")
    )
    one = RoundFactory(call=call, opens_at=opens, closes_at=closes, decides_on=dt.date(2026, 3, 1), ended_at=closes)
    RoundFactory(call=call, closes_at=None)
    point, late = ChecklistItemFactory(call=call), LateAccessFactory(round=one)
    version = small_form()
    CallFormFactory(call=call, form=version.form)
    ApplicationFactory(call=call)
    copy = copy_call(actor=manager, call=call, title_fr=" Second ", title_en="Second", days=181)
    assert (copy.state, copy.opened_at, copy.copied_from, copy.created_by) == (CallState.DRAFT, None, call, manager)
    assert (copy.title_fr, copy.text_fr, copy.organiser) == ("Second", call.text_fr, call.organiser)
    assert list(copy.themes.all()) == list(call.themes.all())
    assert [row.label_fr for row in copy.checklist.all()] == [point.label_fr]
    assert [row.user for row in copy.managers.all()] == [manager]
    moved, endless = copy.rounds.all()
    assert local_of(moved.closes_at, PARIS) == dt.datetime.fromisoformat("2026-07-31T23:59")
    assert (moved.decides_on, moved.ended_at, endless.closes_at) == (dt.date(2026, 8, 29), None, None)
    draft = draft_version(copy.forms.get().form)
    assert draft.state == VersionState.DRAFT
    kept = list(Question.objects.filter(version=draft).values_list("key", "label_fr", "condition"))
    assert kept == list(Question.objects.filter(version=version).values_list("key", "label_fr", "condition"))
    assert Application.objects.get().call == LateAccess.objects.get(pk=late.pk).call == call


def test_copy_of_an_empty_form_and_without_a_title():
    call = CallFactory()
    CallFormFactory(call=call)
    programme = account_with(Role.PROGRAMME)
    assert draft_version(copy_call(actor=programme, call=call, title_fr="B").forms.get().form) is not None
    for title in ("", "x" * 201):
        with pytest.raises(InvalidInput):
            copy_call(actor=programme, call=call, title_fr=title)
    with pytest.raises(NotAllowed):
        copy_call(actor=UserFactory(), call=call, title_fr="B")
    assert Call.objects.count() == 2
