"""Two organisations become one, and two again."""

import pytest

from parvis.base.accounts.enums import Role
from parvis.base.accounts.services.personal_data import erase_account
from parvis.base.activity.models import Entry
from parvis.core import bus
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.domain.campus.models import FoundingMember
from parvis.domain.directory.drafts import Changes, NameRow
from parvis.domain.directory.enums import NameKind, Scheme, Status
from parvis.domain.directory.events import OrganisationRenamed
from parvis.domain.directory.models import Access, Membership, Name, Organisation, Relation
from parvis.domain.directory.selectors.merged import history_of, survivor_of
from parvis.domain.directory.services.organisations import edit_organisation
from parvis.domain.linking.models import Merge
from parvis.domain.linking.personal_data import JUDGED
from parvis.domain.linking.selectors.dependence import built_on
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.strays import gather_strays
from parvis.domain.linking.services.unmerging import unmerge
from parvis.domain.sources.services.weighing import weigh_again
from tests.factories import directory as make
from tests.factories.accounts import UserFactory, account_with
from tests.factories.reference import ThemeFactory
from tests.support.traces import traces_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return account_with(Role.COMMUNITY)


@pytest.fixture
def pair():
    return make.OrganisationFactory(name="CHU de Lille"), make.OrganisationFactory(name="CHRU Lille")


def merge(pair, actor=None, **options):
    survivor, absorbed = pair
    return merge_organisations(actor=actor, survivor=survivor, absorbed=absorbed, **options)


def again(organisation):
    return Organisation.everything.get(pk=organisation.pk)


def test_the_absorbed_one_is_nowhere_and_its_address_leads_to_the_survivor(pair, keeper):
    survivor, absorbed = pair
    merge(pair, keeper, reason="Same hospital")
    assert list(Organisation.objects.all()) == [survivor]
    assert survivor_of(absorbed.slug) == survivor
    assert survivor_of(survivor.slug) is None
    assert Name.objects.get(organisation=survivor).text == "CHRU Lille"


def test_rows_move_and_what_would_be_there_twice_goes(pair):
    survivor, absorbed = pair
    parent = make.OrganisationFactory()
    for organisation in pair:
        make.RelationFactory(child=organisation, parent=parent)
        make.NameFactory(organisation=organisation, text="CHRU", kind=NameKind.ACRONYM)
    make.RelationFactory(child=absorbed, parent=survivor, kind="part")
    member = make.MembershipFactory(organisation=absorbed)
    merge(pair)
    assert Relation.objects.get().parent == parent
    assert Name.objects.filter(kind=NameKind.ACRONYM).count() == 1
    assert Membership.objects.get(pk=member.pk).organisation == survivor


def test_of_two_equal_rows_the_one_that_a_person_wrote_stays(pair):
    survivor, absorbed = pair
    make.NameFactory(organisation=survivor, text="CHU", source="ror")
    written = make.NameFactory(organisation=absorbed, text="CHU", source="human")
    merge(pair)
    assert Name.objects.get(text="CHU") == written
    assert Name.objects.get(text="CHU").organisation == survivor


def test_the_higher_of_two_rights_holds_and_goes_back(pair):
    survivor, absorbed = pair
    user = UserFactory()
    low = make.AccessFactory(organisation=survivor, user=user, level="reader")
    make.AccessFactory(organisation=absorbed, user=user, level="owner")
    done = merge(pair)
    assert Access.objects.get(user=user).level == "owner"
    unmerge(actor=None, merge=done)
    assert dict(Access.objects.values_list("organisation", "level")) == {survivor.pk: "reader", absorbed.pk: "owner"}
    assert Access.objects.get(pk=low.pk).granted_by is None


def test_what_people_wrote_of_either_is_kept_and_the_survivors_word_counts_more():
    said = {"source": "human", "on": "2026-01-01"}
    survivor = make.OrganisationFactory(
        name="A", description_fr="Texte de A", website="https://a.example", provenance={"description_fr": said}
    )
    absorbed = make.OrganisationFactory(
        name="B",
        description_fr="Texte de B",
        website="https://b.example",
        founded_year=1990,
        status=Status.CLOSED,
        provenance={"description_fr": said, "website": said, "founded_year": {"source": "rnsr"}, "status": said},
    )
    merge((survivor, absorbed))
    one = again(survivor)
    assert (one.description_fr, one.website, one.founded_year) == ("Texte de A", "https://b.example", 1990)
    assert one.provenance["website"] == said
    assert one.status == Status.ACTIVE
    assert again(absorbed).description_fr == "Texte de B"


