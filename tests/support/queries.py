"""Count queries, to require that more rows never mean more queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act):
    """How many queries calling `act` takes; call it once before to fill caches where the page has them."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
