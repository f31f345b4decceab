import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.domain.registers.facts import Facts, ParentFact
from parvis.domain.registers.joining import IdentityIndex, shared_numbers

ROR, OTHER_ROR, GRID, SIREN = ("ror", "r1"), ("ror", "r2"), ("grid", "g1"), ("siren", "s1")


def index_of(**carried):
    index = IdentityIndex()
    for handle, numbers in enumerate(carried.values(), 1):
        index.add(handle, numbers)
    return index


def facts(*numbers, scope=""):
    return Facts(key="k", scope=scope, identifiers=numbers)


@pytest.mark.parametrize(
    ("carried", "record", "handle"),
    [
        ([ROR], facts(ROR), 1),
        ([GRID], facts(GRID), 1),
        ([GRID], facts(ROR, GRID), 1),
        ([ROR, GRID], facts(OTHER_ROR, GRID), None),
        ([SIREN], facts(SIREN, scope="entity"), 1),
        ([SIREN], facts(SIREN, scope="establishment"), None),
        ([SIREN, ("finess", "f1")], facts(SIREN, scope="entity"), None),
        ([SIREN, ROR], facts(("siren", "s2"), ROR, scope="entity"), None),
        ([("label", "UMR 1")], facts(("label", "UMR 1")), None),
        ([("finess_ej", "e1")], facts(("finess_ej", "e1")), None),
        ([ROR], facts(("rnsr", "n1")), None),
    ],
    ids=[
        "same ror",
        "same grid",
        "one number is enough",
        "two rors forbid what a grid suggests",
        "an entity by its siren",
        "an establishment never by its siren",
        "an entity is not one of its hospitals",
        "two sirens forbid",
        "a lab label never joins",
        "a legal entity's number never joins",
        "nothing in common",
    ],
)
def test_match_joins_by_numbers_alone(carried, record, handle):
    assert index_of(a=carried).match(record).handle == handle


def test_match_names_the_number_that_a_contradiction_silenced():
    assert index_of(a=[ROR, GRID]).match(facts(OTHER_ROR, GRID)).against == (GRID,)


def test_match_prefers_the_more_reliable_number():
    index = index_of(a=[GRID], b=[ROR])
    assert index.match(facts(GRID, ROR)).handle == 2


def test_match_ignores_shared_numbers():
    assert index_of(a=[GRID]).match(facts(GRID), frozenset({GRID})).handle is None


def test_a_number_of_several_leads_nowhere():
    index = index_of(a=[SIREN], b=[SIREN])
    assert index.owner(SIREN) is None
    assert index.match(facts(SIREN, scope="entity")).handle is None


def test_parent_is_the_entity_and_never_one_of_its_establishments():
    index = index_of(entity=[SIREN], site=[SIREN, ("finess", "f1")], lab=[SIREN, ("rnsr", "n1")])
    assert index.leads(ParentFact("part", (("finess_ej", "e9"), SIREN))) == [1]
    assert index.leads(ParentFact("part", (("siret", "x"),))) == []


def test_shared_numbers_are_those_of_several_records():
    records = [Facts(key="1", identifiers=(GRID, ROR)), Facts(key="2", identifiers=(GRID, OTHER_ROR))]
    assert shared_numbers(records) == {GRID}


NUMBERS = st.lists(
    st.tuples(st.sampled_from(["ror", "rnsr", "siren", "grid", "finess"]), st.sampled_from("abc")), max_size=4
)


@given(st.lists(NUMBERS, max_size=6), NUMBERS, st.sampled_from(["", "entity", "establishment"]))
def test_match_never_joins_against_a_contradiction(carried, numbers, scope):
    index = IdentityIndex()
    for handle, theirs in enumerate(carried, 1):
        index.add(handle, theirs)
    record = facts(*numbers, scope=scope)
    match = index.match(record)
    if match.handle is not None:
        assert match.number in record.identifiers
        assert match.number in index.numbers[match.handle]
        assert not index.contradicts(match.handle, record)
