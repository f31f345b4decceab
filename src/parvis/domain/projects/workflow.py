"""The states of an import of projects as a table: state × action → state. What is not in it cannot happen."""

from parvis.domain.sources.enums import RunAction, RunState

TRANSITIONS: dict[tuple[RunState, RunAction], RunState] = {
    (RunState.WAITING, RunAction.STAGE): RunState.STAGED,
    (RunState.WAITING, RunAction.FAIL): RunState.FAILED,
    (RunState.WAITING, RunAction.CANCEL): RunState.CANCELLED,
    (RunState.STAGED, RunAction.APPLY): RunState.APPLYING,
    (RunState.STAGED, RunAction.DISCARD): RunState.DISCARDED,
    (RunState.ROLLED_BACK, RunAction.APPLY): RunState.APPLYING,
    (RunState.APPLYING, RunAction.FINISH): RunState.DONE,
    (RunState.APPLYING, RunAction.STAGE): RunState.STAGED,
    (RunState.APPLYING, RunAction.CANCEL): RunState.STAGED,
    (RunState.APPLYING, RunAction.FAIL): RunState.STAGED,
    (RunState.DONE, RunAction.ROLL_BACK): RunState.ROLLING_BACK,
    (RunState.ROLLING_BACK, RunAction.FINISH): RunState.ROLLED_BACK,
    (RunState.ROLLING_BACK, RunAction.CANCEL): RunState.DONE,
    (RunState.ROLLING_BACK, RunAction.FAIL): RunState.DONE,
}

BUSY = frozenset({RunState.WAITING, RunState.APPLYING, RunState.ROLLING_BACK})
"""States in which a job has work to do; when its job has ended without it, `cancel` is what is left."""
