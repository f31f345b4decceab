"""Who may open the pages of needs, offers and calls to partner for."""

from tests.faces.right import DIRECTORY_TEAM, EDITORS, NOBODY, PUBLIC, SIGNED_IN, TEAM, Right
from tests.faces.rights_calls import PROGRAMME, of_call

ACTING = EDITORS | {"founding"}
"""Whoever acts for an organisation, whichever it is."""


def of(thing, always, own=NOBODY, *, post=False, data=None, sign_in=True, **more):
    """A page of the thing that has a slug; `more` are further arguments of the address."""

    def arguments(things):
        given = {key: value(things) if callable(value) else value for key, value in more.items()}
        return {"slug": getattr(things, thing).slug, **given}

    return Right(always, own, arguments, "post" if post else "get", data or {}, sign_in)


def by_staged(*, post=False):
    """A file of calls."""
    return Right(DIRECTORY_TEAM, NOBODY, lambda things: {"pk": things.staged_calls.pk}, "post" if post else "get")


def by_kind(_things):
    """A file to download."""
    return {"kind": "csv"}


NEEDS = {
    "needs:needs": PUBLIC,
    "needs:offers": PUBLIC,
    "needs:notice": of("notice", TEAM | ACTING, frozenset({"reader"}), sign_in=False),
    "needs:report": of("foreign_notice", ACTING | {"site"}),
    "needs:mine": Right(SIGNED_IN),
    "needs:new": Right(SIGNED_IN),
    "needs:edit": of("notice", DIRECTORY_TEAM, EDITORS),
    "needs:act": of("notice", DIRECTORY_TEAM, EDITORS, post=True, name="meet"),
    "needs:everything": Right(DIRECTORY_TEAM),
    "needs:reports": Right(DIRECTORY_TEAM),
    "needs:hide": of("notice", DIRECTORY_TEAM, post=True, data={"because": "No."}),
    "needs:show": of("notice", DIRECTORY_TEAM, post=True),
    "needs:settle": of("notice", DIRECTORY_TEAM, post=True),
    "needs:export": Right(DIRECTORY_TEAM, NOBODY, by_kind),
    "needs:questions": of_call(PROGRAMME),
    "needs:opportunities": PUBLIC,
    "needs:deadlines": PUBLIC,
    "needs:opportunity": of("opportunity", PUBLIC.always),
    "needs:interest": of("opportunity", ACTING, post=True),
    "needs:take_back": of("opportunity", DIRECTORY_TEAM, EDITORS, post=True, pk=lambda things: things.interest.pk),
    "needs:opportunity_new": Right(DIRECTORY_TEAM),
    "needs:opportunity_edit": of("opportunity", DIRECTORY_TEAM),
    "needs:opportunity_hide": of("opportunity", DIRECTORY_TEAM, post=True),
    "needs:opportunity_show": of("opportunity", DIRECTORY_TEAM, post=True),
    "needs:opportunity_export": Right(DIRECTORY_TEAM, NOBODY, by_kind),
    "needs:imports": Right(DIRECTORY_TEAM),
    "needs:staged": by_staged(),
    "needs:import_apply": by_staged(post=True),
    "needs:import_discard": by_staged(post=True),
}
