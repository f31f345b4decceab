"""The weekly digest: what is new for the organisations of an account, what waits for its answer, what ends soon."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.messaging.services.send import send_mail
from parvis.core import clock
from parvis.domain.matchmaking.models import DigestChoice, DigestLine
from parvis.domain.matchmaking.selectors.digests import digest_of, readers

HOUR = 7
"""At which a Monday's digests begin to go out, in the time zone of the campus."""
GIVE_UP_AFTER = dt.timedelta(days=2)
"""Later than that the digest of a week is not made up for: it would come close to the next one."""

_signer = Signer(salt="parvis.matchmaking.digest")


def send_digests(*, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Write to everyone who is due this week; returns how many mails were written. Twice does no harm."""
    monday = _this_monday()
    if not monday <= clock.now() < monday + GIVE_UP_AFTER:
        return 0
    sent, due = 0, list(readers(looked_before=monday))
    for number, user in enumerate(due, 1):
        with transaction.atomic():
            sent += _take(user, monday) and _send(user)
        progress(number, len(due))
    return sent


def token_of(user: User) -> str:
    """What the link in a digest carries: it turns digests off and does nothing else, so it never ends."""
    return _signer.sign(str(user.pk))


def stop_url(token: str) -> str:
    """Where whoever has the token turns digests off."""
    return settings.BASE_URL + reverse("matchmaking:digest_off", args=[token])


def reader_of(token: str) -> User | None:
    """The account of such a link; None for a link that is not one of ours, or of an account that is gone."""
    try:
        number = _signer.unsign(token)
    except BadSignature:
        return None
    return User.objects.filter(pk=int(number), is_active=True).first()


def choose_digest(*, user: User, is_off: bool) -> None:
    """Want digests, or none: by the account itself, or by whoever holds its link."""
    with transaction.atomic():
        DigestChoice.objects.update_or_create(user=user, defaults={"is_off": is_off})
        record(actor=user, verb="matchmaking.digest_chosen", data={"off": is_off})


def _this_monday() -> dt.datetime:
    """The moment of this week from which digests go out."""
    now = timezone.localtime(clock.now())
    day = (now - dt.timedelta(days=now.weekday())).date()
    return timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)))


def _take(user: User, monday: dt.datetime) -> bool:
    """Reserve the account's digest of this week; False when another worker was faster, or it wants none by now."""
    choice, is_new = DigestChoice.objects.get_or_create(user=user, defaults={"looked_at": clock.now()})
    if is_new:
        return True
    waits = Q(looked_at=None) | Q(looked_at__lt=monday)
    return bool(DigestChoice.objects.filter(waits, pk=choice.pk, is_off=False).update(looked_at=clock.now()))


def _send(user: User) -> bool:
    """Write the mail, unless there is nothing to say."""
    digest = digest_of(user)
    if digest.is_empty:
        return False
    now = clock.now()
    DigestChoice.objects.filter(user=user).update(sent_at=now)
    lines = [DigestLine(user=user, organisation=one.organisation, other=one.other, told_at=now) for one in digest.lines]
    DigestLine.objects.bulk_create(lines, ignore_conflicts=True)
    token = token_of(user)
    send_mail(
        to=user.email,
        template="matchmaking/mail/digest",
        language=user.language,
        context={"reader": user, "digest": digest, "token": token},
        kind="matchmaking.digest",
        stop_url=stop_url(token),
    )
    return True
