"""What forms give and forget about someone."""

import pytest

from parvis.base.forms.models import Answer
from parvis.base.forms.personal_data import erase, export
from parvis.base.forms.selectors import question_of
from parvis.base.forms.services import save_answer
from tests.factories.accounts import UserFactory
from tests.factories.forms import sheet_with, small_form

pytestmark = pytest.mark.django_db


def test_someone_gets_what_they_wrote_and_not_what_others_wrote():
    writer, other = UserFactory(), UserFactory()
    version = small_form(published_by=writer)
    sheet = sheet_with(version, {"name": "theirs", "device": "yes"}, actor=writer)
    save_answer(actor=other, sheet=sheet, question=question_of(version, "name"), raw="another")
    given = export(writer)
    assert [(row["question"], row["value"]) for row in given["answers"]] == [("device", "yes")]
    assert [(row["question"], row["value"]) for row in given["earlier"]] == [("name", "theirs")]
    assert [row["number"] for row in given["published"]] == [1]


def test_someone_who_goes_leaves_answers_without_their_name():
    writer = UserFactory()
    version = small_form(published_by=writer)
    sheet_with(version, {"name": "theirs"}, actor=writer)
    assert erase(writer) == ["Answers that you wrote for an organisation stay with it, without your name."]
    version.refresh_from_db()
    assert (Answer.objects.get().written_by, version.published_by) == (None, None)
    assert erase(UserFactory()) == []
