"""Pages on which pairs are judged."""

from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.accounts.enums import Role
from parvis.base.jobs.models import Job
from parvis.domain.directory.enums import Scheme
from parvis.domain.linking.enums import PairState
from parvis.domain.linking.models import CandidatePair, Judgement, Merge
from tests.factories import directory as make
from tests.factories.accounts import account_with
from tests.factories.linking import CandidatePairFactory
from tests.support.queries import count_queries

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_PARVIS_JUDGING": "1"}


@pytest.fixture
def keeper(sign_in):
    return sign_in(account_with(Role.COMMUNITY))


def address(pair, query=""):
    return reverse("linking:pair", args=[pair.pk]) + query


def queue_url(query=""):
    return reverse("linking:queue") + query


def test_the_queue_lists_the_most_telling_first_and_counts_the_states(keeper):
    CandidatePairFactory(value=0.1, left__name="Sure")
    CandidatePairFactory(value=0.9, left__name="Telling")
    CandidatePairFactory(state=PairState.DIFFERENT, left__name="Judged")
    page = BeautifulSoup(keeper.get(queue_url()).content, "html.parser")
    names = [row.find("a").get_text() for row in page.select("tbody tr")]
    assert [name.split()[0] for name in names] == ["Telling", "Sure"]
    assert "To be judged · 2" in page.get_text()
    assert "Judged" in keeper.get(queue_url("?state=different")).content.decode()


def test_the_filters_of_the_queue_stay_in_the_addresses(keeper):
    pair = CandidatePairFactory(left__kind="hospital", score=0.95, left_source="ror", right_source="rnsr")
    CandidatePairFactory()
    html = keeper.get(queue_url("?kind=hospital&band=high&sources=rnsr|ror&state=wrong")).content.decode()
    assert html.count("linking/pairs/") == 1
    assert f"{address(pair)}?kind=hospital&amp;sources=rnsr%7Cror&amp;band=high" in html
    assert keeper.get(queue_url("?kind=startup")).content.decode().count("linking/pairs/") == 0


@pytest.mark.parametrize(
    ("order", "names"),
    [("", "Telling Likely Open"), ("likely", "Likely Telling Open"), ("uncertain", "Open Telling Likely")],
)
def test_the_queue_has_three_orders_that_the_address_keeps(keeper, order, names):
    CandidatePairFactory(value=0.1, score=0.97, left__name="Likely")
    CandidatePairFactory(value=0.9, score=0.7, left__name="Telling")
    last = CandidatePairFactory(value=0.05, score=0.49, left__name="Open")
    query = f"?order={order}" if order else ""
    page = BeautifulSoup(keeper.get(queue_url(query or "?order=wrong")).content, "html.parser")
    rows = [row.find("a") for row in page.select("tbody tr")]
    assert [row.get_text().split()[0] for row in rows] == names.split()
    assert {row["href"].partition("?")[2] for row in rows} == {query[1:]}
    assert page.select_one("select[name=order] [selected]")["value"] == (order or "value")
    states = [link["href"] for link in page.select(".pv-two-states a")]
    assert states[:2] == [queue_url(query), queue_url("?state=same" + query.replace("?", "&"))]
    first = keeper.get(reverse("linking:following") + query).headers["Location"]
    assert (first == address(last, query)) == (order == "uncertain")
    assert "that fit the filters" not in keeper.get(reverse("linking:batches") + query).content.decode()


def filled(count):
    pair = CandidatePairFactory()
    for _ in range(count):
        for organisation in (pair.left, pair.right):
            make.NameFactory(organisation=organisation)
            make.IdentifierFactory(organisation=organisation)
            make.RelationFactory(child=organisation)
            make.MembershipFactory(organisation=organisation)
    return pair


