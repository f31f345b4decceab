"""Files of answers."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.base.files.rules import can_read
from parvis.base.files.services.orphans import unreferenced_files
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import AnswerFile
from parvis.base.forms.registry import readers
from parvis.base.forms.selectors import answers_of
from parvis.base.forms.services import add_file, attaching, create_sheet, remove_file
from parvis.core.errors import Conflict, InvalidInput
from tests.factories.accounts import UserFactory
from tests.factories.files import image_upload
from tests.factories.forms import QuestionFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def pdf(name="plan.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def office(name, inside):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part, text in inside.items():
            archive.writestr(part, text)
    return SimpleUploadedFile(name, content.getvalue())


@pytest.fixture
def ask():
    """A question for files with these options, and a sheet."""

    def asked(**options):
        question = QuestionFactory(key="plan", kind=QuestionKind.FILES, options=options)
        return {"sheet": create_sheet(question.version), "question": question}

    return asked


def test_a_file_becomes_part_of_the_answer(ask):
    writer, asked = UserFactory(), ask()
    row = add_file(actor=writer, upload=pdf(), **asked)
    answer = row.answer
    answer.refresh_from_db()
    assert answers_of(asked["sheet"]) == {
        "plan": [{"file": str(row.file_id), "name": "plan.pdf", "size": len(PDF), "type": "application/pdf"}]
    }
    assert (answer.revision, answer.written_by, row.file.purpose, str(row)) == (1, writer, "forms.answer", "plan.pdf")


@pytest.mark.parametrize(
    ("name", "inside", "kind"),
    [
        ("a.docx", {"[Content_Types].xml": "x", "word/document.xml": "y"}, "document"),
        ("a.odt", {"mimetype": "application/vnd.oasis.opendocument.text"}, "document"),
        ("a.pptx", {"[Content_Types].xml": "x", "ppt/presentation.xml": "y"}, "slides"),
        ("a.odp", {"mimetype": "application/vnd.oasis.opendocument.presentation"}, "slides"),
        ("a.xlsx", {"[Content_Types].xml": "x", "xl/workbook.xml": "y"}, "spreadsheet"),
        ("a.ods", {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "spreadsheet"),
        ("a.zip", {"a.txt": "x"}, "archive"),
    ],
)
def test_files_of_every_kind_are_recognised_and_keep_their_ending(ask, name, inside, kind):
    assert add_file(actor=None, upload=office(name, inside), **ask(types=[kind])).file.name == name


def test_a_table_and_a_picture_are_recognised(ask):
    assert add_file(actor=None, upload=pdf("a.csv", b"a,b\n"), **ask(types=["spreadsheet"])).file.name == "a.csv"
    assert add_file(actor=None, upload=image_upload(), **ask(types=["image"])).file.name == "logo.png"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (image_upload(), "This file is not of a kind that can be taken here. One file of at most 10 MB: PDF."),
        (pdf(data=b""), "This file is empty."),
        (pdf("a.pdf", b"MZ\x90\x00" + b"\x00" * 100), "This file is not of a kind that can be taken here: "),
    ],
)
def test_a_file_of_another_kind_is_refused_and_leaves_nothing(ask, upload, sentence):
    asked = ask()
    with pytest.raises(InvalidInput, match=sentence.replace("(", r"\(")):
        add_file(actor=None, upload=upload, **asked)
    assert answers_of(asked["sheet"]) == {}
    assert not AnswerFile.objects.exists()


def test_a_file_larger_than_the_question_says_is_refused(ask):
    with pytest.raises(InvalidInput, match="at most 1 MB"):
        add_file(actor=None, upload=pdf(data=PDF + b"0" * 1_000_000), **ask(megabytes=1))


@pytest.mark.parametrize(("most", "sentence"), [(1, "There is a file already"), (2, "At most 2 files")])
def test_no_more_files_than_the_question_says(ask, most, sentence):
    asked = ask(most=most)
    for _file in range(most):
        add_file(actor=None, upload=pdf(), **asked)
    with pytest.raises(InvalidInput, match=sentence):
        add_file(actor=None, upload=pdf(), **asked)


def test_a_file_taken_out_is_no_answer_and_stays_for_earlier_versions(ask):
    asked = ask()
    row = add_file(actor=None, upload=pdf(), **asked)
    remove_file(actor=None, file_id=row.file_id, **asked)
    row.answer.refresh_from_db()
    assert (answers_of(asked["sheet"]), row.answer.revision) == ({}, 2)
    assert not unreferenced_files().exists()
    with pytest.raises(Conflict):
        remove_file(actor=None, file_id=row.file_id, **asked)
    add_file(actor=None, upload=pdf("new.pdf"), **asked)
    assert [one["name"] for one in answers_of(asked["sheet"])["plan"]] == ["new.pdf"]


def test_adding_and_taking_out_for_ever_ends(ask, monkeypatch):
    monkeypatch.setattr(attaching, "MOST_EVER", 1)
    asked = ask()
    remove_file(actor=None, file_id=add_file(actor=None, upload=pdf(), **asked).file_id, **asked)
    with pytest.raises(InvalidInput, match="Too many files"):
        add_file(actor=None, upload=pdf(), **asked)


def test_a_question_that_asks_for_no_file_takes_none(ask):
    asked, stranger = ask(), QuestionFactory(kind=QuestionKind.FILES)
    text = QuestionFactory(section=asked["question"].section)
    for question in (stranger, text):
        with pytest.raises(InvalidInput):
            add_file(actor=None, upload=pdf(), sheet=asked["sheet"], question=question)
        with pytest.raises(InvalidInput):
            remove_file(actor=None, file_id=None, sheet=asked["sheet"], question=question)


def test_whoever_reads_the_answer_reads_its_file(ask, monkeypatch):
    reader, asked = UserFactory(), ask()
    file = add_file(actor=None, upload=pdf(), **asked).file

    def may(actor, sheet, question):
        return (actor, sheet, question) == (reader, asked["sheet"], asked["question"])

    monkeypatch.setattr(readers, "_items", {"test": may})
    assert can_read(reader, file)
    assert not can_read(UserFactory(), file)


def test_a_file_whose_question_or_answer_is_gone_is_read_by_nobody(ask, monkeypatch):
    monkeypatch.setattr(readers, "_items", {"test": lambda *_asked: True})
    row = add_file(actor=None, upload=pdf(), **(asked := ask()))
    assert can_read(UserFactory(), row.file)
    asked["question"].delete()
    assert not can_read(UserFactory(), row.file)
    row.delete()
    assert not can_read(UserFactory(), row.file)
