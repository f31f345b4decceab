"""What joint projects hold about someone."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.domain.joint_projects.models import Document, JointProject, News, Partner

OWNERS: tuple[tuple[Any, str], ...] = (
    (JointProject, "created_by"),
    (Partner, "consent_by"),
    (Document, "added_by"),
    (News, "said_by"),
)
"""Who did something for a partner: the thing stays with the project, the name goes."""


def export(user: User) -> dict[str, Any]:
    """Projects begun, answers given, documents added, news said, and the projects for which they are the contact."""
    named = Partner.objects.filter(Q(person__account=user))
    title = "project__title_fr", "project__title_en"
    return {
        "projects_begun": list(
            JointProject.objects.filter(created_by=user)
            .values("title_fr", "title_en", "state", "created_at")
            .order_by("pk")
        ),
        "consents": list(
            Partner.objects.filter(consent_by=user)
            .values(*title, "organisation__name", "consent", "consent_at")
            .order_by("pk")
        ),
        "documents": list(Document.objects.filter(added_by=user).values(*title, "title", "added_at").order_by("pk")),
        "news": list(News.objects.filter(said_by=user).values(*title, "text", "said_at").order_by("pk")),
        "contact_for": list(named.values(*title, "organisation__name", "role").order_by("pk")),
    }


def erase(user: User) -> list[str]:
    """Take the name off; what was done for a partner stays with the project."""
    wrote = News.objects.filter(said_by=user).exists() or Document.objects.filter(added_by=user).exists()
    for model, field in OWNERS:
        model.objects.filter(**{field: user}).update(**{field: None})
    Partner.objects.filter(person__account=user).update(person=None)
    if wrote:
        return [gettext("News and documents of joint projects stay with their partners, without your name.")]
    return []


JOINT_PROJECTS = PersonalData(
    export=export,
    erase=erase,
    held=_("What you did for a partner of a joint project: news, documents, answers; and where you are the contact."),
    purpose=_("To follow joint projects, and to know whom to ask about them."),
    seen_by=_("The partners of the project, and the campus team."),
    kept=_("As long as the project is on record."),
    removed=_("Your name as the contact of a partner."),
    stays=_("News and documents, without your name: they belong to the partners."),
)
