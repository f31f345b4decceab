"""Questions as fields of a page, and answers as a browser posts them."""

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from parvis.base.forms.enums import QuestionKind as Kind
from parvis.base.forms.kinds import kind_of
from parvis.base.forms.models import Question
from parvis.base.forms.selectors import as_read, problems_in, questions_of, rows_of
from parvis.faces.web.forms import posted
from parvis.faces.web.forms.fields import Clash, Field, field_of, sections_of_sheet
from parvis.faces.web.forms.specimens import plain_fields
from parvis.faces.web.forms.when import when_of
from tests.factories.accounts import UserFactory
from tests.factories.forms import QuestionFactory, SectionFactory, sheet_with, small_form
from tests.support.client import check_page
from tests.support.queries import count_queries

CHOICES = {"choices": [{"key": "ai", "fr": "IA"}, {"key": "data", "fr": "Données"}]}
OTHER = {**CHOICES, "other": True}
TEAM = {"columns": [{"key": "name", "fr": "Nom", "required": True}, {"key": "role", "fr": "Rôle"}], "most": 3}


def asked(kind, **options):
    return Question(key="q", kind=kind, label_fr="Question", options=options)


def shown(field):
    html = render_to_string("web/forms/_question.html", {"field": field})
    check_page(html, where="fragment")
    return BeautifulSoup(html, "html.parser")


def names(soup):
    return [(tag["name"], tag.get("value", "")) for tag in soup.select("[name]")]


@pytest.mark.parametrize(
    ("kind", "options", "query", "raw"),
    [
        (Kind.SHORT, {}, "a-q=x", "x"),
        (Kind.LONG, {}, "", ""),
        (Kind.CONSENT, {}, "a-q=yes", True),
        (Kind.CONSENT, {}, "", False),
        (Kind.CHOICE, OTHER, "a-q=ai", "ai"),
        (Kind.CHOICE, OTHER, "a-q=other&a-q-other=mine", {"other": "mine"}),
        (Kind.CHOICE, OTHER, "a-q-other=mine", {"other": "mine"}),
        (Kind.CHOICE, CHOICES, "a-q=other", "other"),
        (Kind.CHOICE, OTHER, "a-q=", None),
        (Kind.CHOICES, OTHER, "a-q=ai&a-q=other&a-q-other=x", ["ai", {"other": "x"}]),
        (Kind.CHOICES, OTHER, "", []),
        (Kind.TEAM, TEAM, "a-q-1-name=B&a-q-0-name=A&a-q-0-role=R&a-qq-0-name=Z",
         [{"name": "A", "role": "R"}, {"name": "B"}]),
    ],
)  # fmt: skip
def test_what_a_browser_posts_becomes_an_answer(kind, options, query, raw):
    assert posted.raw_of(asked(kind, **options), QueryDict(query)) == raw


@pytest.mark.parametrize(("query", "revision"), [("r-q=3", 3), ("r-q=", 0), ("", 0), ("r-q=-1", 0), ("r-q=²", 0)])
def test_the_revision_of_the_page_is_read(query, revision):
    assert posted.revision_of(asked(Kind.SHORT), QueryDict(query)) == revision


def test_only_questions_that_were_on_the_page_are_taken():
    choices = asked(Kind.CHOICES)
    assert posted.posted_among([choices, asked(Kind.FILES)], QueryDict("r-q=0")) == [choices]
    assert posted.posted_among([choices], QueryDict("a-q=x")) == []


