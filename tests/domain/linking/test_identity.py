"""Merging and undoing is the identity, over all tables and whatever hangs on the organisations."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.core.errors import InvalidInput, InvalidTransition
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.models import Merge
from parvis.domain.linking.selectors.dependence import built_on
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.unmerging import unmerge
from parvis.domain.linking.tables import tables
from tests.domain.linking.families import build, everything, families

pytestmark = pytest.mark.django_db
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def leaving_nothing(check):
    """Run the check, and take back what it wrote."""
    with transaction.atomic():
        check()
        transaction.set_rollback(True)


def merged(survivor, absorbed):
    """The merge of two organisations as they are now; None where something speaks against it."""
    first, second = (Organisation.objects.get(pk=one.pk) for one in (survivor, absorbed))
    try:
        with transaction.atomic():
            return merge_organisations(actor=None, survivor=first, absorbed=second)
    except InvalidInput:
        return None


def rows_that_point_to(pk):
    """Everything that still points to an organisation."""
    return [(table.label, row.pk) for table in tables() for row in table.model._base_manager.filter(table.about([pk]))]


@few
@given(family=families())
def test_merging_and_undoing_gives_back_every_row_of_every_table(family):
    def check():
        survivor, absorbed, *_others = build(family)
        before = everything()
        merge = merged(survivor, absorbed)
        if merge is None:
            return
        assert rows_that_point_to(absorbed.pk) == []
        unmerge(actor=None, merge=merge)
        assert everything() == before

    leaving_nothing(check)


@few
@given(family=families(), chosen=st.data())
def test_many_merges_undone_in_any_order_that_is_allowed_give_back_everything(family, chosen):
    def check():
        left = build(family)
        before = everything()
        while len(left) > 1:
            survivor, absorbed = chosen.draw(st.permutations(left))[:2]
            left.remove(absorbed)
            merged(survivor, absorbed)
        while standing := list(Merge.objects.filter(undone_at=None).order_by("pk")):
            merge = chosen.draw(st.sampled_from(standing))
            if built_on(merge):
                with pytest.raises(InvalidTransition):
                    unmerge(actor=None, merge=merge)
                merge = standing[-1]
            unmerge(actor=None, merge=merge)
        assert everything() == before

    leaving_nothing(check)
