"""Organisations, people and what binds them."""

import factory
from factory.django import DjangoModelFactory

from parvis.domain.directory.enums import AccessLevel, LinkKind, NameKind, RelationKind, Scheme
from parvis.domain.directory.models import Access, Identifier, Link, Membership, Name, Organisation, Person, Relation
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.stewardship.models import Claim, Correction, Invitation, PersonClaim
from tests.factories.accounts import UserFactory


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.LAB

    @factory.post_generation
    def themes(self, _create, extracted, **_kwargs):
        if extracted:
            self.themes.set(extracted)


class NameFactory(DjangoModelFactory):
    class Meta:
        model = Name

    organisation = factory.SubFactory(OrganisationFactory)
    text = factory.Sequence(lambda n: f"Other name {n}")
    kind = NameKind.ALIAS


class IdentifierFactory(DjangoModelFactory):
    class Meta:
        model = Identifier

    organisation = factory.SubFactory(OrganisationFactory)
    scheme = Scheme.LABEL
    value = factory.Sequence(lambda n: f"UMR {n + 1}")


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    organisation = factory.SubFactory(OrganisationFactory)
    kind = LinkKind.OTHER
    url = factory.Sequence(lambda n: f"https://example.org/{n}")


class RelationFactory(DjangoModelFactory):
    class Meta:
        model = Relation

    child = factory.SubFactory(OrganisationFactory)
    parent = factory.SubFactory(OrganisationFactory)
    kind = RelationKind.SUPERVISION


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Ada Invented {n}")
    slug = factory.Sequence(lambda n: f"ada-invented-{n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title = "Head of research"


class AccessFactory(DjangoModelFactory):
    class Meta:
        model = Access

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    level = AccessLevel.EDITOR


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    level = AccessLevel.EDITOR
    token_hash = factory.Sequence(lambda n: f"{n:064}")


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    organisation = factory.SubFactory(OrganisationFactory)
    asked_by = factory.SubFactory(UserFactory)


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = Correction

    organisation = factory.SubFactory(OrganisationFactory)
    asked_by = factory.SubFactory(UserFactory)


class PersonClaimFactory(DjangoModelFactory):
    class Meta:
        model = PersonClaim

    person = factory.SubFactory(PersonFactory)
    asked_by = factory.SubFactory(UserFactory)


def owner_of(organisation, **values):
    """An account that owns the organisation."""
    return AccessFactory(organisation=organisation, level=AccessLevel.OWNER, user=UserFactory(**values)).user


def editor_of(organisation, **values):
    """An account that edits the organisation."""
    return AccessFactory(organisation=organisation, level=AccessLevel.EDITOR, user=UserFactory(**values)).user


def reader_of(organisation, **values):
    """An account that reads the organisation's own pages."""
    return AccessFactory(organisation=organisation, level=AccessLevel.READER, user=UserFactory(**values)).user
