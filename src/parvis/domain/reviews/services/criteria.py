"""Build the rubric of a panel.

Once somebody has begun to review, marks and weights stay as they are and only texts can be changed: a mark of three
must mean the same to the first reviewer and to the last.
"""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidTransition, NotAllowed
from parvis.domain.reviews import rules
from parvis.domain.reviews.models import Criterion, Panel
from parvis.domain.reviews.selectors.panels import criteria_of, has_reviews
from parvis.domain.reviews.services import checks

MOST_CRITERIA = 20
MOST_MARKS = 10
LENGTHS = {"name_fr": 120, "name_en": 120, "help_fr": 2000, "help_en": 2000}
LANGUAGES = ("fr", "en")
COPIED = ("name_fr", "name_en", "help_fr", "help_en", "weight", "best", "anchors")


def add_criterion(*, actor: User, panel: Panel, values: Mapping[str, Any]) -> Criterion:
    """Add a line at the end. Raises NotAllowed, InvalidTransition once reviews exist, InvalidInput by field."""
    _check_free(actor, panel)
    cleaned = clean_criterion({"name_fr": "", "weight": "1", "best": 5, "anchors": {}, **values}, best=5)
    with transaction.atomic():
        criterion = _append(panel, cleaned)
        record(actor=actor, verb="reviews.criterion_added", target=panel, data={"criterion": criterion.pk})
    return criterion


def edit_criterion(*, actor: User, criterion: Criterion, values: Mapping[str, Any]) -> Criterion:
    """Change a line; of a rubric in use its texts alone. Raises as `add_criterion`."""
    panel = criterion.panel
    _check(actor, panel)
    cleaned = clean_criterion(values, best=criterion.best)
    changed = checks.changed_fields(criterion, cleaned, cleaned)
    if {"weight", "best"}.intersection(changed) and has_reviews(panel):
        raise InvalidTransition(_("Reviews exist: weights and marks stay as they are, texts can still be changed."))
    if not changed:
        return criterion
    with transaction.atomic():
        for name in changed:
            setattr(criterion, name, cleaned[name])
        criterion.save(update_fields=changed)
        data = {"criterion": criterion.pk, "fields": sorted(changed)}
        record(actor=actor, verb="reviews.criterion_edited", target=panel, data=data)
    return criterion


def move_criterion(*, actor: User, criterion: Criterion, up: bool) -> None:
    """Change places with the line before or after; the order has no weight, so it may change at any time."""
    panel = criterion.panel
    _check(actor, panel)
    with transaction.atomic():
        rows = list(Criterion.objects.select_for_update().filter(panel=panel).order_by("position", "id"))
        here = next((index for index, row in enumerate(rows) if row.pk == criterion.pk), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for position, row in enumerate(rows, 1):
            row.position = position
        Criterion.objects.bulk_update(rows, ["position"])
        record(actor=actor, verb="reviews.criterion_moved", target=panel, data={"criterion": criterion.pk})


def remove_criterion(*, actor: User, criterion: Criterion) -> None:
    """Take a line out. Raises InvalidTransition once reviews exist."""
    panel = criterion.panel
    _check_free(actor, panel)
    with transaction.atomic():
        record(actor=actor, verb="reviews.criterion_removed", target=panel, data={"criterion": criterion.pk})
        criterion.delete()


def copy_criteria(*, actor: User, panel: Panel, source: Panel) -> list[Criterion]:
    """Add the rubric of another panel, which the actor must manage as well. Raises as `add_criterion`."""
    _check_free(actor, panel)
    if not rules.can_manage_panel(actor, source):
        raise NotAllowed(_("You may not read the rubric of that panel."))
    rows = [{name: getattr(row, name) for name in COPIED} for row in criteria_of(source)]
    return _add_all(actor, panel, rows)


def add_starter_rubric(*, actor: User, panel: Panel) -> list[Criterion]:
    """Add the rubric that parvis proposes, in both languages. Raises as `add_criterion`."""
    _check_free(actor, panel)
    text = (files("parvis.domain.reviews") / "data" / "rubric.json").read_text(encoding="utf-8")
    return _add_all(actor, panel, [clean_criterion(row, best=row["best"]) for row in json.loads(text)])


def _add_all(actor: User, panel: Panel, rows: list[dict[str, Any]]) -> list[Criterion]:
    with transaction.atomic():
        added = [_append(panel, row) for row in rows]
        record(actor=actor, verb="reviews.criteria_added", target=panel, data={"number": len(added)})
    return added


def _append(panel: Panel, values: Mapping[str, Any]) -> Criterion:
    """One more line, unless there are too many; in the caller's transaction."""
    rows = Criterion.objects.filter(panel=panel)
    if rows.count() >= MOST_CRITERIA:
        raise InvalidTransition(_("A rubric has at most %(count)d criteria.") % {"count": MOST_CRITERIA})
    last = rows.aggregate(last=Max("position"))["last"] or 0
    return Criterion.objects.create(panel=panel, position=last + 1, **values)


def _check(actor: User, panel: Panel) -> None:
    checks.check_manager(actor, panel)
    checks.check_open(panel)


def _check_free(actor: User, panel: Panel) -> None:
    _check(actor, panel)
    if has_reviews(panel):
        raise InvalidTransition(_("Reviews exist: weights and marks stay as they are, texts can still be changed."))


def clean_criterion(values: Mapping[str, Any], *, best: int) -> dict[str, Any]:
    """The fields that are given, tidied; `best` is the best mark where none is given. Raises InvalidInput by field."""
    errors: checks.Errors = {}
    cleaned: dict[str, Any] = {name: checks.one_line(values, name) for name in ("name_fr", "name_en") if name in values}
    cleaned |= {name: checks.block(values, name) for name in ("help_fr", "help_en") if name in values}
    if cleaned.get("name_fr") == "":
        errors["name_fr"] = [_("This field is required.")]
    if "best" in values:
        cleaned["best"] = checks.whole_number(errors, values, "best", least=1, most=MOST_MARKS)
    if "weight" in values:
        cleaned["weight"] = _weight(errors, values["weight"])
    if "anchors" in values:
        cleaned["anchors"] = _anchors(values["anchors"], cleaned.get("best", best))
    checks.too_long(errors, cleaned, LENGTHS)
    checks.refuse(errors)
    return cleaned


def _weight(errors: checks.Errors, value: object) -> Decimal:
    try:
        weight = Decimal(str(value).replace(",", ".")).quantize(Decimal("0.01"))
    except InvalidOperation:
        weight = Decimal(-1)
    if not 0 <= weight <= 100:
        errors.setdefault("weight", []).append(_("A number from 0 to 100 is needed here."))
    return weight


def _anchors(said: Mapping[str, Mapping[str, str]], best: int) -> dict[str, dict[str, str]]:
    """What is said of the marks that exist, without empty texts."""
    kept: dict[str, dict[str, str]] = {}
    for mark in map(str, range(best + 1)):
        texts = {code: checks.one_line(said.get(mark, {}), code)[:300] for code in LANGUAGES}
        if any(texts.values()):
            kept[mark] = {code: text for code, text in texts.items() if text}
    return kept
