"""Records are linked to a reference."""

import pytest

from parvis.engine.linkage import Linker, Record, compare

REFERENCE = [
    Record("dijon", "Centre hospitalier universitaire de Dijon", city="Dijon", postcode="21000"),
    Record("lyon", "Hospices civils de Lyon", acronyms=("HCL",), city="Lyon", postcode="69002"),
    Record("iemn", "Institut d'électronique, de microélectronique et de nanotechnologie", aliases=("UMR 8520",)),
]


@pytest.fixture(scope="module")
def linker():
    return Linker(REFERENCE)


@pytest.mark.parametrize(("name", "expected"), [("CHU DIJON", "dijon"), ("HCL", "lyon"), ("UMR8520", "iemn")])
def test_find_puts_what_is_meant_first(linker, name, expected):
    assert linker.find(Record("", name))[0].reference_id == expected


def test_link_gives_what_passes_the_threshold(linker):
    records = [Record("a", "CHU de Dijon", city="21079 DIJON CEDEX"), Record("b", "Mairie de Brest")]
    assert [(link.id, link.reference_id) for link in linker.link(records)] == [("a", "dijon")]


def test_identifiers_that_agree_decide():
    left, right = Record("a", "Foo", identifiers=(("ror", "x1"),)), Record("b", "Bar", identifiers=(("ror", "X1"),))
    assert compare(left, right).score > 0.99


def test_identifiers_that_contradict_forbid():
    left = Record("a", "CHU Dijon", identifiers=(("siren", "1"),))
    found = compare(left, Record("b", "CHU Dijon", identifiers=(("siren", "2"),)))
    assert (found.score, found.forbidden) == (0, True)
