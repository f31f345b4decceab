"""What juries hear from the apps below."""

from parvis.domain.calls.enums import ENDED
from parvis.domain.calls.events import ApplicationMoved
from parvis.domain.cohorts.services.answers import note_withdrawal


def applicant_left(event: ApplicationMoved) -> None:
    """An application that ended without a decision of the jury frees its place."""
    if event.new in ENDED:
        note_withdrawal(application_id=event.application_id)
