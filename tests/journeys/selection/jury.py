"""What the jury does, and the team around it: seats, interviews, decisions, letters."""

import re

from tests.journeys.selection.applicants import DECK
from tests.journeys.selection.readers import ANSWER, PRIVATE
from tests.journeys.selection.team import JURY, moment
from tests.journeys.selection.walker import link_to, mails_to
from tests.support.jobs import run_jobs


def set_jury_up(programme, call):
    """A jury for the round, with a day until which start-ups confirm; gives its path."""
    programme.go(call).follow("Juries and decisions").follow("Set a jury up").looks_well()
    programme.main.locator("[name=round]").select_option(index=1)
    programme.fill(name=JURY).press("Set it up").looks_well()
    jury = re.sub(r"jurors/$", "", programme.path())
    programme.follow("Settings").fill(confirm_by=moment(30)).press("Save").looks_well()
    return jury


def seat_juror(programme, jury, juror):
    """Look for an account, and give it a seat."""
    programme.go(f"{jury}jurors/").main.locator("#juror-search").fill(juror.email)
    with programme.page.expect_navigation():
        programme.main.locator("#juror-search").press("Enter")
    programme.press("Give %(name)s a seat", name=juror.display_name).finds(juror.email).looks_well()


def hear(programme, jury, email):
    """One slot, given to the best of the ranking, who learns of it by mail with an entry for their calendar."""
    programme.go(f"{jury}interviews/").looks_well().fill(first=moment(10), number="1", place="Room 12")
    programme.press("Make the slots").press("Fill free slots by the ranking").looks_well()
    programme.click("form[action$='/tell/'] button").looks_well()
    assert "Room 12" in mails_to(email)[0]
    entry = programme.page.request.get(link_to(email, "/interviews/"))
    assert entry.body().startswith(b"BEGIN:VCALENDAR")


def open_in_jury(juror, company):
    """The page of an application before the jury, with what reviewers wrote about it."""
    juror.go("/dashboard/").follow(JURY, raw=True).looks_well().follow(company, raw=True)
    file = juror.main.get_by_role("link", name=DECK["name"]).get_attribute("href")
    assert juror.page.request.get(file).body() == DECK["buffer"]
    return juror.finds(ANSWER).finds(PRIVATE).looks_well()


def decide(juror, outcome, **words):
    """Write a decision down on the page that is open."""
    juror.main.locator(f"[name=outcome][value={outcome}]").check()
    juror.fill(**words).press("Write it down")


def decide_at_once(first, second, company, name):
    """Two jurors have the same page open: who comes second is told what stands, and changes nothing unknowingly."""
    for juror in (first, second):
        open_in_jury(juror, company)
    decide(first, "accept", reason="The best of all.")
    first.reads("The decision is written down. The applicant knows nothing of it yet.").looks_well()
    decide(second, "reject", reason="Not my taste.")
    outcome = second.said("accept", "decision")
    told = "%(name)s has decided in the meantime: %(outcome)s. Nothing was written."
    second.reads(told, name=name, outcome=outcome).looks_well()


def send_letters(programme, jury, company, sentence):
    """Draft the letters, edit one, look them through, and send them together."""
    programme.go(f"{jury}outbox/").press("Draft the letters").looks_well().follow(company, raw=True).looks_well()
    text = programme.main.locator("[name=text]")
    text.fill(f"{text.input_value()}\n\n{sentence}")
    programme.press("Save").go(f"{jury}outbox/").reads("edited").follow("Look through and send").looks_well()
    programme.click("form:has([name=digest]) button")
    run_jobs()
    programme.go(f"{jury}outbox/sent/").looks_well()
