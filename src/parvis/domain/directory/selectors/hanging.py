"""What people and other apps have attached to organisations, so that nobody removes one with something of value."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.models.naming import Sourced
from parvis.domain.directory.provenance import HUMAN

EDITS = "edits"
TOGETHER = 500


def what_hangs_on(
    ids: Iterable[int], *, registers: Collection[str], besides: Collection[type[models.Model]] = ()
) -> dict[int, list[str]]:
    """For each of these organisations that may not simply go, why: "edits", or the labels of models ("app.model").

    Every row of any app that would go with the organisation, or forbid that it goes, counts, save names, numbers,
    links and ties that come from `registers`, and the models in `besides`. One query for each model and 500
    organisations.
    """
    found: dict[int, list[str]] = defaultdict(list)
    wanted = sorted(ids)
    for start in range(0, len(wanted), TOGETHER):
        part = wanted[start : start + TOGETHER]
        rows = Organisation.objects.filter(pk__in=part).order_by("pk")
        columns = ("pk", "provenance", "confirmed_at", "sector", "logo", "stage", "is_invented")
        for pk, provenance, *of_people in rows.values_list(*columns):
            if any(of_people) or _is_edited(provenance):
                found[pk].append(EDITS)
        for relation in Organisation._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel) and _counts(relation, besides):
                for pk in _holders(relation, part, registers):
                    if relation.related_model._meta.label_lower not in found[pk]:
                        found[pk].append(relation.related_model._meta.label_lower)
    return dict(found)


def reason_name(reason: str) -> str | Promise:
    """What people read for a reason."""
    if "." not in reason:
        return _("what people wrote")
    try:
        return capfirst(str(apps.get_model(reason)._meta.verbose_name_plural))
    except LookupError:
        return reason


def _is_edited(provenance: dict[str, Any]) -> bool:
    return "removed" in provenance or any(
        isinstance(value, dict) and value.get("source") == HUMAN for value in provenance.values()
    )


def _counts(relation: ForeignObjectRel, besides: Collection[type[models.Model]]) -> bool:
    model = relation.related_model
    is_derived = getattr(model, "is_derived", False)  # worked out by an upper app, and worked out again without it
    return not (is_derived or model in besides or model._meta.auto_created or relation.on_delete is models.SET_NULL)


def _holders(relation: ForeignObjectRel, ids: list[int], registers: Collection[str]) -> set[int]:
    """Those of the organisations that a row of this relation points to."""
    model, column = relation.related_model, relation.field.attname
    rows = model._base_manager.filter(**{f"{column}__in": ids})
    if issubclass(model, Sourced):
        rows = rows.exclude(source__in=registers)
    return set(rows.order_by().values_list(column, flat=True).distinct())
