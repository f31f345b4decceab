import pytest

from parvis.core.errors import SourceRecordError
from parvis.domain.registers.importers import cells as c


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://www.ed.ac.uk/x?y=1", "https://www.ed.ac.uk/x?y=1"),
        ("www.Numtech.fr?l=en", "http://www.numtech.fr?l=en"),
        ("theremia.health", "http://theremia.health"),
        ("http://http:/www.gred-clermont.fr", "http://www.gred-clermont.fr"),
        ("http://https://grap.u-picardie.fr/accueil/", "https://grap.u-picardie.fr/accueil/"),
        ("http://https:\\\\lifse.artsetmetiers.fr", "https://lifse.artsetmetiers.fr"),
        ("http://: http://www.irstea.fr/x", ""),
        ("http://fmnt-direction@fmnt.fr", ""),
        ("http://user:secret@host.fr", ""),
        ("javascript:alert(1)", ""),
        ("http://193.49.117.47/weblabs", ""),
        ("http://host.fr:99999/", ""),
        ("http://[::1", ""),
        ("en cours de création", ""),
        ("x" * 301, ""),
        ("", ""),
    ],
)
def test_website_takes_what_a_browser_takes(typed, expected):
    assert c.website(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CH DE FLEYRIAT", "CH de Fleyriat"),
        ("CENTRE PSYCHOTHERAPIQUE DE L'AIN", "Centre Psychotherapique de l'Ain"),
        ("L'OLIVERAIE DES CAYRONS", "L'Oliveraie des Cayrons"),
        ("HU PARIS OUEST SITE G POMPIDOU APHP", "HU Paris Ouest Site G Pompidou APHP"),
        ("LABORATOIRE DU FUTUR (UMR 5258)", "Laboratoire du Futur (UMR 5258)"),
        ("ÉCOLE DES HAUTES ÉTUDES", "École des Hautes Études"),
        ("Institut Curie", "Institut Curie"),
        ("CNRS", "CNRS"),
    ],
)
def test_readable_lowers_capitals_only(typed, expected):
    assert c.readable(typed) == expected


def test_readable_keeps_the_acronym_of_the_record():
    assert c.readable("LABORATOIRE GEMINI", frozenset({"GEMINI"})) == "Laboratoire GEMINI"


def test_year_and_degrees_refuse_with_the_column():
    with pytest.raises(SourceRecordError, match="“20x2” is not a year") as raised:
        c.year({"when": "20x2"}, "when")
    assert raised.value.column == "when"
    with pytest.raises(SourceRecordError, match="“91” is not a coordinate"):
        c.degrees("91", "lat", 90)
    with pytest.raises(SourceRecordError, match="“nan” is not a coordinate"):
        c.degrees("nan", "lat", 90)
    assert (c.year({"when": ""}, "when"), c.degrees(" ", "lat", 90)) == (None, None)


def test_needed_refuses_an_empty_cell():
    with pytest.raises(SourceRecordError, match="The value is missing"):
        c.needed({"name": " \u00a0"}, "name")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Digital &amp; Ethics", "Digital & Ethics"),
        ("4, place du Général Leclerc&#8203;", "4, place du Général Leclerc"),
        ("l&#x27;Oréal  R&D", "l'Oréal R&D"),
        ("AT&T &copy &unknown; &;", "AT&T &copy &unknown; &;"),
    ],
)
def test_signs_of_web_pages_are_read_as_such(written, expected):
    assert c.text({"name": written}, "name") == expected
    assert c.several({"name": f"x | {written}|"}, "name") == ["x", expected]
    assert c.word({"name": written}, "name") == expected
