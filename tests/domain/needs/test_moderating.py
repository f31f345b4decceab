"""Reports about notices: said once, looked at, and what is hidden."""

import pytest

from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.needs.models import Report
from parvis.domain.needs.selectors.moderating import open_reports_of, reported_notices, reports_waiting
from parvis.domain.needs.services import moderating as services
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory, editor_of
from tests.factories.needs import NoticeFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(startup):
    return NoticeFactory(organisation=startup)


def test_report_waits_for_the_team_once_for_each_reader(notice, community, owner):
    reader = editor_of(OrganisationFactory())
    report = services.report_notice(actor=reader, notice=notice, reason=" An advertisement. ")
    assert (report.reason, report.reported_by) == ("An advertisement.", reader)
    with pytest.raises(Conflict):
        services.report_notice(actor=reader, notice=notice, reason="Again.")
    ReportFactory(notice=notice)
    NoticeFactory()
    assert list(reported_notices()) == [notice]
    assert len(open_reports_of(notice)) == 2
    assert (reports_waiting(community), reports_waiting(owner)) == (1, 0)


def test_who_may_not_report(notice, owner):
    for actor in (owner, UserFactory()):
        with pytest.raises(NotAllowed):
            services.report_notice(actor=actor, notice=notice, reason="No.")


@pytest.mark.parametrize("reason", [" ", "x" * 2001])
def test_report_says_what_is_wrong(notice, reason):
    with pytest.raises(InvalidInput) as refused:
        services.report_notice(actor=editor_of(OrganisationFactory()), notice=notice, reason=reason)
    assert list(refused.value.fields) == ["reason"]


def test_hidden_notice_settles_what_was_reported(notice, community):
    ReportFactory(notice=notice)
    for _again in range(2):
        services.hide_notice(actor=community, notice=notice, because=" An  advertisement. ")
    assert (notice.is_hidden, notice.hidden_because) == (True, "An advertisement.")
    assert Report.objects.get().settled_by == community
    assert reports_waiting(community) == 0
    for _again in range(2):
        services.show_notice(actor=community, notice=notice)
    assert (notice.is_hidden, notice.hidden_because) == (False, "")


def test_nothing_is_wrong_with_it(notice, community):
    ReportFactory(notice=notice)
    assert services.settle_reports(actor=community, notice=notice) == 1
    assert services.settle_reports(actor=community, notice=notice) == 0
    assert not reported_notices().exists()


def test_only_the_team_moderates(notice, owner):
    for act in (
        lambda: services.hide_notice(actor=owner, notice=notice, because="No."),
        lambda: services.show_notice(actor=owner, notice=notice),
        lambda: services.settle_reports(actor=owner, notice=notice),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_hiding_says_why(notice, community):
    with pytest.raises(InvalidInput) as refused:
        services.hide_notice(actor=community, notice=notice, because="")
    assert list(refused.value.fields) == ["because"]