def test_files_of_a_question_are_found():
    assert posted.files_of(asked(Kind.FILES), MultiValueDict({"a-q": ["one", "two"], "a-r": ["three"]})) == [
        "one",
        "two",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("field", plain_fields(), ids=lambda field: field.question.kind)
def test_every_kind_posts_what_it_shows(field):
    """A page sent back untouched changes no answer."""
    soup, data = shown(field), QueryDict(mutable=True)
    for tag in soup.select("input[name], textarea[name]"):
        if tag.get("type") in {"checkbox", "radio"} and not tag.has_attr("checked"):
            continue
        text = tag.text.removeprefix("\n") if tag.name == "textarea" else tag.get("value", "")
        data.appendlist(tag["name"], text)
    assert posted.is_posted(field.question, data)
    if field.question.kind != Kind.FILES:
        kind = kind_of(field.question.kind)
        taken = kind.take(field.question.options, posted.raw_of(field.question, data))
        if field.question.kind == Kind.COMPANY:
            taken, field = taken["number"], Field(field.question, value=field.value["number"])
        assert taken == field.value


def test_a_field_is_tied_to_its_label_its_help_and_what_is_said_of_it():
    question = Question(key="q", kind=Kind.SHORT, label_fr="Nom", help_fr="Aide", is_required=True)
    soup = shown(Field(question, value="x", revision=3, errors=["Too long."]))
    field = soup.select_one("#f-q")
    assert soup.select_one("label[for=f-q]").text.strip() == "Nom"
    assert field["aria-describedby"].split() == ["q-q-help", "q-q-state"]
    assert (field["aria-invalid"], field["aria-required"]) == ("true", "true")
    assert soup.select_one("#q-q-state").select_one("li").text == "Too long."
    assert ("r-q", "3") in names(soup)


def test_a_text_says_how_long_it_is_and_when_it_is_too_long():
    fine, over = (shown(Field(asked(Kind.LONG, limit=2, unit="words"), value=text)) for text in ("a b", "a b c"))
    assert " ".join(fine.select_one("[data-parvis-count]").text.split()) == "2 / 2 words"
    assert fine.select_one(".pv-length-over") is None
    assert over.select_one(".pv-length-over") is not None


@pytest.mark.parametrize(("value", "kind"), [("2026-03-02", "date"), (None, "date"), ("soon", "text")])
def test_a_date_that_is_none_stays_as_it_was_typed(value, kind):
    field = shown(Field(asked(Kind.DATE), value=value)).select_one("#f-q")
    assert (field["type"], field["value"]) == (kind, value or "")


def test_a_number_stands_without_its_unit_in_the_input():
    with translation.override("fr"):
        soup = shown(Field(asked(Kind.NUMBER, unit_fr="lits"), value=1200.5))
    assert soup.select_one("#f-q")["value"] == "1\u00a0200,5"
    assert soup.select_one(".pv-line-suffix").text == "lits"


def test_one_choice_that_may_stay_open_can_be_taken_back():
    keys = [value for name, value in names(shown(Field(asked(Kind.CHOICE, **CHOICES)))) if name == "a-q"]
    required = Question(key="q", kind=Kind.CHOICE, label_fr="Q", options=CHOICES, is_required=True)
    assert keys == ["ai", "data", ""]
    assert [value for name, value in names(shown(Field(required))) if name == "a-q"] == ["ai", "data"]


def test_a_table_has_its_lines_and_one_more_until_it_is_full():
    def lines(count, **options):
        value = [{"name": f"N{n}"} for n in range(count)]
        return len(shown(Field(asked(Kind.TEAM, **{**TEAM, **options}), value=value)).select("tbody tr"))

    assert [lines(0), lines(1), lines(2), lines(3), lines(4), lines(0, least=2)] == [1, 2, 3, 3, 4, 2]


def test_files_are_listed_and_can_be_taken_out_and_added_while_there_is_room():
    file = {"file": "0f8b3c1e-0000-4000-8000-000000000000", "name": "plan.pdf", "size": 3, "type": "application/pdf"}
    full = shown(Field(asked(Kind.FILES), value=[file]))
    room = shown(Field(asked(Kind.FILES, most=2, types=["image"]), value=[file]))
    assert full.select_one("button[name=take-out]")["value"] == f"q:{file['file']}"
    assert full.select_one("input[type=file]") is None
    assert room.select_one("input[type=file]")["accept"] == ".png,.jpg,.jpeg,.webp,.gif"
    assert room.select_one("input[type=file]").has_attr("multiple")


def test_after_a_clash_both_texts_are_there_to_choose_from():
    soup = shown(Field(asked(Kind.LONG), value="mine", revision=2, clash=Clash(theirs="theirs", by="Alice")))
    assert soup.select_one("textarea").text.strip() == "mine"
    assert soup.select_one("blockquote").text.strip() == "theirs"
    assert "Alice has changed this answer meanwhile." in soup.select_one("[role=alert]").text
    assert [(b["name"], b["value"]) for b in soup.select("[role=alert] button")] == [("mine", "q"), ("theirs", "q")]
    nobody = shown(Field(asked(Kind.LONG), clash=Clash(theirs="")))
    assert "Somebody has changed this answer meanwhile." in nobody.text
    assert nobody.select_one("blockquote").text.strip() == "No answer"


def test_a_locked_question_is_read_and_not_posted():
    soup = shown(Field(asked(Kind.LONG), value="a\n\nb", is_locked=True, note="Submitted."))
    assert names(soup) == []
    assert [p.text for p in soup.select(".pv-answer p")] == ["a", "b"]
    assert "No answer" in shown(Field(asked(Kind.LONG), is_locked=True)).text


@pytest.mark.django_db
def test_a_sheet_is_shown_with_answers_conditions_and_problems():
    version, writer = small_form(), UserFactory(name="Alice")
    sheet = sheet_with(version, {"device": "no", "budget": "12"}, actor=writer)
    rows = rows_of(sheet)
    (part,) = sections_of_sheet(version, rows, problems=problems_in(version, {}), open_keys={"name"})
    fields = {field.key: field for field in part.fields}
    assert [(key, f.is_shown, f.is_locked) for key, f in fields.items()] == [
        ("name", True, False), ("device", True, True), ("pitch", False, True), ("budget", True, True)
    ]  # fmt: skip
    assert fields["name"].errors == ["An answer is needed."]
    assert fields["pitch"].when == "Only if the answer to “Dispositif ?” is: yes."
    assert (fields["budget"].value, fields["budget"].revision, fields["budget"].saved_by) == (12, 1, "Alice")
    html = render_to_string("web/forms/_questions.html", {"sections": sections_of_sheet(version, rows)})
    check_page(html, where="questions")
    soup = BeautifulSoup(html, "html.parser")
    pitch = soup.select_one("#q-pitch")
    assert (pitch["data-parvis-when"], pitch["data-parvis-any"]) == ("device", "yes")
    assert pitch.select_one(".pv-question-when") is not None
    assert soup.select_one("#q-device .pv-question-when") is None
    assert "read by the team only" in soup.select_one("#q-budget label").text


@pytest.mark.django_db
def test_a_section_that_is_not_meant_says_when_it_is():
    first = SectionFactory()
    agrees = QuestionFactory(section=first, key="agrees", kind=Kind.CONSENT, label_fr="D’accord")
    later = SectionFactory(version=first.version, condition={"question": "agrees", "any": ["yes"]})
    QuestionFactory(section=later, key="more")
    sections = sections_of_sheet(first.version, {})
    assert [(part.is_shown, part.when) for part in sections] == [
        (True, ""),
        (False, "Only if the box “D’accord” is ticked."),
    ]
    html = render_to_string("web/forms/_questions.html", {"sections": sections})
    assert BeautifulSoup(html, "html.parser").select_one(f"#s-{later.key}")["data-parvis-when"] == "agrees"
    not_ticked = Question(condition={"question": "agrees", "any": ["no"]})
    assert when_of(not_ticked, {"agrees": agrees}) == "Only if the box “D’accord” is not ticked."
    assert when_of(not_ticked, {}) == ""


def test_a_condition_on_an_answer_of_ones_own_is_said():
    on = asked(Kind.CHOICE, **OTHER)
    sentence = when_of(Question(condition={"question": "q", "any": ["ai", "other"]}), {"q": on})
    assert sentence == "Only if the answer to “Question” is: IA, another answer."


@pytest.mark.django_db
def test_a_sheet_of_answers_is_read_with_all_that_its_kinds_show():
    section = SectionFactory()
    for key, kind, options in (
        ("files", Kind.FILES, {}), ("several", Kind.CHOICES, CHOICES), ("link", Kind.LINK, {}),
        ("team", Kind.TEAM, TEAM), ("long", Kind.LONG, {}), ("none", Kind.LONG, {}),
    ):  # fmt: skip
        QuestionFactory(section=section, key=key, kind=kind, options=options)
    answers = {
        "files": [{"file": "0f8b3c1e-0000-4000-8000-000000000000", "name": "plan.pdf", "size": 3}],
        "several": ["ai", "data"],
        "link": "https://example.org",
        "team": [{"name": "A", "role": "<b>"}],
        "long": "a\n\nb",
    }
    html = render_to_string("web/forms/_sheet.html", {"sheet": as_read(section.version, answers)})
    check_page(html, where="sheet")
    soup = BeautifulSoup(html, "html.parser")
    read = [dd.get_text(" ").split() for dd in soup.select("dd")]
    assert [read[1], read[2], read[4], read[5]] == [
        ["IA", "Données"],
        ["https://example.org"],
        ["a", "b"],
        ["No", "answer"],
    ]
    assert soup.select_one("a")["href"] == "/files/0f8b3c1e-0000-4000-8000-000000000000/"
    assert [td.text for td in soup.select("td")] == ["A", "<b>"]
    assert "nothing to read" in render_to_string("web/forms/_sheet.html", {"sheet": []})


@pytest.mark.django_db
def test_more_questions_are_not_more_queries():
    def queries(number):
        section = SectionFactory()
        for _question in range(number):
            QuestionFactory(section=section)
        rows = rows_of(sheet_with(section.version))
        context = {"sections": sections_of_sheet(section.version, rows)}
        return count_queries(
            lambda: render_to_string(
                "web/forms/_questions.html", {**context, "again": sections_of_sheet(section.version, rows)}
            )
        )

    assert queries(1) == queries(3)


def test_a_field_without_an_answer_is_at_revision_zero():
    field = field_of(asked(Kind.SHORT), extra_lines=2)
    assert (field.value, field.revision, field.extra_lines) == (None, 0, 2)


@pytest.mark.django_db
def test_the_questions_of_a_version_have_their_keys_in_the_page():
    assert [field.id for part in sections_of_sheet(small_form(), {}) for field in part.fields] == [
        f"q-{key}" for key in ("name", "device", "pitch", "budget")
    ]
    assert questions_of(small_form())[0].section.label == "Project"
