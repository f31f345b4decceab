"""Who may open the pages of the network and of the indicators."""

from tests.faces.right import DIRECTORY_TEAM, EVERYONE, PUBLIC, TEAM, Right


def of(name):
    """A page about one thing, by the address of the thing."""
    return Right(EVERYONE, arguments=lambda things: {"slug": getattr(things, name).slug})


def indicator(actors, **values):
    """A page of an indicator that is not public."""
    return Right(actors, arguments=lambda _things: {"name": "regions"}, **values)


THEME = Right(EVERYONE, arguments=lambda things: {"slug": things.theme.code})

NETWORK = {
    "network:index": PUBLIC,
    "network:structure": PUBLIC,
    "network:structure_file": PUBLIC,
    "network:organisation": of("organisation"),
    "network:organisation_file": of("organisation"),
    "network:theme": THEME,
    "network:theme_file": THEME,
    "network:region": of("region"),
    "network:region_file": of("region"),
    "network:department": of("department"),
    "network:department_file": of("department"),
    "network:residents": Right(TEAM),
    "network:residents_file": Right(TEAM),
    "network:meet": Right(TEAM),
    "network:indicators": PUBLIC,
    "network:indicators_file": Right(EVERYONE, arguments=lambda _things: {"kind": "csv"}),
    "network:indicators_keep": Right(TEAM, method="post"),
    "network:indicator": indicator(TEAM, sign_in=False),
    "network:indicator_publish": indicator(DIRECTORY_TEAM, method="post"),
    "network:indicator_withdraw": indicator(DIRECTORY_TEAM, method="post"),
}
