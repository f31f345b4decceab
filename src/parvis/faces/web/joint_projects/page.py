"""What the page of a joint project shows to its reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from parvis.base.accounts.rules import Actor
from parvis.core import clock
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.joint_projects import rules
from parvis.domain.joint_projects.enums import Consent, FundingState, ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.selectors.consent import answerable
from parvis.domain.joint_projects.selectors.silence import is_silent
from parvis.domain.joint_projects.selectors.sums import Sums, sums_of
from parvis.domain.joint_projects.standing import is_present
from parvis.domain.projects.models import Project
from parvis.domain.projects.selectors.projects import projects_visible_to
from parvis.faces.web.joint_projects.part_forms import DocumentForm, MilestoneForm, NewsForm
from parvis.faces.web.joint_projects.words import CONSENT_TONES, TONES

NEWS_PER_PAGE = 10


@dataclass(frozen=True)
class Member:
    """A partner as one reader sees it."""

    partner: Partner
    is_here: bool
    consent_tone: str
    can_answer: bool


def members_of(actor: Actor, project: JointProject) -> list[Member]:
    """The partners, those that left at the end; four queries at most."""
    rows = list(project.partners.select_related("organisation__region", "person").order_by("pk"))
    may = answerable(actor, rows) if project.readers == Readers.EVERYONE else set()
    found = [Member(one, is_present(one), CONSENT_TONES[Consent(one.consent)], one.pk in may) for one in rows]
    return sorted(found, key=lambda member: not member.is_here)


def is_open(project: JointProject, members: Sequence[Member]) -> bool:
    """Whether everyone reads the page."""
    here = [member.partner for member in members if member.is_here]
    return project.readers == Readers.EVERYONE and bool(here) and all(one.consent == Consent.GIVEN for one in here)


def page_context(request: HttpRequest, project: JointProject) -> dict[str, Any]:
    """Everything that everyone who may read the page sees, and what stays inside for those who are."""
    actor = request.user
    members = members_of(actor, project)
    inside = rules.can_read_inside(actor, project)
    return {
        "project": project,
        "tone": TONES[ProjectState(project.state)],
        "members": members,
        "here": [member for member in members if member.is_here],
        "gone": [member for member in members if not member.is_here],
        "themes": list(project.themes.all()),
        "milestones": list(project.milestones.all()),
        "today": clock.today(),
        "granted": _granted(project),
        "register_project": _in_register(actor, project),
        "is_open": is_open(project, members),
        "is_inside": inside,
        **(_inside(request, project) if inside else {}),
    }


def _inside(request: HttpRequest, project: JointProject) -> dict[str, Any]:
    """News, documents, sums, and the forms of whoever writes."""
    news = project.news.select_related("said_by").order_by("-said_at", "-pk")
    can_write = rules.can_write_project(request.user, project)
    return {
        "can_write": can_write,
        "can_remove": rules.can_remove_project(request.user, project),
        "keeps_directory": is_directory_team(request.user),
        "news": Paginator(news, NEWS_PER_PAGE).get_page(request.GET.get("news")),
        "documents": list(project.documents.select_related("file", "added_by")),
        "fundings": list(project.fundings.select_related("organisation")),
        "sums": sums_of([project.pk]).get(project.pk, Sums()),
        "is_silent": is_silent(project),
        "news_form": NewsForm() if can_write else None,
        "milestone_form": MilestoneForm(prefix="milestone") if can_write else None,
        "document_form": DocumentForm(prefix="document") if can_write else None,
    }


def _granted(project: JointProject) -> list[str]:
    """Who gave money; how much stays inside."""
    rows = project.fundings.filter(state=FundingState.GRANTED).order_by("pk")
    return list(dict.fromkeys(rows.values_list("funder", flat=True)))


def _in_register(actor: Actor, project: JointProject) -> Project | None:
    if project.register_project_id is None:
        return None
    return projects_visible_to(actor).filter(pk=project.register_project_id).first()
