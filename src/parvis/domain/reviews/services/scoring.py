"""Work comparable scores out and keep them for all who read them."""

from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.domain.reviews.models import Panel, ScoreTable
from parvis.domain.reviews.selectors.marks import marks_of, stamp_of
from parvis.domain.reviews.selectors.scores import ScoreSheet, sheet_of, work_out

SCORE = "reviews.score"
"""The job that works the scores of a panel out."""


def keep_scores(*, panel: Panel) -> bool:
    """Work the scores out where something changed; returns whether it had.

    The stamp is taken before the marks are read, so that those which come meanwhile make the next reader ask again.
    """
    stamp = stamp_of(panel)
    if ScoreTable.objects.filter(panel=panel, stamp=stamp).exists():
        return False
    values = work_out(panel, marks_of(panel))
    ScoreTable.objects.update_or_create(panel=panel, defaults={"stamp": stamp, **values})
    return True


def ask_for_scores(panel: Panel) -> Job:
    """Queue it; requests that wait for the same panel are one."""
    return enqueue(actor=None, name=SCORE, arguments={"panel": panel.pk}, key=f"{SCORE}.{panel.pk}")


def current_scores(*, panel: Panel) -> ScoreSheet:
    """The scores to show: few marks are worked out and kept at once; for many a job is asked, and the former show."""
    sheet = sheet_of(panel)
    if not sheet.is_fresh:
        ask_for_scores(panel)
    elif sheet.made_at is None:
        keep_scores(panel=panel)
    return sheet