def test_pages_take_as_many_queries_for_three_as_for_one(keeper):
    one = filled(1)
    keeper.get(address(one))
    before = count_queries(partial(keeper.get, address(one))), count_queries(partial(keeper.get, queue_url()))
    three = filled(3)
    for _ in range(2):
        CandidatePairFactory()
    after = count_queries(partial(keeper.get, address(three))), count_queries(partial(keeper.get, queue_url()))
    assert before == after


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Les deux sont à Lyon"), ("en", "Both are in Lyon")])
def test_the_page_says_why_parvis_asks(keeper, language, sentence):
    pair = CandidatePairFactory(reasons=[["same_city", 2.0, "Lyon", "Lyon"], ["forgotten", 3.0, "", ""]])
    page = BeautifulSoup(keeper.get(address(pair), headers={"accept-language": language}).content, "html.parser")
    assert [item.get_text() for item in page.select(".pv-two-why li")] == [sentence]


def test_judged_pairs_can_be_taken_as_csv(keeper):
    pair = CandidatePairFactory(left__name="CHU de Lille", right__name="CHU Lille")
    keeper.post(address(pair), {"verdict": "different"})
    assert reverse("linking:labelled") in keeper.get(reverse("linking:judgements")).content.decode()
    response = keeper.get(reverse("linking:labelled"))
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0].startswith("same,left_id,left_name")
    assert lines[1].startswith("0,directory:")
    assert "CHU de Lille" in lines[1]


def test_the_page_says_field_by_field_what_agrees(keeper):
    pair = CandidatePairFactory(
        left__name="CHU de Lille",
        right__name="CHU Lille",
        left__city="Lille",
        right__city="LILLE",
        left__website="https://www.chu-lille.fr/",
        left__latitude=50.6,
        left__longitude=3.0,
        right__latitude=50.6,
        right__longitude=3.5,
    )
    for organisation, value in ((pair.left, "590780193"), (pair.right, "590796975")):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.FINESS_EJ, value=value)
    page = BeautifulSoup(keeper.get(address(pair)).content, "html.parser")
    marks = {
        row.find(role="rowheader").find(string=True).strip(): mark.get_text(strip=True)
        for row in page.find_all(role="row")
        if (mark := row.select_one(".pv-cmp-mark"))
    }
    assert marks["City"] == "they agree"
    assert marks["Name"] == "close"
    assert marks["Website"] == "on one side only"
    assert marks["FINESS (legal entity)"] == "they differ"
    assert "35 km apart" in page.get_text()


@pytest.mark.parametrize(("verdict", "state"), [("same", "same"), ("different", "different"), ("unsure", "unsure")])
def test_a_verdict_leads_to_the_next_pair(keeper, verdict, state):
    first, second = CandidatePairFactory(value=0.9), CandidatePairFactory(value=0.8)
    answer = keeper.post(address(first, "?band=middle"), {"verdict": verdict, "reason": "Seen"}, follow=True)
    first.refresh_from_db()
    assert (first.state, Judgement.objects.get().reason) == (state, "Seen")
    assert answer.redirect_chain[-1][0] == address(second, "?band=middle")
    assert Merge.objects.count() == (verdict == "same")


def test_after_the_last_pair_one_is_back_at_the_queue(keeper):
    pair = CandidatePairFactory()
    answer = keeper.post(address(pair), {"verdict": "unsure"}, follow=True)
    assert answer.redirect_chain[-1][0] == queue_url()
    assert "No pair is left" in answer.content.decode()


def test_the_script_gets_the_next_pair_beforehand_and_says_the_verdict_apart(keeper):
    first, second = CandidatePairFactory(value=0.9), CandidatePairFactory(value=0.8)
    answer = keeper.get(reverse("linking:following"), {"without": first.pk}, **SCRIPT)
    assert (answer["Parvis-Pair"], answer["Parvis-Address"]) == (str(second.pk), address(second))
    assert 'id="pair"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert keeper.post(address(first), {"verdict": "different"}, **SCRIPT).status_code == 204
    assert keeper.get(reverse("linking:following"), {"without": second.pk}, **SCRIPT).status_code == 204


