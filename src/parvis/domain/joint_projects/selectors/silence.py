"""Projects of which nothing was heard for long, and what is to be done about each."""

import datetime as dt

from django.conf import settings
from django.db.models import F, Q, QuerySet

from parvis.core import clock
from parvis.domain.joint_projects.enums import LIVING
from parvis.domain.joint_projects.models import JointProject

FIRST, SECOND, TOLD = 1, 2, 3
"""How often partners were asked; the third time the community managers are told instead."""


def silent_before() -> dt.datetime:
    """Whoever was not heard of since then is silent."""
    return clock.now() - dt.timedelta(days=settings.JOINT_PROJECT_NEWS_DAYS)


def silent_projects() -> QuerySet[JointProject]:
    """Living projects of which nothing was heard for the time of the setting, the most silent first."""
    rows = JointProject.objects.filter(state__in=LIVING, news_at__lt=silent_before())
    return rows.order_by("news_at", "pk")


def due_for_asking() -> QuerySet[JointProject]:
    """Those whose partners are to be asked now, once more, or whose community managers are to be told."""
    again = clock.now() - dt.timedelta(days=settings.JOINT_PROJECT_AGAIN_DAYS)
    return silent_projects().filter(Q(asks=0) | Q(asks__lt=TOLD, asked_at__lt=again))


def silent_first(projects: QuerySet[JointProject]) -> QuerySet[JointProject]:
    """Living projects by how long nothing was heard of them, then those that are over."""
    return projects.alias(is_over=~Q(state__in=LIVING)).order_by("is_over", F("news_at").asc(), "pk")


def is_silent(project: JointProject) -> bool:
    """Whether nothing was heard of a living project for the time of the setting."""
    return project.is_living and project.news_at < silent_before()
