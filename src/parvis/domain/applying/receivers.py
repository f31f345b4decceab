"""What applications do when something happens to them."""

from parvis.domain.applying.services.settling import settle_unsent
from parvis.domain.calls.enums import WRITABLE
from parvis.domain.calls.events import ApplicationMoved
from parvis.domain.calls.models import Application


def settle_what_is_read(event: ApplicationMoved) -> None:
    """Once somebody looks at an application, what was written and not submitted no longer stands in it."""
    if event.new in WRITABLE:
        return
    application = Application.objects.filter(pk=event.application_id).first()
    if application is not None:
        settle_unsent(application=application)
