"""Twelve reviewers, their conflicts of interest, who reads what, and what they think so far."""

import datetime as dt
import random
from contextlib import nullcontext
from typing import Any

from parvis.base.accounts.models import User
from parvis.base.accounts.services.creation import create_account
from parvis.core import clock
from parvis.demo.context import Context
from parvis.demo.steps.selection.past_reviews import PUBLIC, WORDS
from parvis.demo.steps.selection.rubric import criteria
from parvis.demo.steps.selection.stages import DAYS, Stage, moment
from parvis.domain.calls.models import Application, Round
from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.services.memberships import add_member
from parvis.domain.reference.models import Theme
from parvis.domain.reviews.enums import Objective, PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, AssignmentRun, Criterion, Mark, Panel, Review, Reviewer
from parvis.domain.reviews.services.detection import detect_conflicts
from parvis.domain.reviews.services.proposals import apply_run, compute_run, request_run

EXPERTS = (
    ("Agathe Moulin", "artificial-intelligence", "Apprentissage automatique, imagerie, évaluation des algorithmes"),
    ("Bertrand Caillou", "artificial-intelligence", "Traitement des textes médicaux, comptes rendus"),
    ("Cécile Andrieu", "medical-devices", "Capteurs, marquage CE, essais cliniques de dispositifs"),
    ("Denis Okoye", "medical-devices", "Robotique, rééducation, ergonomie"),
    ("Estelle Vasseur", "health-data", "Registres, entrepôts de données, vocabulaires communs"),
    ("Fabrice Lenoir", "health-data", "Protection des données, consentement, données de synthèse"),
    ("Gladys Rivière", "organisational-innovation", "Parcours de soins, lien entre la ville et l’hôpital"),
    ("Hervé Tanguy", "organisational-innovation", "Télé-expertise, territoires, planification"),
    ("Imane Zerrouki", "artificial-intelligence", "Prédiction de risque, biais, incertitude"),
    ("Jérôme Pasquet", "medical-devices", "Implants, chirurgie, matériaux"),
)
"""Invented, like everyone here, and tied to no real organisation."""
TIED = (2, 25)
"""Two of them work, or worked, for an applicant: at these places in the list of applications."""


def review(context: Context, round_: Round, written: list[Application], stage: Stage, chance: random.Random) -> Panel:
    """Set the panel up as far as it is at this moment."""
    now = clock.now()
    panel = Panel.objects.create(
        round=round_,
        name="Comité de la deuxième promotion",
        state=PanelState.DECLARING,
        instructions_fr="Lisez comme vous aimeriez être lus. Dites ce qui manque ; le candidat pourra en tirer parti.",
        instructions_en="Read as you would like to be read. Say what is missing: the applicant may learn from it.",
        reviews_each=3,
        min_load=len(written) * 3 // 24,  # half of an even share
        max_load=12,
        objective=Objective.FAIR,
        due_at=moment(now, DAYS[stage].reviews, 17),
        created_by=context.accounts["programme"],
    )
    rubric = criteria(panel)
    reviewers = _reviewers(context, panel, written, now)
    detect_conflicts(panel=panel)
    _assign(context, panel)
    Panel.objects.filter(pk=panel.pk).update(state=PanelState.REVIEWING)
    share = 0.55 if stage == Stage.REVIEW else 1.0
    _read(panel, rubric, {one.pk: chance.gauss(0, 0.55) for one in reviewers}, share, chance)
    if stage != Stage.REVIEW:
        Panel.objects.filter(pk=panel.pk).update(state=PanelState.CLOSED)
    panel.refresh_from_db()
    return panel


def _reviewers(context: Context, panel: Panel, written: list[Application], now: dt.datetime) -> list[Reviewer]:
    themes = {theme.code: theme for theme in Theme.objects.all()}
    people = [
        (context.accounts["reviewer"], "health-data", "Santé publique, évaluation"),
        (context.accounts["founder"], "artificial-intelligence", "Recherche biomédicale"),
        *((_expert(number, name), theme, words) for number, (name, theme, words) in enumerate(EXPERTS, 1)),
    ]
    reviewers = Reviewer.objects.bulk_create(
        Reviewer(
            panel=panel,
            name=user.name,
            email=user.email,
            user=user,
            person=Person.objects.filter(account=user).first(),
            expertise=words,
            state=ReviewerState.ACCEPTED,
            token_hash=f"demo-{panel.pk}-{user.pk}",
            invited_by=context.accounts["programme"],
            answered_at=now - dt.timedelta(days=12),
            declared_at=now - dt.timedelta(days=9),
        )
        for user, _theme, words in people
    )
    for reviewer, (_user, theme, _words) in zip(reviewers, people, strict=True):
        reviewer.themes.add(themes[theme])
    for reviewer, place, ended in zip(reviewers[-2:], TIED, (None, now.date() - dt.timedelta(days=200)), strict=True):
        _tie(context, reviewer, written[place % len(written)].organisation, ended)
    return reviewers


def _expert(number: int, name: str) -> User:
    email = f"expert{number}@experts.example"
    return User.objects.filter(email=email).first() or create_account(actor=None, email=email, name=name)


def _tie(context: Context, reviewer: Reviewer, organisation: Organisation, ended: dt.date | None) -> None:
    """Somebody who works for an applicant, or did: the campus knows, and keeps the application from them."""
    added: Membership = add_member(
        actor=context.accounts["community"],
        organisation=organisation,
        values={"title": "Conseil scientifique", "starts_on": dt.date(2024, 1, 1), "ends_on": ended},
        new_person={"name": reviewer.name},
    )
    Person.objects.filter(pk=added.person_id).update(account=reviewer.user, is_invented=True)
    Reviewer.objects.filter(pk=reviewer.pk).update(person=added.person_id)


def _assign(context: Context, panel: Panel) -> None:
    """Let the solver propose who reads what, and take it as it is."""
    team = context.accounts["programme"]
    run = request_run(actor=team, panel=panel, values={})
    compute_run(run=run, progress=_silent, effect=lambda: nullcontext(dict[str, Any]()))
    apply_run(actor=team, run=AssignmentRun.objects.get(pk=run.pk))


def _silent(*_steps: object) -> None:
    """Nobody watches."""


def _read(
    panel: Panel, rubric: list[Criterion], leniency: dict[int, float], share: float, chance: random.Random
) -> None:
    """Write reviews for a share of what is assigned, and begin a few others."""
    now = clock.now()
    assignments = list(Assignment.objects.filter(reviewer__panel=panel).order_by("pk"))
    quality = {one.application_id: chance.gauss(0, 1) for one in assignments}
    begun = [(one, chance.random()) for one in assignments]
    reviews = Review.objects.bulk_create(
        Review(
            assignment=one,
            state=ReviewState.SUBMITTED if luck < share else ReviewState.DRAFT,
            private_comment=chance.choice(WORDS),
            public_comment=chance.choice(PUBLIC) if chance.random() < 0.6 else "",
            submitted_at=now - dt.timedelta(days=chance.random() * 6) if luck < share else None,
        )
        for one, luck in begun
        if luck < share + 0.1
    )
    Mark.objects.bulk_create(
        Mark(
            review=one,
            criterion=line,
            value=max(0, min(line.best, round(_ground(one.assignment, quality, leniency) + chance.gauss(0, 0.7)))),
        )
        for one in reviews
        for line in rubric
    )


def _ground(one: Assignment, quality: dict[int, float], leniency: dict[int, float]) -> float:
    return 2.9 + 0.9 * quality[one.application_id] + leniency[one.reviewer_id]
