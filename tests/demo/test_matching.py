"""Two years of needs, introductions and joint projects: in every state, and about nobody real."""

import pytest

from parvis.demo.steps.matching import introductions, joint, notices
from parvis.domain.introductions.enums import LIVING, Answer, IntroductionState, Outcome
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.needs.enums import NoticeKind, NoticeState, Side
from parvis.domain.needs.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(context):
    """Built twice: the second time changes nothing."""
    for _ in range(2):
        for step in (notices, joint, introductions):
            step.build(context)


@pytest.mark.usefixtures("built")
def test_needs_and_offers_of_every_kind_stand_in_every_state():
    assert set(Notice.objects.values_list("state", flat=True)) == set(NoticeState.values)
    assert set(Notice.objects.values_list("side", flat=True)) == set(Side.values)
    assert set(NoticeKind.values) - set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.OTHER}
    assert set(Notice.objects.values_list("language", flat=True)) == {"fr", "en"}
    assert all(one.ends_on > one.published_at.date() for one in Notice.objects.filter(state=NoticeState.OPEN))


@pytest.mark.usefixtures("built")
def test_introductions_came_to_every_state_and_outcome():
    assert set(Introduction.objects.values_list("state", flat=True)) == set(IntroductionState.values)
    assert set(IntroductionSide.objects.exclude(outcome="").values_list("outcome", flat=True)) == set(Outcome.values)
    assert all(one.sides.count() == 2 for one in Introduction.objects.all())
    assert all(bool(one.pair) == (one.state in LIVING) for one in Introduction.objects.all())
    agreed = Introduction.objects.filter(accepted_at__isnull=False)
    assert all(side.answer == Answer.ACCEPTED for one in agreed for side in one.sides.all())
    assert all(one.moved_at >= one.proposed_at for one in Introduction.objects.all())
    span = Introduction.objects.order_by("proposed_at")
    assert (span.last().proposed_at - span.first().proposed_at).days > 600


@pytest.mark.usefixtures("built")
def test_joint_projects_came_from_introductions():
    assert set(JointProject.objects.values_list("state", flat=True)) == set(ProjectState.values)
    led = set(Introduction.objects.exclude(project=None).values_list("project_id", flat=True))
    assert led == set(JointProject.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("built")
def test_nobody_real_looks_for_anything_or_works_with_anyone():
    assert not Notice.objects.filter(organisation__is_invented=False).exists()
    assert not Partner.objects.filter(organisation__is_invented=False).exists()
    assert not IntroductionSide.objects.filter(organisation__is_invented=False).exists()
