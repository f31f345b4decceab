"""The forms of a call: begun once for each stage, built by whoever runs the call."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.forms.models import Form
from parvis.base.forms.rules import can_build, owner_of
from parvis.base.forms.selectors import draft_version, sections_of
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.calls.enums import CallState, FormStage
from parvis.domain.calls.models import CallForm
from parvis.domain.calls.services.forms import add_form
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallFactory, CallFormFactory, CallManagerFactory
from tests.factories.forms import small_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory(title_fr="Appel 2027", title_en="Call 2027", slug="2027", state=CallState.DRAFT)


def test_a_stage_is_given_its_form_once(call):
    programme = account_with(Role.PROGRAMME)
    form = add_form(actor=programme, call=call, stage=FormStage.INTERVIEW, starter="interview")
    assert form.title == "Appel 2027 – avant l’entretien"
    assert CallForm.objects.get(call=call).stage == "interview"
    assert len(sections_of(draft_version(form))) == 2
    assert Entry.objects.get(verb="calls.form_added").data == {"stage": "interview"}
    with pytest.raises(Conflict):
        add_form(actor=programme, call=call, stage=FormStage.INTERVIEW)


def test_a_form_begins_empty_or_as_a_copy(call):
    source = small_form().form
    copy = add_form(actor=None, call=call, stage=FormStage.APPLICATION, source=source)
    empty = add_form(actor=None, call=call, stage=FormStage.ACCEPTANCE)
    assert copy != source
    assert [section.key for section, _questions in sections_of(draft_version(copy))] == ["project"]
    assert sections_of(draft_version(empty)) == []


def test_an_unknown_starter_leaves_no_form(call):
    with pytest.raises(InvalidInput):
        add_form(actor=None, call=call, stage=FormStage.INTERVIEW, starter="poem")
    assert not Form.objects.exists()


def test_others_give_a_call_no_form(call):
    for actor in (UserFactory(), account_with(Role.COMMUNITY), CallManagerFactory().user):
        with pytest.raises(NotAllowed):
            add_form(actor=actor, call=call, stage=FormStage.INTERVIEW)


@pytest.mark.parametrize(("state", "is_said"), [(CallState.DRAFT, False), (CallState.OPEN, True)])
def test_the_builder_knows_the_call_of_a_form(state, is_said):
    row = CallFormFactory(call=CallFactory(title_en="Call 2027", slug="2027", state=state))
    owner = owner_of(row.form)
    assert (owner.title, owner.url, bool(owner.note)) == ("Call 2027", "/campus/forms/calls/2027/", is_said)
    assert owner_of(Form.objects.create(title="of nothing")) is None


def test_whoever_runs_the_call_builds_its_forms():
    row = CallFormFactory()
    manager = CallManagerFactory(call=row.call).user
    builders = [account_with(Role.PROGRAMME), account_with(Role.ADMINISTRATOR), manager]
    others = [UserFactory(), account_with(Role.COMMUNITY), CallManagerFactory().user]
    assert [can_build(actor, row.form) for actor in (*builders, *others)] == [True] * 3 + [False] * 3
