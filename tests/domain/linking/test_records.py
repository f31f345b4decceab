"""Merges of organisations that registers describe."""

import pytest

from parvis.domain.directory.models import Identifier, Name, Organisation
from parvis.domain.linking.keys import Key, key_of
from parvis.domain.linking.registry import records
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.unmerging import unmerge
from parvis.domain.registers.facts import Facts, digest_of, dumped
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.services.remaking import remake_organisations
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


def describe(organisation, source, key, **said):
    """A record about the organisation, which is then made from it."""
    facts = Facts(key=key, scope="entity", kind="hospital", **said).to_json()
    row, _is_new = SourceRecord.objects.update_or_create(
        source=source,
        source_key=key,
        defaults={"organisation": organisation, "facts": facts, "digest": digest_of(dumped(facts))},
    )
    remake_organisations([organisation.pk])
    return row


@pytest.fixture
def pair():
    survivor, absorbed = (OrganisationFactory(name="", kind="other") for _ in range(2))
    describe(survivor, "hospitals", "590780193", name="CHU LILLE", identifiers=(("finess", "590780193"),))
    describe(absorbed, "ror", "02ppyfa04", name="CHU de Lille", identifiers=(("ror", "02ppyfa04"),))
    return tuple(Organisation.objects.get(pk=one.pk) for one in (survivor, absorbed))


def merge(pair):
    return merge_organisations(actor=None, survivor=pair[0], absorbed=pair[1])


def test_the_survivor_is_made_of_all_records_and_of_its_own_again(pair):
    survivor, absorbed = pair
    done = merge(pair)
    one = Organisation.objects.get(pk=survivor.pk)
    assert (one.name, one.sources) == ("CHU de Lille", ["hospitals", "ror"])
    assert one.provenance["name"]["source"] == "ror"
    assert done.records.keys() == {"hospitals:590780193", "ror:02ppyfa04"}
    unmerge(actor=None, merge=done)
    names = [Organisation.objects.get(pk=organisation.pk).name for organisation in pair]
    assert names == ["CHU LILLE", "CHU de Lille"]
    assert list(Identifier.objects.order_by("scheme").values_list("scheme", "organisation")) == [
        ("finess", survivor.pk),
        ("ror", absorbed.pk),
    ]
    assert not Name.objects.exists()


def test_what_a_register_said_since_goes_with_its_record(pair):
    survivor, absorbed = pair
    done = merge(pair)
    describe(survivor, "ror", "02ppyfa04", name="Lille University Hospital", identifiers=(("ror", "02ppyfa04"),))
    describe(survivor, "rnsr", "199912345A", name="Centre", website="https://new.example.org")
    unmerge(actor=None, merge=done)
    one, other = (Organisation.objects.get(pk=organisation.pk) for organisation in pair)
    assert (other.name, other.sources) == ("Lille University Hospital", ["ror"])
    assert (one.sources, one.website) == (["hospitals", "rnsr"], "https://new.example.org")
    assert Identifier.objects.get(scheme="ror").organisation == absorbed


def test_records_are_known_by_their_keys(pair):
    survivor, absorbed = pair
    assert list(records().digests([survivor.pk])[survivor.pk]) == [Key("hospitals", "590780193")]
    keys = [Key("ror", "02ppyfa04"), Key("ror", "unknown")]
    assert records().owners(keys) == {Key("ror", "02ppyfa04"): absorbed.pk}
    assert key_of(str(keys[0])) == keys[0]
