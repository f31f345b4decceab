"""Which questions of a call ask for needs."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.domain.needs.models import NeedQuestion
from tests.factories.accounts import account_with
from tests.factories.calls import CallFactory
from tests.support.applying import NEED, a_call


@pytest.fixture
def programme(sign_in):
    """A client signed in as a programme manager."""
    return sign_in(account_with(Role.PROGRAMME))


def test_team_says_which_questions_ask(programme, other):
    call = a_call()
    page = reverse("needs:questions", args=[call.slug])
    assert page in programme.get(reverse("calls:team_call", args=[call.slug])).content.decode()
    assert f'name="side-{NEED}"' in programme.get(page).content.decode()
    programme.post(page, {f"side-{NEED}": "offer", f"kind-{NEED}": "data"})
    row = NeedQuestion.objects.get()
    assert (row.question_key, row.side, row.kind) == (NEED, "offer", "data")
    shown = BeautifulSoup(programme.get(page).content, "html.parser")
    assert [option["value"] for option in shown.select("main option[selected]")] == ["offer", "data"]
    programme.post(page, {f"side-{NEED}": "need", f"kind-{NEED}": "nonsense"})
    assert NeedQuestion.objects.get().kind == "data"
    programme.post(page, {})
    assert not NeedQuestion.objects.exists()
    assert other.get(page).status_code == 404


def test_call_without_questions_says_what_to_do(programme):
    page = reverse("needs:questions", args=[CallFactory().slug])
    assert "Build the application form first" in programme.get(page).content.decode()
