"""Assignments read from a file."""

import csv
import io
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import AssignmentOrigin
from parvis.domain.reviews.models import Assignment, Panel
from parvis.domain.reviews.selectors.situation import Situation, situation_of
from parvis.domain.reviews.services import checks
from parvis.domain.reviews.services.telling import ask_to_tell

NEEDED = ("application", "reviewer")
SHOWN = 20
"""Lines that a refusal names."""


@dataclass(frozen=True)
class _Line:
    application: int
    reviewer: int
    score: float | None


def import_pairs(*, actor: User, panel: Panel, text: str) -> int:
    """Give applications to reviewers as a file says: application, reviewer[, score]; returns how many pairs are new.

    Applications by their number, reviewers by their address. All of it or nothing: raises NotAllowed,
    InvalidTransition once the panel is closed, InvalidInput with a sentence for each line that cannot be taken.
    Pairs that exist already stay as they are.
    """
    checks.check_manager(actor, panel)
    checks.check_open(panel)
    with transaction.atomic():
        situation = situation_of(panel)
        lines, problems = _lines(text, situation)
        if problems:
            raise InvalidInput(_("The file cannot be taken as it is; nothing was changed."), {"file": problems[:SHOWN]})
        new = [line for line in lines if (line.application, line.reviewer) not in situation.given]
        Assignment.objects.bulk_create(
            [
                Assignment(
                    application_id=line.application,
                    reviewer_id=line.reviewer,
                    score=line.score,
                    origin=AssignmentOrigin.HAND,
                    assigned_by=actor,
                )
                for line in new
            ]
        )
        record(actor=actor, verb="reviews.pairs_imported", target=panel, data={"pairs": len(new)})
        ask_to_tell(panel, actor=actor)
    return len(new)


def _lines(text: str, situation: Situation) -> tuple[list[_Line], list[str]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        return [], [_("The first line must name the columns %(names)s.") % {"names": ", ".join(NEEDED)}]
    reader.fieldnames = header
    references = dict(Application.objects.filter(pk__in=situation.applications).values_list("reference", "pk"))
    emails = {one.email.lower(): one.pk for one in situation.reviewers}
    found: dict[tuple[int, int], _Line] = {}
    problems = []
    for row in reader:
        try:
            line = _line(row, references, emails, situation)
            if (line.application, line.reviewer) in found:
                raise ValueError(_("this pair stands in the file twice"))  # noqa: TRY301 -- as all other reasons
        except ValueError as error:
            problems.append(_("Line %(number)d: %(why)s.") % {"number": reader.line_num, "why": error})
        else:
            found[line.application, line.reviewer] = line
    return list(found.values()), problems


def _line(
    row: dict[str, str | None], references: dict[str, int], emails: dict[str, int], situation: Situation
) -> _Line:
    reference, email = ((row[name] or "").strip() for name in NEEDED)
    if reference not in references:
        raise ValueError(_("%(name)s is no application of this panel") % {"name": reference or "?"})
    if email.lower() not in emails:
        raise ValueError(_("nobody with the address %(name)s sits on this panel") % {"name": email or "?"})
    pair = references[reference], emails[email.lower()]
    if pair in situation.barred:
        raise ValueError(
            _("%(name)s is in a conflict of interest with %(other)s") % {"name": email, "other": reference}
        )
    if pair in situation.gone:
        raise ValueError(_("%(other)s was taken back from %(name)s") % {"name": email, "other": reference})
    return _Line(*pair, _score((row.get("score") or "").strip()))


def _score(written: str) -> float | None:
    try:
        return float(written.replace(",", ".")) if written else None
    except ValueError:
        raise ValueError(_("“%(text)s” is no number") % {"text": written}) from None
