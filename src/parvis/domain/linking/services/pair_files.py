"""Import judgements that were made elsewhere: read the file, look at it, write all of it or nothing, take it back."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.jobs.enums import ENDED
from parvis.base.jobs.models import Job
from parvis.base.jobs.services.queue import enqueue
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition, NotAllowed
from parvis.core.models import change_state
from parvis.domain.directory.models import Organisation
from parvis.domain.linking import rules
from parvis.domain.linking.enums import FileState, Origin, Outcome, Verdict
from parvis.domain.linking.labelled import JudgedLine, read_pairs
from parvis.domain.linking.models import CandidatePair, Judgement, PairFile
from parvis.domain.linking.pairing import Progress
from parvis.domain.linking.registry import Remake, records
from parvis.domain.linking.selectors.foreseeing import Foreseen, foresee
from parvis.domain.linking.selectors.pair_files import KEPT, standing_of
from parvis.domain.linking.selectors.survivor import survivor_first
from parvis.domain.linking.services.judging import withdraw_judgement
from parvis.domain.linking.services.merging import merge_organisations
from parvis.domain.linking.services.proposing import STATES, Effect
from parvis.domain.linking.services.telling import told_together

APPLY_JOB, UNDO_JOB = "linking.apply_file", "linking.undo_file"
MOST_BYTES = 20_000_000


def stage_pairs(*, actor: User | None, name: str, content: bytes) -> PairFile:
    """Read a file and say line by line what it would do; no judgement is written. `actor` None: the command line.

    Raises NotAllowed, InvalidInput when it is no table of judged pairs.
    """
    _check(actor)
    if len(content) > MOST_BYTES:
        raise InvalidInput(_("The file is larger than %(size)s MB.") % {"size": MOST_BYTES // 1_000_000})
    reading = read_pairs(content)
    if not reading.lines and not reading.bad:
        raise InvalidInput(_("The file holds no pair."))
    found = foresee(reading.lines)
    with transaction.atomic():
        file = PairFile.objects.create(
            file_name=name[:200],
            lines=[_kept(one) for one in found],
            bad=reading.bad,
            counts=dict(Counter(str(one.outcome) for one in found)),
            made_by=actor,
        )
        record(actor=actor, verb="linking.file_staged", target=file, data={"lines": len(found), "bad": len(file.bad)})
    return file


def _kept(one: Foreseen) -> dict[str, object]:
    return {**one.line.as_json(), "outcome": str(one.outcome), "word": one.word.pk if one.word else None}


def request_apply(*, actor: User, file: PairFile, skip_bad: bool = False) -> None:
    """Have the file written, as a job. Raises InvalidInput while bad lines are not accepted."""
    _check(actor)
    refuse_bad(file, skip_bad=skip_bad)
    _start(actor, file, FileState.STAGED, FileState.RUNNING, APPLY_JOB)


def refuse_bad(file: PairFile, *, skip_bad: bool) -> None:
    """Raises InvalidInput when lines are bad and nobody said that the others are wanted without them."""
    if file.bad and not skip_bad:
        raise InvalidInput(_("Some lines cannot be used. Say that the others are to be imported without them."))


def request_undo(*, actor: User, file: PairFile) -> None:
    """Have every judgement of the file taken back, as a job."""
    _check(actor)
    _start(actor, file, FileState.DONE, FileState.UNDOING, UNDO_JOB)


def drop_pairs(*, actor: User, file: PairFile) -> None:
    """Set a file aside that was only looked at."""
    _check(actor)
    with transaction.atomic():
        _move(file, FileState.STAGED, FileState.DROPPED, lines=[])
        record(actor=actor, verb="linking.file_dropped", target=file)


def _start(actor: User, file: PairFile, old: FileState, new: FileState, job: str) -> None:
    with transaction.atomic():
        change_state(PairFile.objects.filter(pk=file.pk), old=old, new=new)
        queued = enqueue(actor=actor, name=job, arguments={"file_id": file.pk})
        PairFile.objects.filter(pk=file.pk).update(job_id=queued.pk)
    file.refresh_from_db()


def apply_pairs(
    *, actor: User | None, file: PairFile, progress: Progress, effect: Effect, state: FileState = FileState.RUNNING
) -> dict[str, int]:
    """Write what the lines say, compared anew, all of it or nothing; words of people here are never overruled.

    Two organisations of which a line says that they are one are merged at once, like after any other judgement.
    """
    _check(actor)
    kept = JudgedLine.__dataclass_fields__
    lines = [JudgedLine(**{name: line[name] for name in kept}) for line in file.lines]
    counts, remake = Counter[str](), records().remaker()
    with told_together(), effect() as result:
        ordered = sorted(lines, key=lambda line: (line.same, line.number))  # first who is not the same: it forbids
        for place, one in enumerate(foresee(ordered, weigh_obstacles=False)):
            progress(place, len(lines))
            counts[_write(actor, file, one, remake)] += 1
        _move(file, state, FileState.DONE, counts=dict(counts), lines=[])
        written = sum(counts[str(name)] for name in KEPT)
        record(actor=actor, verb="linking.file_imported", target=file, data={"judgements": written})
        result.update(counts)
    return dict(counts)


def _write(actor: User | None, file: PairFile, one: Foreseen, remake: Remake) -> str:
    """Write one line; what became of it."""
    if one.outcome == Outcome.MERGES:
        return str(_merge(actor, file, foresee([one.line], weigh_obstacles=False)[0], remake))
    if one.outcome in KEPT:
        _settle(one, _say(actor, file, one.line))
    return str(one.outcome)


def _merge(actor: User | None, file: PairFile, one: Foreseen, remake: Remake) -> Outcome:
    """Merge the two, as they are after the lines before; nothing is written where numbers speak against it."""
    if one.outcome != Outcome.MERGES:
        if one.outcome in KEPT:
            _say(actor, file, one.line)
        return one.outcome
    ends = [end for end in one.ends if end is not None]
    first, second = survivor_first(*Organisation.objects.filter(pk__in=ends).order_by("pk"))
    try:
        with transaction.atomic():
            said = _say(actor, file, one.line)
            _settle(one, said)
            merge_organisations(
                actor=actor, survivor=first, absorbed=second, reason=one.line.reason, judgement=said, remake=remake
            )
    except InvalidInput:
        return Outcome.BLOCKED
    return one.outcome


def _say(actor: User | None, file: PairFile, line: JudgedLine) -> Judgement:
    left, right = line.keys
    return Judgement.objects.create(
        left_source=left.source,
        left_key=left.key,
        right_source=right.source,
        right_key=right.key,
        left_record=line.left_record,
        right_record=line.right_record,
        verdict=Verdict.SAME if line.same else Verdict.DIFFERENT,
        origin=Origin.FILE,
        reason=line.reason,
        said_by=line.who,
        file=file,
        judged_by=actor,
    )


def _settle(one: Foreseen, judgement: Judgement) -> None:
    """Let the queue know at once."""
    ends = sorted(end for end in one.ends if end is not None)
    if len(ends) == 2 and ends[0] != ends[1]:
        pair = CandidatePair.objects.filter(left=ends[0], right=ends[1])
        pair.update(state=STATES[judgement.verdict], judgement=judgement)


def undo_pairs(*, actor: User | None, file: PairFile, progress: Progress) -> dict[str, int]:
    """Take the judgements of the file back, the last first, one by one; merges that followed are undone.

    Those on which later merges build, or about which something else was said since, stay and are counted.
    """
    _check(actor)
    counts, said = Counter[str](), list(standing_of(file))
    with told_together():
        for place, judgement in enumerate(said):
            progress(place, len(said))
            counts[_withdraw(actor, judgement)] += 1
    return dict(counts)


def _withdraw(actor: User | None, judgement: Judgement) -> str:
    try:
        withdraw_judgement(actor=actor, judgement=judgement)
    except InvalidTransition:
        return "blocked"
    except Conflict:
        return "followed"
    return "taken_back"


def end_undo(*, actor: User | None, file: PairFile, counts: dict[str, int]) -> None:
    """Write down what became of it; what is blocked can be tried again."""
    state = FileState.DONE if counts.get("blocked") else FileState.UNDONE
    with transaction.atomic():
        _move(file, FileState.UNDOING, state)
        record(actor=actor, verb="linking.file_undone", target=file, data=counts)


def settle(file: PairFile) -> None:
    """Let a file whose job has ended without it be tried again: it was cancelled, or given up."""
    rest = {FileState.RUNNING: FileState.STAGED, FileState.UNDOING: FileState.DONE}.get(FileState(file.state))
    if rest and not Job.objects.filter(pk=file.job_id or 0).exclude(state__in=ENDED).exists():
        PairFile.objects.filter(pk=file.pk, state=file.state).update(state=rest)
        file.refresh_from_db()


def _move(file: PairFile, old: FileState, new: FileState, **values: object) -> None:
    change_state(PairFile.objects.filter(pk=file.pk), old=old, new=new, ended_at=clock.now(), **values)
    file.refresh_from_db()


def _check(actor: User | None) -> None:
    if actor is not None and not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators judge pairs."))
