"""Forms are begun, copied, changed part by part, published; and what is refused."""

import pytest

from parvis.base.activity.models import Entry
from parvis.base.forms.enums import QuestionKind as Kind
from parvis.base.forms.enums import VersionState
from parvis.base.forms.models import Form, FormVersion, Question, Section
from parvis.base.forms.registry import Owner, owners
from parvis.base.forms.rules import can_build, owner_of
from parvis.base.forms.selectors import draft_version, keys_of_form, published_version, sections_of, versions_of
from parvis.base.forms.selectors.changes import changes_between
from parvis.base.forms.selectors.soundness import broken_conditions, conditional_before
from parvis.base.forms.services import (
    add_question,
    add_section,
    begin_draft,
    begin_with,
    copy_form,
    create_form,
    discard_draft,
    duplicate_question,
    edit_question,
    edit_section,
    move_question,
    move_section,
    publish_version,
    remove_question,
    remove_section,
    rename_form,
)
from parvis.base.forms.starters import starters
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.forms import YES_NO, QuestionFactory, SectionFactory, VersionFactory, small_form
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(monkeypatch):
    """An account that may build every form."""
    account = UserFactory()
    owner = Owner(title="Call", url="/", can_build=lambda actor: actor == account)
    monkeypatch.setattr(owners, "_items", {"test": lambda _form: owner})
    return account


@pytest.fixture
def draft():
    return small_form(state=VersionState.DRAFT)


def outline(version):
    return [(section.key, [question.key for question in questions]) for section, questions in sections_of(version)]


def the(version, key):
    return Question.objects.get(version=version, key=key)


def test_a_form_begins_with_an_empty_draft():
    form = create_form(actor=None, title="  A   form ")
    assert (form.title, str(form)) == ("A form", "A form")
    assert outline(draft_version(form)) == []
    assert published_version(form) is None
    assert Entry.objects.get().verb == "forms.created"


@pytest.mark.parametrize("title", [" ", "x" * 201])
def test_a_title_is_needed_and_short(title):
    with pytest.raises(InvalidInput) as refused:
        create_form(actor=None, title=title)
    assert list(refused.value.fields) == ["title"]
    assert not Form.objects.exists()


def test_a_form_is_renamed(builder, draft):
    assert rename_form(actor=builder, form=draft.form, title="New").title == "New"


def test_a_copy_has_what_is_asked_and_else_what_is_drafted(draft):
    published = small_form()
    VersionFactory(form=published.form, number=2, state=VersionState.DRAFT)
    for source, version in ((published.form, published), (draft.form, draft)):
        copy = copy_form(actor=None, form=source, title="Copy")
        assert outline(draft_version(copy)) == outline(version)
        assert not changes_between(version, draft_version(copy))
    assert outline(draft_version(copy_form(actor=None, form=Form.objects.create(title="x"), title="Copy"))) == []


def test_parts_are_added_written_and_removed(builder, draft):
    section = add_section(actor=builder, version=draft, values={"label_fr": "Équipe", "label_en": "Team"})
    question = add_question(
        actor=builder, section=section, kind=Kind.NUMBER,
        values={"label_fr": "Combien ?", "options": {"min": 1, "max": 3, "limit": 9}, "is_required": True,
                "audience": "team", "is_identifying": True, "condition": {"question": "device", "any": ["yes"]}},
    )  # fmt: skip
    assert (section.key, question.key, question.options) == ("equipe", "combien", {"min": 1, "max": 3})
    assert (question.is_required, question.audience, question.is_identifying) == (True, "team", True)
    edit_section(actor=builder, section=section, values={"label_fr": "Gens", "help_fr": "Qui"})
    edit_question(actor=builder, question=question, values={"label_fr": "Combien", "options": {}})
    section.refresh_from_db()
    question.refresh_from_db()
    assert (section.label, section.help, section.key) == ("Gens", "Qui", "equipe")
    assert (question.label, question.key, question.options, question.condition) == ("Combien", "combien", {}, {})
    remove_question(actor=builder, question=question)
    remove_section(actor=builder, section=section)
    assert outline(draft) == [("project", ["name", "device", "pitch", "budget"])]
    acts = [entry.data["act"] for entry in Entry.objects.filter(verb="forms.changed").order_by("pk")]
    assert acts == [
        "section_added", "question_added", "section_edited", "question_edited", "question_removed", "section_removed"
    ]  # fmt: skip


