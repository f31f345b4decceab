"""Calls to partner for: which are open, and who sees which."""

from django.db.models import Q, QuerySet

from parvis.base.accounts.rules import Actor
from parvis.core import clock
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.needs.models import Opportunity


def open_opportunities() -> QuerySet[Opportunity]:
    """Calls that can still be answered, today included; one without a deadline always can."""
    still = Q(deadline=None) | Q(deadline__gte=clock.today())
    return Opportunity.objects.filter(still, is_hidden=False)


def opportunities_visible_to(actor: Actor) -> QuerySet[Opportunity]:
    """Everyone reads all, past ones too; what is not for this campus is seen by the team only."""
    rows = Opportunity.objects.all()
    return rows if is_directory_team(actor) else rows.filter(is_hidden=False)
