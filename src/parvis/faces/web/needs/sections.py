"""Needs and offers on the page of their organisation."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.needs.enums import NoticeState
from parvis.domain.needs.models import Notice
from parvis.domain.needs.rules import can_write_notice
from parvis.domain.needs.selectors.notices import has_open_notices, notices_of
from parvis.faces.web.directory.registry import Content, Section, sections

SHOWN = 6


def _newest(actor: Actor, organisation: Organisation) -> list[Notice]:
    rows = notices_of(actor, organisation).filter(state=NoticeState.OPEN, is_hidden=False)
    return list(rows.order_by("-published_at", "-pk")[: SHOWN + 1])


def notices(actor: Actor, organisation: Organisation) -> Content:
    """What is open, and a way to write for those who may."""
    found = _newest(actor, organisation) if has_open_notices(organisation) else []
    can_write = can_write_notice(actor, organisation)
    if not found and not can_write:
        return None
    return {
        "rows": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "organisation": organisation,
        "can_write": can_write,
    }


sections.register("needs", Section("web/needs/_section.html", notices, 20))
