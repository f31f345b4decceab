"""Participations and the directory: what ties them, and what becomes of ties when organisations change."""

import datetime as dt

import pytest

from parvis.base.activity.models import Entry
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.base.search.services.indexing import rebuild
from parvis.core import bus
from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved
from parvis.domain.directory.models import Identifier
from parvis.domain.directory.search_documents import INDEX
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.unmerging import unmerge
from parvis.domain.projects.enums import Basis
from parvis.domain.projects.models import LinkRun, Participation
from parvis.domain.projects.services import tying
from parvis.domain.projects.services.meanings import Family
from parvis.domain.projects.services.tying import TIE, tie_all, tie_by_number
from parvis.domain.sources.services.imports import own_transaction, silent
from parvis.engine.linkage import Link
from tests.factories.directory import IdentifierFactory, OrganisationFactory, RelationFactory
from tests.factories.projects import ParticipationFactory
from tests.factories.reference import RegionFactory
from tests.support.jobs import run_jobs

pytestmark = pytest.mark.django_db

RNSR = "200112491C"


def tie():
    return tie_all(progress=silent, effect=own_transaction)


def tied(participation):
    participation.refresh_from_db()
    return participation.organisation, participation.basis


@pytest.fixture
def pasteur():
    return OrganisationFactory(name="Institut Pasteur de Lille", city="Lille")


def test_number_of_one_organisation_ties(pasteur):
    IdentifierFactory(organisation=pasteur, scheme="rnsr", value=RNSR)
    participation = ParticipationFactory(name="Someone else", identifiers=[["rnsr", RNSR]])
    assert (tie_by_number(), tied(participation)) == (1, (pasteur, Basis.NUMBER))
    assert tie_by_number() == 0


def test_number_that_several_organisations_carry_ties_to_none_and_the_next_one_counts(pasteur):
    for organisation in (pasteur, OrganisationFactory()):
        IdentifierFactory(organisation=organisation, scheme="siren", value="552100554")
    doubtful = ParticipationFactory(identifiers=[["siren", "552100554"]])
    IdentifierFactory(organisation=pasteur, scheme="rnsr", value=RNSR)
    clear = ParticipationFactory(identifiers=[["siren", "552100554"], ["rnsr", RNSR]])
    tie_by_number()
    assert (tied(doubtful), tied(clear)) == ((None, ""), (pasteur, Basis.NUMBER))


def test_number_that_its_organisation_lost_ties_no_more(pasteur):
    IdentifierFactory(organisation=pasteur, scheme="rnsr", value=RNSR)
    participation = ParticipationFactory(identifiers=[["rnsr", RNSR]])
    tie_by_number()
    Identifier.objects.all().delete()
    assert (tie_by_number(), tied(participation)) == (1, (None, ""))


def test_sure_name_ties_and_doubtful_or_foreign_ones_stay_names(pasteur):
    OrganisationFactory(name="Université de Bourgogne", city="Dijon")
    sure = ParticipationFactory(name="INSTITUT PASTEUR DE LILLE", city="Lille")
    other = ParticipationFactory(name="Menuiserie Durand", city="Brest")
    foreign = ParticipationFactory(name="Institut Pasteur de Lille", city="Lille", country="DE")
    unknown = ParticipationFactory(name="Institut Pasteur de Lille", city="Lille", country="")
    counts = tie()
    assert (tied(sure), tied(other)) == ((pasteur, Basis.NAME), (None, ""))
    assert (tied(foreign), tied(unknown)) == ((None, ""), (None, ""))
    assert sure.score >= 0.8
    assert (counts["participations"], counts["name"], counts["untied"]) == (4, 1, 3)


def test_name_without_a_city_has_to_be_surer(pasteur, monkeypatch):
    monkeypatch.setattr("parvis.domain.projects.services.meanings.SURE_WITHOUT_CITY", 1.1)
    with_city = ParticipationFactory(name="Institut Pasteur de Lille", city="Lille")
    without = ParticipationFactory(name="Institut Pasteur de Lille")
    assert tie()["doubtful"] == 1
    assert (tied(with_city)[0], tied(without)[0]) == (pasteur, None)


@pytest.mark.parametrize(("kind", "is_tied"), [("lab", False), ("hospital", False), ("research", True)])
def test_lab_of_another_region_is_another_one_and_an_institution_is_everywhere(pasteur, kind, is_tied):
    pasteur.region, pasteur.kind = RegionFactory(code="32", name="Hauts-de-France"), kind
    pasteur.save()
    near = ParticipationFactory(name=pasteur.name, city="Lille", region=pasteur.region)
    far = ParticipationFactory(name=pasteur.name, city="Lille", region=RegionFactory(code="53", name="Bretagne"))
    tie()
    assert (tied(near)[0], tied(far)[0]) == (pasteur, pasteur if is_tied else None)


def test_very_name_is_sure_and_so_is_one_that_a_part_follows():
    curie = OrganisationFactory(name="Institut Curie", city="Paris", kind="association")
    hospital = OrganisationFactory(name="CLCC Institut Curie", city="Paris", kind="hospital")
    RelationFactory(child=hospital, parent=curie)
    whole, part, homonym = (
        ParticipationFactory(name=name, city="Paris")
        for name in ("INSTITUT CURIE", "INSTITUT CURIE - SECT DE RECHERCHE", "Institut Curien")
    )
    tie()
    assert [tied(one)[0] for one in (whole, part, homonym)] == [curie, curie, None]


def test_name_that_two_organisations_have_is_not_sure(monkeypatch):
    for _ in range(2):
        OrganisationFactory(name="Laboratoire de Chimie Moléculaire", city="Strasbourg")
    participation = ParticipationFactory(name="Laboratoire de Chimie Moléculaire", city="Strasbourg")
    monkeypatch.setattr("parvis.domain.projects.services.meanings.SURE", 1.1)
    assert (tie()["doubtful"], tied(participation)[0]) == (1, None)


