"""Needs, offers and calls on the dashboard: what waits to be published, what ends, what closes."""

import datetime as dt

from django.conf import settings

from parvis.base.accounts.models import User
from parvis.core import clock
from parvis.domain.needs.enums import NoticeState
from parvis.domain.needs.rules import can_moderate_notices
from parvis.domain.needs.selectors.listing import own_notices
from parvis.domain.needs.selectors.moderating import reported_notices
from parvis.domain.needs.selectors.opportunities import closing_soon_for
from parvis.faces.web.dashboard.own_cards import everyone
from parvis.faces.web.dashboard.registry import Card, Content, cards
from parvis.faces.web.needs.navigation import acts_for_someone

SHOWN = 5


def own(user: User) -> Content:
    """Drafts to publish, and what ends soon."""
    soon = clock.today() + dt.timedelta(days=settings.NEEDS_WARNING_DAYS)
    rows = own_notices(user)
    drafts = list(rows.filter(state=NoticeState.DRAFT)[:SHOWN])
    ending = list(rows.filter(state=NoticeState.OPEN, ends_on__lte=soon).order_by("ends_on", "pk")[:SHOWN])
    return {"drafts": drafts, "ending": ending} if drafts or ending else None


def reported(_user: User) -> Content:
    """What was reported and waits."""
    rows = list(reported_notices()[:SHOWN])
    return {"rows": rows} if rows else None


def closing(user: User) -> Content:
    """The next deadlines of calls that the account's organisations would answer."""
    rows = list(closing_soon_for(user)[:SHOWN])
    return {"rows": rows} if rows else None


# who writes an application, from which drafts come, need not act for an organisation
cards.register("needs_own", Card("web/needs/_card_own.html", everyone, own, 14))
cards.register("needs_reported", Card("web/needs/_card_reported.html", can_moderate_notices, reported, 21))
cards.register("needs_closing", Card("web/needs/_card_closing.html", acts_for_someone, closing, 31))