def test_what_is_refused_is_said_and_what_was_typed_stays(keeper):
    pair = CandidatePairFactory()
    for organisation, value in ((pair.left, "590780193"), (pair.right, "590796975")):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.FINESS, value=value)
    page = BeautifulSoup(keeper.get(address(pair)).content, "html.parser")
    assert page.find("button", value="same").has_attr("disabled")
    answer = keeper.post(address(pair), {"verdict": "same", "reason": "I am sure"})
    html = answer.content.decode()
    assert (answer.status_code, "different numbers in FINESS" in html, "I am sure" in html) == (409, True, True)
    answer = keeper.post(address(pair), {"verdict": "same"}, **SCRIPT)
    assert answer.status_code == 409
    assert address(pair) in answer.content.decode()


def test_an_administrator_may_say_why_all_the_same(sign_in):
    pair = CandidatePairFactory()
    for organisation, value in ((pair.left, "590780193"), (pair.right, "590796975")):
        make.IdentifierFactory(organisation=organisation, scheme=Scheme.FINESS, value=value)
    client = sign_in(account_with(Role.ADMINISTRATOR))
    assert 'name="override"' in client.get(address(pair)).content.decode()
    client.post(address(pair), {"verdict": "same", "override": "One building, two numbers"})
    assert Merge.objects.get().override == "One building, two numbers"


def test_the_last_judgement_can_be_taken_back(keeper):
    pair = CandidatePairFactory()
    keeper.post(address(pair), {"verdict": "same"})
    assert "They are one now" in keeper.get(address(pair)).content.decode()
    answer = keeper.post(reverse("linking:undo"))
    assert answer["Location"] == address(pair)
    pair.refresh_from_db()
    assert (pair.state, Merge.objects.filter(undone_at=None).count()) == (PairState.PROPOSED, 0)
    assert "no judgement of yours" in keeper.post(reverse("linking:undo"), follow=True).content.decode()


def test_a_pair_that_was_judged_can_be_judged_otherwise(keeper):
    pair = CandidatePairFactory()
    keeper.post(address(pair), {"verdict": "unsure"})
    keeper.post(address(pair), {"verdict": "different"})
    assert CandidatePair.objects.get().state == PairState.DIFFERENT
    assert Judgement.objects.count() == 2


def test_judgements_are_listed_and_taken_back(keeper):
    pair = CandidatePairFactory(left__name="CHU de Lille")
    keeper.post(address(pair), {"verdict": "different", "reason": "Two towns"})
    html = keeper.get(reverse("linking:judgements")).content.decode()
    assert "CHU de Lille" in html
    assert "Two towns" in html
    keeper.post(reverse("linking:withdraw", args=[Judgement.objects.get().pk]))
    pair.refresh_from_db()
    assert pair.state == PairState.PROPOSED
    html = keeper.get(reverse("linking:judgements")).content.decode()
    assert reverse("linking:withdraw", args=[Judgement.objects.order_by("pk").first().pk]) not in html


def test_the_list_of_judgements_takes_as_many_queries_for_three_as_for_one(keeper):
    url = reverse("linking:judgements")
    keeper.post(address(CandidatePairFactory()), {"verdict": "different"})
    keeper.get(url)
    before = count_queries(partial(keeper.get, url))
    for _ in range(2):
        keeper.post(address(CandidatePairFactory()), {"verdict": "unsure"})
    assert count_queries(partial(keeper.get, url)) == before


def test_one_may_ask_for_a_search(keeper):
    keeper.post(reverse("linking:search"))
    assert Job.objects.get().name == "linking.propose"


def test_a_number_that_is_none_is_no_page(keeper):
    assert keeper.get(address(CandidatePairFactory(pk=7)).replace("7", "8")).status_code == 404
    assert keeper.get(reverse("linking:following") + "?without=x&batch=99999999999").status_code == 302
