"""Choose the organisations that carry the campus, their order and their role."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.campus.models import FoundingMember
from parvis.domain.campus.rules import can_edit_campus
from parvis.domain.directory.models import Organisation


@dataclass(frozen=True)
class FoundingText:
    """The role of one founding member, in both languages, and its place among the others."""

    member_id: int
    position: int
    note_fr: str = ""
    note_en: str = ""


def add_founding_member(
    *, actor: User | None, organisation: Organisation, note_fr: str = "", note_en: str = ""
) -> FoundingMember:
    """Add an organisation at the end; raises Conflict when it is one already."""
    _check(actor)
    with transaction.atomic():
        last = FoundingMember.objects.order_by("-position").values_list("position", flat=True).first()
        member, created = FoundingMember.objects.get_or_create(
            organisation=organisation,
            defaults={"position": (last or 0) + 1, "note_fr": note_fr, "note_en": note_en},
        )
        if not created:
            raise Conflict(_("%(name)s is a founding member already.") % {"name": organisation.name})
        record(actor=actor, verb="campus.founding_member_added", target=organisation)
    return member


def edit_founding_members(*, actor: User | None, texts: Sequence[FoundingText]) -> None:
    """Write roles and order; members that another administrator removed meanwhile stay removed."""
    _check(actor)
    with transaction.atomic():
        members = FoundingMember.objects.in_bulk([text.member_id for text in texts])
        ordered = sorted((text for text in texts if text.member_id in members), key=lambda text: text.position)
        changed = False
        for position, text in enumerate(ordered, 1):
            member = members[text.member_id]
            wanted = (position, text.note_fr, text.note_en)
            if (member.position, member.note_fr, member.note_en) != wanted:
                member.position, member.note_fr, member.note_en = wanted
                member.save(update_fields=["position", "note_fr", "note_en"])
                changed = True
        if changed:
            record(actor=actor, verb="campus.founding_members_edited")


def remove_founding_member(*, actor: User | None, member: FoundingMember) -> None:
    """Take an organisation from the founding members; it stays in the directory. Twice is once."""
    _check(actor)
    with transaction.atomic():
        deleted, _counts = FoundingMember.objects.filter(pk=member.pk).delete()
        if deleted:
            record(actor=actor, verb="campus.founding_member_removed", target=member.organisation)


def _check(actor: User | None) -> None:
    if actor is not None and not can_edit_campus(actor):
        raise NotAllowed(_("Only campus administrators choose the founding members."))
