"""The jobs that look for conflicts."""

import pytest

from parvis.domain.reviews import tasks
from parvis.domain.reviews.models import Conflict
from tests.factories.directory import AccessFactory, OrganisationFactory
from tests.factories.reviews import PanelFactory, ReviewerFactory, in_review

pytestmark = pytest.mark.django_db


class Handle:
    """A job that nobody watches."""

    def progress(self, *_said):
        """Nothing."""


def tied(panel):
    """A reviewer who belongs to an applicant."""
    startup = OrganisationFactory()
    in_review(panel, organisation=startup)
    AccessFactory(user=ReviewerFactory(panel=panel).user, organisation=startup)


def test_job_looks_through_one_panel():
    panel = PanelFactory()
    tied(panel)
    assert tasks.detect(Handle(), panel=panel.pk) == {"found": 1, "withdrawn": 0, "changed": 0}
    assert tasks.detect(Handle(), panel=panel.pk + 1) == {}


def test_job_looks_through_all_open_panels():
    for state in ("declaring", "reviewing", "closed"):
        tied(PanelFactory(state=state))
    assert tasks.detect_everywhere(Handle()) == {"panels": 2, "found": 2, "withdrawn": 0}
    assert Conflict.objects.count() == 2
