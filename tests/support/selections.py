"""A selection under way, for the permission matrix."""

from parvis.domain.reviews.models import AssignmentRun
from tests.factories.reviews import AssignmentFactory


def of_selection():
    """A panel with a pair that stands and a proposal."""
    pair = AssignmentFactory()
    panel = pair.reviewer.panel
    summary = {"released": [], "in_conflict": [], "not_forced": [], "weak": [], "unfilled": [], "loads": {}}
    summary |= {"reviewers": 1, "kept": 1, "optimal": True, "objective": 1, "upper_bound": 1, "floor": None}
    alike = {"mean": 1, "lowest": 1, "empty": 0}
    summary["compared"] = {"total": alike, "fair": alike}
    run = AssignmentRun.objects.create(panel=panel, objective="total", state="proposed", summary=summary)
    return {"selection": panel, "selected": pair.application, "pair_of_selection": pair, "proposal": run}
