"""How well the reviewers of a panel fit its applications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.selectors import answers_of_sheets, is_hidden, shown_questions
from parvis.domain.calls.models import Application
from parvis.domain.reviews.enums import ReviewState, Wish
from parvis.domain.reviews.models import Bid, Panel, Review, Reviewer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from parvis.engine.affinity import Expertise

TEXTS = (QuestionKind.SHORT, QuestionKind.LONG)
REMEMBERED = 30
"""Earlier reviews of a reviewer that count, the newest ones."""
WISHES = {Wish.EAGER: 2, Wish.WILLING: 1, Wish.RELUCTANT: -1}


def affinities(
    panel: Panel,
    applications: Sequence[int],
    reviewers: Sequence[Reviewer],
    weights: Mapping[str, float] | None = None,
    *,
    bids: Iterable[tuple[int, int, str]] | None = None,
) -> "NDArray[Any]":
    """Applications by reviewers, from 0 to 1; what reviewers may not see in a blind panel doesn't count there.

    `bids` are application, reviewer and wish, where the caller has them.
    """
    import numpy as np  # noqa: PLC0415 -- slow import

    from parvis.engine.affinity import Weights, affinity, nearness, shared  # noqa: PLC0415 -- slow import

    rows = {pk: at for at, pk in enumerate(applications)}
    columns = {one.pk: at for at, one in enumerate(reviewers)}
    texts = texts_of(applications, is_blind=panel.is_blind)
    past = past_texts(panel, reviewers)
    expertise = _expertise(tuple(one.expertise for one in reviewers), tuple(past[one.pk] for one in reviewers))
    said, before = nearness(expertise, [texts[pk] for pk in applications])
    wishes = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for application, reviewer, wish in _bids(panel, applications) if bids is None else bids:
        if application in rows and reviewer in columns:
            wishes[rows[application], columns[reviewer]] = WISHES[Wish(wish)]
    return affinity(
        themes=shared(_themes(Application, applications), _themes(Reviewer, list(columns))),
        text=said,
        past=before,
        wishes=wishes,
        weights=Weights(**weights) if weights else None,
    )


def _bids(panel: Panel, applications: Sequence[int]) -> Iterable[tuple[int, int, str]]:
    bids = Bid.objects.filter(reviewer__panel=panel)
    own = bids.filter(application=applications[0]) if len(applications) == 1 else bids
    return own.values_list("application_id", "reviewer_id", "wish")


def texts_of(applications: Sequence[int], *, is_blind: bool) -> dict[int, str]:
    """The title and the written answers that reviewers may see."""
    rows = Application.objects.filter(pk__in=applications).select_related("sheet__version")
    found = list(rows.only("title", "sheet__version__state"))
    answers = answers_of_sheets([row.sheet_id for row in found])
    versions = {row.sheet.version_id: row.sheet.version for row in found}  # one of each, which keeps its questions
    texts = {}
    for row in found:
        own = answers[row.sheet_id]
        parts = [row.title]
        for question in shown_questions(versions[row.sheet.version_id], own) if own else ():
            value = own.get(question.key)
            hidden = is_hidden(question, audience=Audience.REVIEWERS, is_blind=is_blind)
            if question.kind in TEXTS and not hidden and isinstance(value, str):
                parts.append(value)
        texts[row.pk] = "\n".join(parts)
    return texts


def past_texts(panel: Panel, reviewers: Sequence[Reviewer]) -> dict[int, str]:
    """What each reviewed in other panels, as one text; the same person is found by account, directory and address."""
    people: dict[tuple[str, object], int] = {}
    for one in reviewers:
        people |= dict.fromkeys(_keys(one.user_id, one.person_id, one.email), one.pk)
    who = Q(assignment__reviewer__email__in={key[1] for key in people if key[0] == "email"})
    who |= Q(assignment__reviewer__user__in={key[1] for key in people if key[0] == "user"})
    who |= Q(assignment__reviewer__person__in={key[1] for key in people if key[0] == "person"})
    reviews = Review.objects.filter(who, state=ReviewState.SUBMITTED).exclude(assignment__reviewer__panel=panel)
    fields = ("user_id", "person_id", "email")
    past: dict[int, list[int]] = defaultdict(list)
    for application, *keys in reviews.order_by("-id").values_list(
        "assignment__application_id", *(f"assignment__reviewer__{name}" for name in fields)
    ):
        for own in {people[key] for key in _keys(*keys) if key in people}:
            if len(past[own]) < REMEMBERED:
                past[own].append(application)
    texts = texts_of(sorted({pk for found in past.values() for pk in found}), is_blind=False) if past else {}
    return {one.pk: "\n".join(texts[pk] for pk in past[one.pk]) for one in reviewers}


def _keys(user: int | None, person: int | None, email: str) -> list[tuple[str, object]]:
    found = [("user", user), ("person", person), ("email", email.lower())]
    return [key for key in found if key[1]]


def _themes(model: type[Application] | type[Reviewer], ids: Iterable[int]) -> list[frozenset[int]]:
    name = model._meta.model_name
    through: Any = model.themes.through
    ids = list(ids)
    found: dict[int, set[int]] = {pk: set() for pk in ids}
    for pk, theme in through.objects.filter(**{f"{name}__in": ids}).values_list(f"{name}_id", "theme_id"):
        found[pk].add(theme)
    return [frozenset(found[pk]) for pk in ids]


@lru_cache(maxsize=8)
def _expertise(said: tuple[str, ...], past: tuple[str, ...]) -> "Expertise":
    """The same words give the same answer, so it is remembered by them."""
    from parvis.engine.affinity import expertise_of  # noqa: PLC0415 -- slow import

    return expertise_of(said, past)
