"""The ranking: filters, counters, decisions for several, the same queries whatever its length."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from parvis.base.jobs.models import Job
from parvis.domain.calls.enums import ApplicationState, Origin
from parvis.domain.cohorts.enums import Outcome
from parvis.domain.cohorts.models import Decision
from parvis.domain.directory.models import Access
from parvis.domain.reviews.models import Mark
from parvis.domain.reviews.services.scoring import SCORE, keep_scores
from parvis.faces.web.juries.scores import Standing, standings_of
from tests.factories.accounts import UserFactory
from tests.factories.calls import SponsorshipFactory
from tests.factories.campus import FoundingMemberFactory
from tests.factories.cohorts import DecisionFactory, before
from tests.factories.directory import OrganisationFactory
from tests.factories.reference import RegionFactory, ThemeFactory
from tests.factories.reviews import (
    AssignmentFactory,
    CriterionFactory,
    MarkFactory,
    PanelFactory,
    ReviewerFactory,
    ReviewFactory,
)
from tests.support.htmx import normal, swap
from tests.support.queries import count_queries


@pytest.fixture
def panel(jury):
    """A panel of the round, with a criterion up to 4."""
    found = PanelFactory(round=jury.round)
    CriterionFactory(panel=found)
    return found


def reviewed(jury, panel, mark, **values):
    """An application with one mark."""
    application = before(jury, **values)
    assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=panel), application=application)
    MarkFactory(review=ReviewFactory(assignment=assignment), criterion=panel.criteria.get(), value=mark)
    return application


def url(jury, query=""):
    return reverse("juries:ranking", args=[jury.pk]) + query


def names(response):
    """The start-ups of the list in their order."""
    soup = BeautifulSoup(response.content, "html.parser")
    return [link.get_text() for link in soup.select("#ranking tbody th a, tbody tr th[scope=row] > a")]


def test_best_reviewed_come_first_and_what_nobody_reviewed_last(juror, jury, panel):
    for name, mark in (("Low", 1), ("High", 4)):
        reviewed(jury, panel, mark, organisation=OrganisationFactory(name=name))
    before(jury, organisation=OrganisationFactory(name="None"))
    assert names(juror.get(url(jury))) == ["High", "Low", "None"]
    assert names(juror.get(url(jury, "?order=-score"))) == ["None", "Low", "High"]
    assert names(juror.get(url(jury, "?order=name"))) == ["High", "Low", "None"]
    assert names(juror.get(url(jury, "?order=nonsense"))) == ["High", "Low", "None"]
    assert Mark.objects.count() == 2


def test_scores_that_are_being_worked_out_are_means_meanwhile(juror, jury, panel, monkeypatch):
    application = reviewed(jury, panel, 3)
    monkeypatch.setattr("parvis.domain.reviews.selectors.scores.SMALL", 0)
    assert standings_of(jury) == {application.pk: Standing(reviews=1, mean=75.0)}
    assert "<strong>75</strong> / 100" in juror.get(url(jury)).content.decode()
    assert Job.objects.get(name=SCORE).arguments == {"panel": panel.pk}


def test_application_that_two_panels_read_stands_by_the_one_that_read_it_more(jury, panel):
    other = PanelFactory(round=jury.round)
    CriterionFactory(panel=other)
    application = reviewed(jury, panel, 1)
    for mark in (4, 4):
        assignment = AssignmentFactory(reviewer=ReviewerFactory(panel=other), application=application)
        MarkFactory(review=ReviewFactory(assignment=assignment), criterion=other.criteria.get(), value=mark)
    assert (standings_of(jury)[application.pk].reviews, standings_of(jury)[application.pk].mean) == (2, 100.0)


def test_list_is_filtered_and_counted(juror, jury):
    theme, region = ThemeFactory(name_en="Hearts"), RegionFactory(name="Occitanie")
    founder = FoundingMemberFactory().organisation
    alpha = before(jury, organisation=OrganisationFactory(name="Alpha", region=region), themes=[theme])
    SponsorshipFactory(application=alpha, sponsor=founder)
    DecisionFactory(jury=jury, application=alpha)
    before(jury, organisation=OrganisationFactory(name="Beta"), origin=Origin.SPONTANEOUS)
    queries = (
        f"?theme={theme.pk}",
        f"?region={region.code}",
        "?sponsor=any",
        f"?sponsor={founder.pk}",
        "?decision=accept",
    )
    for query in queries:
        assert names(juror.get(url(jury, query))) == ["Alpha"]
    assert names(juror.get(url(jury, "?origin=spontaneous&decision=open"))) == ["Beta"]
    page = BeautifulSoup(juror.get(url(jury)).content, "html.parser")
    counters = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in page.select("aside tr:has(td)")
    }
    assert counters["Hearts"] == ["1", "1"]
    assert counters["Occitanie"] == ["1", "1"]
    assert counters["no theme"] == ["0", "1"]
    assert counters[founder.name] == ["1", "1"]
    assert "1 place left" in page.get_text()
    assert names(juror.get(url(jury, "?theme=999"))) == ["Alpha", "Beta"]


def test_nothing_fits_and_nothing_is_there(juror, jury):
    assert "Nothing is before the jury yet" in juror.get(url(jury)).content.decode()
    before(jury)
    assert "No application fits" in juror.get(url(jury, "?q=nothing")).content.decode()


def test_fragment_equals_the_page(juror, jury):
    before(jury, organisation=OrganisationFactory(name="Alpha"))
    before(jury, organisation=OrganisationFactory(name="Beta"))
    query = "?q=alpha"
    page = juror.get(url(jury, query)).content.decode()
    fragment = juror.get(url(jury, query), headers={"HX-Request": "true", "HX-Target": "ranking"}).content.decode()
    assert swap(page, fragment, target="#ranking") == normal(page)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(manager, jury, panel, number):
    manager.get(url(jury))
    for _n in range(number):
        application = reviewed(jury, panel, 3, themes=[ThemeFactory()])
        DecisionFactory(jury=jury, application=application)
        SponsorshipFactory(application=application)
    keep_scores(panel=panel)
    assert count_queries(lambda: manager.get(url(jury))) <= 20


def test_same_number_of_queries_for_one_and_three(juror, jury, panel):
    counts = []
    for _n in range(4):
        reviewed(jury, panel, 3, themes=[ThemeFactory()])
        counts.append(count_queries(lambda: juror.get(url(jury))))
    assert counts[1] == counts[3]


def test_who_is_tied_sees_a_notice_and_no_score(juror, jury, panel):
    application = reviewed(jury, panel, 4)
    Access.objects.create(organisation=application.organisation, user=jury.jurors.get().user, level="reader")
    page = juror.get(url(jury)).content.decode()
    assert "You are tied to one application" in page
    assert "100</strong> / 100" not in page
    assert 'name="chosen"' not in page


def decide(client, jury, chosen, **values):
    given = {"chosen": chosen, "outcome": Outcome.ACCEPT, "reason": "", "back": url(jury, "?q=a"), **values}
    return client.post(reverse("juries:decide_together", args=[jury.pk]), given)


def test_several_are_decided_together_each_on_its_own(juror, jury):
    first, second, third = (before(jury) for _n in range(3))
    DecisionFactory(jury=jury, application=second, outcome=Outcome.REJECT)
    response = decide(juror, jury, [f"{first.pk}:0", f"{second.pk}:0", f"{third.pk}:0"])
    assert response.headers["Location"] == url(jury, "?q=a")
    page = juror.get(url(jury)).content.decode()
    assert "2 decisions are written down" in page
    assert "has decided in the meantime: do not select" in page
    assert Decision.objects.filter(outcome=Outcome.ACCEPT).count() == 2


def test_many_refusals_are_summed_up(juror, jury):
    jury.places = 0
    jury.save()
    chosen = [f"{before(jury).pk}:0" for _n in range(7)]
    decide(juror, jury, chosen)
    page = juror.get(url(jury)).content.decode()
    assert page.count("All 0 places are taken") == 5
    assert "2 more were refused" in page
    decide(juror, jury, chosen, beyond_places="on")
    assert Decision.objects.count() == 7


@pytest.mark.parametrize("chosen", [[], ["x:y"], ["7"]])
def test_nothing_chosen_is_said_and_leads_back_here(juror, jury, chosen):
    response = decide(juror, jury, chosen, back="https://example.org/")
    assert response.headers["Location"] == url(jury)
    assert not Decision.objects.exists()


def test_list_as_a_file(juror, jury, panel):
    reviewed(jury, panel, 2, organisation=OrganisationFactory(name="=Alpha"), state=ApplicationState.SHORTLISTED)
    before(jury)
    response = juror.get(reverse("juries:export", args=[jury.pk, "csv"]))
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert (rows[0]["organisation"], rows[0]["mean"], rows[0]["place"]) == ("'=Alpha", "50.0", "1")
    assert (rows[1]["mean"], rows[1]["reviews"]) == ("", "0")


def test_outsider_finds_nothing(jury, sign_in):
    assert sign_in(UserFactory()).get(url(jury)).status_code == 404
