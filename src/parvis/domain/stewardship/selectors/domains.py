"""Which organisations a mail domain speaks for."""

from allauth.account.models import EmailAddress

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Organisation
from parvis.domain.stewardship.domains import host_of, is_public, is_under, is_whole_site, mail_domain

MOST_LOOKED_AT = 200


def verified_addresses(user: User) -> list[str]:
    """Mail addresses that the account has proved to be its own."""
    rows = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "email")
    return list(rows.values_list("email", flat=True))


def organisations_under(domain: str) -> list[Organisation]:
    """Organisations whose website lies at the domain or below it, some of them where there are many."""
    rows = Organisation.objects.filter(website__icontains=domain).only("pk", "slug", "name", "website", "status")
    return [row for row in rows.order_by("pk")[:MOST_LOOKED_AT] if is_under(host_of(row.website), domain)]


def proves_domain(user: User, organisation: Organisation) -> bool:
    """True when a verified mail address of the account shows that it belongs to the organisation.

    Its domain must be the website's, or one above it; not a public one; and of all organisations of the directory this
    one alone may have its website there. So an address of a university does not open the page of one of its labs, and
    an address of a lab does not open that of its university.
    """
    host = host_of(organisation.website)
    if not host or not is_whole_site(organisation.website) or is_public(host):
        return False
    for address in verified_addresses(user):
        domain = mail_domain(address)
        if is_public(domain) or not is_under(host, domain):
            continue
        if [other.pk for other in organisations_under(domain)] == [organisation.pk]:
            return True
    return False
