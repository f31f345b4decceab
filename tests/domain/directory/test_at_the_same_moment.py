"""Two people write the same organisation at the same moment: one of them is told, nothing is lost."""

import pytest

from parvis.core.errors import Conflict
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import create_organisation, edit_organisation
from tests.factories.directory import OrganisationFactory, owner_of
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


def test_edit_is_refused_when_someone_wrote_since_it_read():
    organisation = OrganisationFactory(website="https://old.example")

    def write():
        Organisation.objects.filter(pk=organisation.pk).update(website="https://theirs.example", version=2)

    changes = Changes({"website": "https://mine.example"})
    with (
        meanwhile(write, before='UPDATE "directory_organisation"'),
        pytest.raises(Conflict, match="at the same moment"),
    ):
        edit_organisation(actor=owner_of(organisation), organisation=organisation, changes=changes)
    organisation.refresh_from_db()
    assert organisation.website == "https://old.example", "what the other wrote went with the transaction of this test"


def test_new_organisation_is_refused_when_another_took_its_address():
    changes = Changes({"name": "Institut Curie", "kind": "lab"})
    with (
        meanwhile(lambda: OrganisationFactory(slug="institut-curie"), before='INSERT INTO "directory_organisation"'),
        pytest.raises(Conflict, match="the same number or address"),
    ):
        create_organisation(actor=None, changes=changes)
    assert Organisation.objects.count() == 0, "the other one went with the transaction of this test"
