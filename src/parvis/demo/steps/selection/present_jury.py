"""The jury of the second cohort: what it has decided so far, and who comes in."""

import datetime as dt
import random
from collections import defaultdict

from parvis.core import clock
from parvis.demo.context import Context
from parvis.demo.steps.selection.stages import DAYS, Stage, moment
from parvis.domain.calls.models import Application
from parvis.domain.cohorts.enums import DecisionState, Outcome
from parvis.domain.cohorts.models import Decision, Interview, Juror, Jury
from parvis.domain.cohorts.services.answers import confirm_acceptance
from parvis.domain.cohorts.services.cohorts import create_cohort, publish_cohort
from parvis.domain.cohorts.services.decisions import decide_application
from parvis.domain.cohorts.services.letters import draft_letters
from parvis.domain.cohorts.services.sending import send_letters
from parvis.domain.reviews.models import Mark, Panel

HEARD, DECIDED, WAITING = 20, 9, 5


def hear(context: Context, panel: Panel, written: list[Application], stage: Stage, chance: random.Random) -> None:
    """Invite the best to interviews; then decide on some of them, or on all, tell them, and present the cohort."""
    team, now, days = context.accounts["programme"], clock.now(), DAYS[stage]
    jury = Jury.objects.create(
        round=panel.round,
        name="Jury de la deuxième promotion",
        meets_at=moment(now, days.jury, 8),
        places=panel.round.places,
        confirm_by=moment(now, 14, 16),
        created_by=team,
    )
    for key in ("programme", "founder", "admin"):
        Juror.objects.create(jury=jury, user=context.accounts[key], added_by=team)
    ranked = _ranked(panel, written)
    begins = moment(now, days.jury, 8)
    Interview.objects.bulk_create(
        Interview(
            jury=jury,
            application=one,
            starts_at=begins + dt.timedelta(minutes=30 * number),
            minutes=20,
            place="Salle du conseil",
        )
        for number, one in enumerate(ranked[:HEARD])
    )
    _decide(context, jury, ranked[: DECIDED if stage == Stage.JURY else None], jury.places or 0)
    if stage == Stage.COHORT:
        _welcome(context, jury, moment(now, days.starts).date(), chance)


def _ranked(panel: Panel, written: list[Application]) -> list[Application]:
    """By the mean of all marks."""
    marks = defaultdict(list)
    rows = Mark.objects.filter(review__assignment__reviewer__panel=panel)
    for application, value in rows.values_list("review__assignment__application", "value"):
        marks[application].append(value)
    return sorted(written, key=lambda one: -sum(marks[one.pk]) / max(1, len(marks[one.pk])))


def _decide(context: Context, jury: Jury, ranked: list[Application], places: int) -> None:
    for number, one in enumerate(ranked):
        outcome = Outcome.ACCEPT if number < places else Outcome.REJECT
        if places <= number < places + WAITING:
            outcome = Outcome.WAITLIST
        decide_application(
            actor=context.accounts["programme"],
            jury=jury,
            application=one,
            outcome=outcome,
            reason="" if outcome == Outcome.ACCEPT else "D’autres candidatures étaient plus avancées.",
        )


def _welcome(context: Context, jury: Jury, starts: dt.date, chance: random.Random) -> None:
    team = context.accounts["programme"]
    draft_letters(actor=team, jury=jury, comments={})
    pairs = list(Decision.objects.filter(jury=jury).order_by("pk").values_list("pk", "revision"))
    send_letters(actor=team, jury=jury, decisions=pairs, progress=lambda _done, _total: None)
    accepted = Decision.objects.filter(jury=jury, outcome=Outcome.ACCEPT, state=DecisionState.NOTIFIED)
    for one in list(accepted.select_related("application__created_by").order_by("pk"))[1:]:
        if one.application.created_by and chance.random() < 0.9:
            confirm_acceptance(actor=one.application.created_by, decision=one, word="Avec joie !")
    cohort = create_cohort(
        actor=team, name_fr="Deuxième promotion", name_en="Second cohort", starts_on=starts, round=jury.round
    )
    type(cohort).objects.filter(pk=cohort.pk).update(is_invented=True)
    publish_cohort(actor=team, cohort=cohort)
