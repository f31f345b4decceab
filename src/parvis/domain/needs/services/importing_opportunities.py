"""Read calls of the European Union from a file: look at them first, then take all of them over, or none."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.needs import rules
from parvis.domain.needs.enums import ImportState
from parvis.domain.needs.eu_calls import SOURCE, Refused, Row, read_calls
from parvis.domain.needs.events import OpportunityChanged
from parvis.domain.needs.models import Opportunity, OpportunityImport
from parvis.domain.needs.selectors.imports import Difference, difference_of, values_of


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file; `is_done` is False when it was refused as a whole because of some of its calls."""

    is_done: bool
    counts: dict[str, int]
    refused: list[Refused]


def import_calls(
    *, actor: User | None, content: bytes, as_of: dt.date | None = None, skip_bad: bool = False
) -> ImportReport:
    """Take the calls of a file over, all or none: while one is refused, nothing is written unless `skip_bad`.

    Twice is once. Raises NotAllowed, SourceUnusable for what is not such a file. `actor` None is parvis itself.
    """
    _check(actor)
    rows, refused = read_calls(content)
    if refused and not skip_bad:
        return ImportReport(is_done=False, counts={"refused": len(refused)}, refused=refused)
    with transaction.atomic():
        counts = _take_over(actor, rows, as_of or clock.today())
    return ImportReport(is_done=True, counts={**counts, "refused": len(refused)}, refused=refused)


def stage_calls(*, actor: User, content: bytes, file_name: str, as_of: dt.date | None = None) -> OpportunityImport:
    """Keep the calls of a file to be looked at; nothing is taken over yet.

    Raises NotAllowed, InvalidInput for a day to come, SourceUnusable for what is not such a file.
    """
    _check(actor)
    day = as_of or clock.today()
    if day > clock.today():
        sentence = _("The file cannot speak of a day to come.")
        raise InvalidInput(sentence, {"as_of": [sentence]})
    rows, refused = read_calls(content)
    with transaction.atomic():
        staged = OpportunityImport.objects.create(
            source=SOURCE,
            file_name=file_name[-200:],
            as_of=day,
            rows=rows,
            refused=[asdict(one) for one in refused],
            counts={**difference_of(SOURCE, rows).counts, "refused": len(refused)},
            staged_by=actor,
            staged_at=clock.now(),
        )
        record(actor=actor, verb="needs.import_staged", target=staged, data=staged.counts)
    return staged


def apply_calls(*, actor: User, staged: OpportunityImport, skip_bad: bool = False) -> OpportunityImport:
    """Take over what was looked at, as far as it still differs from what is there.

    Raises NotAllowed, InvalidInput while refused calls are not accepted, Conflict when it is applied or set aside.
    """
    _check(actor)
    if staged.refused and not skip_bad:
        raise InvalidInput(_("Some calls were refused. Say that the others are to be taken over without them."))
    with transaction.atomic():
        _end(staged, ImportState.APPLIED)
        staged.counts = {**_take_over(actor, staged.rows, staged.as_of), "refused": len(staged.refused)}
        OpportunityImport.objects.filter(pk=staged.pk).update(counts=staged.counts)
    staged.refresh_from_db()
    return staged


def discard_calls(*, actor: User, staged: OpportunityImport) -> OpportunityImport:
    """Set a file aside. Raises NotAllowed, Conflict when it is applied or set aside already."""
    _check(actor)
    with transaction.atomic():
        _end(staged, ImportState.DISCARDED)
        record(actor=actor, verb="needs.import_discarded", target=staged)
    staged.refresh_from_db()
    return staged


def _end(staged: OpportunityImport, state: ImportState) -> None:
    """The calls themselves go: what was taken over stands in its own table."""
    rows = OpportunityImport.objects.filter(pk=staged.pk)
    change_state(rows, old=ImportState.STAGED, new=state, ended_at=clock.now(), rows=[])


def _take_over(actor: User | None, rows: Sequence[Row], day: dt.date) -> dict[str, int]:
    """Write what is new or differs; an older file than the one that a call comes from does not overrule it."""
    found = difference_of(SOURCE, rows)
    changed = [one for one in found.changed if one.opportunity.source_on is None or one.opportunity.source_on <= day]
    touched = [_add(row, day).pk for row in found.new]
    for one in changed:
        for column, value in values_of(one.row).items():
            setattr(one.opportunity, column, value)
        one.opportunity.source_on = day
        one.opportunity.save()
        touched.append(one.opportunity.pk)
    _confirm(found, day)
    counts = {"new": len(found.new), "changed": len(changed), "same": len(rows) - len(touched)}
    if touched:
        record(actor=actor, verb="needs.opportunities_imported", data={**counts, "source": SOURCE})
    for pk in touched:
        publish(OpportunityChanged(pk))
    return counts


def _add(row: Row, day: dt.date) -> Opportunity:
    return Opportunity.objects.create(
        source=SOURCE,
        code=row["code"],
        slug=free_slug(row["code"], Opportunity),
        language="en",
        source_on=day,
        **values_of(row),
    )


def _confirm(found: Difference, day: dt.date) -> None:
    """What the file says again is known to be so on its day."""
    same = [one.pk for one in found.same if one.source_on is None or one.source_on < day]
    Opportunity.objects.filter(pk__in=same).update(source_on=day)


def _check(actor: User | None) -> None:
    if actor is not None and not rules.can_run_opportunities(actor):
        raise NotAllowed(_("Only the campus team imports calls to partner for."))
