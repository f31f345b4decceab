"""From a call and its applications to panels, juries and cohorts."""

import pytest

from parvis.domain.calls.enums import ApplicationState
from parvis.faces.web.calls.ways import Ways, ways_from, ways_of
from tests.factories.calls import ApplicationFactory, CallFactory, RoundFactory
from tests.factories.cohorts import CohortFactory, JuryFactory
from tests.factories.reviews import PanelFactory

pytestmark = pytest.mark.django_db


def test_a_call_leads_to_what_stands_on_its_rounds():
    one, other = RoundFactory(), RoundFactory()
    panel, jury, cohort = PanelFactory(round=one), JuryFactory(round=one), CohortFactory(round=one)
    PanelFactory(round=other)
    assert ways_from(one.call) == Ways(
        panels=[(f"/campus/panels/{panel.pk}/", panel.name)],
        juries=[(f"/campus/juries/{jury.pk}/", jury.name)],
        cohorts=[(f"/campus/cohorts/{cohort.pk}/", cohort.name)],
    )


def test_a_new_call_leads_nowhere_yet():
    assert ways_from(CallFactory()) == Ways()


def test_an_admitted_application_leads_to_its_reviews_and_its_decision():
    one = RoundFactory()
    panel, jury = PanelFactory(round=one), JuryFactory(round=one)
    application = ApplicationFactory(call=one.call, round=one, state=ApplicationState.IN_REVIEW)
    assert ways_of(application) == Ways(
        panels=[(f"/campus/panels/{panel.pk}/applications/{application.pk}/", panel.name)],
        juries=[(f"/campus/juries/{jury.pk}/applications/{application.pk}/", jury.name)],
    )


@pytest.mark.parametrize("state", [ApplicationState.SUBMITTED, ApplicationState.DISMISSED])
def test_an_application_that_nobody_reviews_leads_nowhere(state):
    one = RoundFactory()
    PanelFactory(round=one)
    assert ways_of(ApplicationFactory(call=one.call, round=one, state=state)) == Ways()


def test_an_application_without_a_round_leads_nowhere():
    assert ways_of(ApplicationFactory(round=None, state=ApplicationState.IN_REVIEW)) == Ways()
