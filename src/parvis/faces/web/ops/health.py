"""Whether this instance works, for load balancers and monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from parvis.core.schema import pending_migrations
from parvis.faces.web.ops.workers import worker_state


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django's signature
    """200 when pages can be served, 503 otherwise. It says what works, never with which settings or versions.

    A missing worker is told but fails nothing: pages are served all the same.
    """
    answer = {"status": "ok", "database": "ok", "migrations": "ok", "worker": "unknown"}
    try:
        connection.ensure_connection()
        if not migrations.are_applied():
            answer |= {"status": "failing", "migrations": "pending"}
        else:
            answer["worker"] = worker_state()
    except DatabaseError:
        answer |= {"status": "failing", "database": "failing", "migrations": "unknown"}
    return JsonResponse(answer, status=200 if answer["status"] == "ok" else 503)


class Migrations:
    """Whether the schema is the one of this code; once it is, this process asks no more."""

    def __init__(self) -> None:
        self._applied = False

    def are_applied(self) -> bool:
        """True when no migration waits."""
        if not self._applied:
            self._applied = not pending_migrations()
        return self._applied


migrations = Migrations()
