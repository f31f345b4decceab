"""Write one line of the log."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction

from parvis.base.accounts.models import User
from parvis.base.activity.models import Concern, Entry


def record(
    *,
    actor: User | None,
    verb: str,
    target: models.Model | None = None,
    data: Mapping[str, Any] | None = None,
    concerns: Iterable[User] = (),
) -> Entry:
    """Log one act in the transaction of the act itself.

    `actor` None means parvis itself (a job, a command). `data` must be JSON and free of personal data, so that
    erasing someone never has to rewrite the log; a target whose own words would name somebody has a `log_label`
    that is kept instead of them. `concerns` are the accounts that may read the line as their own.
    Raises RuntimeError outside a transaction: an act and its trace stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("activity.record must be called in the transaction of the act")
    entry = Entry.objects.create(
        actor=actor,
        verb=verb,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(getattr(target, "log_label", target))[:300] if target is not None else "",
        data=dict(data or {}),
    )
    users = {user.pk: user for user in concerns if actor is None or user.pk != actor.pk}
    Concern.objects.bulk_create([Concern(entry=entry, user=user) for user in users.values()])
    return entry
