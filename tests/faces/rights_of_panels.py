"""Who may open which page of panels and reviews."""

from tests.faces.rights import ACCOUNT, NOBODY, OWNER, Right, token

PROGRAMME = frozenset({"programme", "administrator"})
REVIEWER = frozenset({"reviewer"})


def of_panel(actors=PROGRAMME, own=NOBODY, *, post=False, data=None, **keys):
    """A page of a panel; `keys` name the thing behind each further argument."""

    def arguments(things):
        found = {name: getattr(things, thing).pk for name, thing in keys.items()}
        return {"panel_id": things.panel.pk, **found}

    return Right(actors, own, arguments, "post" if post else "get", data or {})


def of_review(*, post=False, data=None):
    """A page of an application that the reviewer was given."""
    return of_panel(NOBODY, REVIEWER, post=post, data=data, application_id="given")


PANELS = {
    "reviews:panels": Right(PROGRAMME | OWNER),
    "reviews:panel_new": Right(PROGRAMME | OWNER),
    "reviews:board": of_panel(),
    "reviews:move": of_panel(post=True, data={"action": "discuss"}),
    "reviews:settings": of_panel(),
    "reviews:export": Right(PROGRAMME, arguments=lambda t: {"panel_id": t.panel.pk, "kind": "csv"}),
    "reviews:remind": of_panel(),
    "reviews:team_application": of_panel(application_id="given"),
    "reviews:rubric": of_panel(),
    "reviews:criterion_new": of_panel(),
    "reviews:rubric_copy": Right(NOBODY, arguments=lambda t: {"panel_id": t.panel.pk}, method="post"),
    "reviews:rubric_starter": of_panel(post=True),
    "reviews:criterion": of_panel(criterion_id="criterion"),
    "reviews:criterion_move": of_panel(post=True, criterion_id="criterion"),
    "reviews:criterion_remove": of_panel(criterion_id="criterion"),
    "reviews:reviewers": of_panel(),
    "reviews:reviewers_invite": of_panel(),
    "reviews:reviewer": of_panel(reviewer_id="reviewer"),
    "reviews:reviewer_resend": of_panel(post=True, reviewer_id="reviewer"),
    "reviews:reviewer_remove": of_panel(reviewer_id="reviewer"),
    "reviews:conflicts": of_panel(),
    "reviews:conflicts_detect": of_panel(post=True),
    "reviews:conflict": of_panel(conflict_id="conflict"),
    "reviews:waiver_end": of_panel(post=True, conflict_id="conflict"),
}

REVIEWS = {
    "reviews:mine": ACCOUNT,
    "reviews:invitation": Right(NOBODY, arguments=token, sign_in=False),
    "reviews:panel": of_panel(NOBODY, REVIEWER),
    "reviews:profile": of_panel(NOBODY, REVIEWER),
    "reviews:declare": of_panel(NOBODY, REVIEWER),
    "reviews:ties": of_panel(NOBODY, REVIEWER),
    "reviews:tie_remove": of_panel(NOBODY, REVIEWER, post=True, tie_id="tie"),
    "reviews:application": of_review(),
    "reviews:clear": of_review(post=True),
    "reviews:save": of_review(post=True),
    "reviews:submit": of_review(post=True),
    "reviews:recuse": of_review(),
    "reviews:kept_drop": of_review(post=True),
    "reviews:discuss": of_review(post=True, data={"text": "Hello"}),
}
