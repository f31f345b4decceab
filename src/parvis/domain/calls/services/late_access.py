"""Let one applicant begin or submit after the deadline, by a mailed link; `late.py` is about taking it up."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.accounts.tokens import hash_of, new_token
from parvis.base.activity.services.record import record
from parvis.core import clock
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.calls.models import Call, LateAccess, Round
from parvis.domain.calls.services.calls import check_manager
from parvis.domain.calls.services.mails import tell_address


def grant_late_access(
    *, actor: User, call: Call, one: Round, email: str, until: dt.datetime, reason: str
) -> LateAccess:
    """Mail a link that works until then, for whoever holds the address; the reason is for the file.

    The mail alone holds the token. Raises NotAllowed and InvalidInput.
    """
    check_manager(actor, call)
    address, why, problems = email.strip().lower(), reason.strip(), {}
    try:
        validate_email(address)
    except ValidationError as error:
        problems["email"] = list(error.messages)
    if until <= clock.now():
        problems["until"] = [_("Choose a moment to come.")]
    if not why:
        problems["reason"] = [_("Say why, for the file.")]
    if one.call_id != call.pk:
        problems["one"] = [_("This round belongs to another call.")]
    if problems:
        raise InvalidInput(_("The access was not given."), problems)
    token = new_token()
    with transaction.atomic():
        late = LateAccess.objects.create(
            call=call, round=one, email=address, until=until, reason=why, token_hash=hash_of(token), granted_by=actor
        )
        account = User.objects.filter(email=address).first()
        language = (account.language if account else "") or settings.LANGUAGE_CODE
        context = {"call": call, "late": late, "token": token}
        tell_address(address, "calls/mail/late_access", context, language=language)
        record(actor=actor, verb="calls.late_access_granted", target=call, data={"late_access": late.pk})
    return late


def revoke_late_access(*, actor: User, late: LateAccess) -> None:
    """Make the link useless. Raises Conflict when it was revoked already."""
    check_manager(actor, late.call)
    with transaction.atomic():
        if not LateAccess.objects.filter(pk=late.pk, revoked_at=None).update(revoked_at=clock.now()):
            raise Conflict(_("This access was revoked already."))
        concerns = [late.used_by] if late.used_by else []
        data = {"late_access": late.pk}
        record(actor=actor, verb="calls.late_access_revoked", target=late.call, data=data, concerns=concerns)


def prune_late_accesses(before: dt.datetime) -> int:
    """Delete accesses that ended before this moment: they hold addresses of people who may have no account."""
    deleted, _by_model = LateAccess.objects.filter(until__lt=before).delete()
    return deleted
