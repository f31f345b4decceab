"""Who may open the pages of introductions."""

from tests.faces.right import EDITORS, EVERYONE, MEMBERS, NOBODY, SIGNED_IN, Right, thing, token

MATCHMAKERS = frozenset({"community", "administrator"})
BY_LINK = Right(EVERYONE, arguments=token, method="get", sign_in=False)


def of_side(*, post=False):
    """What the campus does about one side."""
    return Right(
        MATCHMAKERS,
        arguments=lambda things: {"pk": things.introduction.pk, "position": "first"},
        method="post" if post else "get",
    )


def of_template(*, post=False):
    """A template of messages."""
    return Right(
        MATCHMAKERS, arguments=lambda _things: {"kind": "campus", "language": "fr"}, method="post" if post else "get"
    )


def of_limit(*, post=False):
    """How many introductions an organisation takes."""
    return Right(
        MATCHMAKERS, EDITORS, lambda things: {"slug": things.organisation.slug}, method="post" if post else "get"
    )


INTRODUCTIONS = {
    "introductions:mine": Right(SIGNED_IN),
    "introductions:propose": Right(MATCHMAKERS | EDITORS | {"founding"}),
    "introductions:reply": BY_LINK,
    "introductions:reply_outcome": BY_LINK,
    "introductions:introduction": thing("introduction", MATCHMAKERS, MEMBERS),
    "introductions:accept": thing("introduction", NOBODY, EDITORS, post=True),
    "introductions:decline": thing("introduction", NOBODY, EDITORS, post=True),
    "introductions:outcome": thing("introduction", NOBODY, EDITORS, post=True),
    "introductions:met": thing("introduction", MATCHMAKERS, EDITORS, post=True),
    "introductions:withdraw": thing("introduction", MATCHMAKERS, EDITORS, post=True),
    "introductions:project": thing("agreed", MATCHMAKERS, EDITORS),
    "introductions:board": Right(MATCHMAKERS),
    "introductions:export": Right(MATCHMAKERS, arguments=lambda _things: {"kind": "csv"}),
    "introductions:remind": Right(MATCHMAKERS, method="post"),
    "introductions:again": thing("introduction", MATCHMAKERS, post=True),
    "introductions:note": thing("introduction", MATCHMAKERS, post=True),
    "introductions:person": of_side(),
    "introductions:on_behalf": of_side(),
    "introductions:outcome_for": of_side(),
    "introductions:passed_on": of_side(post=True),
    "introductions:loads": Right(MATCHMAKERS),
    "introductions:limit": of_limit(),
    "introductions:limit_remove": of_limit(post=True),
    "introductions:templates": Right(MATCHMAKERS),
    "introductions:template": of_template(),
    "introductions:template_reset": of_template(post=True),
}
