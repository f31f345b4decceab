"""The merges that were made, and what each did."""

from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.provenance import FIELDS, human_wins
from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.models import Merge, MergeRow
from parvis.domain.linking.selectors.dependence import built_on
from parvis.domain.linking.standing import is_judge


@dataclass(frozen=True, slots=True)
class Rows:
    """What a merge did to one table: its name in words, and how many rows moved, went and came."""

    label: str
    changed: int
    removed: int
    added: int


@dataclass(frozen=True, slots=True)
class MergePage:
    """A merge with what it did, what the absorbed organisation said otherwise, and which later merges build on it."""

    merge: Merge
    rows: list[Rows]
    remembered: list[tuple[str, str, str]]
    built_on: list[Merge]


def merges_visible_to(actor: Actor) -> QuerySet[Merge]:
    """Every merge for whoever may merge; the newest first."""
    rows = Merge.objects.select_related("survivor", "absorbed", "merged_by", "undone_by").order_by("-pk")
    return rows if is_judge(actor) else rows.none()


def merge_page(merge: Merge) -> MergePage:
    """Everything that the page of a merge shows; as many queries whatever it did."""
    return MergePage(
        merge=merge,
        rows=_rows(merge),
        remembered=_remembered(merge.survivor, merge.absorbed),
        built_on=built_on(merge) if merge.undone_at is None else [],
    )


def _rows(merge: Merge) -> list[Rows]:
    counted: Counter[tuple[str, str]] = Counter(MergeRow.objects.filter(merge=merge).values_list("model", "act"))
    own = Organisation._meta.label_lower
    return [
        Rows(_words_for(label), *(counted[label, act] for act in (RowAct.CHANGED, RowAct.REMOVED, RowAct.ADDED)))
        for label in sorted({label for label, _act in counted} - {own})
    ]


def _words_for(label: str) -> str:
    """What the rows of a table are called; a table between two others by the name of the field that it serves."""
    model = apps.get_model(label)
    for field in Organisation._meta.many_to_many:
        if field.remote_field.through is model:
            return str(field.verbose_name)
    return str(model._meta.verbose_name_plural)


def _remembered(survivor: Organisation, absorbed: Organisation) -> list[tuple[str, str, str]]:
    """What a person wrote of the absorbed organisation and the survivor says otherwise: field, there, here."""
    found = []
    for name in FIELDS:
        if name in NOT_SHOWN or not human_wins(absorbed.provenance, name):
            continue
        there, here = (str(getattr(one, name) or "") for one in (absorbed, survivor))
        if there and there != here:
            found.append((str(getattr(Organisation._meta.get_field(name), "verbose_name", name)), there, here))
    return found


NOT_SHOWN = frozenset({"position", "themes", "logo"})
"""Fields that are no text; the page of the organisation shows them."""
