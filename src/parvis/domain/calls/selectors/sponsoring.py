"""What founding members see: who has applied to the campus, and for whom they speak."""

from django.db.models import QuerySet

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import ENDED
from parvis.domain.calls.models import Application
from parvis.domain.calls.standing import may_sponsor, runs_all_calls, shown_to_team
from parvis.domain.campus.selectors.founding import founding_organisation_ids
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.directory.naming import fold


def applications_to_sponsor(actor: Actor, text: str = "") -> QuerySet[Application]:
    """Submitted applications to calls of the campus itself that are under way; partners' programmes are not shown."""
    if not may_sponsor(actor):
        return Application.objects.none()
    rows = Application.objects.filter(shown_to_team(), call__organiser=None).exclude(state__in=ENDED)
    if text.strip():
        words = fold(text).split()
        named = rows.values_list("pk", "reference", "title", "organisation__name")
        fits = [pk for pk, *texts in named if all(word in fold(" ".join(texts)) for word in words)]
        rows = rows.filter(pk__in=fits)
    return rows.order_by("-submitted_at", "-pk")


def sponsors_for(actor: User) -> list[Organisation]:
    """The founding members on whose behalf the account may speak: all of them for programme managers."""
    ids = founding_organisation_ids()
    if not runs_all_calls(actor):
        ids &= set(Access.objects.filter(user=actor, organisation__in=ids).values_list("organisation_id", flat=True))
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))
