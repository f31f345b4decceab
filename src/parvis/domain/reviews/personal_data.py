"""What someone did as a reviewer."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.domain.reviews.models import Bid, Conflict, Mark, Message, PairRule, Review, Reviewer, Tie

GONE = "erased.invalid"
"""The domain of the addresses that stand in for erased ones; no mail ever reaches it."""


def _own(user: User) -> list[Reviewer]:
    return list(Reviewer.objects.filter(Q(user=user) | Q(email__in=addresses_of(user))).order_by("pk"))


def export(user: User) -> dict[str, Any]:
    """The panels, what was said there of oneself and of ties, reviews with their marks, and words in discussions."""
    own = _own(user)
    ties = Conflict.objects.filter(reviewer__in=own).order_by("pk")
    fields = ("panel__name", "name", "email", "language", "expertise", "max_load", "state", "invited_at", "answered_at")
    reviews = Review.objects.filter(assignment__reviewer__in=own).order_by("pk")
    written = ("pk", "assignment__application__reference", "state", "private_comment", "public_comment", "submitted_at")
    marks = Mark.objects.filter(review__assignment__reviewer__in=own).order_by("pk")
    return {
        "panels": list(Reviewer.objects.filter(pk__in=[row.pk for row in own]).order_by("pk").values(*fields)),
        "conflicts_of_interest": list(
            ties.values("application__reference", "kind", "facts", "note", "found_at", "withdrawn_at", "waived_at")
        ),
        "ties": list(Tie.objects.filter(reviewer__in=own).order_by("pk").values("organisation__name", "note")),
        "wishes": list(Bid.objects.filter(reviewer__in=own).order_by("pk").values("application__reference", "wish")),
        "reviews": list(reviews.values(*written)),
        "marks": list(marks.values("review_id", "criterion__name_fr", "value")),
        "discussions": list(
            Message.objects.filter(author=user).order_by("pk").values("application__reference", "text", "written_at")
        ),
    }


def erase(user: User) -> list[str]:
    """Remove who the reviewer was; the reviews stay without a name, because decisions rest on them."""
    own = _own(user)
    kept = False
    for row in own:
        wrote = Review.objects.filter(assignment__reviewer=row).exists()
        kept = kept or wrote
        if wrote:
            _hide(row)
        else:
            row.delete()
    PairRule.objects.filter(made_by=user).update(made_by=None)
    said = Message.objects.filter(author=user).exists()
    if kept or said:
        return [
            gettext("Your reviews, and what you wrote in discussions, stay without your name: decisions rest on them.")
        ]
    return []


def _hide(row: Reviewer) -> None:
    row.name, row.email, row.expertise = "—", f"{row.pk}@{GONE}", ""
    row.user, row.person = None, None
    row.save()
    row.themes.clear()
    Tie.objects.filter(reviewer=row).delete()
    Conflict.objects.filter(reviewer=row).update(note="", facts={})
    row.assignments.update(recusal="")
    for review in Review.objects.filter(assignment__reviewer=row):
        review.kept = []
        review.save(update_fields=["kept"])


REVIEWS = PersonalData(
    export=export,
    erase=erase,
    held=_("What you did as a reviewer: panels, expertise, ties that you named or that were found, wishes, reviews."),
    purpose=_("So that applications are read by people who know the subject and have no interest in the outcome."),
    seen_by=_("Those who run the call; your reviews, the other reviewers of the application and the jury as well."),
    kept=_("As long as the call; invitations that you did not take up go after its panel has closed."),
    removed=_("Your name, address, expertise, ties and wishes, and invitations that you did not take up."),
    stays=_("Your reviews, and what you wrote in discussions, without your name: decisions rest on them."),
)
