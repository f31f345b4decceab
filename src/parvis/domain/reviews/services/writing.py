"""Write a review: saved field by field as it is typed, submitted, and changed until the panel closes.

Drafts are not logged, what counts is. Two windows of one reviewer can hold the same review: a field that the other one
changed meanwhile is not written over, and the text that came too late is kept beside.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.reviews import rules
from parvis.domain.reviews.enums import ReviewState
from parvis.domain.reviews.models import Assignment, Criterion, Mark, Panel, Review
from parvis.domain.reviews.selectors.panels import criteria_of
from parvis.domain.reviews.selectors.reviewing import is_cleared, own_assignment
from parvis.domain.reviews.services.scoring import ask_for_scores

COMMENTS = ("private_comment", "public_comment")
LONGEST = 20_000
MOST_KEPT = 20
SAME_WRITING = dt.timedelta(minutes=10)
"""Texts of one field that are kept so soon after one another are wordings of one text."""


@dataclass(slots=True)
class Saved:
    """The review as it is now, and the fields that another window had changed: what is kept there now."""

    review: Review
    overtaken: dict[str, str] = field(default_factory=dict)


def mark_field(criterion: Criterion) -> str:
    """The name under which the mark of a criterion is written."""
    return f"mark-{criterion.pk}"


def save_review(
    *,
    actor: User,
    assignment: Assignment,
    values: Mapping[str, str],
    revision: int,
    older: Mapping[str, int] | None = None,
) -> Saved:
    """Write these fields: `private_comment`, `public_comment`, `mark-<criterion>`; names that are none are left out.

    `revision` is the one that the writer's window holds, 0 before the first word; `older` names the fields of which it
    holds an older one, because it was told of a conflict there and has not settled it. Raises NotAllowed when the
    review is not the actor's to write now, InvalidInput by field for a mark that is none, or for taking away what a
    submitted review needs.
    """
    criteria = _check(actor, assignment)
    cleaned = _clean(values, criteria)
    with transaction.atomic():
        Review.objects.get_or_create(assignment=assignment)
        review = Review.objects.select_for_update().get(assignment=assignment)
        present = _present(review)
        saved = Saved(review)
        changed = {}
        for name, value in cleaned.items():
            if value == present.get(name):
                continue
            if review.revisions.get(name, 0) > (older or {}).get(name, revision):
                saved.overtaken[name] = str(present.get(name, ""))
                _keep(review, name, value)
            else:
                changed[name] = value
        if review.state == ReviewState.SUBMITTED:
            _check_complete(assignment.reviewer.panel, criteria, present | changed)
        _write(review, changed, is_more=bool(saved.overtaken))
        if changed and review.state == ReviewState.SUBMITTED:
            _record(actor, assignment, "reviews.review_changed", {"fields": sorted(changed)})
            ask_for_scores(assignment.reviewer.panel)
    return saved


def submit_review(*, actor: User, assignment: Assignment) -> Review:
    """Let the review count. Raises NotAllowed, and InvalidInput with a sentence for each field that is missing."""
    criteria = _check(actor, assignment)
    with transaction.atomic():
        Review.objects.get_or_create(assignment=assignment)
        review = Review.objects.select_for_update().get(assignment=assignment)
        _check_complete(assignment.reviewer.panel, criteria, _present(review))
        if review.state == ReviewState.DRAFT:
            review.state, review.submitted_at = ReviewState.SUBMITTED, clock.now()
            review.save(update_fields=["state", "submitted_at", "updated_at"])
            _record(actor, assignment, "reviews.review_submitted", {})
            ask_for_scores(assignment.reviewer.panel)
    return review


def drop_kept(*, actor: User, assignment: Assignment, number: int) -> None:
    """Let go of a text that was kept beside, by its place in the list."""
    _check(actor, assignment)
    with transaction.atomic():
        review = Review.objects.select_for_update().filter(assignment=assignment).first()
        if review is not None and 0 <= number < len(review.kept):
            review.kept.pop(number)
            review.save(update_fields=["kept"])


def missing_in(panel: Panel, criteria: list[Criterion], values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a review with these values lacks, by field."""
    missing = {
        mark_field(row): [_("Choose a mark for “%(criterion)s”.") % {"criterion": row.name}]
        for row in criteria
        if values.get(mark_field(row)) is None
    }
    if panel.needs_comment and not values.get("private_comment"):
        missing["private_comment"] = [_("Say in a few words what your marks rest on.")]
    if panel.needs_public_comment and not values.get("public_comment"):
        missing["public_comment"] = [_("Write a few words for the applicant.")]
    return missing


