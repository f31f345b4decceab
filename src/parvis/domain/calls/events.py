"""News of calls and applications."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ApplicationSubmitted:
    """A version of an application was submitted; there may be several before the deadline."""

    application_id: int
    version: int


@dataclass(frozen=True)
class ApplicationMoved:
    """An application changed its state."""

    application_id: int
    old: str
    new: str


@dataclass(frozen=True)
class RoundClosed:
    """The deadline of a round has passed."""

    round_id: int


@dataclass(frozen=True)
class CallChanged:
    """What everyone may read of a call has changed, or who may read it."""

    call_id: int
