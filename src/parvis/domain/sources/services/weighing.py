"""The weights of touched organisations and of the parents that gain or lose children."""

from collections.abc import Iterable

from django.db.models import Count

from parvis.core import bulk
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Identifier, Organisation, Relation
from parvis.domain.registers.weights import weight_of
from parvis.domain.sources.models import SourceRecord
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.services.plan import Plan


def weigh(plan: Plan) -> None:
    """Set the weight of each target, and plan new weights for parents that the import does not touch otherwise."""
    gained = plan.children
    children = _children({*plan.targets, *gained})
    for handle, target in plan.targets.items():
        made = target.made
        target.weight = weight_of(
            kind=str(made.values["kind"]),
            status=str(made.values["status"]),
            children=children.get(handle, 0) + gained[handle],
            sources=len(made.sources),
            is_health=made.is_health,
            is_in_encyclopaedia=any(scheme == Scheme.WIKIDATA for scheme, _value in made.identifiers),
        )
        if target.current and target.current["weight"] != target.weight:
            target.is_changed = True
    others = [handle for handle in gained if gained[handle] and handle > 0 and handle not in plan.targets]
    _weigh_stored(plan, others, {handle: children.get(handle, 0) + gained[handle] for handle in others})


def weigh_again(ids: Iterable[int]) -> None:
    """Bring the weights of organisations up to date whose family has changed; in the caller's transaction."""
    plan, wanted = Plan(""), sorted(set(ids))
    children = _children(wanted)
    _weigh_stored(plan, wanted, {pk: children.get(pk, 0) for pk in wanted})
    bulk.update(Organisation, ("weight",), ("id",), ((weight, pk) for pk, weight in plan.weights.items()))


def _children(handles: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in chunks(sorted(handle for handle in handles if handle > 0)):
        rows = Relation.objects.filter(parent_id__in=chunk).order_by().values("parent_id")
        found.update(rows.annotate(children=Count("pk")).values_list("parent_id", "children"))
    return found


def _weigh_stored(plan: Plan, ids: list[int], children: dict[int, int]) -> None:
    for chunk in chunks(ids):
        known = set(
            Identifier.objects.filter(organisation_id__in=chunk, scheme=Scheme.WIKIDATA).values_list(
                "organisation_id", flat=True
            )
        )
        healthy = set(
            SourceRecord.objects.filter(organisation_id__in=chunk, facts__is_health=True).values_list(
                "organisation_id", flat=True
            )
        )
        rows = Organisation.objects.filter(pk__in=chunk).order_by()
        for pk, kind, status, sources in rows.values_list("pk", "kind", "status", "sources"):
            plan.weights[pk] = weight_of(
                kind=kind,
                status=status,
                children=children[pk],
                sources=len(sources),
                is_health=pk in healthy,
                is_in_encyclopaedia=pk in known,
            )
