"""What waits for the team, counted at once."""

import pytest

from parvis.domain.campus.selectors.today import waiting_requests
from tests.factories.directory import ClaimFactory, CorrectionFactory, PersonClaimFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def test_requests_are_counted_by_kind_in_one_query():
    assert waiting_requests().total == 0
    ClaimFactory()
    ClaimFactory(state="refused")
    for _number in range(2):
        CorrectionFactory()
    for _number in range(3):
        PersonClaimFactory()
    found = waiting_requests()
    assert (found.claims, found.corrections, found.people) == (1, 2, 3)
    assert count_queries(waiting_requests) == 1
