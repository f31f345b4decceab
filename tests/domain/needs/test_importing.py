"""Calls of the European Union from a file: all or none, twice is once, looked at first in the browser."""

import datetime as dt
import gzip
import json
from decimal import Decimal

import pytest

from parvis.base.activity.models import Entry
from parvis.core.errors import Conflict, InvalidInput, NotAllowed, SourceUnusable
from parvis.demo.steps.opportunities import DAY, FILE
from parvis.domain.needs.enums import ImportState
from parvis.domain.needs.eu_calls import LARGEST, read_calls
from parvis.domain.needs.models import Opportunity, OpportunityImport
from parvis.domain.needs.selectors.imports import difference_of
from parvis.domain.needs.services import importing_opportunities as services
from parvis.domain.needs.services.opportunities import hide_opportunity
from tests.factories.needs import OpportunityFactory
from tests.factories.reference import ThemeFactory

pytestmark = pytest.mark.django_db

CALL = {
    "topicId": "HORIZON-HLTH-2027-01-CARE-03",
    "title": "Personalised approaches to reduce patientâ€™s risks",
    "programme": "Horizon Europe",
    "callIdentifier": "HORIZON-HLTH-2027-01",
    "callTitle": "Cluster 1 - Health (Single stage - 2027/1)",
    "deadline": "2027-04-13",
    "stage": "single-stage",
    "callStatus": "forthcoming",
    "budgetMin": 5000000,
    "budgetMax": 7000000,
    "expectedGrants": 4,
    "portalUrl": "https://ec.europa.eu/topic-details/horizon-hlth-2027-01-care-03",
    "description": "Expected Outcome:This topic aims at care.Scope:Proposals should care.",
}
MARCH = dt.date(2026, 3, 1)


def a_file(*changes):
    """A file with a call for each of these changes to the one above."""
    return json.dumps([{**CALL, **one} for one in changes or [{}]]).encode()


def test_call_is_read_and_mended():
    report = services.import_calls(actor=None, content=a_file(), as_of=MARCH)
    call = Opportunity.objects.get()
    assert (report.is_done, report.counts) == (True, {"new": 1, "changed": 0, "same": 0, "refused": 0})
    assert (call.title, call.slug) == ("Personalised approaches to reduce patient’s risks", CALL["topicId"].lower())
    assert (call.deadline, call.budget_min, call.grants) == (dt.date(2027, 4, 13), Decimal(5_000_000), 4)
    assert (call.is_announced, call.source, call.source_on, call.language) == (True, "eu_calls", MARCH, "en")
    assert call.text == "Expected Outcome\n\nThis topic aims at care.\n\nScope\n\nProposals should care."


def test_second_run_changes_nothing_but_the_day():
    services.import_calls(actor=None, content=a_file(), as_of=MARCH)
    later = MARCH + dt.timedelta(days=30)
    assert services.import_calls(actor=None, content=a_file(), as_of=later).counts["same"] == 1
    assert services.import_calls(actor=None, content=a_file(), as_of=MARCH).counts["same"] == 1
    assert Opportunity.objects.get().source_on == later
    assert Entry.objects.filter(verb="needs.opportunities_imported").count() == 1


def test_newer_file_changes_what_it_says_and_leaves_what_people_said(community):
    services.import_calls(actor=None, content=a_file(), as_of=MARCH)
    call, theme = Opportunity.objects.get(), ThemeFactory()
    call.themes.set([theme])
    hide_opportunity(actor=community, opportunity=call)
    newer = a_file({"deadline": "2027-09-21", "callStatus": "open", "budgetMin": None})
    report = services.import_calls(actor=community, content=newer, as_of=MARCH + dt.timedelta(days=1))
    call.refresh_from_db()
    assert report.counts == {"new": 0, "changed": 1, "same": 0, "refused": 0}
    assert (call.deadline, call.is_announced, call.budget_min) == (dt.date(2027, 9, 21), False, None)
    assert (call.is_hidden, list(call.themes.all())) == (True, [theme])


