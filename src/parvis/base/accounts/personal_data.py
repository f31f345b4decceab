"""What accounts itself holds about someone."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.base.accounts.models import EmailChange, TeamInvitation, User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.members import is_last_administrator
from parvis.base.accounts.services.sessions import end_all_sessions


def export(user: User) -> dict[str, Any]:
    """All of it, without secrets: no password hash, no key of a second factor, no session key."""
    return {
        "account": {
            "id": user.pk,
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "appearance": str(user.appearance),
            "has_password": user.has_usable_password(),
            "joined_at": user.joined_at,
            "last_sign_in_at": user.last_login,
            "warned_at": user.warned_at,
        },
        "addresses": _rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
        "roles": _rows(user.role_grants.order_by("role"), "role", "granted_at"),
        "sessions": _rows(UserSession.objects.filter(user=user), "created_at", "last_seen_at", "ip", "user_agent"),
        "second_factors": [
            {"type": factor.type, "name": str(factor), "created_at": factor.created_at, "used_at": factor.last_used_at}
            for factor in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "outside_accounts": _rows(
            SocialAccount.objects.filter(user=user), "provider", "uid", "date_joined", "last_login", "extra_data"
        ),
        "changes_of_address": _rows(
            EmailChange.objects.filter(user=user), "old_email", "new_email", "created_at", "ended_at"
        ),
        "invitations": _rows(
            TeamInvitation.objects.filter(models.Q(email=user.email) | models.Q(accepted_by=user)),
            "email",
            "role",
            "created_at",
            "expires_at",
            "accepted_at",
        ),
    }


def _rows(queryset: "models.QuerySet[Any]", *fields: str) -> list[dict[str, Any]]:
    return list(queryset.order_by("pk").values(*fields))


def erase(user: User) -> list[str]:
    """Remove everything but the number of the account, which the log of acts points to."""
    end_all_sessions(user)
    addresses = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for model in (EmailAddress, Authenticator, SocialAccount, EmailChange):
        model.objects.filter(user=user).delete()
    user.role_grants.all().delete()
    TeamInvitation.objects.filter(models.Q(email__in=addresses) | models.Q(accepted_by=user)).delete()
    user.email, user.name, user.language = f"erased-{user.pk}@erased.invalid", "", ""
    user.appearance, user.warned_at, user.last_login = User._meta.get_field("appearance").default, None, None
    user.is_active = False
    user.set_unusable_password()
    user.save()
    return [_("The number of your account stays, without your name or address, because the log of acts refers to it.")]


def blockers(user: User) -> list[str]:
    """The campus must keep somebody who can administer it."""
    if is_last_administrator(user):
        return [_("You are the last campus administrator. Name another one first.")]
    return []


ACCOUNT = PersonalData(
    export=export,
    erase=erase,
    blockers=blockers,
    held=gettext_lazy(
        "Your account: address, name, language and appearance, roles, second factors and passkeys, "
        "and for each session its beginning, its IP address and its browser."
    ),
    purpose=gettext_lazy("To let you sign in, to protect your account, and to know what you may do here."),
    seen_by=gettext_lazy("You. Campus administrators see address, name, roles and the last sign-in."),
    kept=gettext_lazy("Until you erase it; without a sign-in, at most:"),
    retention="inactive_accounts",
    removed=gettext_lazy(
        "Your account with its addresses, name, password, passkeys, second factors, sessions and roles."
    ),
    stays=gettext_lazy(
        "The number of your account, without anything that names you: the log of acts and what you did for others "
        "refer to it."
    ),
)
