"""What the forms of calls are for, and who builds them."""

from django.utils.translation import gettext as _

from parvis.base.forms.models import Form
from parvis.base.forms.registry import Owner
from parvis.core.addresses import page_of
from parvis.domain.calls.enums import CallState
from parvis.domain.calls.models import CallForm
from parvis.domain.calls.rules import can_manage_call


def owner_of_form(form: Form) -> Owner | None:
    """The call and the stage of a form; None for a form of something else."""
    row = CallForm.objects.filter(form=form).select_related("call").first()
    if row is None:
        return None
    call = row.call
    note = ""
    if call.state == CallState.OPEN:
        note = _("The call is open: what you publish is asked at once of those who begin now.")
    return Owner(
        title=call.title,
        url=page_of("forms:call", call.slug),
        can_build=lambda actor: can_manage_call(actor, call),
        note=note,
    )
