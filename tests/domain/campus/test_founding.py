"""Who carries the campus, and who speaks for them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from parvis.base.accounts.enums import Role
from parvis.base.activity.models import Entry
from parvis.core.errors import Conflict, NotAllowed
from parvis.domain.campus.models import FoundingMember
from parvis.domain.campus.selectors.founding import (
    candidates,
    founding_members,
    founding_organisation_ids,
    is_founding_member,
)
from parvis.domain.campus.services.founding import (
    FoundingText,
    add_founding_member,
    edit_founding_members,
    remove_founding_member,
)
from tests.factories.accounts import UserFactory, account_with
from tests.factories.campus import FoundingMemberFactory
from tests.factories.directory import AccessFactory, NameFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_organisations_are_added_at_the_end():
    first, second = OrganisationFactory(), OrganisationFactory()
    actor = account_with(Role.ADMINISTRATOR)
    add_founding_member(actor=actor, organisation=first, note_fr="Recherche")
    add_founding_member(actor=actor, organisation=second)
    assert [(m.organisation, m.position) for m in founding_members()] == [(first, 1), (second, 2)]
    assert founding_organisation_ids() == {first.pk, second.pk}
    assert Entry.objects.filter(verb="campus.founding_member_added", actor=actor).count() == 2


def test_organisation_is_added_once():
    member = FoundingMemberFactory()
    with pytest.raises(Conflict):
        add_founding_member(actor=None, organisation=member.organisation)
    assert FoundingMember.objects.count() == 1


def test_roles_and_order_are_written_together():
    one, two = FoundingMemberFactory(position=1), FoundingMemberFactory(position=2)
    texts = [FoundingText(one.pk, 9, "Un", "One"), FoundingText(two.pk, 3), FoundingText(987_654, 1)]
    edit_founding_members(actor=None, texts=texts)
    assert [(m.pk, m.position, m.note_en) for m in founding_members()] == [(two.pk, 1, ""), (one.pk, 2, "One")]
    edit_founding_members(actor=None, texts=[FoundingText(two.pk, 1), FoundingText(one.pk, 2, "Un", "One")])
    assert Entry.objects.filter(verb="campus.founding_members_edited").count() == 1


def test_member_is_removed_once_and_stays_in_the_directory():
    member = FoundingMemberFactory()
    remove_founding_member(actor=None, member=member)
    remove_founding_member(actor=None, member=member)
    assert founding_members() == []
    assert Entry.objects.get().target_id == str(member.organisation.pk)


@pytest.mark.parametrize("role", [None, Role.COMMUNITY, Role.PROGRAMME, Role.SITE, Role.REVIEWER])
def test_others_choose_nobody(role):
    actor = UserFactory(roles=[role] if role else [])
    member = FoundingMemberFactory()
    for act in (
        lambda: add_founding_member(actor=actor, organisation=OrganisationFactory()),
        lambda: edit_founding_members(actor=actor, texts=[]),
        lambda: remove_founding_member(actor=actor, member=member),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [m.pk for m in founding_members()] == [member.pk]


def test_founding_member_speaks_through_a_right_over_the_organisation():
    member = FoundingMemberFactory()
    speaker = AccessFactory(organisation=member.organisation).user
    elsewhere = AccessFactory().user
    assert [is_founding_member(actor) for actor in (speaker, elsewhere, UserFactory(), AnonymousUser())] == [
        True,
        False,
        False,
        False,
    ]


def test_candidates_are_found_by_their_words_and_leave_out_members():
    inserm = OrganisationFactory(name="Institut national de la santé et de la recherche médicale", weight=1)
    NameFactory(organisation=inserm, text="Inserm")
    small = OrganisationFactory(name="Santé Recherche", weight=0.1)
    FoundingMemberFactory(organisation=OrganisationFactory(name="Recherche en santé"))
    assert candidates("recherche santé") == [inserm, small]
    assert candidates("inserm") == [inserm]
    assert candidates("nothing") == []
