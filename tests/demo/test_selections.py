"""The selections of the demo: as many applications as the model campus had, and answers that their forms take."""

from parvis.base.accounts.models import User
from parvis.base.forms.selectors import answers_of, problems_in
from parvis.demo.steps.selection import past
from parvis.domain.calls.enums import ApplicationState, Origin
from parvis.domain.calls.models import Application
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Theme
from parvis.domain.reviews.models import Mark, Review


def test_past_selection_is_as_large_as_the_model_s(context):
    past.build(context)
    applications = Application.objects.filter(call__slug=past.SLUG)
    assert applications.count() == 176
    assert applications.filter(origin=Origin.SPONTANEOUS).count() == 110
    assert applications.filter(state=ApplicationState.ACCEPTED).count() == 62
    assert CohortMember.objects.filter(cohort__slug="promotion-2022").count() == 62
    assert Review.objects.count() == 3 * (176 - past.DISMISSED - past.WITHDRAWN)
    assert Mark.objects.count() == 4 * Review.objects.count()
    members = Organisation.objects.filter(pk__in=CohortMember.objects.values("organisation"))
    assert all(members.filter(themes=theme).exists() for theme in Theme.objects.all())
    assert all(members.values_list("is_invented", flat=True))


def test_a_second_build_adds_nothing(context):
    past.build(context)
    rows = Application.objects.count(), Cohort.objects.count(), User.objects.count()
    past.build(context)
    assert (Application.objects.count(), Cohort.objects.count(), User.objects.count()) == rows


def test_answers_stand_up_to_their_form(context):
    past.build(context)
    for application in Application.objects.select_related("sheet__version")[:20]:
        version = application.sheet.version
        assert problems_in(version, answers_of(application.sheet)) == {}
