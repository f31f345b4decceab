"""What every page of a panel shows around its content: its name, its state and the way to its other pages."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.core.errors import InvalidInput
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import applications_of, panels_visible_to
from parvis.faces.web.layout.navigation import address_of

Label = str | Promise
TABS: tuple[tuple[str, Label, str], ...] = (
    ("board", _("Progress"), "reviews:board"),
    ("reviewers", _("Reviewers"), "reviews:reviewers"),
    ("rubric", _("Rubric"), "reviews:rubric"),
    ("conflicts", _("Conflicts of interest"), "reviews:conflicts"),
    ("assignment", _("Assignment"), "assignment:assignment"),
    ("scores", _("Scores"), "scores:scores"),
    ("settings", _("Settings"), "reviews:settings"),
)
TONES = {
    PanelState.PREPARING: "draft",
    PanelState.DECLARING: "waiting",
    PanelState.REVIEWING: "open",
    PanelState.DISCUSSING: "running",
    PanelState.CLOSED: "closed",
}


@dataclass(frozen=True)
class Tab:
    """One page of a panel."""

    name: str
    label: Label
    url: str


def panel_or_404(user: User, panel_id: int) -> Panel:
    """The panel, for whoever runs its call."""
    panel = panels_visible_to(user).select_related("round__call").filter(pk=panel_id).first()
    if panel is None:
        raise Http404
    return panel


def application_or_404(panel: Panel, application_id: int) -> Application:
    """An application that the panel reviews."""
    application = read_applications(panel).filter(pk=application_id).first()
    if application is None:
        raise Http404
    return application


def read_applications(panel: Panel) -> QuerySet[Application]:
    """The applications of the panel with who applies, by their number."""
    return applications_of(panel).select_related("organisation").order_by("reference")


def frame(panel: Panel, tab: str) -> dict[str, object]:
    """What the head of every page of a panel needs."""
    found = [Tab(name, label, url) for name, label, url_name in TABS if (url := address_of(url_name, panel.pk))]
    return {
        "panel": panel,
        "tabs": found,
        "tab": tab,
        "tone": TONES[PanelState(panel.state)],
        "panels_url": address_of("reviews:panels"),
        "is_closed": panel.state == PanelState.CLOSED,
    }


def say(request: HttpRequest, error: Exception) -> None:
    """The sentence of a refusal, and those about single lines or fields."""
    lines = [line for found in error.fields.values() for line in found] if isinstance(error, InvalidInput) else []
    messages.error(request, " ".join([str(error), *lines]))
