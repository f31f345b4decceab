"""Begin an application: one for each organisation and call."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.models import FormVersion
from parvis.base.forms.selectors import published_version
from parvis.base.forms.services import create_sheet
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidTransition
from parvis.domain.calls.enums import FormStage, Origin
from parvis.domain.calls.models import Application, Call, CallForm, CurrentApplication, LateAccess
from parvis.domain.calls.selectors.calls import open_round_of, takes_applications
from parvis.domain.calls.standing import right_over
from parvis.domain.directory import provenance
from parvis.domain.directory.drafts import Changes, IdentifierRow
from parvis.domain.directory.enums import AccessLevel
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.access import raise_access
from parvis.domain.directory.services.organisations import create_organisation

MOST_TRIES = 20


class AlreadyBegun(Conflict):
    """Others of the organisation have begun an application, and the actor does not write it (yet)."""

    def __init__(self, application: Application) -> None:
        super().__init__(_("Somebody has begun an application of this organisation already."))
        self.application = application


def begin_application(
    *, actor: User, call: Call, organisation: Organisation, late_access: LateAccess | None = None
) -> Application:
    """Open a draft of this organisation, or lead to the one that is there.

    Raises InvalidTransition while the call takes no applications, and AlreadyBegun where the draft is of others.
    """
    present = current_application(call, organisation)
    if present is not None:
        return _joined(actor, present)
    now = clock.now()
    if not takes_applications(call, now, late_access):
        raise InvalidTransition(_("This call takes no applications now."))
    version = _version_asked(call)
    try:
        with transaction.atomic():
            application = _begin(actor, call, organisation, version, late_access, now)
            CurrentApplication.objects.create(call=call, organisation=organisation, application=application)
            data = {"call": call.pk, "organisation": organisation.pk}
            record(actor=actor, verb="applying.application_begun", target=application, data=data)
    except IntegrityError:  # somebody else of the organisation was faster
        return _joined(actor, _under_way(call, organisation).get().application)
    return application


def current_application(call: Call, organisation: Organisation) -> Application | None:
    """The application of the organisation that is under way in the call."""
    row = _under_way(call, organisation).first()
    return row.application if row else None


def _under_way(call: Call, organisation: Organisation) -> QuerySet[CurrentApplication]:
    rows = CurrentApplication.objects.filter(call=call, organisation=organisation)
    return rows.select_related("application__call", "application__organisation")


def add_applicant(
    *,
    actor: User,
    call: Call,
    values: Mapping[str, Any],
    numbers: Sequence[IdentifierRow] = (),
    late_access: LateAccess | None = None,
) -> Organisation:
    """Enter an organisation that the directory does not know, as its owner, in order to apply with it.

    Raises InvalidTransition while the call takes no applications, and InvalidInput with the sentences by field.
    """
    if not takes_applications(call, clock.now(), late_access):
        raise InvalidTransition(_("This call takes no applications now."))
    with transaction.atomic():
        source = provenance.human(actor.pk)
        made = create_organisation(actor=None, changes=Changes(values, identifiers=numbers), source=source)
        raise_access(granted_by=None, organisation=made, user=actor, level=AccessLevel.OWNER)
        record(actor=actor, verb="applying.applicant_added", target=made, data={"call": call.pk})
    return made


def _joined(actor: User, application: Application) -> Application:
    if right_over(actor, application) is None:
        raise AlreadyBegun(application)
    return application


def _version_asked(call: Call) -> FormVersion:
    row = CallForm.objects.filter(call=call, stage=FormStage.APPLICATION).select_related("form").first()
    version = published_version(row.form) if row else None
    if version is None:
        raise InvalidTransition(_("The form of this call is not ready yet."))
    return version


def _begin(
    actor: User,
    call: Call,
    organisation: Organisation,
    version: FormVersion,
    late_access: LateAccess | None,
    now: dt.datetime,
) -> Application:
    opened = open_round_of(call, now)
    application = Application(
        call=call,
        organisation=organisation,
        sheet=create_sheet(version),
        round=late_access.round if late_access else None if call.is_rolling else opened,
        origin=Origin.SPONTANEOUS if call.is_rolling else Origin.CALL,
        language=_language(actor),
        created_by=actor,
    )
    _save_with_reference(application, now.year)
    if late_access is not None:
        LateAccess.objects.filter(pk=late_access.pk, application=None).update(application=application)
    return application


def _language(actor: User) -> str:
    spoken = actor.language or get_language() or settings.LANGUAGE_CODE
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _save_with_reference(application: Application, year: int) -> None:
    """Give the next free number of the year; whoever takes the same one at the same moment tries the one after."""
    number = _last_number(year) + 1
    for offset in range(MOST_TRIES):
        application.reference = f"{year}-{number + offset:04d}"
        try:
            with transaction.atomic():
                application.save(force_insert=True)
        except IntegrityError:
            if not Application.objects.filter(reference=application.reference).exists():
                raise
        else:
            return
    raise Conflict(_("Too many applications are beginning at this moment. Try again."))


def _last_number(year: int) -> int:
    """The highest number of a year; a number with more digits is higher than any with fewer."""
    rows = Application.objects.filter(reference__startswith=f"{year}-").annotate(
        length=models.functions.Length("reference")
    )
    last = rows.order_by("-length", "-reference").values_list("reference", flat=True).first()
    digits = last.partition("-")[2] if last else "0"
    return int(digits) if digits.isdigit() else 0
