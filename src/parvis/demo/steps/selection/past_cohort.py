"""What the jury of March 2022 decided, and the cohort that came of it."""

import datetime as dt
import random

from parvis.demo.context import Context
from parvis.demo.steps.selection.records import Past
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.models import Application, Round
from parvis.domain.cohorts.enums import CohortState, DecisionState, Outcome
from parvis.domain.cohorts.models import Cohort, CohortMember, Decision, Juror, Jury
from parvis.domain.directory.models import Organisation

MET = dt.datetime(2022, 3, 8, 13, tzinfo=dt.UTC)
TOLD = dt.datetime(2022, 3, 10, 9, tzinfo=dt.UTC)
STARTED = dt.date(2022, 3, 28)
ACCEPTED, WAITING = 62, 14
SLUG = "promotion-2022"
OUTCOMES = {Outcome.ACCEPT: State.ACCEPTED, Outcome.WAITLIST: State.WAITLISTED, Outcome.REJECT: State.REJECTED}


def decide(context: Context, round_: Round, past: list[Past], marks: dict[int, float], chance: random.Random) -> None:
    """Accept the best, with a juror's second thought here and there; then present the cohort."""
    jury = Jury.objects.create(
        round=round_,
        name="Jury de mars 2022",
        meets_at=MET,
        places=ACCEPTED,
        created_by=context.accounts["programme"],
        closed_at=TOLD,
    )
    Juror.objects.create(jury=jury, user=context.accounts["founder"], added_by=context.accounts["programme"])
    ranked = sorted(past, key=lambda one: -(marks[one.application.pk] + chance.gauss(0, 0.15)))
    decisions = [_decision(context, jury, one.application, place) for place, one in enumerate(ranked)]
    Decision.objects.bulk_create(decisions)
    for outcome, state in OUTCOMES.items():
        chosen = [one.application_id for one in decisions if one.outcome == outcome]
        Application.objects.filter(pk__in=chosen).update(state=state)
    _present(round_, [one for one, made in zip(ranked, decisions, strict=True) if made.outcome == Outcome.ACCEPT])


def _decision(context: Context, jury: Jury, application: Application, place: int) -> Decision:
    outcome = Outcome.ACCEPT if place < ACCEPTED else Outcome.REJECT
    if ACCEPTED <= place < ACCEPTED + WAITING:
        outcome = Outcome.WAITLIST
    is_in = outcome == Outcome.ACCEPT
    return Decision(
        application=application,
        jury=jury,
        outcome=outcome,
        state=DecisionState.CONFIRMED if is_in else DecisionState.NOTIFIED,
        rank=place - ACCEPTED + 1 if outcome == Outcome.WAITLIST else None,
        decided_by=context.accounts["programme"],
        decided_at=MET,
        notified_at=TOLD,
        first_notified_at=TOLD,
        confirm_by=TOLD + dt.timedelta(days=14) if is_in else None,
        answered_at=TOLD + dt.timedelta(days=1 + place % 9) if is_in else None,
    )


def _present(round_: Round, chosen: list[Past]) -> None:
    cohort = Cohort.objects.create(
        slug=SLUG,
        name_fr="Promotion 2022",
        name_en="Cohort of 2022",
        text_fr=(
            "La première promotion du campus : soixante-deux start-up, de l’idée au passage à l’échelle. Elles sont"
            " toutes inventées pour la démonstration."
        ),
        text_en=(
            "The first cohort of the campus: sixty-two start-ups, from the idea to the scale-up. All of them are"
            " invented for the demo."
        ),
        round=round_,
        starts_on=STARTED,
        state=CohortState.PUBLISHED,
        published_at=TOLD,
        is_invented=True,
    )
    members = CohortMember.objects.bulk_create(
        CohortMember(
            cohort=cohort,
            organisation=one.organisation,
            application=one.application,
            pitch_fr=_pitch(one.organisation.description_fr),
            pitch_en=_pitch(one.organisation.description_en),
            joined_on=STARTED,
        )
        for one in chosen
    )
    themes = dict[int, list[int]]()
    rows = Organisation.themes.through.objects.filter(organisation__in=[one.organisation_id for one in members])
    for organisation, theme in rows.values_list("organisation_id", "theme_id"):
        themes.setdefault(organisation, []).append(theme)
    link = CohortMember.themes.through
    link.objects.bulk_create(
        link(cohortmember_id=one.pk, theme_id=theme) for one in members for theme in themes.get(one.organisation_id, ())
    )


def _pitch(description: str) -> str:
    """What the start-up does, without the mark of the demo, which the page shows by itself."""
    return description.rsplit(". ", 1)[0] + "."
