"""Needs and offers: who sees which, and which are open."""

from django.db.models import Q, QuerySet

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.calls.models import Application
from parvis.domain.calls.standing import written_by
from parvis.domain.directory.enums import Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.directory.standing import account_of, is_of_ecosystem, organisations_of
from parvis.domain.needs.enums import NoticeState, Readers
from parvis.domain.needs.models import Notice
from parvis.domain.needs.standing import SHOWN


def open_notices() -> QuerySet[Notice]:
    """What is looked for and offered now: open, not hidden, by organisations that are not closed."""
    rows = Notice.objects.filter(state=NoticeState.OPEN, is_hidden=False)
    return rows.exclude(organisation__status=Status.CLOSED)


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """What the reader may see, in all states in which they may see it, with organisations; see `can_read_notice`."""
    rows = Notice.objects.select_related("organisation")
    user = account_of(actor)
    untouched = Q(is_as_answered=True, application__isnull=False)
    if user is not None:
        untouched &= ~Q(application__in=Application.objects.filter(written_by(user)))
    rows = rows.exclude(untouched)
    if is_directory_team(actor):
        return rows
    shown = Q(state__in=SHOWN)
    if not is_team(actor):
        readers = [Readers.EVERYONE, Readers.ECOSYSTEM] if is_of_ecosystem(actor) else [Readers.EVERYONE]
        shown &= Q(is_hidden=False, readers__in=readers)
    if user is None:
        return rows.filter(shown)
    own = Q(organisation__in=organisations_of(user)) | Q(is_as_answered=True, application__isnull=False)
    return rows.filter(shown | own)


def notices_of(actor: Actor, organisation: Organisation) -> QuerySet[Notice]:
    """The needs and offers of an organisation that the reader may see."""
    return notices_visible_to(actor).filter(organisation=organisation)


def has_open_notices(organisation: Organisation) -> bool:
    """Whether anything of an organisation is open, whoever may see it: most have nothing, and this is asked fast."""
    return Notice.objects.filter(organisation=organisation, state=NoticeState.OPEN, is_hidden=False).exists()
