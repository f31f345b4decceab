"""Claims, corrections and invitations in every state, about invented start-ups only."""

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.demo.context import Context
from parvis.demo.tables import invented
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Person
from parvis.domain.stewardship.models import Claim
from parvis.domain.stewardship.services.claims import claim_organisation, refuse_claim, withdraw_claim
from parvis.domain.stewardship.services.corrections import accept_correction, refuse_correction, suggest_correction
from parvis.domain.stewardship.services.invitations import invite, revoke_invitation
from parvis.domain.stewardship.services.person_claims import claim_person

GUEST = "invite@campus.example"


def build(context: Context) -> None:
    """Let visitor, owner and reader ask, and the community manager answer; once."""
    visitor, owner, reader, team = (context.accounts[key] for key in ("visitor", "owner", "reader", "community"))
    if not Claim.objects.filter(asked_by=visitor).exists():
        with transaction.atomic():
            _claims(visitor, team)
            _corrections(visitor, team)
            _invitations(owner)
            claim_person(actor=reader, person=Person.objects.get(name=reader.name, is_invented=True))
    context.say("claims, corrections and invitations in every state")


def _claims(visitor: User, team: User) -> None:
    claim_organisation(actor=visitor, organisation=invented("voixclaire"), message="Je viens de rejoindre l’équipe.")
    refused = claim_organisation(actor=visitor, organisation=invented("oncomire"), message="J’y ai travaillé en 2022.")
    refuse_claim(actor=team, claim=refused, word="Seules les personnes en poste peuvent gérer la page.")
    withdrawn = claim_organisation(actor=visitor, organisation=invented("datadoux"))
    withdraw_claim(actor=visitor, claim=withdrawn)


def _corrections(visitor: User, team: User) -> None:
    suggest_correction(
        actor=visitor, organisation=invented("lagon"), values={"founded_year": 2019}, comment="Fondée un an plus tôt."
    )
    accepted = suggest_correction(actor=visitor, organisation=invented("orthomonde"), values={"founded_year": 2015})
    accept_correction(actor=team, correction=accepted, fields={"founded_year"}, word="Merci.")
    refused = suggest_correction(actor=visitor, organisation=invented("parcoursbleu"), values={"founded_year": 2010})
    refuse_correction(actor=team, correction=refused, word="Les statuts disent 2018.")


def _invitations(owner: User) -> None:
    invite(actor=owner, organisation=invented("cardioline"), email=GUEST, level=AccessLevel.EDITOR)
    revoked = invite(actor=owner, organisation=invented("cardioline"), email=f"autre.{GUEST}", level=AccessLevel.READER)
    revoke_invitation(actor=owner, invitation=revoked)
