"""What reviewers and jurors do, and the team around them: from the panel to what is decided."""

import re

from playwright.sync_api import expect

from tests.journeys.selection.team import JURY, PANEL, moment
from tests.journeys.selection.walker import link_to
from tests.support.jobs import run_jobs

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


def declare(reviewer, tied_with=""):
    """Say which applications one would read, and with which one is tied, before any content is seen."""
    reviewer.go("/reviews/").looks_well().follow("Declare conflicts and wishes").looks_well()
    reviewer.main.locator("[type=radio][name^=wish-]").first.check()
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


def review(reviewer, mark, count):
    """Read and mark everything that was given, on a telephone."""
    reviewer.go("/reviews/").follow(PANEL, raw=True).looks_well()
    listed = reviewer.main.locator(".pv-list-row a")
    expect(listed).to_have_count(count)
    for path in [one.get_attribute("href") for one in listed.all()]:
        reviewer.go(path).looks_well()
        for scale in reviewer.main.locator(".pv-scale").all():
            scale.locator(f"input[value='{mark}']").check()
        reviewer.fill(private_comment=PRIVATE, public_comment=PUBLIC).press("Submit")
    reviewer.go("/reviews/").looks_well()


def look_at_scores(programme, board, companies):
    """The scores of everything that was reviewed."""
    run_jobs()
    programme.go(f"{board}scores/").looks_well()
    for company in companies:
        programme.finds(company)


def set_jury_up(programme, call, juror):
    """A jury for the round, with one juror and a day until which start-ups confirm; gives its path."""
    programme.go(call).follow("Juries and decisions").follow("Set a jury up").looks_well()
    programme.main.locator("[name=round]").select_option(index=1)
    programme.fill(name=JURY).press("Set it up").looks_well()
    jury = re.sub(r"jurors/$", "", programme.path())
    programme.main.locator("#juror-search").fill(juror.email)
    programme.main.locator("#juror-search").press("Enter")
    programme.press("Give %(name)s a seat", name=juror.display_name).finds(juror.email)
    programme.follow("Settings").fill(confirm_by=moment(30)).press("Save").looks_well()
    return jury


def decide(juror, company, outcome, **words):
    """Open one application of the ranking, read what reviewers said, and write the decision down."""
    juror.go("/dashboard/").follow(JURY, raw=True).looks_well().follow(company, raw=True)
    juror.finds(PRIVATE).looks_well()
    juror.main.locator(f"[name=outcome][value={outcome}]").check()
    juror.fill(**words).press("Write it down")


def send_letters(programme, jury, company, sentence):
    """Draft the letters, edit one, look them through, and send them together."""
    programme.go(f"{jury}outbox/").press("Draft the letters").looks_well().follow(company, raw=True).looks_well()
    text = programme.main.locator("[name=text]")
    text.fill(f"{text.input_value()}\n\n{sentence}")
    programme.press("Save").go(f"{jury}outbox/").reads("edited").follow("Look through and send").looks_well()
    programme.click("form:has([name=digest]) button")
    run_jobs()
    programme.go(f"{jury}outbox/sent/").looks_well()
