"""What reviewers do, and the team around them: from the panel to the scores."""

import re

from playwright.sync_api import expect

from tests.journeys.selection.applicants import TEXTS
from tests.journeys.selection.team import PANEL, moment
from tests.journeys.selection.walker import link_to
from tests.support.jobs import run_jobs

ANSWER = TEXTS["pitch"]
PUBLIC, PRIVATE = "Show the ward, not the app.", "Solid, and wanted by the wards."


def open_panel(programme, call, emails):
    """A panel with the rubric that parvis proposes and two invited reviewers; gives its path."""
    programme.go(call).follow("Panels of reviewers").looks_well().follow("Open a panel")
    programme.fill(name=PANEL).looks_well().press("Open the panel")
    programme.fill(reviews_each="2", min_load="0", due_at=moment(14)).press("Save").looks_well()
    board = re.sub(r"settings/$", "", programme.path())
    programme.follow("Rubric").looks_well()
    expect(programme.main.locator(".pv-anchors").first).to_be_visible()
    programme.go(f"{board}reviewers/invite/").looks_well()
    programme.fill(people="\n".join(emails)).press("Send the invitations")
    return board


def accept_by_link(reviewer, email):
    """Open the link of the mail, and join."""
    reviewer.go(link_to(email, "/reviews/invitations/")).looks_well().press("Accept and join the panel")


def declare(reviewer, *, gladly, tied_with=""):
    """Say which application one would gladly read, and with which one is tied, before any content is seen."""
    reviewer.go("/reviews/").looks_well().follow("Declare conflicts and wishes").looks_well().lacks(ANSWER)
    reviewer.main.locator("fieldset", has_text=gladly).locator("[name^=wish-]").first.check()
    if tied_with:
        line = reviewer.main.locator("fieldset", has_text=tied_with)
        line.get_by_label(reviewer.said("I have a tie with this applicant")).check()
        line.locator("[name^=note-]").fill("We share an office.")
    reviewer.press("Save: that is all")


def move(programme, board, step):
    """Move the panel on."""
    programme.go(board).press(step)


def assign(programme, board):
    """Have a proposal worked out, look at it, and apply it."""
    programme.go(f"{board}conflicts/").finds("We share an office.").looks_well()
    programme.go(f"{board}assignment/").looks_well().follow("Have a proposal worked out").press("Work it out")
    run_jobs()
    programme.page.reload()
    programme.looks_well().press("Apply").looks_well()


def review(reviewer, mark, company, *, is_asked=False):
    """Read and mark one application, on a telephone; who said nothing about it before is asked before they read it."""
    reviewer.go("/reviews/").follow(PANEL, raw=True).looks_well().click(f".pv-list-row a:has-text('{company}')")
    if is_asked:
        reviewer.lacks(ANSWER).looks_well().press("No tie: read it")
    reviewer.finds(ANSWER).looks_well()
    for scale in reviewer.main.locator(".pv-scale").all():
        scale.locator(f"input[value='{mark}']").check()
    reviewer.fill(private_comment=PRIVATE, public_comment=PUBLIC).press("Submit")
    reviewer.go("/reviews/").looks_well()


def discuss(reviewer, other, board_of_team, company):
    """What others wrote is sealed until the discussion opens; then reviewers of one application talk about it."""
    team, board = board_of_team
    page = f".pv-list-row a:has-text('{company}')"
    reviewer.go("/reviews/").follow(PANEL, raw=True).click(page)
    reviewer.reads("This panel is sealed: what others wrote is shown when the discussion opens.")
    move(team, board, "Open the discussion")
    reviewer.page.reload()
    reviewer.finds(PRIVATE).fill(text="Is the ward ready?").press("Add to the discussion").looks_well()
    other.go("/reviews/").follow(PANEL, raw=True).click(page).finds("Is the ward ready?")


def look_at_scores(programme, board, companies):
    """The scores of everything that was reviewed."""
    run_jobs()
    programme.go(f"{board}scores/").looks_well()
    for company in companies:
        programme.finds(company)
