"""Invitations to an organisation."""

from django.db.models import QuerySet

from parvis.core import clock
from parvis.domain.directory.models import Organisation
from parvis.domain.stewardship.models import Invitation
from parvis.domain.stewardship.tokens import hash_of


def invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that nobody has used or revoked; those that have expired can still be sent again."""
    rows = Invitation.objects.filter(organisation=organisation, accepted_at__isnull=True, revoked_at__isnull=True)
    return rows.select_related("invited_by").order_by("-pk")


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a link belongs to, as long as the link works."""
    rows = Invitation.objects.filter(
        token_hash=hash_of(token), accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    return rows.select_related("organisation", "invited_by").first()