def test_name_that_is_written_otherwise_is_tied_when_it_is_probable(pasteur):
    participation = ParticipationFactory(name="Unité d'immunité, Inst. Pasteur de Lille", city="Lille")
    tie()
    assert tied(participation) == (pasteur, Basis.NAME)


def test_what_is_not_even_likely_is_not_called_doubtful(pasteur, monkeypatch):
    monkeypatch.setattr("parvis.domain.projects.services.meanings.LIKELY", 1.1)
    participation = ParticipationFactory(name="Pasteur de Lille", city="Lille")
    assert (tie()["doubtful"], tied(participation)[0]) == (0, None)


def test_doubtful_names_are_counted(pasteur, monkeypatch):
    monkeypatch.setattr("parvis.domain.projects.services.meanings.SURE", 1.1)
    participation = ParticipationFactory(name="Pasteur de Lille", city="Lille")
    assert (tie()["doubtful"], tied(participation)) == (1, (None, ""))


def test_of_a_lab_and_its_institution_the_lab_is_taken():
    institution, university, lab, other = (OrganisationFactory() for _ in range(4))
    RelationFactory(child=lab, parent=university)
    RelationFactory(child=university, parent=institution)
    RelationFactory(child=institution, parent=lab)  # a family that goes round in a circle has an end

    def nearest(*organisations):
        links = [Link("0", str(one.pk), 0.9 - 0.1 * place) for place, one in enumerate(organisations)]
        return int(Family().nearest(links).reference_id)

    assert nearest(institution, other, lab) == lab.pk
    assert nearest(other, lab) == other.pk
    assert nearest(lab) == lab.pk


def test_number_wins_over_the_name(pasteur):
    lab = IdentifierFactory(scheme="rnsr", value=RNSR).organisation
    participation = ParticipationFactory(name=pasteur.name, city="Lille", identifiers=[["rnsr", RNSR]])
    tie()
    assert tied(participation) == (lab, Basis.NUMBER)


def test_invented_organisations_take_part_in_nothing_real():
    OrganisationFactory(name="Pulsonaute", is_invented=True)
    participation = ParticipationFactory(name="Pulsonaute")
    tie()
    assert tied(participation) == (None, "")


def test_round_is_logged_and_not_repeated_until_something_changes(pasteur):
    rebuild(INDEX)
    participation = ParticipationFactory(name=pasteur.name, city="Lille")
    first = tie()
    assert (tie(), LinkRun.objects.count(), Entry.objects.filter(verb="projects.tied").count()) == (first, 1, 1)
    pasteur.delete()
    bus.publish(OrganisationRemoved((1,)))
    rebuild(INDEX)
    assert tie()["untied"] == 1
    assert (tied(participation), participation.score) == ((None, ""), None)


def test_name_that_changes_while_it_is_compared_waits_for_the_next_round(pasteur, monkeypatch):
    participation = ParticipationFactory(name=pasteur.name, city="Lille")
    compare = tying.meanings_of

    def meanwhile(texts, progress):
        found = compare(texts, progress)
        Participation.objects.update(name="Menuiserie Durand")
        return found

    monkeypatch.setattr(tying, "meanings_of", meanwhile)
    tie()
    assert tied(participation) == (None, "")


def test_organisation_that_goes_while_it_is_compared_is_not_tied(pasteur, monkeypatch):
    participation = ParticipationFactory(name=pasteur.name, city="Lille")
    compare = tying.meanings_of

    def meanwhile(texts, progress):
        found = compare(texts, progress)
        pasteur.delete()
        return found

    monkeypatch.setattr(tying, "meanings_of", meanwhile)
    tie()
    assert tied(participation) == (None, "")


def test_merge_moves_ties_and_unmerge_gives_them_back(pasteur):
    other = OrganisationFactory(name="IPL")
    IdentifierFactory(organisation=other, scheme="rnsr", value=RNSR)
    by_number = ParticipationFactory(identifiers=[["rnsr", RNSR]])
    by_name = ParticipationFactory(name=pasteur.name, city="Lille", project=by_number.project)
    tie()
    merge = merge_organisations(actor=None, survivor=pasteur, absorbed=other)
    assert [tied(by_number), tied(by_name)] == [(pasteur, Basis.NUMBER), (pasteur, Basis.NAME)]
    assert tie_by_number() == 0
    unmerge(actor=None, merge=merge)
    assert [tied(by_number), tied(by_name)] == [(other, Basis.NUMBER), (pasteur, Basis.NAME)]


def test_organisation_can_go_and_its_participations_stay_as_names(pasteur):
    participation = ParticipationFactory(name=pasteur.name, organisation=pasteur, basis=Basis.NAME, score=0.9)
    pasteur.delete()
    assert tied(participation)[0] is None


@pytest.mark.parametrize("event", [OrganisationChanged, OrganisationRemoved])
@pytest.mark.django_db(transaction=True)
def test_changes_of_the_directory_ask_for_one_round_where_there_are_projects(pasteur, event):
    bus.publish(event((pasteur.pk,)))
    assert not Job.objects.filter(name=TIE).exists()
    ParticipationFactory()
    for _ in range(3):
        bus.publish(event((pasteur.pk,)))
    job = Job.objects.get(name=TIE)
    assert job.due_at > job.created_at + dt.timedelta(minutes=9)


def test_job_ties(pasteur):
    participation = ParticipationFactory(name=pasteur.name, city="Lille")

    enqueue(actor=None, name=TIE)
    run_jobs()
    assert tied(participation) == (pasteur, Basis.NAME)
