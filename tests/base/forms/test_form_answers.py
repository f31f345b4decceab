"""Answers: written, overtaken, kept; what is asked, missing and read."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError

from parvis.base.forms.conditions import chosen, is_met
from parvis.base.forms.enums import Audience, Kept, QuestionKind
from parvis.base.forms.errors import Overtaken
from parvis.base.forms.models import Answer, AnswerChange
from parvis.base.forms.selectors import (
    answer_to,
    answers_of,
    answers_of_sheets,
    as_read,
    display_value,
    earlier_answers,
    kept_texts,
    last_written,
    missing_in,
    problems_in,
    question_of,
    questions_of,
    rows_of,
    shown_questions,
)
from parvis.base.forms.services import create_sheet, keep_answer, move_sheet, save_answer
from parvis.core.errors import InvalidInput
from tests.factories.accounts import UserFactory
from tests.factories.forms import (
    YES_NO,
    QuestionFactory,
    SectionFactory,
    VersionFactory,
    sheet_with,
    small_form,
)
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def version():
    return small_form()


def name_of(version):
    return question_of(version, "name")


def keys(questions):
    return [question.key for question in questions]


def values(changes):
    return [(change.value, change.kept) for change in changes]


def test_first_answer_begins_at_revision_one(version):
    writer, sheet = UserFactory(), create_sheet(version)
    answer = save_answer(actor=writer, sheet=sheet, question=name_of(version), raw=" Acme ", revision=0)
    assert (answer.value, answer.revision, answer.written_by) == ("Acme", 1, writer)
    assert answers_of(sheet) == {"name": "Acme"}


def test_an_answer_emptied_is_no_answer(version):
    sheet = sheet_with(version, {"name": "Acme"})
    save_answer(actor=None, sheet=sheet, question=name_of(version), raw="", revision=1)
    assert answers_of(sheet) == {}
    assert values(earlier_answers(sheet, "name")) == [("Acme", "")]


def test_the_same_answer_twice_changes_nothing(version):
    sheet = sheet_with(version, {"name": "Acme"})
    again = save_answer(actor=UserFactory(), sheet=sheet, question=name_of(version), raw="Acme ", revision=0)
    assert (again.revision, again.written_by) == (1, None)


def test_an_older_page_does_not_overwrite_and_its_text_is_kept(version):
    alice, bob, sheet = UserFactory(), UserFactory(), create_sheet(version)
    save_answer(actor=alice, sheet=sheet, question=name_of(version), raw="hers", revision=0)
    with pytest.raises(Overtaken) as caught:
        save_answer(actor=bob, sheet=sheet, question=name_of(version), raw="his", revision=0)
    assert (caught.value.answer.value, caught.value.mine, caught.value.answer.written_by) == ("hers", "his", alice)
    assert answers_of(sheet) == {"name": "hers"}
    assert values(kept_texts(sheet)["name"]) == [("his", Kept.OVERTAKEN)]


def test_an_overtaken_text_sent_again_is_kept_once(version):
    bob, sheet = UserFactory(), sheet_with(version, {"name": "hers"})
    for _try in range(2):
        with pytest.raises(Overtaken):
            save_answer(actor=bob, sheet=sheet, question=name_of(version), raw="his", revision=0)
    assert len(kept_texts(sheet)["name"]) == 1


def test_without_a_revision_the_answer_is_overwritten(version):
    sheet = sheet_with(version, {"name": "old"}, actor=UserFactory())
    answer = save_answer(actor=UserFactory(), sheet=sheet, question=name_of(version), raw="new")
    assert (answer.value, answer.revision) == ("new", 2)
    assert values(earlier_answers(sheet, "name")) == [("old", "")]


def test_two_writers_at_the_very_same_moment_lose_nothing(version, monkeypatch):
    """The other one writes between our reading and our writing."""
    sheet = sheet_with(version, {"name": "old"})
    real = Answer.objects.filter

    def meanwhile(**asked):
        rows = real(**asked)
        if "revision" in asked:
            real(pk=asked["pk"]).update(value="theirs", revision=9)
        return rows

    monkeypatch.setattr(Answer.objects, "filter", meanwhile)
    with pytest.raises(Overtaken) as caught:
        save_answer(actor=None, sheet=sheet, question=name_of(version), raw="mine", revision=1)
    assert (caught.value.answer.value, caught.value.mine) == ("theirs", "mine")


def test_two_first_answers_at_the_very_same_moment_lose_nothing(version, monkeypatch):
    sheet, real = create_sheet(version), Answer.objects.create

    def meanwhile(**given):
        real(**{**given, "value": "theirs"})
        raise IntegrityError

    monkeypatch.setattr(Answer.objects, "create", meanwhile)
    with pytest.raises(Overtaken) as caught:
        save_answer(actor=None, sheet=sheet, question=name_of(version), raw="mine", revision=0)
    assert (caught.value.answer, values(kept_texts(sheet)["name"])) == (None, [("mine", Kept.OVERTAKEN)])


@pytest.mark.parametrize(
    ("minutes", "same_hand", "text", "kept"),
    [
        (1, True, "a long enough text, and more", []),
        (1, True, "a", ["a long enough text"]),
        (1, False, "a long enough text, and more", ["a long enough text"]),
        (30, True, "a long enough text, and more", ["a long enough text"]),
    ],
)
def test_what_stood_before_is_kept_by_sitting_and_hand(version, minutes, same_hand, text, kept):
    writer, sheet = UserFactory(), create_sheet(version)
    with time_machine.travel(NOON, tick=False):
        save_answer(actor=writer, sheet=sheet, question=name_of(version), raw="a long enough text")
    with time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False):
        save_answer(actor=writer if same_hand else UserFactory(), sheet=sheet, question=name_of(version), raw=text)
    assert [change.value for change in earlier_answers(sheet, "name")] == kept


def test_an_answer_emptied_and_written_anew_keeps_no_emptiness(version):
    sheet = sheet_with(version, {"name": "old"})
    for raw in ("", "new"):
        save_answer(actor=UserFactory(), sheet=sheet, question=name_of(version), raw=raw)
    assert values(earlier_answers(sheet, "name")) == [("old", "")]


def test_a_late_text_is_kept_and_not_the_answer(version):
    writer, sheet = UserFactory(), sheet_with(version, {"name": "in time"})
    kept = keep_answer(actor=writer, sheet=sheet, question=name_of(version), raw="too late", kept=Kept.LATE)
    assert (kept.value, kept.kept, kept.revision, answers_of(sheet)) == ("too late", "late", 1, {"name": "in time"})
    assert keep_answer(actor=writer, sheet=sheet, question=name_of(version), raw="in time", kept=Kept.LATE) is None
    empty = create_sheet(version)
    assert keep_answer(actor=None, sheet=empty, question=name_of(version), raw="", kept=Kept.CLOSED) is None
    assert keep_answer(actor=None, sheet=empty, question=name_of(version), raw="x", kept=Kept.CLOSED).revision == 0


def test_a_question_of_another_version_is_refused(version):
    stranger, sheet = QuestionFactory(), create_sheet(version)
    for write in (save_answer, lambda **asked: keep_answer(**asked, kept=Kept.LATE)):
        with pytest.raises(InvalidInput):
            write(actor=None, sheet=sheet, question=stranger, raw="x")


def test_files_are_not_typed():
    question = QuestionFactory(kind=QuestionKind.FILES)
    with pytest.raises(InvalidInput):
        save_answer(actor=None, sheet=create_sheet(question.version), question=question, raw=["x"])


def test_a_sheet_moves_to_another_version_of_its_form_and_keeps_all_answers(version):
    sheet, newer = sheet_with(version, {"name": "Acme"}), VersionFactory(form=version.form, number=2)
    assert move_sheet(sheet=sheet, version=newer).version == newer
    assert answers_of(sheet) == {"name": "Acme"}
    with pytest.raises(InvalidInput):
        move_sheet(sheet=sheet, version=VersionFactory())


def test_a_condition_shows_a_question_and_hides_what_hangs_on_it(version):
    assert keys(shown_questions(version, {})) == ["name", "device", "budget"]
    assert keys(shown_questions(version, {"device": "yes"})) == ["name", "device", "pitch", "budget"]
    later = SectionFactory(version=version, key="later", condition={"question": "pitch", "any": ["x"]})
    QuestionFactory(section=later, key="last")
    fresh = type(version).objects.get(pk=version.pk)
    assert keys(shown_questions(fresh, {"device": "no", "pitch": "x"})) == ["name", "device", "budget"]
    assert keys(shown_questions(fresh, {"device": "yes", "pitch": "x"})) == [
        "name", "device", "pitch", "budget", "last"
    ]  # fmt: skip


def test_a_consent_that_was_not_given_is_a_no_and_a_choice_not_made_is_nothing():
    section = SectionFactory()
    QuestionFactory(section=section, key="agrees", kind=QuestionKind.CONSENT)
    QuestionFactory(section=section, key="device", kind=QuestionKind.CHOICE, options=YES_NO)
    for key in ("agrees", "device"):
        QuestionFactory(section=section, key=f"{key}-not", condition={"question": key, "any": ["no"]})
    version = section.version
    assert keys(shown_questions(version, {})) == ["agrees", "device", "agrees-not"]
    assert keys(shown_questions(version, {"agrees": True, "device": "no"})) == ["agrees", "device", "device-not"]


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        (True, {"yes"}),
        (False, {"no"}),
        (None, set()),
        ("ai", {"ai"}),
        ({"other": "x"}, {"other"}),
        ({"number": "1"}, set()),
        (["ai", {"other": "x"}], {"ai", "other"}),
        (3, set()),
    ],
)
def test_what_was_chosen_is_read_from_every_answer(value, keys):
    assert chosen(value) == keys


def test_a_condition_without_values_is_never_met():
    assert is_met({}, {})
    assert not is_met({"question": "a"}, {"a": "x"})


def test_what_is_missing_and_wrong_stands_against_submitting(version):
    assert keys(missing_in(version, {"device": "yes"})) == ["name", "pitch"]
    assert problems_in(version, {"device": "yes", "pitch": "word " * 21, "budget": "much"}) == {
        "name": ["An answer is needed."],
        "pitch": ["This text is 1 word too long."],
        "budget": ["Write a number, in digits only."],
    }
    assert problems_in(version, {"name": "Acme", "pitch": "word " * 21}) == {}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (QuestionKind.CONSENT, "Your agreement is needed."),
        (QuestionKind.FILES, "A file is needed."),
        (QuestionKind.LONG, "An answer is needed."),
    ],
)
def test_a_missing_answer_is_said_by_its_kind(kind, sentence):
    question = QuestionFactory(kind=kind, is_required=True)
    assert problems_in(question.version, {}) == {question.key: [sentence]}


def test_a_sheet_is_read_by_whom_the_form_says(version):
    answers = {"name": "Acme", "device": "yes", "budget": 1200}

    def read(**reader):
        return [(s.label, [(a.label, a.text) for a in s.answers]) for s in as_read(version, answers, **reader)]

    name, device, pitch = ("Name", "Acme"), ("Dispositif ?", "yes"), ("Présentation", "")
    budget = ("Budget", "€1,200")
    assert read() == [("Project", [name, device, pitch, budget])]
    assert read(audience=Audience.REVIEWERS) == [("Project", [name, device, pitch])]
    assert read(audience=Audience.REVIEWERS, is_blind=True) == [("Project", [device, pitch])]


def test_a_section_in_which_a_reader_sees_nothing_is_left_out():
    question = QuestionFactory(audience=Audience.TEAM)
    assert as_read(question.version, {}, audience="reviewers") == []


def test_what_a_kind_shows_besides_its_text():
    section = SectionFactory()
    columns = {"columns": [{"key": "name", "fr": "Nom", "en": "Name"}]}
    for key, kind, options in (
        ("files", QuestionKind.FILES, {}),
        ("several", QuestionKind.CHOICES, {"choices": [{"key": "ai", "fr": "IA"}]}),
        ("link", QuestionKind.LINK, {}),
        ("wrong", QuestionKind.LINK, {}),
        ("company", QuestionKind.COMPANY, {}),
        ("typed", QuestionKind.COMPANY, {}),
        ("team", QuestionKind.TEAM, columns),
        ("odd", QuestionKind.TEAM, columns),
    ):
        QuestionFactory(section=section, key=key, kind=kind, options=options)
    file = {"file": "1", "name": "a.pdf", "size": 3}
    answers = {
        "files": [file],
        "several": ["ai"],
        "link": "https://example.org",
        "wrong": "javascript:x",
        "company": {"number": "732829320", "url": "/a/"},
        "typed": "12",
        "team": [{"name": "A"}],
        "odd": "text",
    }
    read = {answer.key: answer for part in as_read(section.version, answers) for answer in part.answers}
    assert read["files"].files == [file]
    assert read["several"].items == ["IA"]
    assert [read[key].href for key in ("link", "wrong", "company", "typed")] == ["https://example.org", "", "/a/", ""]
    assert (read["team"].head, read["team"].lines, read["odd"].lines) == (["Name"], [["A"]], [])
    assert read["odd"].is_answered


def test_nothing_answered_is_shown_as_nothing():
    assert display_value(QuestionFactory(), None) == ""


def test_many_sheets_are_read_in_one_query(version):
    sheets = [sheet_with(version, {"name": f"N{n}"}) for n in range(3)]
    assert count_queries(lambda: answers_of_sheets([sheet.pk for sheet in sheets])) == 1
    assert answers_of_sheets([sheets[1].pk]) == {sheets[1].pk: {"name": "N1"}}
    save_answer(actor=None, sheet=sheets[1], question=name_of(version), raw="")
    assert answers_of_sheets([sheets[1].pk]) == {sheets[1].pk: {}}


def test_when_a_sheet_was_last_written_in(version):
    with time_machine.travel(NOON, tick=False):
        sheet = sheet_with(version, {"name": "Acme"})
    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        save_answer(actor=None, sheet=sheet, question=question_of(version, "budget"), raw="3")
    assert last_written([sheet.pk, create_sheet(version).pk]) == {sheet.pk: NOON + dt.timedelta(hours=1)}


def test_rows_know_revision_and_writer(version):
    writer = UserFactory()
    sheet = sheet_with(version, {"name": "Acme"}, actor=writer)
    row = rows_of(sheet)["name"]
    assert (row.revision, row.written_by, answer_to(sheet, "name"), answer_to(sheet, "pitch")) == (1, writer, row, None)
    assert (str(row), str(sheet)) == (f"#{sheet.pk}: name", f"#{sheet.pk}")


def test_questions_of_a_published_version_are_read_once(version):
    assert count_queries(lambda: [questions_of(version), questions_of(version)]) == 1


def test_a_change_says_what_it_is_of(version):
    sheet = sheet_with(version, {"name": "a"})
    save_answer(actor=UserFactory(), sheet=sheet, question=name_of(version), raw="b")
    assert str(AnswerChange.objects.get()) == f"#{sheet.pk}: name (1)"
