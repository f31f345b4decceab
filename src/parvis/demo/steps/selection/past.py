"""The selection of 2021 to 2022, which is over: 176 applications, 110 of them unsolicited, and 62 start-ups accepted.

It is written as rows with the days of then, as a campus would bring in its archive: services write the present day.
Everything in it is invented; only its size follows what the model campus published.
"""

import datetime as dt
import random

from django.db import transaction

from parvis.base.forms.models import AnswerSheet
from parvis.demo.applicants import applicants
from parvis.demo.context import Context
from parvis.demo.steps.selection.forms import form_of_2021
from parvis.demo.steps.selection.past_cohort import decide
from parvis.demo.steps.selection.past_reviews import review
from parvis.demo.steps.selection.records import Past
from parvis.demo.steps.selection.written import answer, name_themes, sheets, title_of
from parvis.domain.calls.enums import ApplicationState as State
from parvis.domain.calls.enums import CallState, FormStage, Origin
from parvis.domain.calls.models import Application, Call, CallForm, Round
from parvis.domain.directory.models import Organisation
from parvis.domain.reference.models import Theme

SLUG = "premiere-promotion"
OPENED = dt.datetime(2021, 9, 13, 7, tzinfo=dt.UTC)
DEADLINE = dt.datetime(2021, 10, 29, 16, tzinfo=dt.UTC)
CLOSED = dt.datetime(2022, 2, 11, 17, tzinfo=dt.UTC)
ANSWERED = 66
"""How many answered the call itself; the others came unsolicited, after the deadline."""
DISMISSED, WITHDRAWN = 12, 8


def build(context: Context) -> None:
    """Write the whole selection in one transaction, unless it is there."""
    if not Call.objects.filter(slug=SLUG).exists():
        with transaction.atomic():
            _build(context)
    context.say(f"a selection that is over: {Application.objects.filter(call__slug=SLUG).count()} applications")


def _build(context: Context) -> None:
    chance = random.Random(2021)  # noqa: S311 -- the same demo each time
    call = _call(context)
    past = _apply(call, chance)
    read = [one for one in past if one.application.state not in (State.DISMISSED, State.WITHDRAWN)]
    marks = review(context, call.rounds.get(), read, chance)
    decide(context, call.rounds.get(), read, marks, chance)


def _call(context: Context) -> Call:
    call = Call.objects.create(
        slug=SLUG,
        title_fr="Rejoindre la première promotion",
        title_en="Join the first cohort",
        summary_fr="L’appel fondateur du campus : des start-up de la santé numérique à tous les stades.",
        summary_en="The founding call of the campus: start-ups of digital health at every stage.",
        text_fr=(
            "Le campus ouvre ses portes et cherche ses premières start-up. Quatre thèmes : l’intelligence artificielle,"
            " les dispositifs médicaux et objets connectés, les plateformes de données de santé, l’innovation"
            " organisationnelle.\n\nAppel inventé pour la démonstration."
        ),
        text_en=(
            "The campus opens its doors and looks for its first start-ups. Four themes: artificial intelligence,"
            " medical devices and connected objects, platforms of health data, organisational innovation.\n\nA"
            " call invented for the demo."
        ),
        state=CallState.CLOSED,
        is_rolling=True,
        opened_at=OPENED,
        created_by=context.accounts["programme"],
        is_invented=True,
    )
    call.themes.set(Theme.objects.all())
    Round.objects.create(
        call=call,
        name_fr="Première promotion",
        name_en="First cohort",
        opens_at=OPENED,
        closes_at=CLOSED,
        ended_at=CLOSED,
        decides_on=dt.date(2022, 3, 10),
        places=62,
    )
    return call


def _apply(call: Call, chance: random.Random) -> list[Past]:
    """Applications with their answers and the version that was submitted."""
    version = form_of_2021()
    CallForm.objects.create(call=call, stage=FormStage.APPLICATION, form=version.form)
    rows = applicants("past")
    ends = _ends(len(rows), chance)
    written = [
        _application(call, number, organisation, sheet, ends[number], chance)
        for number, ((_row, organisation), sheet) in enumerate(zip(rows, sheets(version, len(rows)), strict=True))
    ]
    Application.objects.bulk_create(written)
    answer(version, rows, written)
    name_themes(written)
    return [
        Past(one, organisation, chance.gauss(0, 1)) for one, (_row, organisation) in zip(written, rows, strict=True)
    ]


def _ends(number: int, chance: random.Random) -> list[State]:
    """What became of each before the review: most were read."""
    ends = [State.DISMISSED] * DISMISSED + [State.WITHDRAWN] * WITHDRAWN
    ends += [State.IN_REVIEW] * (number - len(ends))
    chance.shuffle(ends)
    return ends


def _application(
    call: Call, number: int, organisation: Organisation, sheet: AnswerSheet, state: State, chance: random.Random
) -> Application:
    is_answer = number < ANSWERED
    begin, end = (OPENED, DEADLINE) if is_answer else (DEADLINE, CLOSED)
    return Application(
        reference=f"2021-{number + 1:04d}",
        call=call,
        round=call.rounds.get(),
        organisation=organisation,
        sheet=sheet,
        title=title_of(organisation),
        state=state,
        origin=Origin.CALL if is_answer else Origin.SPONTANEOUS,
        language="en" if chance.random() < 0.1 else "fr",
        version=1,
        submitted_at=begin + (end - begin) * chance.betavariate(3, 1.2),
    )
