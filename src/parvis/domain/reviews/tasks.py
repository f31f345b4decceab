"""Background jobs of panels."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.registry import JobHandle, job
from parvis.domain.reviews.enums import PanelState, RunState
from parvis.domain.reviews.models import AssignmentRun, Panel
from parvis.domain.reviews.services.detection import detect_conflicts
from parvis.domain.reviews.services.discussing import tell_discussions
from parvis.domain.reviews.services.looking import DETECT
from parvis.domain.reviews.services.proposals import COMPUTE, compute_run
from parvis.domain.reviews.services.reminding import remind_by_itself
from parvis.domain.reviews.services.scoring import SCORE, keep_scores
from parvis.domain.reviews.services.telling import TELL, tell_reviewers


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


@job(COMPUTE, label=_("proposal of who reads what"))
def assign(handle: JobHandle, *, run_id: int) -> None:
    """Work a proposal out; one that was set aside meanwhile stays so."""
    run = AssignmentRun.objects.select_related("panel__round__call").filter(pk=run_id, state=RunState.WAITING).first()
    if run is not None:
        compute_run(run=run, progress=handle.progress, effect=handle.effect)


@job(TELL, label=_("mails to reviewers about what they were given"), quick=True)
def tell(handle: JobHandle, panel: int) -> dict[str, int]:
    """Tell those who were not told yet; twice does no harm."""
    del handle
    found = Panel.objects.filter(pk=panel).first()
    return {"told": tell_reviewers(panel=found) if found else 0}


@job(SCORE, label=_("comparable scores"), quick=True)
def score(handle: JobHandle, panel: int) -> dict[str, bool]:
    """Work the scores of a panel out; twice does no harm."""
    del handle
    found = Panel.objects.select_related("round").filter(pk=panel).first()
    return {"changed": keep_scores(panel=found) if found else False}


@job("reviews.tell_discussions", label=_("news of discussions by mail"), every=dt.timedelta(hours=1))
def tell_news(handle: JobHandle) -> dict[str, int]:
    """Tell reviewers what others wrote, once a day at most; twice does no harm."""
    del handle
    return {"told": tell_discussions()}


@job("reviews.remind", label=_("reminders of reviews that are due"), every=dt.timedelta(hours=1))
def remind(handle: JobHandle) -> dict[str, int]:
    """Remind reviewers before the date of their panel; twice does no harm."""
    del handle
    return {"told": remind_by_itself()}
