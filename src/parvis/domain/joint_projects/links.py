"""Links of mails by which somebody answers without signing in: signed, for one account and one question, and expiring.

Following one changes nothing, so that programs that look at mails do no harm; the page that it shows asks to confirm.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from parvis.base.accounts.models import User
from parvis.domain.joint_projects.models import JointProject, Partner

_signer = TimestampSigner(salt="joint_projects.link")

NEWS, CONSENT = "news", "consent"
PAGES = {NEWS: "joint_projects:news_link", CONSENT: "joint_projects:consent_link"}


@dataclass(frozen=True)
class Named:
    """What a link names: the project or the partner, the account that answers, and as of which moment it was asked."""

    pk: int
    user: User
    moment: int


def news_link(project: JointProject, user: User) -> str:
    """Where the account says how the project goes, until somebody does."""
    return _address(NEWS, project.pk, user, int(project.news_at.timestamp()))


def consent_link(partner: Partner, user: User) -> str:
    """Where the account says whether everyone may read the page, until somebody of the partner does."""
    return _address(CONSENT, partner.pk, user, 0)


def named_by(kind: str, token: str) -> Named | None:
    """What a link names; None for one that was made up, is too old, or is of an account that was closed."""
    days = dt.timedelta(days=settings.JOINT_PROJECT_LINK_DAYS)
    try:
        found, pk, user_pk, moment = _signer.unsign(token.replace("~", ":"), max_age=days).split("-")
    except (BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=int(user_pk), is_active=True).first()
    return Named(int(pk), user, int(moment)) if found == kind and user is not None else None


def _address(kind: str, pk: int, user: User, moment: int) -> str:
    token = _signer.sign(f"{kind}-{pk}-{user.pk}-{moment}").replace(":", "~")
    return settings.BASE_URL + reverse(PAGES[kind], args=[token])
