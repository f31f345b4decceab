"""Make a new call from an earlier one: all that was thought out, nothing of anybody who applied."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.services import copy_form
from parvis.core.errors import InvalidInput
from parvis.domain.calls.local_times import days_later
from parvis.domain.calls.models import Call, CallForm, CallManager, ChecklistItem, Round
from parvis.domain.calls.services.calls import check_manager
from parvis.domain.directory.services.organisations import free_slug

KEPT = (
    "summary_fr",
    "summary_en",
    "text_fr",
    "text_en",
    "after_fr",
    "after_en",
    "contact_email",
    "organiser",
    "is_rolling",
    "timezone",
    "is_invented",
)


def copy_call(*, actor: User, call: Call, title_fr: str, title_en: str = "", days: int = 0) -> Call:
    """A draft with the texts, themes, forms, points, rounds and managers of the call; rounds are shifted by `days`.

    Whoever runs a call may copy it. Shifted times keep their hour in the call's time zone. Applications, late accesses,
    checks and figures are not copied: nothing personal is, but who runs a partner's programme.
    """
    check_manager(actor, call)
    title = title_fr.strip()
    if not title or len(title) > 200:
        sentence = _("Give the new call a title of 200 letters at most.")
        raise InvalidInput(sentence, {"title_fr": [sentence]})
    with transaction.atomic():
        copy = Call(created_by=actor, copied_from=call, title_fr=title, title_en=title_en.strip()[:200])
        for name in KEPT:
            setattr(copy, name, getattr(call, name))
        copy.slug = free_slug(title, Call)
        copy.save()
        themes = list(call.themes.all())
        copy.themes.set(themes)
        _copy_parts(actor, call, copy, days)
        record(actor=actor, verb="calls.call_copied", target=copy, data={"from": call.pk})
    return copy


def _copy_parts(actor: User, call: Call, copy: Call, days: int) -> None:
    ChecklistItem.objects.bulk_create(
        ChecklistItem(call=copy, position=one.position, label_fr=one.label_fr, label_en=one.label_en)
        for one in call.checklist.all()
    )
    CallManager.objects.bulk_create(
        CallManager(call=copy, user_id=one.user_id, added_by=actor) for one in call.managers.all()
    )
    Round.objects.bulk_create(
        Round(
            call=copy,
            position=one.position,
            name_fr=one.name_fr,
            name_en=one.name_en,
            opens_at=days_later(one.opens_at, days, call.timezone),
            closes_at=days_later(one.closes_at, days, call.timezone) if one.closes_at else None,
            decides_on=one.decides_on + dt.timedelta(days=days) if one.decides_on else None,
            places=one.places,
        )
        for one in call.rounds.all()
    )
    for row in call.forms.select_related("form"):
        title = f"{copy.title_fr[:150]} · {row.get_stage_display()}"
        CallForm.objects.create(call=copy, stage=row.stage, form=copy_form(actor=actor, form=row.form, title=title))
