"""Where introductions stand in the navigation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.standing import account_of
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.introductions.selectors.own import OwnTab, own_introductions
from parvis.faces.web.layout.navigation import MINE, TOGETHER, Entry, entries
from parvis.faces.web.layout.once import has_own


def to_answer(actor: Actor) -> int:
    """How many introductions await an answer of the account."""
    user = account_of(actor)
    return own_introductions(user, OwnTab.ANSWER).count() if user else 0


entries.register(
    "introductions",
    Entry(_("My introductions"), "introductions:mine", "heart-handshake", MINE, has_own, 30, to_answer),
)
entries.register(
    "campus_introductions",
    Entry(
        pgettext_lazy("of the campus", "Introductions"),
        "introductions:board",
        "heart-handshake",
        TOGETHER,
        is_matchmaker,
        position=25,
    ),
)
