"""Who may open the pages of joint projects; the organisation of owner, editor and reader takes part in "own"."""

from tests.faces.right import DIRECTORY_TEAM, EDITORS, EVERYONE, MEMBERS, NOBODY, PUBLIC, SIGNED_IN, TEAM, Right, token

WRITERS = {"always": DIRECTORY_TEAM, "own": EDITORS}


def of_project(*, always, own, post=False, data=None, sign_in=True, **keys):
    """A page of a joint project; `keys` name the thing behind each further argument."""

    def arguments(things):
        found = {name: getattr(things, thing).pk for name, thing in keys.items()}
        return {"slug": things.joint_project.slug, **found}

    return Right(always, own, arguments, "post" if post else "get", data or {}, sign_in)


def by_register_project(things):
    """A project of a register."""
    return {"slug": things.project.slug}


JOINT_PROJECTS = {
    "joint_projects:team": Right(TEAM),
    "joint_projects:team_export": Right(TEAM, arguments=lambda _things: {"kind": "csv"}),
    "joint_projects:projects": PUBLIC,
    "joint_projects:mine": Right(SIGNED_IN),
    "joint_projects:new": Right(DIRECTORY_TEAM | EDITORS | {"founding"}),
    "joint_projects:take_over": Right(DIRECTORY_TEAM, EDITORS, by_register_project),
    "joint_projects:news_link": Right(EVERYONE, arguments=token),
    "joint_projects:consent_link": Right(EVERYONE, arguments=token),
    "joint_projects:project": of_project(always=TEAM, own=MEMBERS, sign_in=False),
    "joint_projects:edit": of_project(**WRITERS),
    "joint_projects:state": of_project(**WRITERS),
    "joint_projects:remove": of_project(always=DIRECTORY_TEAM, own=NOBODY, post=True),
    "joint_projects:ask": of_project(**WRITERS, post=True),
    "joint_projects:news_add": of_project(**WRITERS, post=True, data={"text": "It goes well."}),
    "joint_projects:news_remove": of_project(always=DIRECTORY_TEAM, own=NOBODY, post=True, pk="joint_news"),
    "joint_projects:partners": of_project(**WRITERS),
    "joint_projects:partner_add": of_project(**WRITERS, post=True, data={"organisation": "founder"}),
    "joint_projects:partner": of_project(**WRITERS, pk="joint_partner"),
    "joint_projects:partner_leave": of_project(**WRITERS, post=True, pk="joint_partner"),
    "joint_projects:partner_remove": of_project(**WRITERS, post=True, pk="joint_partner"),
    "joint_projects:consent": of_project(always=NOBODY, own=EDITORS, pk="joint_partner"),
    "joint_projects:milestone_add": of_project(**WRITERS, post=True),
    "joint_projects:milestone": of_project(**WRITERS, pk="joint_milestone"),
    "joint_projects:milestone_reach": of_project(**WRITERS, post=True, pk="joint_milestone"),
    "joint_projects:milestone_remove": of_project(**WRITERS, post=True, pk="joint_milestone"),
    "joint_projects:funding_add": of_project(**WRITERS),
    "joint_projects:funding": of_project(**WRITERS, pk="joint_funding"),
    "joint_projects:funding_remove": of_project(**WRITERS, post=True, pk="joint_funding"),
    "joint_projects:document_add": of_project(**WRITERS, post=True),
    "joint_projects:document_remove": of_project(**WRITERS, post=True, pk="joint_document"),
}