def test_themes_that_someone_chose_stand_alone(pair):
    survivor, absorbed = pair
    ours, theirs = ThemeFactory(code="ours"), ThemeFactory(code="theirs")
    survivor.themes.add(ours)
    absorbed.themes.add(theirs)
    for chosen_of, kept in ((survivor, [ours]), (absorbed, [theirs]), (None, [ours, theirs])):
        Organisation.objects.update(provenance={})
        said = {"themes": {"source": "human"}} if chosen_of else {}
        Organisation.objects.filter(pk=getattr(chosen_of, "pk", None)).update(provenance=said)
        done = merge([again(one) for one in pair])
        assert (list(survivor.themes.order_by("code")), again(survivor).provenance) == (kept, said)
        unmerge(actor=None, merge=done)
        assert [list(one.themes.all()) for one in pair] == [[ours], [theirs]]


def test_children_are_named_after_whoever_is_their_parent_now(pair, monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setitem(bus._receivers, OrganisationRenamed, [told.append])
    make.RelationFactory(parent=pair[1])
    with django_capture_on_commit_callbacks(execute=True):
        done = merge(pair)
    with django_capture_on_commit_callbacks(execute=True):
        unmerge(actor=None, merge=done)
    assert told == [OrganisationRenamed(pair[0].pk), OrganisationRenamed(pair[1].pk)]


def test_what_a_person_took_away_stays_away_unless_the_survivor_has_it():
    absorbed = make.OrganisationFactory(provenance={"removed": {"names": ["alias:Old", "alias:Mine"]}})
    survivor = make.OrganisationFactory()
    make.NameFactory(organisation=survivor, text="Mine")
    merge((survivor, absorbed))
    assert again(survivor).provenance["removed"] == {"names": ["alias:Old"]}


@pytest.mark.parametrize(
    ("scheme", "first", "second"),
    [
        (Scheme.RNSR, "200012345A", "200012346B"),
        (Scheme.ROR, "02ppyfa04", "02kzqn938"),
        (Scheme.FINESS, "590780193", "590796975"),
        (Scheme.SIREN, "552100554", "732829320"),
    ],
)
def test_contradicting_numbers_forbid_a_merge_unless_an_administrator_says_why(pair, keeper, scheme, first, second):
    for organisation, value in zip(pair, (first, second), strict=True):
        make.IdentifierFactory(organisation=organisation, scheme=scheme, value=value)
    with pytest.raises(InvalidInput):
        merge(pair, keeper)
    with pytest.raises(NotAllowed):
        merge([again(one) for one in pair], keeper, override="The register has it twice")
    done = merge([again(one) for one in pair], account_with(Role.ADMINISTRATOR), override="The register has it twice")
    assert (bool(done.obstacle), done.override) == (True, "The register has it twice")


def test_the_siren_of_an_establishment_contradicts_nothing(pair):
    for organisation, value in zip(pair, ("552100554", "732829320"), strict=True):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.SIREN, value=value)
    make.IdentifierFactory(organisation=pair[0], scheme=Scheme.FINESS, value="590780193")
    assert merge(pair).obstacle == ""


def test_whoever_stands_between_two_in_the_family_forbids_their_merge(pair):
    between = make.OrganisationFactory(name="Pôle")
    make.RelationFactory(child=pair[0], parent=between)
    make.RelationFactory(child=between, parent=pair[1])
    with pytest.raises(InvalidInput, match="Pôle"):
        merge(pair)


def test_invented_and_real_organisations_are_never_merged(pair):
    invented = make.OrganisationFactory(is_invented=True)
    with pytest.raises(InvalidInput):
        merge((pair[0], invented), account_with(Role.ADMINISTRATOR), override="But I want to")
    with pytest.raises(InvalidInput):
        merge((pair[0], again(pair[0])))


def test_others_may_neither_merge_nor_undo(pair):
    for actor in (UserFactory(), account_with(Role.PROGRAMME), make.owner_of(pair[0])):
        with pytest.raises(NotAllowed):
            merge(pair, actor)
    done = merge(pair)
    with pytest.raises(NotAllowed):
        unmerge(actor=account_with(Role.SITE), merge=done)


def test_of_two_who_merge_at_once_the_second_is_told(pair):
    stale = [again(one) for one in pair]
    merge(pair)
    with pytest.raises(Conflict):
        merge(stale)
    with pytest.raises(Conflict):
        merge((make.OrganisationFactory(), again(pair[1])))


def test_a_merge_is_undone_once(pair):
    done = merge(pair)
    unmerge(actor=None, merge=done, reason="Two hospitals after all")
    with pytest.raises(Conflict):
        unmerge(actor=None, merge=done)
    assert Merge.objects.get().undone_reason == "Two hospitals after all"


