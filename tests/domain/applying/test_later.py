"""Later forms, as those who run the call see them."""

import pytest

from parvis.core import clock
from parvis.domain.applying.selectors.later import later_forms_of, reading_of_later, stages_to_ask
from parvis.domain.applying.services.later_forms import ask_for_form
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Application
from tests.factories.calls import ApplicationFactory, CallFormFactory
from tests.factories.forms import VersionFactory
from tests.support.applying import asked_later, write

pytestmark = pytest.mark.django_db

FITTING = {
    FormStage.INTERVIEW: {State.IN_REVIEW, State.SHORTLISTED, State.WAITLISTED},
    FormStage.ACCEPTANCE: {State.ACCEPTED},
}


@pytest.fixture
def application():
    return ApplicationFactory(state=State.SHORTLISTED)


@pytest.mark.parametrize("stage", FITTING)
def test_a_form_is_offered_where_it_makes_sense(application, stage):
    asked_later(application.call, stage)
    offering = set()
    for state in State:
        application.state = state
        if stages_to_ask(application):
            offering.add(state)
    assert offering == FITTING[stage]


def test_a_form_that_is_not_published_or_was_asked_is_not_offered(application):
    CallFormFactory(call=application.call, stage=FormStage.INTERVIEW, form=VersionFactory(state="draft").form)
    assert stages_to_ask(application) == []
    other = ApplicationFactory(state=State.SHORTLISTED)
    asked_later(other.call)
    assert stages_to_ask(other) == [FormStage.INTERVIEW]
    later = ask_for_form(actor=None, application=other, stage=FormStage.INTERVIEW)
    assert (stages_to_ask(other), later_forms_of(other)) == ([], [later])
    assert later_forms_of(application) == []


def test_answers_are_read_once_they_are_sent():
    application = ApplicationFactory(state=State.SHORTLISTED)
    asked_later(application.call)
    later = ask_for_form(actor=None, application=application, stage=FormStage.INTERVIEW)
    write(Application.objects.get(), "slot", "Monday", stage=FormStage.INTERVIEW)
    assert reading_of_later(later) == []
    later.submitted_at = clock.now()
    assert [answer.text for section in reading_of_later(later) for answer in section.answers] == ["Monday"]
