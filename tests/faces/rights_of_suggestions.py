"""Who may open the pages of suggestions."""

from tests.faces.right import DIRECTORY_TEAM, EDITORS, MEMBERS, NOBODY, SIGNED_IN, TEAM, Right, token

ANYONE_WITH_ONE = MEMBERS | {"founding"}


def of_organisation(actors, own, *, post=False, data=None, **keys):
    """A page of an organisation; `keys` name the thing behind each further argument."""

    def arguments(things):
        return {"slug": things.organisation.slug, **{name: getattr(things, key).pk for name, key in keys.items()}}

    return Right(actors, own, arguments, "post" if post else "get", data or {})


def of_notice(actors, own, *, post=False):
    """A page of a need."""
    return Right(actors, own, lambda things: {"slug": things.looked_for.slug}, "post" if post else "get")


def of_call(actors, *, post=False):
    """A page of a call to partner for, without an organisation that asks."""
    return Right(actors, arguments=lambda things: {"slug": things.partner_call.slug}, method="post" if post else "get")


SUGGESTIONS = {
    "matchmaking:index": Right(SIGNED_IN),
    "matchmaking:organisation": of_organisation(TEAM, MEMBERS),
    "matchmaking:organisation_again": of_organisation(DIRECTORY_TEAM, EDITORS, post=True),
    "matchmaking:opinions": of_organisation(TEAM, MEMBERS),
    "matchmaking:say": of_organisation(DIRECTORY_TEAM, EDITORS, post=True, data={"other": "founder", "thumb": "up"}),
    "matchmaking:take_back": of_organisation(DIRECTORY_TEAM, EDITORS, post=True, pk="opinion"),
    "matchmaking:notice": of_notice(TEAM, MEMBERS),
    "matchmaking:notice_again": of_notice(DIRECTORY_TEAM, EDITORS, post=True),
    "matchmaking:opportunity": of_call(TEAM | ANYONE_WITH_ONE),
    "matchmaking:opportunity_again": of_call(DIRECTORY_TEAM, post=True),
    "matchmaking:digest": Right(SIGNED_IN),
    "matchmaking:digest_off": Right(NOBODY, arguments=token, sign_in=False),
    "matchmaking:team": Right(TEAM),
    "matchmaking:everybody_again": Right(DIRECTORY_TEAM, method="post"),
    "matchmaking:team_opinions": Right(TEAM),
    "matchmaking:opinions_export": Right(TEAM, arguments=lambda _things: {"kind": "csv"}),
    "matchmaking:training_export": Right(TEAM, arguments=lambda _things: {"name": "projects"}),
}
