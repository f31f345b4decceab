"""Milestones, funding, documents and news of a joint project."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from parvis.base.files.models import StoredFile
from parvis.base.files.rules import can_read
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.joint_projects.enums import DOCUMENT_PURPOSE, FundingState
from parvis.domain.joint_projects.models import Document, Funding, JointProject, Milestone, News
from parvis.domain.joint_projects.rules import can_read_document_file
from parvis.domain.joint_projects.selectors.exports import COLUMNS, export_rows
from parvis.domain.joint_projects.selectors.sums import Sums, sums_of
from parvis.domain.joint_projects.services import documents, funding, milestones, news
from parvis.domain.joint_projects.services.funding import FundingValues
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory, reader_of
from tests.factories.joint_projects import FundingFactory, JointProjectFactory, MilestoneFactory, PartnerFactory
from tests.factories.reference import RegionFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def upload(content=b"What we plan.", name="plan.txt"):
    return ContentFile(content, name=name)


def test_a_milestone_is_planned_and_reached(owner, project):
    with pytest.raises(InvalidInput):
        milestones.add_milestone(actor=owner, project=project, title=" ")
    later = clock.today() + dt.timedelta(days=30)
    milestone = milestones.add_milestone(actor=owner, project=project, title=" First  patient ", due_on=later)
    milestones.edit_milestone(actor=owner, milestone=milestone, title="Tenth patient", due_on=None)
    with pytest.raises(InvalidInput):
        milestones.reach_milestone(actor=owner, milestone=milestone, on=later)
    milestone = milestones.reach_milestone(actor=owner, milestone=milestone)
    assert (milestone.title, milestone.due_on, milestone.reached_on) == ("Tenth patient", None, clock.today())
    with pytest.raises(Conflict):
        milestones.reach_milestone(actor=owner, milestone=milestone)
    milestones.remove_milestone(actor=owner, milestone=milestone)
    assert not Milestone.objects.exists()


def test_money_is_asked_and_granted(owner, project):
    funder = OrganisationFactory(name="Agency")
    with pytest.raises(InvalidInput):
        funding.add_funding(actor=owner, project=project, values=FundingValues(" "))
    with pytest.raises(InvalidInput):
        funding.add_funding(actor=owner, project=project, values=FundingValues("A", amount=Decimal(-1)))
    one = funding.add_funding(actor=owner, project=project, values=FundingValues("", organisation=funder))
    values = FundingValues("Agency", " Call  A ", Decimal("1000.50"), FundingState.GRANTED, dt.date(2026, 1, 1), funder)
    funding.edit_funding(actor=owner, funding=one, values=values)
    one.refresh_from_db()
    assert (one.funder, one.scheme, one.organisation) == ("Agency", "Call A", funder)
    FundingFactory(project=project, amount=200, state=FundingState.ASKED)
    FundingFactory(project=project, amount=400, state=FundingState.REFUSED)
    other = FundingFactory(amount=None, state=FundingState.GRANTED)
    assert sums_of([project.pk, other.project_id]) == {project.pk: Sums(Decimal(200), Decimal("1000.50"))}
    funding.remove_funding(actor=owner, funding=one)
    assert Funding.objects.filter(project=project).count() == 2


def test_documents_are_for_partners_and_campus(owner, manager, project, startup):
    document = documents.add_document(actor=owner, project=project, upload=upload())
    assert (document.title, document.file.purpose, document.added_by) == ("plan.txt", DOCUMENT_PURPOSE, owner)
    readers = [owner, manager, reader_of(startup)]
    strangers = [UserFactory(), reader_of(OrganisationFactory())]
    assert [can_read(one, document.file) for one in (*readers, *strangers)] == [True] * 3 + [False] * 2
    loose = StoredFile(purpose=DOCUMENT_PURPOSE)
    assert not can_read_document_file(owner, loose)
    documents.remove_document(actor=owner, document=document)
    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_documents_that_are_refused(owner, project, monkeypatch):
    with pytest.raises(InvalidInput):
        documents.add_document(actor=owner, project=project, upload=upload(b"<html></html>", "page.html"))
    with pytest.raises(InvalidInput):
        documents.add_document(actor=owner, project=project, upload=upload(b""))
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 0)
    with pytest.raises(InvalidInput):
        documents.add_document(actor=owner, project=project, upload=upload())
    assert not Document.objects.exists()


def test_news_end_the_silence(owner, manager, doctor, project):
    JointProject.objects.update(asks=1, asked_at=clock.now(), news_at=clock.now() - dt.timedelta(days=200))
    project.refresh_from_db()
    for text in ("  ", "x" * 5_001):
        with pytest.raises(InvalidInput):
            news.say_news(actor=owner, project=project, text=text)
    said = news.say_news(actor=owner, project=project, text=" The protocol is written. ")
    project.refresh_from_db()
    assert (said.text, said.said_by, project.asks, project.asked_at) == ("The protocol is written.", owner, 0, None)
    with pytest.raises(NotAllowed):
        news.remove_news(actor=doctor, news=said)
    news.remove_news(actor=owner, news=said)
    news.remove_news(actor=manager, news=news.say_news(actor=owner, project=project, text="Again."))
    assert not News.objects.exists()


def test_outsiders_change_nothing(project):
    outsider, milestone = UserFactory(), MilestoneFactory(project=project)
    money, said = FundingFactory(project=project), FundingValues("A")
    for act, values in (
        (milestones.add_milestone, {"project": project, "title": "A"}),
        (milestones.edit_milestone, {"milestone": milestone, "title": "A", "due_on": None}),
        (milestones.reach_milestone, {"milestone": milestone}),
        (milestones.remove_milestone, {"milestone": milestone}),
        (funding.add_funding, {"project": project, "values": said}),
        (funding.edit_funding, {"funding": money, "values": said}),
        (funding.remove_funding, {"funding": money}),
        (documents.add_document, {"project": project, "upload": upload()}),
        (news.say_news, {"project": project, "text": "A"}),
    ):
        with pytest.raises(NotAllowed):
            act(actor=outsider, **values)


def test_what_an_outsider_may_not_remove(owner, project):
    document = documents.add_document(actor=owner, project=project, upload=upload())
    said = news.say_news(actor=owner, project=project, text="A")
    outsider = UserFactory()
    with pytest.raises(NotAllowed):
        documents.remove_document(actor=outsider, document=document)
    News.objects.update(said_by=outsider)
    said.refresh_from_db()
    with pytest.raises(NotAllowed):
        news.remove_news(actor=outsider, news=said)


def test_projects_are_exported(project, startup, django_assert_num_queries):
    region = RegionFactory()
    startup.region = region
    startup.save()
    project.themes.add(ThemeFactory(code="ai"))
    PartnerFactory(project=project, organisation=OrganisationFactory(name="A|B"), left_on=clock.today())
    FundingFactory(project=project, amount=10, state=FundingState.GRANTED)
    other = JointProjectFactory()
    with django_assert_num_queries(5):
        first, second = export_rows(JointProject.objects.order_by("pk"))
    assert set(first) == set(COLUMNS)
    assert (first["partners"], first["former_partners"]) == ("Alpha|Hospital", "A/B")
    assert (first["themes"], first["regions"], first["euros_granted"]) == ("ai", region.name, "10.00")
    assert (second["slug"], second["euros_asked"], second["starts_on"]) == (other.slug, "", "")
