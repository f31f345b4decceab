"""The builder: the form as a whole, its parts, its versions."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.forms.enums import QuestionKind as Kind
from parvis.base.forms.models import AnswerSheet, Question, Section
from parvis.base.forms.selectors import draft_version, published_version, sections_of
from parvis.base.forms.services import begin_draft
from parvis.domain.calls.enums import CallState, FormStage
from parvis.domain.calls.models import CallForm
from tests.factories.accounts import UserFactory, account_with
from tests.factories.calls import CallFactory, CallFormFactory, CallManagerFactory
from tests.factories.forms import FormFactory, QuestionFactory, VersionFactory, small_form
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(sign_in):
    """A programme manager in front of a browser."""
    return sign_in(account_with(Role.PROGRAMME))


@pytest.fixture
def draft():
    """The draft of the second version of the form of a call."""
    version = small_form()
    CallFormFactory(form=version.form, call=CallFactory(title_en="The call", slug="the-call"))
    return begin_draft(actor=None, form=version.form)


def url(name, version, **more):
    return reverse(f"forms:{name}", kwargs={"form_id": version.form_id, **more})


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def text(response):
    return " ".join(soup(response).get_text(" ").split())


def outline(version):
    return [(section.key, [question.key for question in questions]) for section, questions in sections_of(version)]


def the(version, key):
    return Question.objects.get(version=version, key=key)


def test_the_form_is_shown_part_by_part(programme, draft):
    page = soup(programme.get(url("builder", draft)))
    assert [h.text for h in page.select("#outline h2")] == ["Project"]
    assert [a.text for a in page.select("#outline .pv-outline-label a")] == [
        "Nom", "Dispositif ?", "Présentation", "Budget"
    ]  # fmt: skip
    words = page.get_text(" ", strip=True)
    assert "Only if the answer to “Dispositif ?” is: yes." in words
    assert "3 parts have no English words" in words
    assert [a["href"] for a in page.select(".pv-trail a")] == [reverse("forms:call", args=["the-call"])]


def test_strangers_and_other_managers_find_no_builder(sign_in, draft):
    for user in (UserFactory(), account_with(Role.COMMUNITY), CallManagerFactory().user):
        assert sign_in(user).get(url("builder", draft)).status_code == 404


def test_whoever_runs_the_call_builds_its_form(sign_in, draft):
    call = CallForm.objects.get(form=draft.form).call
    manager = CallManagerFactory(call=call).user
    assert sign_in(manager).get(url("builder", draft)).status_code == 200


def test_a_form_that_belongs_to_nothing_is_not_there(programme):
    assert programme.get(reverse("forms:builder", args=[FormFactory().pk])).status_code == 404


@pytest.mark.parametrize("name", ["builder", "preview", "publish"])
def test_more_questions_are_not_more_queries(programme, draft, name):
    section, address = Section.objects.get(version=draft), url(name, draft)
    programme.get(address)
    few = count_queries(lambda: programme.get(address))
    for _number in range(3):
        QuestionFactory(section=section)
    assert count_queries(lambda: programme.get(address)) == few


def test_a_question_moves_as_htmx_shows_it_and_as_a_reload_shows_it(programme, draft):
    page = programme.get(url("builder", draft)).content.decode()
    move = url("question_move", draft, key="budget")
    fragment = programme.post(move, {"to": "up"}, headers={"HX-Request": "true", "HX-Target": "outline"})
    assert outline(draft) == [("project", ["name", "device", "budget", "pitch"])]
    shown = swap(page, fragment.content.decode(), target="#outline")
    assert shown == normal(programme.get(url("builder", draft)).content.decode())


def test_a_move_that_would_break_a_condition_is_refused_and_said(programme, draft):
    move = url("question_move", draft, key="pitch")
    answer = programme.post(move, {"to": "up"}, follow=True)
    assert "“Présentation” is shown by an answer to “Dispositif ?”, which would come after it." in text(answer)
    fragment = programme.post(move, {"to": "up"}, headers={"HX-Request": "true", "HX-Target": "outline"})
    assert "which would come after it." in fragment.content.decode()
    assert outline(draft) == [("project", ["name", "device", "pitch", "budget"])]


def test_a_section_is_added_written_moved_and_removed(programme, draft):
    added = programme.post(url("section_new", draft), {"label_fr": "Équipe", "condition": ["device=yes"]})
    assert added["Location"] == url("builder", draft) + "#s-equipe"
    refused = programme.post(url("section", draft, key="equipe"), {"label_fr": ""})
    assert "This field is required." in text(refused)
    programme.post(url("section", draft, key="equipe"), {"label_fr": "Gens", "label_en": "People"})
    programme.post(url("section_move", draft, key="equipe"), {"to": "up"})
    section = Section.objects.get(version=draft, key="equipe")
    assert (section.label_en, section.condition, outline(draft)[0][0]) == ("People", {}, "equipe")
    assert "Published versions keep them." in text(programme.get(url("section_remove", draft, key="equipe")))
    programme.post(url("section_remove", draft, key="equipe"))
    assert [key for key, _questions in outline(draft)] == ["project"]


def test_every_kind_of_question_is_offered_and_has_its_page(programme, draft):
    page = soup(programme.get(url("kinds", draft, key="project")))
    links = [a["href"] for a in page.select(".pv-kind")]
    assert links == [url("question_new", draft, key="project", kind=kind.value) for kind in Kind]
    for link in links:
        assert programme.get(link).status_code == 200
    assert programme.get(url("question_new", draft, key="project", kind="poem")).status_code == 404


WORDS = {"label_fr": "Question", "audience": "team"}


@pytest.mark.parametrize(
    ("kind", "given", "options"),
    [
        (Kind.LONG, {"limit": "200", "unit": "words"}, {"limit": 200, "unit": "words"}),
        (Kind.NUMBER, {"min": "0", "max": "1.5", "unit_fr": "lits"}, {"min": 0, "max": 1.5, "unit_fr": "lits"}),
        (Kind.DATE, {"earliest": "2026-01-01"}, {"earliest": "2026-01-01"}),
        (
            Kind.CHOICE,
            {"choices-0-fr": "Oui", "choices-0-en": "Yes", "choices-1-fr": "Non", "choices-2-fr": "", "other": "on"},
            {
                "choices": [{"key": "oui", "fr": "Oui", "en": "Yes"}, {"key": "non", "fr": "Non"}],
                "other": True,
            },
        ),
        (Kind.FILES, {"types": ["pdf", "image"], "most": "3"}, {"types": ["pdf", "image"], "most": 3}),
        (
            Kind.TEAM,
            {"columns-0-fr": "Nom", "columns-0-kind": "text", "columns-0-required": "yes"},
            {"columns": [{"key": "nom", "fr": "Nom", "kind": "text", "required": True}]},
        ),
        (Kind.CONSENT, {}, {}),
    ],
)
def test_a_question_is_added_with_the_settings_of_its_kind(programme, draft, kind, given, options):
    answer = programme.post(url("question_new", draft, key="project", kind=kind.value), {**WORDS, **given})
    assert answer["Location"] == url("builder", draft) + "#q-question"
    made = the(draft, "question")
    assert (made.kind, made.options, made.audience, made.is_required) == (kind, options, "team", False)


def test_a_refused_question_keeps_what_was_typed(programme, draft):
    address = url("question_new", draft, key="project", kind="choice")
    answer = programme.post(address, {**WORDS, "choices-0-fr": "Oui", "choices-1-fr": "", "choices-1-en": "No"})
    page = soup(answer)
    assert "Write at least two answers to choose from." in text(answer)
    assert [page.select_one(f"[name=choices-{n}]")["value"] for n in ("0-fr", "1-en")] == ["Oui", "No"]
    assert outline(draft) == [("project", ["name", "device", "pitch", "budget"])]


def test_more_lines_are_given_without_saving(programme, draft):
    address = url("question_new", draft, key="project", kind="choice")
    lines = len(soup(programme.get(address)).select("[name$=-fr][name^=choices]"))
    answer = programme.post(address, {**WORDS, "choices-0-fr": "Oui", "lines": str(lines), "more": "yes"})
    page = soup(answer)
    assert len(page.select("[name$=-fr][name^=choices]")) > lines
    assert page.select_one("[name=choices-0-fr]")["value"] == "Oui"
    assert not Question.objects.filter(version=draft, key="question").exists()


def test_a_question_is_shown_as_it_is_and_written_anew(programme, draft):
    address = url("question", draft, key="pitch")
    page = soup(programme.get(address))
    assert page.select_one("[name=limit]")["value"] == "20"
    assert [box["value"] for box in page.select("[name=condition][checked]")] == ["device=yes"]
    programme.post(address, {"label_fr": "Pitch", "label_en": "Pitch", "audience": "reviewers", "limit": "30"})
    pitch = the(draft, "pitch")
    assert (pitch.label, pitch.options, pitch.condition) == ("Pitch", {"limit": 30}, {})


def test_an_answer_keeps_its_key_when_its_words_change(programme, draft):
    address = url("question", draft, key="device")
    page = soup(programme.get(address))
    given = {tag["name"]: tag.get("value", "") for tag in page.select("[name^=choices]")}
    programme.post(address, {**given, "label_fr": "DM ?", "audience": "reviewers", "choices-0-fr": "bien sûr"})
    assert the(draft, "device").options["choices"][0] == {"key": "yes", "fr": "bien sûr", "en": "yes"}


def test_what_would_break_a_condition_is_said_on_the_page(programme, draft):
    given = {"choices-0-fr": "a", "choices-1-fr": "b"}
    answer = programme.post(url("question", draft, key="device"), {**WORDS, **given})
    assert "does not offer (any more)" in text(answer)
    mixed = programme.post(url("section_new", draft), {"label_fr": "x", "condition": ["device=yes", "agrees=yes"]})
    assert "is not one of the available choices" in text(mixed)
    QuestionFactory(section=Section.objects.get(version=draft), key="agrees", kind=Kind.CONSENT)
    mixed = programme.post(url("section_new", draft), {"label_fr": "x", "condition": ["device=yes", "agrees=yes"]})
    assert "Choose answers to one question only." in text(mixed)


def test_a_question_is_duplicated_and_removed(programme, draft):
    programme.post(url("question_duplicate", draft, key="name"))
    assert outline(draft)[0][1][:2] == ["name", "name-2"]
    assert "stay with their version" in text(programme.get(url("question_remove", draft, key="name-2")))
    programme.post(url("question_remove", draft, key="name-2"))
    assert outline(draft)[0][1] == ["name", "device", "pitch", "budget"]


def test_the_title_is_changed(programme, draft):
    programme.post(url("title", draft), {"title": "Application 2027"})
    draft.form.refresh_from_db()
    assert draft.form.title == "Application 2027"
    assert "This field is required." in text(programme.post(url("title", draft), {"title": ""}))


def test_the_draft_is_previewed_and_tried_without_saving(programme, draft):
    address = url("preview", draft)
    assert soup(programme.get(address)).select_one("#q-pitch .pv-question-when") is not None
    wrong = programme.post(address, {"a-device": "yes", "a-pitch": "word " * 21, "try": "yes"})
    assert [a["href"] for a in soup(wrong).select(".pv-errors a")] == ["#f-name", "#f-pitch"]
    assert soup(wrong).select_one("#q-pitch .pv-question-when") is None
    fine = programme.post(address, {"a-name": "Acme", "a-device": "no", "try": "yes"})
    assert "an applicant could submit" in text(fine)
    assert [dd.get_text(strip=True) for dd in soup(fine).select("dd")] == ["Acme", "no", "No answer"]
    assert not AnswerSheet.objects.exists()


def test_another_line_of_a_table_is_given_in_the_preview_without_scripts(programme, draft):
    options = {"columns": [{"key": "name", "fr": "Nom"}]}
    QuestionFactory(section=Section.objects.get(version=draft), key="team", kind=Kind.TEAM, options=options)
    answer = programme.post(url("preview", draft), {"a-team-0-name": "A", "more": "team"})
    assert len(soup(answer).select("#q-team tbody tr")) == 3
    assert soup(answer).select_one(".pv-errors") is None


def test_changes_are_summed_up_published_and_read_again(programme, draft):
    assert "Nothing has changed" in text(programme.get(url("publish", draft)))
    programme.post(url("question_duplicate", draft, key="name"))
    programme.post(url("question_remove", draft, key="budget"))
    summary = soup(programme.get(url("publish", draft)))
    assert [(h.text, [li.text for li in h.find_next("ul").select("li")]) for h in summary.select("h3")] == [
        ("New", ["Name"]), ("Not asked any more", ["Budget"])
    ]  # fmt: skip
    answer = programme.post(url("publish", draft), follow=True)
    assert "Version 2 is published." in text(answer)
    assert published_version(draft.form) == draft
    old, new = (text(programme.get(url("version", draft, number=number))) for number in (1, 2))
    assert ("Budget" in old, "What changed with it" in old, "What changed with it" in new) == (True, False, True)
    assert programme.get(url("version", draft, number=3)).status_code == 404


def test_what_cannot_be_published_is_said(programme):
    form = FormFactory()
    VersionFactory(form=form, state="draft")
    CallFormFactory(form=form)
    page = programme.get(reverse("forms:publish", args=[form.pk]))
    assert "A form needs at least one question." in text(page)
    assert "A form needs" in text(programme.post(reverse("forms:publish", args=[form.pk]), follow=True))


def test_a_published_form_is_changed_by_a_draft_that_can_be_dropped(programme):
    version = small_form()
    CallFormFactory(form=version.form)
    page = soup(programme.get(url("builder", version)))
    assert page.select_one("#outline a") is None
    assert programme.get(url("section_new", version)).status_code == 404
    programme.post(url("change", version))
    assert draft_version(version.form).number == 2
    assert "What is asked now stays as it is." in text(programme.get(url("drop", version)))
    programme.post(url("drop", version))
    assert draft_version(version.form) is None
    assert "There are no changes to drop." in text(programme.post(url("drop", version), follow=True))


def test_an_open_call_is_said_before_anything_is_published(programme, draft):
    CallForm.objects.get(form=draft.form).call.__class__.objects.update(state=CallState.OPEN)
    assert "The call is open" in text(programme.get(url("publish", draft)))


def test_a_call_has_a_form_for_each_stage(programme):
    call, other = CallFactory(slug="new"), CallFormFactory(form=small_form().form, call=CallFactory(title_en="Old"))
    stages = soup(programme.get(reverse("forms:call", args=["new"])))
    begin = [a["href"] for a in stages.select(".pv-grid a")]
    assert begin == [reverse("forms:call_begin", args=["new", stage.value]) for stage in FormStage]
    choices = [box["value"] for box in soup(programme.get(begin[0])).select("[name=source]")]
    assert choices == ["starter:application", f"copy:{other.form_id}", "empty"]
    programme.post(begin[0], {"source": f"copy:{other.form_id}"})
    programme.post(begin[1], {"source": "starter:interview"})
    programme.post(begin[2], {"source": "empty"})
    drafts = {row.stage: outline(draft_version(row.form)) for row in CallForm.objects.filter(call=call)}
    assert drafts["application"] == [("project", ["name", "device", "pitch", "budget"])]
    assert [key for key, _questions in drafts["interview"]] == ["part-interview", "part-since"]
    assert drafts["acceptance"] == []
    again = programme.post(begin[0], {"source": "empty"}, follow=True)
    assert "This stage has a form already." in text(again)
    assert programme.get(reverse("forms:call_begin", args=["new", "later"])).status_code == 404


def test_an_empty_form_begins_with_a_starter(programme):
    form = FormFactory()
    draft = VersionFactory(form=form, state="draft")
    CallFormFactory(form=form)
    page = soup(programme.get(url("builder", draft)))
    assert [b["value"] for b in page.select("[name=starter]")] == ["application", "interview", "acceptance"]
    programme.post(url("start", draft), {"starter": "acceptance"})
    assert [key for key, _questions in outline(draft)] == ["part-arrival", "part-agreement", "part-public"]
    assert "questions already" in text(programme.post(url("start", draft), {"starter": "interview"}, follow=True))
    programme.post(url("start", draft), {"starter": "nothing"})
    assert len(outline(draft)) == 3
