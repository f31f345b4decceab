"""Asking to manage an organisation."""

import pytest
from allauth.account.models import EmailAddress
from hypothesis import given
from hypothesis import strategies as st

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.base.messaging.models import Mail
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.enums import AccessLevel, Status
from parvis.domain.directory.models import Access
from parvis.domain.stewardship.domains import host_of, is_public, is_under, is_whole_site, mail_domain
from parvis.domain.stewardship.enums import RequestState
from parvis.domain.stewardship.selectors.domains import proves_domain
from parvis.domain.stewardship.services.claims import accept_claim, claim_organisation, refuse_claim, withdraw_claim
from tests.factories.accounts import UserFactory, account_with
from tests.factories.directory import ClaimFactory, OrganisationFactory, editor_of, owner_of

DOMAINS = [
    ("a@curie.fr", "https://curie.fr/", [], True),
    ("a@curie.fr", "https://www.curie.fr", [], True),
    ("a@curie.fr", "http://WWW.Curie.FR/fr/", [], True),
    ("a@curie.fr", "https://institut.curie.fr/", [], True),
    ("a@curie.fr", "https://curie.fr/", ["https://other.org"], True),
    ("a@curie.fr", "https://lab.curie.fr/", ["https://curie.fr"], False),
    ("a@curie.fr", "https://curie.fr/", ["https://lab.curie.fr"], False),
    ("a@curie.fr", "https://curie.fr/", ["https://curie.fr/autre"], False),
    ("a@lab.curie.fr", "https://curie.fr/", [], False),
    ("a@curie.fr", "https://curie.fr/equipe/labo", [], False),
    ("a@curie.fr", "https://notcurie.fr/", [], False),
    ("a@gmail.com", "https://gmail.com/", [], False),
    ("a@orange.fr", "https://curie.orange.fr/", [], False),
    ("a@wordpress.com", "https://curie.wordpress.com/", [], False),
    ("a@fr", "https://curie.fr/", [], False),
    ("a@curie.fr", "", [], False),
    ("a@curie.fr", "https://[broken", [], False),
    ("a@evil.org", "https://curie.fr/", [], False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "website", "others", "proved"), DOMAINS)
def test_when_a_mail_domain_proves_it(email, website, others, proved):
    organisation = OrganisationFactory(website=website)
    for other in others:
        OrganisationFactory(website=other)
    assert proves_domain(UserFactory(email=email), organisation) is proved


@pytest.mark.django_db
def test_an_address_that_is_not_verified_proves_nothing():
    organisation = OrganisationFactory(website="https://curie.fr")
    user = UserFactory(email="a@curie.fr")
    EmailAddress.objects.filter(user=user).update(verified=False)
    assert not proves_domain(user, organisation)


@pytest.mark.parametrize(
    ("url", "host", "whole"),
    [
        ("https://www.example.org/en/", "example.org", True),
        ("https://Exämple.org", "xn--exmple-cua.org", True),
        ("https://example.org/?id=3", "example.org", False),
        ("https://example.org/lab", "example.org", False),
        ("nothing", "", False),
        ("https://[broken", "", False),
    ],
)
def test_host_of_a_website(url, host, whole):
    assert host_of(url) == host
    assert (is_whole_site(url) and bool(host)) is whole


@given(st.text(max_size=80))
def test_domains_take_any_text(text):
    assert isinstance(is_under(host_of(text), mail_domain(text)), bool)
    assert isinstance(is_public(mail_domain(text)), bool)
    assert isinstance(is_whole_site(text), bool)


def mails():
    return sorted((mail.to, mail.kind) for mail in Mail.objects.all())


@pytest.mark.django_db
def test_a_proved_claim_is_granted_at_once_and_told():
    organisation = OrganisationFactory(website="https://curie.fr")
    user, keeper = UserFactory(email="a@curie.fr"), account_with(Role.COMMUNITY, email="team@example.org")
    claim = claim_organisation(actor=user, organisation=organisation)
    assert (claim.state, claim.decided_by) == (RequestState.ACCEPTED, None)
    assert Access.objects.get(user=user).level == AccessLevel.OWNER
    assert mails() == [(user.email, "stewardship.claim_accepted"), (keeper.email, "stewardship.claim_granted")]
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "stewardship.claim_asked",
        "stewardship.claim_granted",
    ]


@pytest.mark.django_db
def test_where_someone_owns_it_already_the_team_decides():
    organisation = OrganisationFactory(website="https://curie.fr")
    owner = owner_of(organisation, email="owner@example.org")
    administrator = account_with(Role.ADMINISTRATOR, email="admin@example.org")
    user = UserFactory(email="a@curie.fr")
    claim = claim_organisation(actor=user, organisation=organisation, message="I am the director")
    assert claim.state == RequestState.PENDING
    assert mails() == [
        (user.email, "stewardship.claim_received"),
        (administrator.email, "stewardship.claim_waiting"),
        (owner.email, "stewardship.claim_waiting"),
    ]
    assert "I am the director" in Mail.objects.get(to=owner.email).text
    with pytest.raises(Conflict):
        claim_organisation(actor=user, organisation=organisation)


@pytest.mark.django_db
def test_the_team_accepts_with_a_level_and_a_word():
    claim, keeper = ClaimFactory(), account_with(Role.PROGRAMME)
    accept_claim(actor=keeper, claim=claim, level=AccessLevel.EDITOR, word=" Welcome ")
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by, claim.word) == (RequestState.ACCEPTED, keeper, "Welcome")
    assert Access.objects.get(user=claim.asked_by).level == AccessLevel.EDITOR
    assert "Welcome" in Mail.objects.get().text
    with pytest.raises(Conflict):
        refuse_claim(actor=keeper, claim=claim, word="Too late")


@pytest.mark.django_db
def test_a_refusal_needs_a_word():
    claim, keeper = ClaimFactory(), account_with(Role.COMMUNITY)
    with pytest.raises(InvalidInput):
        refuse_claim(actor=keeper, claim=claim, word=" ")
    refuse_claim(actor=keeper, claim=claim, word="We could not reach you.")
    assert "We could not reach you." in Mail.objects.get().text
    assert not Access.objects.exists()
    with pytest.raises(Conflict):
        accept_claim(actor=keeper, claim=claim)


@pytest.mark.django_db
def test_who_asked_withdraws():
    claim = ClaimFactory()
    with pytest.raises(NotAllowed):
        withdraw_claim(actor=UserFactory(), claim=claim)
    withdraw_claim(actor=claim.asked_by, claim=claim)
    claim.refresh_from_db()
    assert claim.state == RequestState.WITHDRAWN


@pytest.mark.django_db
def test_who_may_not_ask_or_decide():
    closed = OrganisationFactory(status=Status.CLOSED)
    with pytest.raises(NotAllowed):
        claim_organisation(actor=UserFactory(), organisation=closed)
    claim = ClaimFactory()
    for actor in (claim.asked_by, editor_of(claim.organisation), owner_of(claim.organisation), account_with(Role.SITE)):
        with pytest.raises(NotAllowed):
            accept_claim(actor=actor, claim=claim)
        with pytest.raises(NotAllowed):
            refuse_claim(actor=actor, claim=claim, word="no")