def test_a_key_that_was_used_once_is_never_given_to_another_question(builder):
    published = small_form()
    draft = begin_draft(actor=builder, form=published.form)
    remove_question(actor=builder, question=the(draft, "name"))
    section = Section.objects.get(version=draft)
    again = add_question(actor=builder, section=section, kind=Kind.SHORT, values={"label_fr": "Name"})
    odd = add_question(actor=builder, section=section, kind=Kind.SHORT, values={"label_fr": "?"})
    assert (again.key, odd.key) == ("name-2", "x")
    assert keys_of_form(published.form) >= {"project", "name", "name-2", "x"}


def test_questions_move_within_and_between_sections(builder, draft):
    SectionFactory(version=draft, key="last")
    for key, to in (("budget", "up"), ("budget", "down"), ("budget", "down"), ("name", "up")):
        move_question(actor=builder, question=the(draft, key), to=to)
    assert outline(draft) == [("project", ["name", "device", "pitch"]), ("last", ["budget"])]
    move_question(actor=builder, question=the(draft, "budget"), to="down")
    move_question(actor=builder, question=the(draft, "pitch"), to="down")
    assert outline(draft) == [("project", ["name", "device"]), ("last", ["pitch", "budget"])]
    move_question(actor=builder, question=the(draft, "pitch"), to="up")
    assert outline(draft) == [("project", ["name", "device", "pitch"]), ("last", ["budget"])]


def test_sections_move(builder, draft):
    SectionFactory(version=draft, key="last")
    for to in ("up", "up"):
        move_section(actor=builder, section=Section.objects.get(version=draft, key="last"), to=to)
    assert [key for key, _questions in outline(draft)] == ["last", "project"]


def test_a_question_is_duplicated_right_after_itself(builder, draft):
    copy = duplicate_question(actor=builder, question=the(draft, "name"))
    assert outline(draft) == [("project", ["name", "name-2", "device", "pitch", "budget"])]
    assert (copy.label_fr, copy.is_required, copy.is_identifying) == ("Nom (copy)", True, True)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, draft: remove_question(actor=actor, question=the(draft, "device")),
        lambda actor, draft: move_question(actor=actor, question=the(draft, "pitch"), to="up"),
        lambda actor, draft: edit_question(
            actor=actor,
            question=the(draft, "device"),
            values={"label_fr": "Dispositif", "options": {"choices": [{"fr": "a"}, {"fr": "b"}]}},
        ),
        lambda actor, draft: edit_question(
            actor=actor,
            question=the(draft, "name"),
            values={"label_fr": "Nom", "condition": {"question": "budget", "any": ["yes"]}},
        ),
        lambda actor, draft: edit_section(
            actor=actor,
            section=Section.objects.get(version=draft),
            values={"label_fr": "Projet", "condition": {"question": "device", "any": ["yes"]}},
        ),
    ],
    ids=["removed", "moved", "not offered", "forward", "section on its own"],
)
def test_what_would_break_a_condition_changes_nothing(builder, draft, act):
    with pytest.raises(InvalidInput) as refused:
        act(builder, draft)
    assert list(refused.value.fields) == ["condition"]
    assert outline(draft) == [("project", ["name", "device", "pitch", "budget"])]
    assert (the(draft, "device").options, the(draft, "name").condition) == (YES_NO, {})


def test_each_broken_condition_is_said(draft):
    section = Section.objects.get(version=draft)
    for key, condition in (
        ("gone", {"question": "nothing", "any": ["yes"]}),
        ("number", {"question": "budget", "any": ["yes"]}),
        ("none", {"question": "device", "any": []}),
    ):
        QuestionFactory(section=section, key=key, label_fr=key, condition=condition)
    assert broken_conditions(draft) == [
        "“gone” is shown by an answer to a question that does not exist (any more).",
        "“number” is shown by an answer that “Budget” does not offer (any more).",
        "“none” is shown by an answer that “Dispositif ?” does not offer (any more).",
    ]


