"""Mails about joint projects, to those who write for a partner and to the community managers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, User
from parvis.base.messaging.services.send import send_mail
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.models import Access
from parvis.domain.joint_projects.models import JointProject, Partner

NAMED = "joint_projects/mail/named"
CONSENT = "joint_projects/mail/consent"
NEWS = "joint_projects/mail/news"
SILENT = "joint_projects/mail/silent"


def addressees(partner: Partner) -> list[User]:
    """Who is written to for a partner: its contact if that account writes for it, else its owners, else its editors."""
    rows = Access.objects.filter(organisation=partner.organisation_id, user__is_active=True).select_related("user")
    levels: dict[str, list[User]] = {AccessLevel.OWNER: [], AccessLevel.EDITOR: []}
    for access in rows.exclude(level=AccessLevel.READER).order_by("pk"):
        levels[access.level].append(access.user)
    if partner.organisation.status == Status.CLOSED:
        levels[AccessLevel.EDITOR] = []
    contact = partner.person.account_id if partner.person else None
    own = [user for users in levels.values() for user in users if user.pk == contact]
    return own or levels[AccessLevel.OWNER] or levels[AccessLevel.EDITOR]


def community_managers() -> list[User]:
    """Those who keep the network together; where there is none, the administrators."""
    for role in (Role.COMMUNITY, Role.ADMINISTRATOR):
        grants = RoleGrant.objects.filter(role=role, user__is_active=True).select_related("user").order_by("pk")
        if found := [grant.user for grant in grants]:
            return found
    return []


def tell(user: User, template: str, project: JointProject, context: Mapping[str, Any]) -> None:
    """Write to an account, in its language."""
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        send_mail(
            to=user.email,
            template=template,
            language=language,
            context={"reader": user, "project": project, "title": project.title, **context},
            kind=template.replace("/mail/", "."),
        )


def tell_named(project: JointProject, partners: Iterable[Partner], besides: User | None) -> None:
    """Tell organisations that they were named as partners; not whoever did it."""
    for partner in partners:
        for user in addressees(partner):
            if besides is None or user.pk != besides.pk:
                tell(user, NAMED, project, {"organisation": partner.organisation.name})
