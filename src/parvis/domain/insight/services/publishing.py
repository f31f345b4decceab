"""Say which indicators everyone reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import InvalidInput, NotAllowed
from parvis.domain.insight.enums import IndicatorName
from parvis.domain.insight.models import PublicIndicator
from parvis.domain.insight.rules import can_publish_indicators


def publish_indicator(*, actor: User, name: str) -> None:
    """Let everyone read it, its history too; nothing to do where it is public."""
    _check(actor, name)
    with transaction.atomic():
        _row, is_new = PublicIndicator.objects.get_or_create(indicator=name)
        if is_new:
            record(actor=actor, verb="insight.indicator_published", data={"indicator": name})


def withdraw_indicator(*, actor: User, name: str) -> None:
    """Keep it for the team again; nothing to do where it is not public."""
    _check(actor, name)
    with transaction.atomic():
        gone, _rows = PublicIndicator.objects.filter(indicator=name).delete()
        if gone:
            record(actor=actor, verb="insight.indicator_withdrawn", data={"indicator": name})


def _check(actor: User, name: str) -> None:
    if not can_publish_indicators(actor):
        raise NotAllowed(_("Only community and programme managers choose the public indicators."))
    if name not in IndicatorName.values:
        raise InvalidInput(_("There is no such indicator."))
