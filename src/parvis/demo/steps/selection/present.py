"""The selection that is under way: forty applications, read by twelve people, at the moment that was asked for.

Applications and reviews are written as rows, spread over the last weeks; conflicts of interest, the assignment,
decisions and letters come of the services, as they would.
"""

import datetime as dt
import random

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.base.accounts.services.creation import create_account
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import AnswerSheet, FormVersion, Question
from parvis.base.forms.services.building import create_form
from parvis.base.forms.services.publishing import publish_version
from parvis.base.forms.services.starting import begin_with
from parvis.base.forms.starters import starters
from parvis.core import clock
from parvis.demo.applicants import applicants
from parvis.demo.context import Context
from parvis.demo.steps.selection.present_jury import hear
from parvis.demo.steps.selection.present_panel import review
from parvis.demo.steps.selection.stages import DAYS, Days, Stage, moment
from parvis.demo.steps.selection.written import Row, answer, name_themes, sheets, title_of
from parvis.demo.tables import invented, read_startups
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import CallState, FormStage, Origin
from parvis.domain.calls.models import Application, Call, CallForm, ChecklistItem, CurrentApplication, Round
from parvis.domain.reference.models import Theme

SLUG = "deuxieme-promotion"
PLACES = 12
DRAFTS = 18
"""How many are not submitted yet while the call is open."""
OWN = "cardioline"
"""The start-up of the demo's owner, editor and reader: they apply together."""
CHECKLIST = (
    ("L’entreprise est créée ou en cours de création", "The company exists or is being founded"),
    ("Le projet relève de la santé numérique", "The project is about digital health"),
    ("La candidature est complète", "The application is complete"),
    ("Au moins une personne travaillera sur le site", "At least one person will work on site"),
)


def build(context: Context) -> None:
    """Write the selection up to the moment that was asked for, in one transaction, unless it is there."""
    if not Call.objects.filter(slug=SLUG).exists():
        with transaction.atomic():
            _build(context, Stage(context.stage))
    context.say(f"a selection under way, at “{context.stage}”")


def _build(context: Context, stage: Stage) -> None:
    chance = random.Random(2026)  # noqa: S311 -- the same demo each time
    now, days = clock.now(), DAYS[stage]
    call = _call(context, now, days)
    version = _form(context, call)
    written = _apply(context, call, version, stage, chance)
    if stage != Stage.CALL:
        panel = review(context, call.rounds.get(), written, stage, chance)
        if stage != Stage.REVIEW:
            hear(context, panel, written, stage, chance)


def _call(context: Context, now: dt.datetime, days: Days) -> Call:
    opens = moment(now, days.opens, 8)
    call = Call.objects.create(
        slug=SLUG,
        title_fr="Rejoindre la deuxième promotion",
        title_en="Join the second cohort",
        summary_fr="Douze places pour des start-up qui veulent travailler avec des hôpitaux et des laboratoires.",
        summary_en="Twelve places for start-ups that want to work with hospitals and labs.",
        text_fr=(
            "Le campus accueille une deuxième promotion. Nous cherchons des équipes qui ont un problème de santé bien"
            " décrit, une solution sobre, et l’envie de la mettre à l’épreuve avec d’autres.\n\nVous trouverez ici des"
            " bureaux, des expertes et experts des membres fondateurs, des terrains cliniques et des voisins qui se"
            " posent les mêmes questions.\n\nAppel inventé pour la démonstration."
        ),
        text_en=(
            "The campus welcomes a second cohort. We look for teams with a well described problem of health, a frugal"
            " solution, and the wish to put it to the test with others.\n\nYou will find desks here, experts of the"
            " founding members, clinical sites, and neighbours who ask themselves the same questions.\n\nA call"
            " invented for the demo."
        ),
        after_fr="Chaque candidature est lue par trois personnes ; un jury en invite vingt, et en choisit douze.",
        after_en="Three people read each application; a jury invites twenty, and chooses twelve.",
        contact_email="programme@campus.example",
        state=CallState.OPEN if days.closes > 0 else CallState.CLOSED,
        opened_at=opens,
        created_by=context.accounts["programme"],
        is_invented=True,
    )
    call.themes.set(Theme.objects.all())
    closes = moment(now, days.closes, 16)
    Round.objects.create(
        call=call,
        name_fr="Deuxième promotion",
        name_en="Second cohort",
        opens_at=opens,
        closes_at=closes,
        ended_at=closes if days.closes < 0 else None,
        decides_on=moment(now, days.jury).date(),
        places=PLACES,
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(call=call, position=n, label_fr=fr, label_en=en) for n, (fr, en) in enumerate(CHECKLIST)
    )
    return call


