"""What the pages of an assignment share, besides what all pages of a panel do."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from parvis.core.errors import InvalidInput
from parvis.domain.calls.models import Application
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import applications_of
from parvis.faces.web.reviews.shared import frame, panel_or_404

__all__ = ["application_or_404", "frame", "panel_or_404", "read_applications", "say"]


def application_or_404(panel: Panel, application_id: int) -> Application:
    """An application that the panel reviews."""
    application = read_applications(panel).filter(pk=application_id).first()
    if application is None:
        raise Http404
    return application


def read_applications(panel: Panel) -> QuerySet[Application]:
    """The applications of the panel with who applies, by their number."""
    return applications_of(panel).select_related("organisation").order_by("reference")


def say(request: HttpRequest, error: Exception) -> None:
    """The sentence of a refusal, and those about single lines or fields."""
    lines = [line for found in error.fields.values() for line in found] if isinstance(error, InvalidInput) else []
    messages.error(request, " ".join([str(error), *lines]))
