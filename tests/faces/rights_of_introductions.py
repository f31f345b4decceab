"""Who may open the pages of introductions."""

from tests.faces.right import EDITORS, EVERYONE, MEMBERS, NOBODY, SIGNED_IN, Right, thing, token

MATCHMAKERS = frozenset({"community", "administrator"})
BY_LINK = Right(EVERYONE, arguments=token, method="get", sign_in=False)

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
}
