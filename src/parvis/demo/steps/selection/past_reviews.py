"""Who read the applications of the past call, and what they thought: some are strict, some generous."""

import datetime as dt
import random
from collections import defaultdict

from parvis.demo.context import Context
from parvis.demo.steps.selection.records import Past
from parvis.demo.steps.selection.rubric import criteria
from parvis.domain.calls.models import Round
from parvis.domain.reviews.enums import AssignmentOrigin, PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Criterion, Mark, Panel, Review, Reviewer

READ = dt.datetime(2022, 2, 28, 17, tzinfo=dt.UTC)
EACH = 3
REVIEWERS = (
    "Maud Perrin",
    "Olivier Sanchez",
    "Nadia Cherif",
    "Pierre Lambert",
    "Solène Bihan",
    "Tarek Mansour",
    "Ursule Payet",
    "Victor Schmitt",
    "Wassila Amrani",
    "Yann Le Goff",
    "Zoé Marchand",
    "Antoine Ferrer",
    "Béatrice Noël",
    "Cyril Robin",
)
WORDS = (
    "Équipe solide, besoin bien décrit ; l’évaluation reste à construire.",
    "Le problème est réel. Je doute du calendrier réglementaire.",
    "Très convaincant sur le terrain, moins sur le modèle économique.",
    "Proposition claire et sobre. À rencontrer.",
    "Trop tôt pour le campus : à revoir dans un an.",
    "Originalité modérée, exécution remarquable.",
)
PUBLIC = (
    "Précisez comment vous mesurerez l’effet pour les patients.",
    "Un deuxième centre renforcerait beaucoup la démonstration.",
    "Le lien avec le dossier existant mérite d’être détaillé.",
)


def review(context: Context, round_: Round, past: list[Past], chance: random.Random) -> dict[int, float]:
    """Three reviews each; returns the mean mark of every application, by its number."""
    panel = Panel.objects.create(
        round=round_,
        name="Comité de la première promotion",
        state=PanelState.CLOSED,
        reviews_each=EACH,
        max_load=40,
        due_at=READ,
        created_by=context.accounts["programme"],
    )
    rubric = criteria(panel)
    reviewers = _reviewers(panel)
    leniency = {one.pk: chance.gauss(0, 0.6) for one in reviewers}
    assignments = Assignment.objects.bulk_create(
        Assignment(
            reviewer=reviewers[(number * EACH + turn * 5) % len(reviewers)],
            application=one.application,
            origin=AssignmentOrigin.SOLVER,
        )
        for number, one in enumerate(past)
        for turn in range(EACH)
    )
    reviews = Review.objects.bulk_create(
        Review(
            assignment=one,
            state=ReviewState.SUBMITTED,
            private_comment=chance.choice(WORDS),
            public_comment=chance.choice(PUBLIC) if chance.random() < 0.5 else "",
            submitted_at=READ - dt.timedelta(days=chance.random() * 12),
        )
        for one in assignments
    )
    quality = {one.application.pk: one.quality for one in past}
    marks = [mark for one in reviews for mark in _marks(one, rubric, quality, leniency, chance)]
    Mark.objects.bulk_create(marks)
    return _means(marks)


def _reviewers(panel: Panel) -> list[Reviewer]:
    rows = [
        Reviewer(
            panel=panel,
            name=name,
            email=f"expert{number}.2021@campus.example",
            state=ReviewerState.ACCEPTED,
            token_hash=f"past-{panel.pk}-{number}",
            answered_at=READ - dt.timedelta(days=30),
            declared_at=READ - dt.timedelta(days=20),
        )
        for number, name in enumerate(REVIEWERS, 1)
    ]
    return Reviewer.objects.bulk_create(rows)


def _marks(
    one: Review, rubric: list[Criterion], quality: dict[int, float], leniency: dict[int, float], chance: random.Random
) -> list[Mark]:
    ground = 2.9 + 0.9 * quality[one.assignment.application_id] + leniency[one.assignment.reviewer_id]
    return [
        Mark(review=one, criterion=criterion, value=max(0, min(criterion.best, round(ground + chance.gauss(0, 0.7)))))
        for criterion in rubric
    ]


def _means(marks: list[Mark]) -> dict[int, float]:
    sums: dict[int, list[int]] = defaultdict(list)
    for mark in marks:
        sums[mark.review.assignment.application_id].append(mark.value)
    return {application: sum(values) / len(values) for application, values in sums.items()}
