"""Ask for news of projects that have fallen silent: the partners, the partners again, then the campus.

Each step is taken once, by a conditional update: two workers, or a task that runs again, do not ask twice.
"""

from django.db import transaction

from parvis.core import clock
from parvis.domain.joint_projects.links import news_link
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.joint_projects.selectors.silence import SECOND, TOLD, due_for_asking
from parvis.domain.joint_projects.services.acting import note
from parvis.domain.joint_projects.services.mails import NEWS, SILENT, addressees, community_managers, tell
from parvis.domain.joint_projects.standing import present


def ask_for_news() -> dict[str, int]:
    """Take the next step for every project that waits for one; returns how many were asked about, and told of."""
    counts = {"asked": 0, "told": 0}
    for project in due_for_asking():
        step = _next_step(project)
        if step:
            counts[step] += 1
    return counts


def _next_step(project: JointProject) -> str:
    """What was done: "asked", "told", or nothing where another worker was faster."""
    with transaction.atomic():
        asked = project.asks < SECOND and _ask_partners(project)
        asks = project.asks + 1 if asked else TOLD
        rows = JointProject.objects.filter(pk=project.pk, asks=project.asks, news_at=project.news_at)
        if not rows.update(asks=asks, asked_at=clock.now()):
            transaction.set_rollback(True)
            return ""
        if asked:
            note(None, project, "news_asked", {"time": asks})
            return "asked"
        for user in community_managers():
            tell(user, SILENT, project, {"since": project.news_at})
        note(None, project, "silence_told")
        return "told"


def _ask_partners(project: JointProject) -> bool:
    """Write to the partners; False where nobody of them can be reached, which the campus then has to know at once."""
    partners = project.partners.filter(present()).select_related("organisation", "person").order_by("pk")
    users = {user.pk: user for partner in partners for user in addressees(partner)}
    for user in users.values():
        tell(user, NEWS, project, {"since": project.news_at, "link": news_link(project, user)})
    return bool(users)
