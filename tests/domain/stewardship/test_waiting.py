"""How many requests wait for the campus team."""

import pytest

from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.selectors.requests import Waiting, waiting_requests
from tests.factories.directory import ClaimFactory, CorrectionFactory, PersonClaimFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


def test_nothing_waits():
    assert waiting_requests() == Waiting(claims=0, corrections=0, person_claims=0)


def test_each_kind_is_counted_while_it_waits():
    ClaimFactory()
    CorrectionFactory()
    CorrectionFactory()
    CorrectionFactory(state=RequestState.REFUSED)
    for _number in range(3):
        PersonClaimFactory()
    found = waiting_requests()
    assert (found, found.total) == (Waiting(claims=1, corrections=2, person_claims=3), 6)


def test_one_query_for_all():
    assert count_queries(waiting_requests) == 1
