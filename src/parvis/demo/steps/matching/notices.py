"""What invented organisations look for and offer, in every state, and the European calls that they could answer."""

from django.db import transaction

from parvis.core.bus import publish
from parvis.demo.context import Context
from parvis.demo.steps.matching.days import ago, day
from parvis.demo.tables import invented, owner_of, read_table
from parvis.domain.directory.models import Person
from parvis.domain.directory.services.organisations import free_slug
from parvis.domain.needs.enums import NoticeState
from parvis.domain.needs.events import NoticeChanged
from parvis.domain.needs.models import Notice
from parvis.domain.reference.models import Region, Theme

ENDED = (NoticeState.MET, NoticeState.WITHDRAWN, NoticeState.EXPIRED)
LASTED = 30
"""Days after which those that ended did."""


def build(context: Context) -> None:
    """Write all of them in one transaction, unless they are there."""
    rows = read_table("notices")
    if not Notice.objects.filter(is_invented=True).exists():
        with transaction.atomic():
            for row in rows:
                _write(row)
    context.say(f"{len(rows)} needs and offers of invented organisations")


def notices_by_key() -> dict[str, Notice]:
    """The invented notices by their keys."""
    titles = {row["title"]: row["key"] for row in read_table("notices")}
    return {titles[one.title]: one for one in Notice.objects.filter(is_invented=True, title__in=titles)}


def _write(row: dict[str, str]) -> None:
    organisation, was_open = invented(row["organisation"]), bool(row["published"])
    notice = Notice(
        slug=free_slug(row["title"], Notice),
        organisation=organisation,
        person=Person.objects.filter(name=row["person"], is_invented=True).first(),
        published_at=ago(row["published"]) if was_open else None,
        ended_at=ago(int(row["published"]) - LASTED) if row["state"] in ENDED else None,
        ends_on=day(row["ends"]) or (day(str(LASTED - int(row["published"]))) if was_open else None),
        created_by=owner_of(organisation),
        is_invented=True,
    )
    for name in ("side", "kind", "language", "title", "text", "capacity", "terms", "readers", "state"):
        setattr(notice, name, row[name])
    notice.full_clean()
    notice.save()
    notice.themes.set(Theme.objects.filter(code__in=row["themes"].split(";")))
    notice.regions.set(Region.objects.filter(code__in=[code for code in row["regions"].split(";") if code]))
    publish(NoticeChanged(notice.pk))
