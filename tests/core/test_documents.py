"""Documents as PDF."""

import datetime as dt

import pytest

from parvis.core.documents import PACKAGE, render_pdf

WHEN = dt.datetime(2026, 11, 27, 12, 0, 0, 123456, tzinfo=dt.UTC)
TEMPLATE = """#import "/core/documents/house.typ": data, house, typed
#show: house
= #sys.inputs.title
== #data.heading
#typed(data.text)
"""


@pytest.fixture
def template():
    """A template inside the package, as all are."""
    path = PACKAGE / "core" / "documents" / "_of_a_test.typ"
    path.write_text(TEMPLATE)
    yield path
    path.unlink()


def pdf(template, text="Hello", **values):
    """The document with this text."""
    given = {"title": "Receipt", "language": "en-gb", "written_at": WHEN, "data": {"heading": "One", "text": text}}
    return render_pdf(template=template, **(given | values))


def test_a_document_is_tagged_and_says_what_it_is_and_in_which_language(template):
    content = pdf(template)
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content
    assert b"<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_the_same_data_at_the_same_moment_give_the_same_bytes(template):
    assert pdf(template) == pdf(template)
    assert pdf(template) != pdf(template, text="Bye")


def test_what_people_wrote_is_never_read_as_markup(template):
    assert pdf(template, text="#panic() *strong* $x$ @ref <label> #import").startswith(b"%PDF-")


def test_a_sign_that_no_font_shows_does_not_keep_the_document_from_being_written(template):
    content = pdf(template, text="before \U000e0041\u1b13 after")
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content


def test_a_wrong_template_says_so(template):
    template.write_text("#unknown")
    with pytest.raises(RuntimeError, match="unknown variable"):
        pdf(template)
