"""What applicants do: an account, an organisation, an application written together, and its way to the team."""

import re

from django.core import mail
from playwright.sync_api import expect

from tests.journeys.selection.team import NEED
from tests.journeys.selection.walker import link_to, mails_to
from tests.support.accounts import code_in

DECK = {
    "name": "deck.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n",
}
TEXTS = {
    "pitch": "Beds that say when they are free.",
    "need": "Nurses look for beds.",
    "novelty": "Nobody has to type anything.",
    "headcount": "4",
    "desks": "3",
}
CHOSEN = {"created": "no", "theme": "data", "stage": "pilot", "device": "no", "health-data": "no", "expects": "place"}
SAVE = "section:has([name=a-why]) button[name=save]"
AGREED = ("true", "read-by")
REFERENCE = re.compile(r"/applications/([^/]+)/")


def box(walker, key):
    """The box of one question."""
    return walker.main.locator(f"[data-parvis-answer='{key}']")


def open_account(walker, call, name, email):
    """From the public page of a call to an account, and back to the application."""
    walker.go(call).looks_well().follow("Apply to this call")
    walker.main.locator("a[href*='sign-up']").first.click()
    walker.page.locator("#id_name").fill(name)
    walker.looks_well().page.locator("#id_email").fill(email)
    walker.press("Open an account")
    walker.page.locator("#id_code").fill(code_in(mail.outbox[-1]))
    walker.press("Confirm")


def enter_organisation(walker, name):
    """An organisation that the directory does not know; gives the reference of the application that begins."""
    walker.fill(name=name).press("Search")
    walker.follow("Enter “%(text)s” as a new organisation", text=name).looks_well()
    walker.fill(postcode="69003", city="Lyon").press("Go on to the application")
    return REFERENCE.search(walker.path()).group(1)


def fill(walker, company):
    """Answer everything that is asked, as one types it."""
    walker.fill(**{"a-_title": f"Beds of {company}", "a-name": company})
    walker.main.locator("[name='a-_themes']").first.check()
    for key, value in CHOSEN.items():
        walker.main.locator(f"[name='a-{key}'][value='{value}']").check()
    walker.fill(**{f"a-{key}": text for key, text in TEXTS.items()})
    cells = box(walker, "people").locator("tbody tr").first.locator("input")
    cells.nth(0).fill("Ada")
    cells.nth(1).fill("Founder")
    for key in AGREED:
        walker.main.locator(f"[name='a-{key}']").check()


def write(walker, company):
    """Fill the form in; every answer saves itself, and is there after a reload."""
    walker.looks_well().finds(NEED[walker.language])
    fill(walker, company)
    walker.main.locator("[name='a-plan']").set_input_files(DECK)
    expect(box(walker, "plan").get_by_role("link", name="deck.pdf")).to_be_visible()
    for key in ("_title", "_themes", "name", *CHOSEN, *TEXTS, "people", *AGREED):
        expect(state(walker, key)).to_have_attribute("data-state", "saved")
    walker.page.reload()
    expect(walker.main.locator("[name='a-pitch']")).to_have_value(TEXTS["pitch"])


def state(walker, key):
    """What stands beside a field about its saving."""
    return box(walker, key).locator("[data-parvis-saving]")


def invite(walker, reference, email):
    """A colleague who may write; gives the link of the invitation."""
    walker.go(f"/applications/{reference}/").looks_well().follow("Invite colleagues").looks_well()
    walker.fill(email=email).press("Send the invitation").finds(email)
    return link_to(email, "/applications/invitations/")


def meet_in_one_field(first, second, reference, key="why"):
    """Two write the same answer: the second is told, sees both texts, and lets theirs stand."""
    for walker in (first, second):
        walker.go(f"/applications/{reference}/application/")
    first.fill(**{f"a-{key}": "The text of the first."})
    expect(state(first, key)).to_have_attribute("data-state", "saved")
    second.fill(**{f"a-{key}": "The text of the second."})
    expect(state(second, key)).to_have_attribute("data-state", "kept")
    expect(box(second, key)).to_contain_text("The text of the first.")
    second.looks_well().press("Let my text stand", where=box(second, key))
    expect(second.main.locator(f"[name='a-{key}']")).to_have_value("The text of the second.")


def submit(walker, reference, email):
    """Check, submit, and get a receipt by mail and as PDF."""
    walker.go(f"/applications/{reference}/application/").follow("Check and submit")
    walker.finds("Beds that say when they are free.").looks_well().press("Submit the application").looks_well()
    assert reference in mails_to(email)[0]
    link = walker.main.locator("a[href$='/versions/1/receipt/']").first
    answer = walker.page.request.get(link.get_attribute("href"))
    assert answer.body().startswith(b"%PDF")


def apply_without_scripts(walker, call, company, email):
    """Begin, save with the buttons, submit too early, complete, and submit."""
    walker.go(call).follow("Apply to this call")
    reference = enter_organisation(walker, company)
    fill(walker, company)
    walker.main.locator("[name='a-plan']").set_input_files(DECK)
    walker.click(SAVE)
    expect(walker.main.locator("[name='a-pitch']")).to_have_value(TEXTS["pitch"])
    walker.follow("Check and submit")
    walker.main.locator(".pv-errors a").first.click()
    walker.fill(**{"a-why": "Because of the wards."})
    walker.click(SAVE)
    submit(walker, reference, email)
    return reference


def confirm(walker, email, sentence):
    """Follow the link of the decision, read the letter as the team edited it, and take the place."""
    walker.go(link_to(email, "/decisions/")).finds(sentence).looks_well().press("We take the place")
    walker.reads("Your place is confirmed").looks_well()


def read_refusal(walker, email, sentences):
    """The mail of a refusal says what reviewers and the jury wrote for the applicant."""
    text = mails_to(email)[0]
    for sentence in sentences:
        assert sentence in text, text
    walker.go("/applications/").follow("Read the decision", starts=True)
    for sentence in sentences:
        walker.finds(sentence)
