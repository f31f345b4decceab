"""A merge is undone after the directory has moved on."""

import pytest

from parvis.domain.directory.models import Access, Membership, Organisation
from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.models import MergeRow
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.strays import gather_strays
from parvis.domain.linking.services.unmerging import unmerge
from tests.factories import directory as make
from tests.factories.accounts import UserFactory
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db

REGISTER = {"source": "rnsr", "on": "2026-01-01"}
PERSON = {"source": "human", "on": "2026-02-02"}


@pytest.fixture
def pair():
    return make.OrganisationFactory(name="CHU de Lille"), make.OrganisationFactory(name="CHRU Lille")


def merge(pair):
    survivor, absorbed = pair
    return merge_organisations(actor=None, survivor=survivor, absorbed=absorbed)


def again(organisation):
    return Organisation.everything.get(pk=organisation.pk)


def test_a_stage_goes_to_no_survivor_but_a_startup():
    absorbed = make.OrganisationFactory(kind="startup", stage="growth", provenance={"stage": REGISTER})
    lab, startup = make.OrganisationFactory(kind="lab"), make.OrganisationFactory(kind="startup")
    done = merge((lab, absorbed))
    assert (again(lab).stage, "stage" in again(lab).provenance) == ("", False)
    unmerge(actor=None, merge=done)
    merge((startup, again(absorbed)))
    assert (again(startup).stage, again(startup).provenance["stage"]) == ("growth", REGISTER)


def test_a_source_that_came_with_the_merge_goes_also_when_another_was_added_since():
    survivor = make.OrganisationFactory()
    absorbed = make.OrganisationFactory(website="https://b.example", provenance={"website": REGISTER})
    done = merge((survivor, absorbed))
    one = again(survivor)
    one.provenance = {**one.provenance, "description_fr": PERSON}
    one.save()
    unmerge(actor=None, merge=done)
    assert (again(survivor).website, again(survivor).provenance) == ("", {"description_fr": PERSON})


def test_a_right_that_was_raised_and_is_gone_since_stays_gone(pair):
    survivor, absorbed = pair
    user = UserFactory()
    make.AccessFactory(organisation=survivor, user=user, level="reader")
    make.AccessFactory(organisation=absorbed, user=user, level="owner")
    done = merge(pair)
    Access.objects.all().delete()
    unmerge(actor=None, merge=done)
    assert list(Access.objects.values_list("organisation", "level")) == [(absorbed.pk, "owner")]


def test_a_row_whose_place_is_taken_is_not_given_back(pair):
    survivor, absorbed = pair
    user = UserFactory()
    for organisation in pair:
        make.AccessFactory(organisation=organisation, user=user, level="reader")
    done = merge(pair)
    make.AccessFactory(organisation=absorbed, user=user, level="editor")
    unmerge(actor=None, merge=done)
    assert dict(Access.objects.values_list("organisation", "level")) == {survivor.pk: "reader", absorbed.pk: "editor"}


def test_a_column_that_there_is_no_more_is_left_out(pair):
    member = make.MembershipFactory(organisation=pair[1], title="Head")
    done = merge(pair)
    other = make.MembershipFactory(organisation=pair[0])
    row = MergeRow.objects.get(merge=done, model="directory.membership")
    MergeRow.objects.filter(pk=row.pk).update(before={**row.before, "colour": "red"}, after={**row.after, "colour": ""})
    MergeRow.objects.create(
        merge=done,
        model=row.model,
        row=str(other.pk),
        act=RowAct.CHANGED,
        before={"colour": "red"},
        after={"colour": ""},
    )
    unmerge(actor=None, merge=done)
    assert Membership.objects.get(pk=member.pk).organisation == pair[1]
    assert Membership.objects.get(pk=other.pk).organisation == pair[0]


def test_strays_of_a_merge_that_is_being_undone_are_left_where_they_are(pair):
    done = merge(pair)
    late = make.MembershipFactory(organisation=pair[1])
    with meanwhile(lambda: unmerge(actor=None, merge=done), before="SAVEPOINT"):
        assert gather_strays() == 0
    assert Membership.objects.get(pk=late.pk).organisation == pair[1]
