"""What areas say about an organisation on its page."""

import pytest

from parvis.faces.web.directory import registry
from parvis.faces.web.directory.registry import Section, sections_for
from tests.factories.accounts import UserFactory
from tests.factories.directory import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(monkeypatch):
    """A registry of its own for the test."""
    own = type(registry.sections)("section")
    monkeypatch.setattr(registry, "sections", own)
    return own


def test_sections_come_in_order_and_silent_ones_stay_away(sections):
    organisation, reader = OrganisationFactory(name="Pulsia"), UserFactory()
    sections.register("later", Section("later.html", lambda actor, one: {"who": actor, "what": one.name}, 20))
    sections.register("silent", Section("silent.html", lambda _actor, _one: None, 5))
    sections.register("first", Section("first.html", lambda _actor, _one: {}, 10))
    found = sections_for(reader, organisation)
    assert [(one.name, one.template) for one in found] == [("first", "first.html"), ("later", "later.html")]
    assert found[1].context == {"who": reader, "what": "Pulsia"}
