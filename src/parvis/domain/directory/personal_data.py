"""What the directory holds about someone: their entry, their functions, their rights over organisations."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged
from parvis.domain.directory.models import Access, Membership, Organisation, Person

ENTRY = ("name", "slug", "headline", "email", "phone", "contact_visibility", "created_at", "updated_at")


def export(user: User) -> dict[str, Any]:
    """The entry of the account, entries that show one of its addresses, and its rights."""
    entries = Person.objects.filter(account=user) | Person.objects.filter(email__in=addresses_of(user))
    functions = Membership.objects.filter(person__in=entries).order_by("pk")
    rights = Access.objects.filter(user=user).order_by("pk")
    return {
        "entries": list(entries.distinct().order_by("pk").values(*ENTRY)),
        "functions": list(
            functions.values("organisation__name", "title", "starts_on", "ends_on", "is_public", "source", "source_on")
        ),
        "rights": list(rights.values("organisation__name", "level", "granted_at")),
        "organisations_confirmed": list(
            Organisation.objects.filter(confirmed_by=user).order_by("pk").values("name", "confirmed_at")
        ),
    }


def erase(user: User) -> list[str]:
    """Remove the entry of the account with its functions and rights, and its address from entries that others wrote."""
    addresses = addresses_of(user)
    entries = Person.objects.filter(account=user)
    touched = tuple(Membership.objects.filter(person__in=entries).values_list("organisation_id", flat=True))
    entries.delete()
    bus.publish(OrganisationChanged(touched))
    Person.objects.filter(email__in=addresses).update(email="", phone="")
    Access.objects.filter(user=user).delete()
    if Organisation.objects.filter(confirmed_by=user).update(confirmed_by=None):
        return [gettext("What you wrote or confirmed about organisations stays with them, without your name.")]
    return []


ENTRIES = PersonalData(
    export=export,
    erase=erase,
    held=_("Your entry in the directory: name, functions, and contact details if you gave them."),
    purpose=_("So that people of the ecosystem find one another, and know who speaks for which organisation."),
    seen_by=_("Everyone, for name and public functions; contact details, whoever the entry allows."),
    kept=_("Until you or the campus removes the entry."),
    removed=_("Your entry in the directory with your functions, and your rights over organisations."),
    stays=_("What you wrote about organisations, without your name: it is part of their pages."),
)
