"""Numbers of registers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.errors import InvalidInput
from parvis.domain.directory import identifiers
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.identifiers.france import LETTERS
from parvis.domain.directory.identifiers.world import CROCKFORD

GOOD = [
    ("siren", "552 100 554", "552100554"),
    ("siren", "552.100.554", "552100554"),
    ("siren", "356 000 000", "356000000"),
    ("siret", "552 100 554 00013", "55210055400013"),
    ("siret", "35600000000048", "35600000000048"),
    ("siret", "35600000049837", "35600000049837"),
    ("ror", "https://ror.org/02vjkv261", "02vjkv261"),
    ("ror", "02VJKV261", "02vjkv261"),
    ("rnsr", "199812849E", "199812849E"),
    ("rnsr", "1998 12849 e", "199812849E"),
    ("finess", "010000024", "010000024"),
    ("finess", "2A 000 0022", "2A0000022"),
    ("finess_ej", "2A0000014", "2A0000014"),
    ("uai", "0753639y", "0753639Y"),
    ("pic", "998 384 626", "998384626"),
    ("wikidata", "https://www.wikidata.org/wiki/Q273523", "Q273523"),
    ("wikidata", "q273523", "Q273523"),
    ("grid", "https://www.grid.ac/institutes/grid.7429.8", "grid.7429.8"),
    ("isni", "0000 0001 2151 3364", "0000000121513364"),
    ("isni", "https://isni.org/isni/0000000121513364", "0000000121513364"),
    ("fundref", "https://doi.org/10.13039/501100001677", "501100001677"),
    ("idref", "https://www.idref.fr/027918459", "027918459"),
    ("vat", "FR 40 303 265 045", "FR40303265045"),
    ("vat", "EL 090145420", "EL090145420"),
    ("vat", "CHE-107.787.577 IVA", "CHE107787577IVA"),
    ("label", "UMR8520", "UMR 8520"),
    ("label", "umr-s 1142", "UMR_S 1142"),
    ("label", "UMRS_1142", "UMR_S 1142"),
    ("label", "Inserm U1142", "U 1142"),
    ("label", "U0938", "U 938"),
    ("label", "UMR CNRS n°5672", "UMR 5672"),
    ("label", "UPR 3079", "UPR 3079"),
    ("label", "EA 4041", "EA 4041"),
    ("label", "ERL-7230", "ERL 7230"),
    ("label", "CIC 1417", "CIC 1417"),
    ("label", "UMR_MD 1", "UMR_MD 1"),
]

BAD = [
    ("siren", "552100553"),
    ("siren", "55210055"),
    ("siren", "55210055400013"),
    ("siren", "646398001"),
    ("siret", "55210055400014"),
    ("siret", "552100554"),
    ("siret", "35600000049838"),
    ("siret", "18007003901804"),
    ("ror", "02vjkv262"),
    ("ror", "12vjkv261"),
    ("ror", "02vjku261"),
    ("rnsr", "199812849F"),
    ("rnsr", "299812849E"),
    ("finess", "010000025"),
    ("finess", "2C0000022"),
    ("uai", "0753639Z"),
    ("uai", "753639Y"),
    ("pic", "99838462"),
    ("wikidata", "Q0"),
    ("grid", "7429.8"),
    ("isni", "0000 0001 2151 3365"),
    ("isni", "1"),
    ("fundref", "12345"),
    ("idref", "027918458"),
    ("idref", "1"),
    ("vat", "FR41303265045"),
    ("vat", "FR2641403193"),
    ("vat", "MISSING"),
    ("vat", "!"),
    ("label", "UR DSR"),
    ("label", "BOEING 747"),
    ("label", "UMR 0"),
    ("siren", "  "),
    ("passport", "1"),
]


@pytest.mark.parametrize(("scheme", "text", "value"), GOOD)
def test_clean_gives_the_one_written_form(scheme, text, value):
    assert identifiers.clean(scheme, text) == value
    assert identifiers.clean(scheme, identifiers.display(scheme, value)) == value


@pytest.mark.parametrize(("scheme", "text"), BAD)
def test_clean_refuses_with_a_sentence(scheme, text):
    with pytest.raises(InvalidInput) as refusal:
        identifiers.clean(scheme, text)
    assert str(refusal.value).endswith((".", "“passport”."))
    assert not identifiers.is_valid(scheme, text)


@given(st.sampled_from(list(Scheme)), st.text(max_size=30))
def test_clean_is_stable_or_refuses(scheme, text):
    try:
        value = identifiers.clean(scheme, text)
    except InvalidInput:
        return
    assert identifiers.clean(scheme, value) == value
    assert len(value) <= 60


def numbers(length):
    return st.text("0123456789", min_size=length, max_size=length)


@given(numbers(8), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_of_a_siren_is_found(start, place, shift):
    siren = next(start + digit for digit in "0123456789" if identifiers.is_valid("siren", start + digit))
    wrong = siren[:place] + str((int(siren[place]) + shift) % 10) + siren[place + 1 :]
    assert not identifiers.is_valid("siren", wrong)


@given(st.text(CROCKFORD, min_size=6, max_size=6), st.integers(0, 5), st.sampled_from(CROCKFORD))
def test_one_wrong_character_of_a_ror_is_found(middle, place, other):
    fits = [f"0{middle}{check:02}" for check in range(100) if identifiers.is_valid("ror", f"0{middle}{check:02}")]
    assert len(fits) == 1
    changed = middle[:place] + other + middle[place + 1 :]
    assert identifiers.is_valid("ror", f"0{changed}{fits[0][7:]}") == (changed == middle)


@given(numbers(7))
def test_an_uai_has_one_letter(digits):
    assert [letter for letter in LETTERS if identifiers.is_valid("uai", digits + letter)] == [LETTERS[int(digits) % 23]]


@given(numbers(8))
def test_the_vat_number_of_a_siren_is_valid_and_leads_back(start):
    siren = next(start + digit for digit in "0123456789" if identifiers.is_valid("siren", start + digit))
    vat = identifiers.vat_of_siren(siren)
    assert identifiers.is_valid("vat", vat) or siren.startswith("000")
    assert identifiers.siren_of_vat(vat) in (siren, "")


def test_siren_of_other_numbers():
    assert identifiers.siren_of_siret("55210055400013") == "552100554"
    assert identifiers.siren_of_vat("FR40303265045") == "303265045"
    assert identifiers.siren_of_vat("DE136695976") == ""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("UMR_S 1142 / U 1142; Inserm", ["UMR_S 1142", "U 1142"]),
        ("UMR CNRS 8520, Inserm U1142, UMR8520", ["UMR 8520", "U 1142"]),
        ("UMR 9017 U1019", ["UMR 9017", "U 1019"]),
        ("59000 Lille, salle A 12", []),
        ("", []),
    ],
)
def test_split_labels_finds_each_once(text, labels):
    assert identifiers.split_labels(text) == labels


def test_readings_are_every_register_that_fits():
    assert dict(identifiers.readings("552 100 554"))["siren"] == "552100554"
    assert identifiers.readings("0753639Y") == [("uai", "0753639Y")]
    assert identifiers.readings("institut curie") == []


@pytest.mark.parametrize(
    ("scheme", "value", "url"),
    [
        ("ror", "02vjkv261", "https://ror.org/02vjkv261"),
        ("label", "UMR 8520", ""),
        ("isni", "0000000121513364", "https://isni.org/isni/0000000121513364"),
    ],
)
def test_url_of_leads_to_the_register(scheme, value, url):
    assert identifiers.url_of(scheme, value) == url


def test_every_register_has_its_rule_and_exceptions_are_named():
    assert set(identifiers.CLEANERS) == set(Scheme)
    assert "La Poste" in str(identifiers.known_exceptions[Scheme.SIRET])
