"""A community manager judges pairs with the keyboard, and with buttons alone."""

import pytest
from playwright.sync_api import expect

from parvis.base.accounts.enums import Role
from parvis.domain.linking.models import CandidatePair, Merge
from tests.factories.accounts import account_with
from tests.factories.linking import CandidatePairFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def pairs(transactional_db):
    return [
        CandidatePairFactory(value=1 - place / 10, left__name=f"Institut {place}", right__name=f"Centre {place}")
        for place in range(4)
    ]


def heading(visitor):
    return visitor.page.locator("#pair-title")


def states():
    return list(CandidatePair.objects.order_by("-value").values_list("state", flat=True))


def test_keys_judge_one_pair_after_the_other_without_loading_a_page(visit, pairs):
    visitor = visit(account_with(Role.COMMUNITY))
    visitor.page.goto("/campus/linking/next/")
    loads = []
    visitor.page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    for place, key in enumerate("sdu"):
        expect(heading(visitor)).to_contain_text(f"Institut {place}")
        visitor.page.keyboard.press(key)
    expect(heading(visitor)).to_contain_text("Institut 3")
    assert visitor.page.url.endswith(f"/campus/linking/pairs/{pairs[3].pk}/")
    assert loads == []
    visitor.page.keyboard.press("d")
    visitor.page.wait_for_url("**/campus/linking/")
    assert states() == ["same", "different", "unsure", "different"]
    assert Merge.objects.get().absorbed == pairs[0].right


def test_a_key_takes_the_last_judgement_back(visit, pairs):
    visitor = visit(account_with(Role.COMMUNITY))
    visitor.page.goto("/campus/linking/next/")
    visitor.page.keyboard.press("s")
    expect(heading(visitor)).to_contain_text("Institut 1")
    visitor.page.keyboard.press("z")
    expect(heading(visitor)).to_contain_text("Institut 0")
    expect(visitor.page.locator("#messages")).to_contain_text("taken back")
    assert states() == ["proposed"] * 4
    assert Merge.objects.filter(undone_at=None).count() == 0


def test_keys_are_letters_while_one_types_a_reason(visit, pairs):
    visitor = visit(account_with(Role.COMMUNITY))
    visitor.page.goto("/campus/linking/next/")
    visitor.page.locator("summary", has_text="A reason").click()
    visitor.page.locator("#pair-reason").press_sequentially("sud")
    expect(heading(visitor)).to_contain_text("Institut 0")
    assert states() == ["proposed"] * 4
    assert visitor.axe() == []


def test_what_the_server_refuses_is_said_beside_the_next_pair(visit, pairs):
    visitor = visit(account_with(Role.COMMUNITY))
    visitor.page.goto("/campus/linking/next/")
    CandidatePair.objects.filter(pk=pairs[0].pk).update(state="different")
    pairs[0].right.version += 1
    pairs[0].right.merged_into = pairs[1].left
    pairs[0].right.save()
    visitor.page.keyboard.press("s")
    expect(heading(visitor)).to_contain_text("Institut 1")
    expect(visitor.page.locator("#messages a")).to_have_attribute("href", f"/campus/linking/pairs/{pairs[0].pk}/")
    assert all("409" in error for error in visitor.errors)
    visitor.errors.clear()


def test_buttons_do_the_same_without_scripts(visit, pairs):
    visitor = visit(account_with(Role.COMMUNITY), javascript=False)
    visitor.page.goto("/campus/linking/next/")
    visitor.page.get_by_role("button", name="Different").click()
    assert "Institut 1" in heading(visitor).inner_text()
    visitor.page.get_by_role("button", name="The same").click()
    assert "Institut 2" in heading(visitor).inner_text()
    visitor.page.get_by_role("button", name="Take back my last judgement").click()
    assert "Institut 1" in heading(visitor).inner_text()
    assert states() == ["different", "proposed", "proposed", "proposed"]
