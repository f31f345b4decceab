"""Background jobs of panels."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.reviews.enums import PanelState
from parvis.domain.reviews.models import Panel
from parvis.domain.reviews.services.detection import detect_conflicts
from parvis.domain.reviews.services.looking import DETECT


@job(DETECT, label=_("search for conflicts of interest"))
def detect(handle: JobHandle, panel: int) -> dict[str, int]:
    """Look through one panel; twice does no harm."""
    del handle
    found = Panel.objects.filter(pk=panel).first()
    if found is None:
        return {}
    result = detect_conflicts(panel=found)
    return {"found": result.found, "withdrawn": result.withdrawn, "changed": result.changed}


@job(
    "reviews.detect_everywhere", label=_("search for conflicts of interest in open panels"), every=dt.timedelta(hours=1)
)
def detect_everywhere(handle: JobHandle) -> dict[str, int]:
    """Look through every panel that is not closed: memberships, projects and families change outside of panels."""
    panels = list(Panel.objects.exclude(state=PanelState.CLOSED).order_by("id"))
    total = {"panels": len(panels), "found": 0, "withdrawn": 0}
    for number, panel in enumerate(panels, 1):
        result = detect_conflicts(panel=panel)
        total["found"] += result.found
        total["withdrawn"] += result.withdrawn
        handle.progress(number, len(panels))
    return total
