"""Names that people type are linked to the directory."""

import pytest

from parvis.domain.linking.likeness import Ready
from parvis.domain.linking.selectors import naming
from parvis.domain.linking.selectors.naming import likely_same, organisations_named, perhaps_known
from parvis.engine.linkage import Record
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory():
    names = ("Institut Curie", "Institut Pasteur", "Laboratoire d'informatique de Grenoble", "Hospices civils de Lyon")
    made = [OrganisationFactory(name=name, weight=place / 10) for place, name in enumerate(names)]
    naming.names.forget()
    yield made
    naming.names.forget()


def test_before_the_directory_is_ready_search_answers(directory):
    found = organisations_named("institut curie")
    assert [(named.organisation, named.score) for named in found] == [(directory[0], None)]
    assert likely_same("institut curie") == []


def test_what_is_likely_the_same_comes_first_with_probability_and_reasons(directory):
    naming.names.make()
    found = organisations_named("lab. d’informatique de grenoble", limit=2)
    assert found[0].organisation == directory[2]
    assert found[0].score > 0.5
    assert found[0].reasons
    assert organisations_named("institut curie", exclude=[directory[0].pk])[:1] != [directory[0]]
    assert organisations_named("x") == []


def test_a_merged_or_removed_organisation_is_not_named(directory):
    naming.names.make()
    directory[0].merged_into = directory[1]
    directory[0].save()
    assert directory[0] not in [named.organisation for named in organisations_named("Institut Curie")]


def test_what_is_about_to_be_added_may_be_known(directory):
    naming.names.make()
    assert [named.organisation for named in perhaps_known("INSTITUT  PASTEUR", least=0.8)] == [directory[1]]
    assert perhaps_known("Brasserie du Vieux-Port", least=0.8) == []


def test_a_change_of_the_directory_is_noticed():
    stamp, names = [1], ["Institut Curie"]
    ready = Ready(
        read=lambda: [Record(id=str(place), name=name) for place, name in enumerate(names)],
        stamp=lambda: stamp[0],
        count=lambda: len(names),
    )
    assert ready.find(Record(id="typed", name="Institut Curie"), 3) == []
    ready.make()
    assert [link.reference_id for link in ready.find(Record(id="typed", name="Institut Curie"), 3)] == ["0"]
    names.append("Hospices civils de Lyon")
    stamp[0] = 2
    assert "1" not in [link.reference_id for link in ready.find(Record(id="typed", name="Hospices civils"), 3)]
    ready.make()
    assert "1" in [link.reference_id for link in ready.find(Record(id="typed", name="Hospices civils de Lyon"), 3)]


def test_a_directory_that_is_too_large_is_left_to_search():
    ready = Ready(read=list, stamp=lambda: 1, count=lambda: 1_000_000)
    ready.make()
    assert ready.find(Record(id="typed", name="Institut Curie"), 3) == []


@pytest.mark.django_db(transaction=True)
def test_the_first_question_starts_the_making(settings):
    settings.LINKING_IN_BACKGROUND = True
    OrganisationFactory(name="Institut Curie")
    ready = naming.names
    ready.forget()
    assert likely_same("Institut Curie") == []
    for thread in ready.threads():
        thread.join(30)
    assert [named.organisation.name for named in likely_same("Institut Curie")] == ["Institut Curie"]
    ready.forget()