def _check(actor: User, assignment: Assignment) -> list[Criterion]:
    """The rubric, for whoever may write this review now."""
    reviewer = assignment.reviewer
    is_theirs = rules.can_write_reviews(actor, reviewer)
    present = own_assignment(reviewer, assignment.application_id) if is_theirs else None
    if present is None or not is_cleared(present):
        raise NotAllowed(_("This review is not yours to write, or no longer."))
    return criteria_of(reviewer.panel)


def _check_complete(panel: Panel, criteria: list[Criterion], values: Mapping[str, Any]) -> None:
    missing = missing_in(panel, criteria, values)
    if missing:
        raise InvalidInput(_("The review cannot be submitted yet."), missing)


def _clean(values: Mapping[str, str], criteria: list[Criterion]) -> dict[str, Any]:
    """Comments tidied, marks as numbers; an empty mark is None. Raises InvalidInput by field."""
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name in COMMENTS:
        if name in values:
            cleaned[name] = values[name].replace("\r\n", "\n").strip()
            if len(cleaned[name]) > LONGEST:
                errors[name] = [_("At most %(count)d characters.") % {"count": LONGEST}]
    for criterion in criteria:
        name = mark_field(criterion)
        raw = values.get(name, "").strip()
        if name in values:
            cleaned[name] = int(raw) if raw.isascii() and raw.isdigit() and int(raw) <= criterion.best else None
            if raw and cleaned[name] is None:
                errors[name] = [_("Choose one of the marks.")]
    if errors:
        raise InvalidInput(_("Some fields cannot be taken as they are."), errors)
    return cleaned


def _present(review: Review) -> dict[str, Any]:
    marks = Mark.objects.filter(review=review).values_list("criterion_id", "value")
    return {
        "private_comment": review.private_comment,
        "public_comment": review.public_comment,
        **{f"mark-{criterion}": value for criterion, value in marks},
    }


def _keep(review: Review, name: str, value: Any) -> None:
    """A text that came too late stays beside the review, in its last wording; a mark is told, and needs no keeping."""
    if name in COMMENTS and value:
        kept = {"field": name, "text": value, "at": clock.now().isoformat()}
        others = [row for row in review.kept if not _is_wording_of(row, kept)]
        review.kept = [*others, kept][-MOST_KEPT:]


def _is_wording_of(row: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    """True for what was kept a moment ago while the same text was being typed."""
    recent = dt.datetime.fromisoformat(kept["at"]) - dt.datetime.fromisoformat(row["at"]) < SAME_WRITING
    return row["field"] == kept["field"] and (recent or row["text"] == kept["text"])


def _write(review: Review, changed: Mapping[str, Any], *, is_more: bool) -> None:
    if not changed and not is_more:
        return
    if changed:
        review.revision += 1
    for name, value in changed.items():
        review.revisions[name] = review.revision
        if name in COMMENTS:
            setattr(review, name, value)
    review.save()
    _mark(review, {int(name.removeprefix("mark-")): value for name, value in changed.items() if name not in COMMENTS})


def _mark(review: Review, values: Mapping[int, int | None]) -> None:
    """Write the marks down by criterion, and take those away that are None; as many queries for one as for all."""
    Mark.objects.filter(review=review, criterion__in=[key for key, value in values.items() if value is None]).delete()
    given = [Mark(review=review, criterion_id=key, value=value) for key, value in values.items() if value is not None]
    Mark.objects.bulk_create(
        given, update_conflicts=True, unique_fields=["review", "criterion"], update_fields=["value"]
    )


def _record(actor: User, assignment: Assignment, verb: str, data: Mapping[str, Any]) -> None:
    said = {"application": assignment.application_id, "panel": assignment.reviewer.panel_id, **data}
    record(actor=actor, verb=verb, target=assignment.review, data=said)
