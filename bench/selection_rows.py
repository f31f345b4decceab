"""A call with many applications, and the panel and jury that decide on them: written as rows, in bulk."""

import datetime as dt
import random
from typing import Any

from parvis.base.accounts.enums import Role
from parvis.base.accounts.models import RoleGrant, User
from parvis.base.forms.models import Answer, AnswerSheet, FormVersion
from parvis.core import clock
from parvis.demo.steps.selection.forms import form_of_2021
from parvis.demo.steps.selection.rubric import criteria
from parvis.domain.calls.enums import ApplicationState, CallState, FormStage
from parvis.domain.calls.models import Application, ApplicationVersion, Call, CallForm, ChecklistItem, Round
from parvis.domain.cohorts.enums import Outcome
from parvis.domain.cohorts.models import Decision, Juror, Jury
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Theme
from parvis.domain.reviews.enums import AssignmentOrigin, PanelState, ReviewerState, ReviewState
from parvis.domain.reviews.models import Assignment, Mark, Panel, Review, Reviewer

STAGES = ("idea", "prototype", "first_customers", "growth", "scale")
TEXT = "Une équipe, un problème bien décrit, une solution sobre et la manière d’en mesurer l’effet. " * 6


def write(applications: int, reviewers: int, each: int = 3) -> dict[str, Any]:
    """A call in the discussion of its panel; returns the keys that addresses of pages are made of."""
    chance = random.Random(4)
    now = clock.now()
    manager = User.objects.create(email="bench@campus.example", name="Bench")
    RoleGrant.objects.create(user=manager, role=Role.PROGRAMME)
    call = Call.objects.create(
        slug="bench", title_fr="Un grand appel", title_en="A large call", state=CallState.CLOSED, is_invented=True
    )
    round_ = Round.objects.create(
        call=call,
        opens_at=now - dt.timedelta(days=90),
        closes_at=now - dt.timedelta(days=30),
        ended_at=now - dt.timedelta(days=30),
        places=applications // 10,
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(call=call, position=n, label_fr=f"Point {n}", label_en=f"Point {n}") for n in range(4)
    )
    version = form_of_2021()
    CallForm.objects.create(call=call, stage=FormStage.APPLICATION, form=version.form)
    written = _applications(call, round_, version, applications, now, chance)
    panel = _panel(round_, manager, written, reviewers, each, chance)
    jury = Jury.objects.create(round=round_, name="Jury", places=applications // 10, created_by=manager)
    Juror.objects.create(jury=jury, user=manager)
    Decision.objects.bulk_create(
        Decision(
            application=one,
            jury=jury,
            outcome=Outcome.ACCEPT if number % 10 == 0 else Outcome.REJECT,
            decided_at=now,
            decided_by=manager,
        )
        for number, one in enumerate(written[: applications // 2])
    )
    return {
        "manager": manager.email,
        "reviewer": "reviewer0@campus.example",
        "call": call.pk,
        "slug": call.slug,
        "round": round_.pk,
        "application": written[applications // 2].pk,
        "reference": written[applications // 2].reference,
        "panel": panel.pk,
        "jury": jury.pk,
    }


def _applications(
    call: Call, round_: Round, version: FormVersion, number: int, now: dt.datetime, chance: random.Random
) -> list[Application]:
    themes = [
        Theme.objects.get_or_create(code=f"bench-{n}", defaults={"name_fr": f"Thème {n}", "name_en": f"Theme {n}"})[0]
        for n in range(4)
    ]
    organisations = Organisation.objects.bulk_create(
        Organisation(
            slug=f"bench-{n}",
            name=f"Start-up {n}",
            kind="startup",
            stage=chance.choice(STAGES),
            description_fr=TEXT[:90],
            is_invented=True,
        )
        for n in range(number)
    )
    sheets = AnswerSheet.objects.bulk_create(AnswerSheet(version=version) for _n in range(number))
    written = Application.objects.bulk_create(
        Application(
            reference=f"B-{n:05d}",
            call=call,
            round=round_,
            organisation=organisation,
            sheet=sheet,
            title=f"Projet {n}",
            state=ApplicationState.IN_REVIEW,
            version=1,
            submitted_at=now - dt.timedelta(days=31 + chance.random() * 50),
        )
        for n, (organisation, sheet) in enumerate(zip(organisations, sheets, strict=True))
    )
    link = Application.themes.through
    link.objects.bulk_create(link(application=one, theme=chance.choice(themes)) for one in written)
    keys = list(version.questions.values_list("key", flat=True))
    answers = dict.fromkeys(keys, TEXT) | {"title": "Projet", "people": 7, "certification": "none"}
    Answer.objects.bulk_create(
        (
            Answer(sheet=one.sheet, question=key, value=answers[key], written_at=one.submitted_at or now)
            for one in written
            for key in keys
        ),
        batch_size=2000,
    )
    ApplicationVersion.objects.bulk_create(
        ApplicationVersion(
            application=one, number=1, form_version=version, answers=answers, submitted_at=one.submitted_at or now
        )
        for one in written
    )
    return written


def _panel(
    round_: Round, manager: User, written: list[Application], number: int, each: int, chance: random.Random
) -> Panel:
    panel = Panel.objects.create(
        round=round_, name="Comité", state=PanelState.DISCUSSING, reviews_each=each, created_by=manager
    )
    rubric = criteria(panel)
    users = User.objects.bulk_create(
        User(email=f"reviewer{n}@campus.example", name=f"Experte {n}") for n in range(number)
    )
    reviewers = Reviewer.objects.bulk_create(
        Reviewer(
            panel=panel,
            name=user.name,
            email=user.email,
            user=user,
            state=ReviewerState.ACCEPTED,
            token_hash=f"bench-{user.pk}",
            declared_at=clock.now(),
        )
        for user in users
    )
    assignments = Assignment.objects.bulk_create(
        Assignment(
            reviewer=reviewers[(n * each + turn) % number],
            application=one,
            origin=AssignmentOrigin.SOLVER,
            score=chance.random(),
        )
        for n, one in enumerate(written)
        for turn in range(each)
    )
    reviews = Review.objects.bulk_create(
        Review(
            assignment=one,
            state=ReviewState.SUBMITTED if chance.random() < 0.95 else ReviewState.DRAFT,
            private_comment=TEXT[:200],
            submitted_at=clock.now(),
        )
        for one in assignments
    )
    Mark.objects.bulk_create(
        (Mark(review=one, criterion=line, value=chance.randint(0, 5)) for one in reviews for line in rubric),
        batch_size=5000,
    )
    return panel
