"""What the views of this area share."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.core.errors import InvalidInput
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel, Reviewer
from parvis.domain.reviews.selectors.panels import panels_visible_to
from parvis.domain.reviews.selectors.reviewing import reviewer_in
from parvis.faces.web.layout.navigation import address_of

Label = str | Promise
PER_PAGE = 30
STATES: dict[str, str] = {
    PanelState.PREPARING: "draft",
    PanelState.DECLARING: "waiting",
    PanelState.REVIEWING: "open",
    PanelState.DISCUSSING: "running",
    PanelState.CLOSED: "closed",
}
"""The tone in which each state of a panel is shown."""


@dataclass(frozen=True)
class Tab:
    """One page of a panel."""

    name: str
    label: Label
    url: str


TABS: tuple[tuple[str, Label, str], ...] = (
    ("board", gettext_lazy("Progress"), "reviews:board"),
    ("reviewers", gettext_lazy("Reviewers"), "reviews:reviewers"),
    ("rubric", gettext_lazy("Rubric"), "reviews:rubric"),
    ("conflicts", gettext_lazy("Conflicts of interest"), "reviews:conflicts"),
    ("assignment", gettext_lazy("Assignment"), "assignment:assignment"),
    ("scores", gettext_lazy("Scores"), "scores:scores"),
    ("settings", gettext_lazy("Settings"), "reviews:settings"),
)


def panel_or_404(user: User, panel_id: int) -> Panel:
    """The panel, for whoever runs its call."""
    panel = panels_visible_to(user).filter(pk=panel_id).first()
    if panel is None:
        raise Http404
    return panel


def reviewer_or_404(user: User, panel_id: int) -> Reviewer:
    """Who the account is in the panel, for whoever sits on it."""
    reviewer = reviewer_in(user, panel_id)
    if reviewer is None:
        raise Http404
    return reviewer


def frame(panel: Panel, tab: str) -> dict[str, object]:
    """What the head of every page of a panel needs."""
    tabs = [Tab(name, label, url) for name, label, url_name in TABS if (url := address_of(url_name, panel.pk))]
    return {
        "panel": panel,
        "tabs": tabs,
        "tab": tab,
        "tone": STATES[panel.state],
        "is_closed": panel.state == PanelState.CLOSED,
    }


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too: boxes that are not ticked send nothing."""
    return request.POST if request.method == "POST" else None


def add_errors(form: forms.BaseForm, error: InvalidInput) -> None:
    """Put the sentences of a service beside the fields of a form; what has no field stands above them."""
    for name, sentences in error.fields.items():
        for sentence in sentences:
            known = name in form.fields
            form.add_error(name if known else None, sentence if known or name.islower() else f"{name}: {sentence}")
    if not error.fields:
        form.add_error(None, str(error))


def time_left(due_at: dt.datetime | None) -> str:
    """How long until the reviews are due, in words; nothing without a date."""
    if due_at is None:
        return ""
    days = (timezone.localdate(due_at) - clock.today()).days
    if days < 0:
        return ngettext("due yesterday", "due %(days)d days ago", -days) % {"days": -days}
    if due_at < clock.now():
        return _("due today, a moment ago")
    if days == 0:
        return _("due today")
    return ngettext("due tomorrow", "due in %(days)d days", days) % {"days": days}