def _form(context: Context, call: Call) -> FormVersion:
    """The questions that parvis proposes to begin with; files may stay out, as nobody invented has any."""
    team = context.accounts["programme"]
    form = create_form(actor=team, title="Candidature, deuxième promotion")
    CallForm.objects.create(call=call, stage=FormStage.APPLICATION, form=form)
    begin_with(actor=team, version=form.versions.get(), starter=starters()["application"])
    Question.objects.filter(version__form=form, kind=QuestionKind.FILES).update(is_required=False)
    return publish_version(actor=team, form=form)


def _rows() -> list[Row]:
    """The start-up of the demo's own accounts, then those of the table."""
    own = next(row for row in read_startups() if row["key"] == OWN)
    described = {f"pitch_{language}": own[f"description_{language}"] for language in ("fr", "en")}
    return [({**own, **described}, invented(OWN)), *applicants("open")[:-1]]


def _apply(
    context: Context, call: Call, version: FormVersion, stage: Stage, chance: random.Random
) -> list[Application]:
    rows = _rows()
    drafts = {0, *range(len(rows) - DRAFTS + 1, len(rows))} if stage == Stage.CALL else set()
    written = [
        _application(context, call, row, sheet, State.DRAFT if number in drafts else State.SUBMITTED, chance)
        for number, (row, sheet) in enumerate(zip(rows, sheets(version, len(rows)), strict=True))
    ]
    for number, one in enumerate(written):
        one.reference = f"{call.rounds.get().opens_at:%Y}-{1000 + number}"
    Application.objects.bulk_create(written)
    CurrentApplication.objects.bulk_create(
        CurrentApplication(call=call, organisation_id=one.organisation_id, application=one) for one in written
    )
    answer(version, rows, written)
    name_themes(written)
    if stage != Stage.CALL:
        Application.objects.filter(call=call).update(state=State.IN_REVIEW)
        for one in written:
            one.state = State.IN_REVIEW
    return written


def _application(
    context: Context, call: Call, row: Row, sheet: AnswerSheet, state: State, chance: random.Random
) -> Application:
    facts, organisation = row
    is_draft = state == State.DRAFT
    one = call.rounds.get()
    end = min(one.closes_at or clock.now(), clock.now())
    author = context.accounts["owner"] if facts["key"] == OWN else _account(facts)
    return Application(
        call=call,
        round=one,
        organisation=organisation,
        sheet=sheet,
        title=title_of(organisation),
        state=state,
        origin=Origin.CALL,
        language="en" if chance.random() < 0.1 else "fr",
        version=0 if is_draft else 1,
        created_by=author,
        submitted_by=None if is_draft else author,
        submitted_at=None if is_draft else one.opens_at + (end - one.opens_at) * chance.betavariate(4, 1.1),
    )


def _account(row: dict[str, str]) -> User:
    """Whoever applies for this start-up; they would sign in by a mailed code."""
    email = f"contact@{row['key']}.example"
    known = User.objects.filter(email=email).first()
    return known or create_account(actor=None, email=email, name=f"Équipe {row['name'].removesuffix(' Fictif')}")