def test_what_came_since_stays_with_the_survivor(pair, keeper):
    survivor, absorbed = pair
    moved = make.MembershipFactory(organisation=absorbed, title="Head")
    done = merge(pair)
    Membership.objects.filter(pk=moved.pk).update(title="Director")
    added = make.MembershipFactory(organisation=survivor)
    edit_organisation(
        actor=keeper,
        organisation=again(survivor),
        changes=Changes({"description_fr": "Écrit depuis"}, names=[NameRow("Nouveau nom")]),
    )
    unmerge(actor=None, merge=done)
    assert again(survivor).description_fr == "Écrit depuis"
    assert list(Name.objects.values_list("organisation", "text")) == [(survivor.pk, "Nouveau nom")]
    assert Membership.objects.get(pk=added.pk).organisation == survivor
    back = Membership.objects.get(pk=moved.pk)
    assert (back.organisation, back.title) == (absorbed, "Director")
    assert again(survivor).provenance["removed"] == {"names": ["alias:CHRU Lille"]}


def test_what_is_gone_since_stays_gone(pair):
    _survivor, absorbed = pair
    user = UserFactory()
    for organisation in pair:
        make.AccessFactory(organisation=organisation, user=user)
    moved = make.MembershipFactory(organisation=absorbed)
    done = merge(pair)
    moved.delete()
    user.delete()
    unmerge(actor=None, merge=done)
    assert not Membership.objects.exists()
    assert not Access.objects.exists()


def test_a_later_merge_that_builds_on_it_is_undone_first(pair):
    survivor, _absorbed = pair
    first = merge(pair)
    third = make.OrganisationFactory(name="Hôpital Salengro")
    second = merge((third, again(survivor)))
    assert built_on(first) == [second]
    with pytest.raises(InvalidTransition, match="Hôpital Salengro"):
        unmerge(actor=None, merge=first)
    assert survivor_of(pair[1].slug) == third
    unmerge(actor=None, merge=second)
    assert survivor_of(pair[1].slug) == survivor
    unmerge(actor=None, merge=first)
    assert Organisation.objects.count() == 3


def test_a_founding_member_stays_one(pair):
    survivor, absorbed = pair
    FoundingMember.objects.create(organisation=absorbed)
    merge(pair)
    assert FoundingMember.objects.get().organisation == survivor


def test_the_log_tells_of_both_and_names_the_merge(pair, keeper):
    survivor, absorbed = pair
    edit_organisation(actor=keeper, organisation=absorbed, changes=Changes({"city": ""}, names=[NameRow("Autre")]))
    owner = make.owner_of(absorbed)
    done = merge((survivor, again(absorbed)), keeper)
    assert [entry.verb for entry in history_of(survivor)] == ["linking.merged", "directory.organisation_edited"]
    entry = Entry.objects.get(verb="linking.merged")
    assert entry.data == {"merge": done.pk, "absorbed": absorbed.pk, "name": "CHRU Lille"}
    assert list(entry.concerns.values_list("user", flat=True)) == [owner.pk]
    unmerge(actor=keeper, merge=done)
    assert [entry.verb for entry in history_of(survivor)] == ["linking.unmerged", "linking.merged"]


def test_a_row_that_was_written_during_a_merge_follows_and_goes_back(pair):
    survivor, absorbed = pair
    done = merge(pair)
    late = make.MembershipFactory(organisation=absorbed)
    assert gather_strays() == 1
    assert Membership.objects.get(pk=late.pk).organisation == survivor
    assert gather_strays() == 0
    unmerge(actor=None, merge=done)
    assert Membership.objects.get(pk=late.pk).organisation == absorbed


def test_what_a_merge_has_set_aside_about_someone_can_be_had_and_erased(pair):
    user = UserFactory(name="Wilhelmina Quux")
    for organisation, word in zip(pair, ("one", "two"), strict=True):
        make.ClaimFactory(organisation=organisation, asked_by=user, message=f"{word}, says Wilhelmina Quux")
    done = merge(pair)
    assert JUDGED.export(user)["set_aside"][0]["message"] == "two, says Wilhelmina Quux"
    erase_account(actor=user, user=user)
    assert traces_of("Quux") == []
    unmerge(actor=None, merge=done)


def test_what_one_judged_is_ones_own_to_read_and_stays_without_a_name(pair, keeper):
    merge(pair, keeper)
    assert [row["survivor__name"] for row in JUDGED.export(keeper)["merges"]] == ["CHU de Lille"]
    assert any("judged and merged" in sentence for sentence in erase_account(actor=keeper, user=keeper))
    assert Merge.objects.get().merged_by.display_name == "erased account"


def test_the_survivor_weighs_what_it_has_become():
    pair = make.OrganisationFactory(sources=["human"]), make.OrganisationFactory(sources=["campus"])
    weigh_again([organisation.pk for organisation in pair])
    pair = tuple(map(again, pair))
    alone = pair[0].weight
    made = merge(pair)
    became = again(pair[0]).weight
    weigh_again([pair[0].pk])
    assert again(pair[0]).weight == became > alone
    unmerge(actor=None, merge=made)
    assert again(pair[0]).weight == alone
