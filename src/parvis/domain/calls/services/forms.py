"""Give a call its forms: one for each stage."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.models import Form
from parvis.base.forms.selectors import draft_version
from parvis.base.forms.services import begin_with, copy_form, create_form
from parvis.base.forms.starters import starters
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Call, CallForm
from parvis.domain.calls.services.calls import check_manager


def add_form(
    *, actor: User | None, call: Call, stage: FormStage, starter: str = "", source: Form | None = None
) -> Form:
    """Begin the form of a stage: a copy of `source`, the questions of a starter, or empty.

    The caller has checked that the actor may read `source`. Raises Conflict where the stage has a form already.
    """
    check_manager(actor, call)
    with transaction.atomic():
        if CallForm.objects.filter(call=call, stage=stage).exists():
            raise Conflict(_("This stage has a form already."))
        form = _begun(actor, call, stage, source)
        CallForm.objects.create(call=call, stage=stage, form=form)
        if starter:
            _start(actor, form, starter)
        record(actor=actor, verb="calls.form_added", target=call, data={"stage": stage.value})
    return form


def _begun(actor: User | None, call: Call, stage: FormStage, source: Form | None) -> Form:
    with override("fr"):
        title = f"{call.title_fr} – {stage.label}"[:200]
    return copy_form(actor=actor, form=source, title=title) if source else create_form(actor=actor, title=title)


def _start(actor: User | None, form: Form, name: str) -> None:
    starter, draft = starters().get(name), draft_version(form)
    if starter is None or draft is None:
        raise InvalidInput(_("Choose one of the forms to begin with."))
    begin_with(actor=actor, version=draft, starter=starter)
