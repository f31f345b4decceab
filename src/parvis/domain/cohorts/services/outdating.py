"""Mark drafts that no longer say what is so: they are not sent before somebody has written or read them again."""

from parvis.domain.calls.models import Call
from parvis.domain.cohorts.enums import LetterState
from parvis.domain.cohorts.models import Jury, Letter

NO_REVISION = 0
"""The revision of a letter that says something old."""


def outdate_letters(jury: Jury, outcome: str) -> None:
    """Everything yet to be sent about this outcome: a place on the waiting list or a day in it has changed."""
    drafts = Letter.objects.filter(decision__jury=jury, decision__outcome=outcome, state=LetterState.DRAFT)
    drafts.update(revision=NO_REVISION)


def outdate_letters_of_call(call: Call, outcome: str, language: str) -> None:
    """Drafts in this language that the template wrote; what somebody edited stays as it is."""
    drafts = Letter.objects.filter(
        decision__jury__round__call=call, decision__outcome=outcome, language=language, state=LetterState.DRAFT
    )
    drafts.filter(is_edited=False).update(revision=NO_REVISION)
