"""Errors that services raise; each face turns them into its own answer in one place."""

from collections.abc import Mapping


class ParvisError(Exception):
    """Something that parvis refuses; the message is a sentence for its user."""


class NotAllowed(ParvisError):
    """The actor may not do this."""


class Conflict(ParvisError):
    """Someone else changed the same thing first; nothing was written."""


class InvalidTransition(ParvisError):
    """The state of the object does not allow this act."""


class InvalidInput(ParvisError):
    """Input that cannot be taken; `fields` maps each field's name to the sentences about it."""

    def __init__(self, message: str, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.fields: dict[str, list[str]] = dict(fields or {})


class SourceRecordError(ParvisError):
    """One record of an outside source failed; the others go on. `column` names the value that cannot be taken."""

    def __init__(self, message: str, *, column: str = "") -> None:
        super().__init__(message)
        self.column = column


class SourceUnusable(ParvisError):
    """An outside source cannot be used at all; stop."""


class StoreUnavailable(ParvisError):
    """The store of uploaded files does not answer, or refuses; the message is for the operator."""