def test_conditions_stand_on_consents_and_answers_of_ones_own(draft):
    section = Section.objects.get(version=draft)
    QuestionFactory(section=section, key="agrees", kind=Kind.CONSENT)
    QuestionFactory(section=section, key="other", kind=Kind.CHOICES, options={"choices": [], "other": True})
    QuestionFactory(section=section, key="a", condition={"question": "agrees", "any": ["no"]})
    QuestionFactory(section=section, key="b", condition={"question": "other", "any": ["other"]})
    assert broken_conditions(draft) == []


def test_a_condition_can_stand_on_what_comes_before(draft):
    later = SectionFactory(version=draft, key="later")
    QuestionFactory(section=later, key="agrees", kind=Kind.CONSENT)

    def before(part, section_key=""):
        return [question.key for question in conditional_before(draft, part, section_key)]

    assert before(the(draft, "device")) == []
    assert before(the(draft, "pitch")) == ["device"]
    assert before(later) == ["device"]
    assert before(None, "project") == ["device"]
    assert before(None, "later") == before(None) == ["device", "agrees"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"label_fr": " "}, "label_fr"),
        ({"label_fr": "x" * 501}, "label_fr"),
        ({"label_fr": "x", "label_en": "x" * 501}, "label_en"),
        ({"label_fr": "x", "help_en": "x" * 5001}, "help_en"),
        ({"label_fr": "x", "options": {"limit": 0}}, "limit"),
    ],
)
def test_words_and_settings_are_checked(builder, draft, values, field):
    section = Section.objects.get(version=draft)
    with pytest.raises(InvalidInput) as refused:
        add_question(actor=builder, section=section, kind=Kind.SHORT, values=values)
    assert list(refused.value.fields) == [field]


def test_a_published_version_is_never_changed(builder):
    version = small_form()
    section = Section.objects.get(version=version)
    for act in (
        lambda: add_section(actor=builder, version=version, values={"label_fr": "x"}),
        lambda: add_question(actor=builder, section=section, kind=Kind.SHORT, values={"label_fr": "x"}),
        lambda: edit_section(actor=builder, section=section, values={"label_fr": "x"}),
        lambda: remove_question(actor=builder, question=the(version, "name")),
    ):
        with pytest.raises(Conflict):
            act()
    assert outline(version) == [("project", ["name", "device", "pitch", "budget"])]


