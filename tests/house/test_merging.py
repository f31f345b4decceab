"""Every table that points to organisations can be merged: what must be unique in it is understood."""

from django.db import models

from parvis.domain.linking.tables import tables


def own_tables():
    return [table for table in tables() if table.model.__module__.startswith("parvis.")]


def test_constraints_over_organisations_name_their_columns():
    """A constraint of expressions could not be foreseen: a merge would fail on it."""
    offenders = [
        f"{table.label}: {constraint.name}"
        for table in own_tables()
        for constraint in table.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.expressions
    ]
    assert offenders == []


def test_nothing_points_to_rows_that_a_merge_may_remove_as_duplicates():
    """Such rows go without a cascade; what points to them has to be moved to the row that stays first."""
    removable = {table.model for table in own_tables() if table.uniques or len(table.organisations) > 1}
    removable -= {table.model for table in own_tables() if table.label == "directory.organisation"}
    offenders = [
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for model in removable
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    ]
    assert offenders == []