def test_older_file_does_not_overrule_a_newer_one():
    services.import_calls(actor=None, content=a_file(), as_of=MARCH)
    older = a_file({"title": "Before"})
    report = services.import_calls(actor=None, content=older, as_of=MARCH - dt.timedelta(days=1))
    assert report.counts == {"new": 0, "changed": 0, "same": 1, "refused": 0}
    assert Opportunity.objects.get().title != "Before"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("topicId", None),
        ("topicId", "x" * 121),
        ("title", " "),
        ("title", 5),
        ("title", "a\x00b"),
        ("deadline", "soon"),
        ("budgetMin", -1),
        ("budgetMin", True),
        ("budgetMax", 10**13),
        ("budgetMax", 1),
        ("expectedGrants", "four"),
        ("portalUrl", "javascript:alert(1)"),
        ("portalUrl", "https://example.eu/a b"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(field, wrong):
    content = a_file({}, {"topicId": "OTHER", field: wrong})
    report = services.import_calls(actor=None, content=content)
    assert [(one.place, one.field, report.is_done) for one in report.refused] == [(2, field, False)]
    assert not Opportunity.objects.exists()
    good = services.import_calls(actor=None, content=content, skip_bad=True)
    assert (good.is_done, good.counts["new"], good.counts["refused"]) == (True, 1, 1)


def test_the_same_call_twice_and_what_is_no_call_are_refused():
    rows, refused = read_calls(json.dumps([CALL, CALL, "call"]).encode())
    assert (len(rows), [(one.place, one.code) for one in refused]) == (1, [(2, CALL["topicId"]), (3, "")])


def test_missing_values_are_nothing():
    content = json.dumps([{"topicId": "A", "title": "B", "deadline": "", "budgetMin": ""}]).encode()
    services.import_calls(actor=None, content=content)
    call = Opportunity.objects.get()
    assert (call.deadline, call.budget_min, call.grants, call.url, call.text) == (None, None, None, "", "")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"{}", b"[]", b'"text"', b"[" * 100_000, gzip.compress(b"x", mtime=0)[:-4], b"\x1f\x8b broken"],
)
def test_another_file_is_unusable(content):
    with pytest.raises(SourceUnusable):
        read_calls(content)


def test_packed_files_are_read_and_none_may_be_too_large():
    assert len(read_calls(gzip.compress(a_file()))[0]) == 1
    with pytest.raises(SourceUnusable, match="20 MB"):
        read_calls(gzip.compress(b" " * (LARGEST + 1)))


def test_only_the_team_imports(owner, community):
    staged = services.stage_calls(actor=community, content=a_file(), file_name="calls.json")
    for act in (
        lambda: services.import_calls(actor=owner, content=a_file()),
        lambda: services.stage_calls(actor=owner, content=a_file(), file_name="calls.json"),
        lambda: services.apply_calls(actor=owner, staged=staged),
        lambda: services.discard_calls(actor=owner, staged=staged),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not Opportunity.objects.exists()


def test_file_is_looked_at_then_applied_once(community):
    same, changing = OpportunityFactory(code="SAME"), OpportunityFactory(code="CHANGING", text="Old")
    content = a_file({}, {"topicId": "CHANGING", "title": "New"})
    staged = services.stage_calls(actor=community, content=content, file_name="calls.json", as_of=MARCH)
    assert (staged.counts, Opportunity.objects.count()) == ({"new": 1, "changed": 1, "same": 0, "refused": 0}, 2)
    found = difference_of(staged.source, staged.rows)
    (changed,) = found.changed
    assert ("title", changing.title, "New") in [(one.column, one.old, one.new) for one in changed.changes]
    services.apply_calls(actor=community, staged=staged)
    changing.refresh_from_db()
    assert (staged.state, staged.rows, changing.title) == (ImportState.APPLIED, [], "New")
    assert staged.counts == {"new": 1, "changed": 1, "same": 0, "refused": 0}
    for act in (services.apply_calls, services.discard_calls):
        with pytest.raises(Conflict):
            act(actor=community, staged=staged)
    same.refresh_from_db()
    assert same.source_on is None


def test_refused_calls_are_accepted_before_the_others_are_applied(community):
    content = a_file({}, {"topicId": ""})
    staged = services.stage_calls(actor=community, content=content, file_name="calls.json")
    assert staged.refused[0]["field"] == "topicId"
    with pytest.raises(InvalidInput):
        services.apply_calls(actor=community, staged=staged)
    services.apply_calls(actor=community, staged=staged, skip_bad=True)
    assert (Opportunity.objects.count(), staged.counts["refused"]) == (1, 1)


def test_file_is_set_aside(community):
    staged = services.stage_calls(actor=community, content=a_file(), file_name="calls.json")
    services.discard_calls(actor=community, staged=staged)
    assert (OpportunityImport.objects.get().state, Opportunity.objects.count()) == (ImportState.DISCARDED, 0)


def test_file_cannot_speak_of_a_day_to_come(community, today):
    tomorrow = today + dt.timedelta(days=1)
    with pytest.raises(InvalidInput) as refused:
        services.stage_calls(actor=community, content=a_file(), file_name="calls.json", as_of=tomorrow)
    assert list(refused.value.fields) == ["as_of"]


def test_the_real_calls_are_read_without_a_torn_letter():
    report = services.import_calls(actor=None, content=FILE.read_bytes(), as_of=DAY)
    assert (report.counts, report.refused) == ({"new": 59, "changed": 0, "same": 0, "refused": 0}, [])
    texts = " ".join(f"{one.title} {one.text} {one.call_title}" for one in Opportunity.objects.all())
    assert [torn for torn in ("â€", "Ã", "\u200b", "Outcome:Proposals", "Scope:Proposals") if torn in texts] == []
    assert services.import_calls(actor=None, content=FILE.read_bytes(), as_of=DAY).counts["same"] == 59
