"""Accounts for tests."""

import factory
from allauth.account.models import EmailAddress

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, User

PASSWORD = "a long enough sentence"


class UserFactory(factory.django.DjangoModelFactory):
    """An account without any role, a visitor, whose address is confirmed. Without `password` it has none."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"

    @factory.post_generation
    def password(self, create, extracted, **_kwargs):
        self.set_password(extracted)
        if create:
            self.save(update_fields=["password"])

    @factory.post_generation
    def confirmed(self, create, extracted, **_kwargs):
        if create:
            verified = extracted is not False
            EmailAddress.objects.create(user=self, email=self.email, verified=verified, primary=True)

    @factory.post_generation
    def roles(self, _create, extracted, **_kwargs):
        for role in extracted or ():
            RoleGrantFactory(user=self, role=role)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """One role of one account."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = Role.REVIEWER


def account_with(*roles, **values):
    """An account that holds these roles."""
    return UserFactory(roles=roles, **values)
