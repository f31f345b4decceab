"""Initials of hospitals."""

from parvis.engine.linkage.normalise.initials import initials_all


def test_initials_are_those_of_hospitals_only():
    names = {
        "groupe hospitalier bretagne sud": "ghbs",
        "centre hospitalier de la basse terre": "chbt",
        "ch de la basse terre": "chbt",
        "les hopitaux du bassin de thau": "hbt",
        "institut de microelectronique de nulle part": "",
        "hopital": "",
        "hopital foch": "",
        "centre hospitalier de tous les villages de la vallee haute et de la belle vallee basse": "",
    }
    assert dict(zip(names, initials_all(list(names)), strict=True)) == names
