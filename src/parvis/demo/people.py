"""The accounts of the demo: one for each role. Nobody of them exists; the addresses lead nowhere (RFC 2606)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Role
from parvis.base.accounts.registry import DemoAccount

PASSWORD = "demo-parvis-2026"  # noqa: S105 -- printed in the terminal and on the sign-in page of the demo
DOMAIN = "campus.example"


@dataclass(frozen=True)
class DemoPerson:
    """Someone invented; `speaks_for` is the ROR number of a founding member whose page they may edit."""

    key: str
    name: str
    what: object
    roles: tuple[Role, ...] = ()
    speaks_for: str = ""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@{DOMAIN}"


PEOPLE = (
    DemoPerson("admin", "Alice Martin", _("campus administrator"), (Role.ADMINISTRATOR,)),
    DemoPerson("programme", "Bruno Lefèvre", _("programme manager"), (Role.PROGRAMME,)),
    DemoPerson("community", "Chloé Nguyen", _("community manager"), (Role.COMMUNITY,)),
    DemoPerson("site", "David Moreau", _("site manager"), (Role.SITE,)),
    DemoPerson("reviewer", "Élise Garnier", _("reviewer"), (Role.REVIEWER,)),
    DemoPerson("founder", "Farid Benali", _("founding member (Inserm)"), speaks_for="02vjkv261"),
    DemoPerson("owner", "Gaëlle Rousseau", _("owner of a start-up")),
    DemoPerson("editor", "Hugo Petit", _("editor of a start-up")),
    DemoPerson("reader", "Inès Caron", _("reader of a start-up")),
    DemoPerson("partner", "Rose Delmas", _("owner of an invented hospital")),
    DemoPerson("visitor", "Jonas Weber", _("visitor with an account")),
)


def shown_accounts() -> list[DemoAccount]:
    """The accounts with their password, for the terminal and the sign-in page."""
    return [DemoAccount(person.email, PASSWORD, person.name, str(person.what)) for person in PEOPLE]