def test_only_whoever_may_build_a_form_changes_it(builder, draft):
    stranger, question = UserFactory(), the(draft, "name")
    for act in (
        lambda: rename_form(actor=stranger, form=draft.form, title="x"),
        lambda: begin_draft(actor=stranger, form=draft.form),
        lambda: discard_draft(actor=stranger, form=draft.form),
        lambda: publish_version(actor=stranger, form=draft.form),
        lambda: add_section(actor=stranger, version=draft, values={"label_fr": "x"}),
        lambda: remove_question(actor=stranger, question=question),
        lambda: begin_with(actor=stranger, version=draft, starter=starters()["interview"]),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Entry.objects.exists()


def test_a_form_that_no_app_knows_is_built_by_nobody(monkeypatch):
    monkeypatch.setattr(owners, "_items", {"test": lambda _form: None})
    form = Form.objects.create(title="x")
    assert owner_of(form) is None
    assert not can_build(UserFactory(), form)


def test_an_account_that_was_closed_builds_nothing(builder, draft):
    assert can_build(builder, draft.form)
    builder.is_active = False
    assert not can_build(builder, draft.form)


def test_a_draft_is_published_and_becomes_what_is_asked(builder, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        published = publish_version(actor=builder, form=draft.form)
    assert (published.state, published.published_by, str(published)) == ("published", builder, f"{draft.form} (1)")
    assert (published_version(draft.form), draft_version(draft.form)) == (published, None)
    assert Entry.objects.get(verb="forms.published").data == {"number": 1}


def test_the_next_version_begins_with_what_is_asked(builder):
    first = small_form()
    draft = begin_draft(actor=builder, form=first.form)
    assert (draft.number, outline(draft)) == (2, outline(first))
    assert begin_draft(actor=builder, form=first.form) == draft
    remove_question(actor=builder, question=the(draft, "budget"))
    second = publish_version(actor=builder, form=first.form)
    assert versions_of(first.form) == [second, first]
    assert outline(first) == [("project", ["name", "device", "pitch", "budget"])]


def test_a_draft_begun_twice_at_the_same_moment_is_begun_once(builder):
    first = small_form()

    def theirs():
        FormVersion.objects.create(form=first.form, number=2)

    before = 'INSERT INTO "forms_formversion"'
    with meanwhile(theirs, before=before), pytest.raises(Conflict):
        begin_draft(actor=builder, form=first.form)


def test_a_form_without_any_version_begins_with_the_first(builder):
    assert begin_draft(actor=builder, form=Form.objects.create(title="x")).number == 1


def test_what_cannot_be_published(builder):
    form = create_form(actor=builder, title="x")
    with pytest.raises(InvalidInput, match="at least one question"):
        publish_version(actor=builder, form=form)
    QuestionFactory(
        section=SectionFactory(version=draft_version(form)), condition={"question": "nothing", "any": ["x"]}
    )
    with pytest.raises(InvalidInput, match="does not exist"):
        publish_version(actor=builder, form=form)
    published = small_form()
    with pytest.raises(Conflict, match="no draft"):
        publish_version(actor=builder, form=published.form)
    begin_draft(actor=builder, form=published.form)
    with pytest.raises(Conflict, match="Nothing has changed"):
        publish_version(actor=builder, form=published.form)


def test_changes_are_dropped(builder):
    first = small_form()
    draft = begin_draft(actor=builder, form=first.form)
    remove_question(actor=builder, question=the(draft, "budget"))
    discard_draft(actor=builder, form=first.form)
    assert versions_of(first.form) == [first]
    for form in (first.form, create_form(actor=builder, title="never published")):
        with pytest.raises(Conflict):
            discard_draft(actor=builder, form=form)


def test_what_changed_is_told_by_its_sort(builder):
    first = small_form()
    draft = begin_draft(actor=builder, form=first.form)
    section = Section.objects.get(version=draft)
    assert not changes_between(first, draft)
    edit_question(actor=builder, question=the(draft, "name"), values={"label_fr": "Nom complet", "is_required": True,
                                                                      "is_identifying": True})  # fmt: skip
    add_question(actor=builder, section=section, kind=Kind.LINK, values={"label_fr": "Site"})
    move_question(actor=builder, question=the(draft, "budget"), to="up")
    edit_question(actor=builder, question=the(draft, "budget"), values={"label_fr": "Budget", "is_required": True})
    edit_section(actor=builder, section=section, values={"label_fr": "Le projet"})
    changes = changes_between(first, draft)
    assert (changes.added, changes.removed, changes.reworded) == (["Site"], [], ["Le projet", "Nom complet"])
    assert (changes.altered, changes.moved) == (["Budget"], ["Présentation"])
    assert len(changes_between(None, draft).added) == 6
    assert changes_between(draft, first).removed == ["Site"]


@pytest.mark.parametrize("name", starters())
def test_every_starter_is_a_whole_form_in_both_languages(builder, name):
    form, starter = create_form(actor=builder, title="x"), starters()[name]
    begin_with(actor=builder, version=draft_version(form), starter=starter)
    version = publish_version(actor=builder, form=form)
    parts = [*Section.objects.filter(version=version), *Question.objects.filter(version=version)]
    assert len(parts) > 6
    assert [part.key for part in parts if not part.label_fr or not part.label_en] == []
    assert [part.key for part in parts if bool(part.help_fr) != bool(part.help_en)] == []
    entries = [
        entry
        for question in Question.objects.filter(version=version)
        for entry in [*question.options.get("choices", ()), *question.options.get("columns", ())]
    ]
    assert [entry["key"] for entry in entries if not entry.get("en")] == []
    with pytest.raises(Conflict):
        begin_with(actor=builder, version=begin_draft(actor=builder, form=form), starter=starter)
