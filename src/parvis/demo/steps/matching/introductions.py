"""Introductions of invented organisations over two years, in every state and with every outcome."""

import datetime as dt

from django.db import transaction

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.demo.context import Context
from parvis.demo.steps.matching.days import ago
from parvis.demo.steps.matching.joint import projects_by_key
from parvis.demo.steps.matching.notices import notices_by_key
from parvis.demo.tables import invented, owner_of, read_table
from parvis.domain.directory.models import Organisation, Person
from parvis.domain.introductions.enums import LIVING, Answer, DeclineReason, IntroductionState, Position, ProposedBy
from parvis.domain.introductions.models import Introduction, IntroductionSide
from parvis.domain.introductions.services.proposing import ProposalValues, pair_key
from parvis.domain.joint_projects.models import JointProject
from parvis.domain.needs.models import Notice

State = IntroductionState
ANSWERED = 5
"""Days after which a side answers, the second one twice as many."""
MET = 18
CLOSED = 45
AGREED = (State.ACCEPTED, State.MET, State.CLOSED)
OVER = (State.CLOSED, State.DECLINED, State.EXPIRED, State.WITHDRAWN)
LAST_REMINDER = 21
MESSAGE = "Bonjour,\n\n{why} Voulez-vous vous rencontrer ?\n\nBien à vous,\n{name}"


def build(context: Context) -> None:
    """Write all of them in one transaction, unless they are there."""
    rows = read_table("introductions")
    if not Introduction.objects.filter(is_invented=True).exists():
        notices, projects = notices_by_key(), projects_by_key()
        with transaction.atomic():
            for row in rows:
                need, offer = notices.get(row["need"]), notices.get(row["offer"])
                _write(context, row, _proposal(context, row, need, offer), projects.get(row["project"]))
    context.say(f"{len(rows)} introductions of invented organisations")


def _write(context: Context, row: dict[str, str], about: ProposalValues, project: JointProject | None) -> None:
    first, second = invented(row["first"]), invented(row["second"])
    proposed = int(row["proposed"])
    moved = _moved(row["state"], proposed)
    introduction = Introduction.objects.create(
        pair=pair_key(first, second, about) if row["state"] in LIVING else None,
        need=about.need,
        offer=about.offer,
        project=project,
        reasons=about.reasons,
        subject=about.subject,
        message=about.message,
        language=about.language,
        proposed_by=row["by"],
        created_by=_writer(context, row["by"], first, second),
        state=row["state"],
        proposed_at=ago(proposed),
        moved_at=moved,
        accepted_at=ago(proposed - 2 * ANSWERED) if row["state"] in AGREED else None,
        met_on=ago(proposed - MET).date() if row["state"] in (State.MET, State.CLOSED) else None,
        closed_at=moved if row["state"] in OVER else None,
        is_invented=True,
    )
    _side(introduction, Position.FIRST, first, row)
    _side(introduction, Position.SECOND, second, row)


def _proposal(context: Context, row: dict[str, str], need: Notice | None, offer: Notice | None) -> ProposalValues:
    first, second = invented(row["first"]), invented(row["second"])
    writer = _writer(context, row["by"], first, second)
    return ProposalValues(
        subject=row["why"].rstrip("."),
        message=MESSAGE.format(why=row["why"], name=writer.name if writer else "").strip(),
        need=need,
        offer=offer,
        reasons={"fr": [row["why"].rstrip(".")], "en": [row["why_en"].rstrip(".")]},
    )


def _writer(context: Context, by: str, first: Organisation, second: Organisation) -> User | None:
    if by == ProposedBy.CAMPUS:
        return context.accounts["community"]
    return owner_of(first if by == ProposedBy.FIRST else second)


def _moved(state: str, proposed: int) -> dt.datetime:
    """When it came into its state."""
    after = {
        State.PROPOSED: 0,
        State.RETURNED: LAST_REMINDER + 1,
        State.ACCEPTED: 2 * ANSWERED,
        State.MET: MET,
        State.CLOSED: CLOSED,
        State.DECLINED: ANSWERED,
        State.EXPIRED: 60,
        State.WITHDRAWN: ANSWERED,
    }[State(state)]
    return ago(proposed - after)


def _side(introduction: Introduction, position: Position, organisation: Organisation, row: dict[str, str]) -> None:
    is_first = position == Position.FIRST
    proposed, account = int(row["proposed"]), owner_of(organisation)
    answer = _answer(row, is_first=is_first)
    outcome = row["outcome_first" if is_first else "outcome_second"]
    waits = introduction.state in (State.PROPOSED, State.RETURNED, State.EXPIRED) and answer == Answer.OPEN
    reminders = sum(days < (clock.now() - introduction.proposed_at).days for days in (7, 14, 21)) if waits else 0
    delay = 0 if row["by"] == position else ANSWERED if is_first else 2 * ANSWERED
    IntroductionSide.objects.create(
        introduction=introduction,
        position=position,
        organisation=organisation,
        account=account,
        person=Person.objects.filter(account=account).first() if account else None,
        answer=answer,
        answered_at=ago(proposed - delay) if answer != Answer.OPEN else None,
        answered_by=account if answer != Answer.OPEN else None,
        reason=DeclineReason.NOT_OURS if answer == Answer.DECLINED else "",
        asked_at=ago(proposed) if row["by"] != position else None,
        reminders=reminders,
        reminded_at=ago(proposed - 7 * reminders) if reminders else None,
        outcome=outcome,
        outcome_at=ago(proposed - CLOSED) if outcome else None,
    )


def _answer(row: dict[str, str], *, is_first: bool) -> Answer:
    """The first of the two agrees nearly always; what is still open, or was refused, is so on the other side."""
    if row["state"] in AGREED:
        return Answer.ACCEPTED
    if is_first:
        return Answer.ACCEPTED if row["by"] == ProposedBy.FIRST or row["state"] == State.RETURNED else Answer.OPEN
    if row["state"] == State.DECLINED:
        return Answer.DECLINED
    return Answer.ACCEPTED if row["by"] == ProposedBy.SECOND else Answer.OPEN
