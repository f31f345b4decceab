"""Note who has an application open, and forget it after two minutes."""

from django.db import IntegrityError, transaction

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.applying.selectors.colleagues import HERE_FOR
from parvis.domain.calls.models import Application, Presence


def note_presence(*, user: User, application: Application, question: str = "") -> None:
    """Say that this account has the application open; the caller has checked that it writes it.

    Whatever is older than two minutes goes with it, whoever's it is: there is no trace of who wrote when. No line of
    the log either: it is nobody's business an hour later.
    """
    now = clock.now()
    with transaction.atomic():
        Presence.objects.filter(seen_at__lt=now - HERE_FOR).delete()
        mine = Presence.objects.filter(application=application, user=user)
        if mine.update(question=question[:40], seen_at=now):
            return
        try:
            with transaction.atomic():
                Presence.objects.create(application=application, user=user, question=question[:40], seen_at=now)
        except IntegrityError:
            return  # another window of the same account has just said so


def leave(*, user: User, application: Application) -> None:
    """The page was closed."""
    Presence.objects.filter(application=application, user=user).delete()
