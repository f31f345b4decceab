"""Looks for conflicts again when applications come to a panel."""

from parvis.domain.calls.events import ApplicationMoved
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.selectors.panels import REVIEWABLE
from parvis.domain.reviews.services.looking import ask_to_detect


def look_again(event: ApplicationMoved) -> None:
    """An application that was admitted is compared with the reviewers of its round."""
    if event.new in REVIEWABLE and event.old not in REVIEWABLE:
        panels = Panel.objects.filter(round__applications=event.application_id).exclude(state=PanelState.CLOSED)
        for panel in panels.order_by("id"):
            ask_to_detect(panel)
