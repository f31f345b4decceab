"""Every address that an account has or had, as far as it is still known."""

from allauth.account.models import EmailAddress

from parvis.base.accounts.models import EmailChange, User


def addresses_of(user: User) -> set[str]:
    """The present address and those that it replaced; not one that was asked for and never confirmed."""
    known = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    changes = EmailChange.objects.filter(user=user, old_confirmed_at__isnull=False, new_confirmed_at__isnull=False)
    for old, new in changes.values_list("old_email", "new_email"):
        known |= {old, new}
    return known


def addresses_asked_for(user: User) -> set[str]:
    """Addresses to which the account asked to change; they may be those of someone else."""
    return set(EmailChange.objects.filter(user=user).values_list("new_email", flat=True)) - addresses_of(user)
