"""The words of letters: the usual ones for each outcome, and the placeholders that templates may hold."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.base.messaging.wording import Words, faults_of_template, faults_of_text, in_language, refuse, replaced
from parvis.domain.cohorts.enums import Outcome

BLANK_LINES = re.compile(r"\n{3,}")

PLACEHOLDERS: dict[str, str | Promise] = {
    "name": gettext_lazy("the name of the reader"),
    "organisation": gettext_lazy("the start-up"),
    "title": gettext_lazy("the title of the application"),
    "reference": gettext_lazy("the reference of the application"),
    "call": gettext_lazy("the title of the call"),
    "round": gettext_lazy("the name of the round"),
    "campus": gettext_lazy("the name of the campus"),
    "confirm_by": gettext_lazy("until when the start-up confirms"),
    "rank": gettext_lazy("the place on the waiting list"),
    "comment": gettext_lazy("what the jury says to the applicant"),
    "comments": gettext_lazy("the comments of the reviewers"),
    "link": gettext_lazy("the page where the applicant reads the decision and answers"),
}
"""What may stand in braces, and what comes in its place."""

USUAL: dict[str, Words] = {
    Outcome.ACCEPT: (
        gettext_lazy("{organisation} is accepted: {call}"),
        (
            gettext_lazy("Hello {name},"),
            gettext_lazy(
                "We are glad to tell you that the jury has accepted {organisation} ({reference}). Welcome to {campus}!"
            ),
            "{comment}",
            gettext_lazy(
                "A place is kept for you. Please confirm by {confirm_by} that you take it; after that it goes to the "
                "next on the waiting list. Confirm or decline here:"
            ),
            "{link}",
            "{comments}",
            gettext_lazy("We look forward to working with you."),
            gettext_lazy("The team of {campus}"),
        ),
    ),
    Outcome.WAITLIST: (
        gettext_lazy("{organisation} is on the waiting list: {call}"),
        (
            gettext_lazy("Hello {name},"),
            gettext_lazy(
                "The jury has read {organisation} ({reference}) with interest. There are fewer places than "
                "applications that convinced it: yours is number {rank} on the waiting list."
            ),
            "{comment}",
            gettext_lazy("We write to you as soon as a place is free. You need not do anything until then."),
            "{link}",
            "{comments}",
            gettext_lazy("The team of {campus}"),
        ),
    ),
    Outcome.REJECT: (
        gettext_lazy("Your application to “{call}”"),
        (
            gettext_lazy("Hello {name},"),
            gettext_lazy(
                "Thank you for the work that you put into your application ({reference}). The jury has not selected "
                "{organisation} this time."
            ),
            "{comment}",
            "{comments}",
            gettext_lazy("You may apply again to another call. You read this decision again here:"),
            "{link}",
            gettext_lazy("We wish your project all the best."),
            gettext_lazy("The team of {campus}"),
        ),
    ),
}
"""Subject and paragraphs of each letter."""


def usual_words(outcome: str, language: str) -> tuple[str, str]:
    """The subject and the text that a letter has as long as nobody changes them."""
    return in_language(USUAL[outcome], language)


def check_template(subject: str, text: str, outcome: str) -> None:
    """Raises InvalidInput for what is empty, a placeholder that nothing fills, and an acceptance without a link."""
    faults = faults_of_template({"subject": subject, "text": text}, PLACEHOLDERS)
    if outcome == Outcome.ACCEPT and "text" not in faults and "{link}" not in text:
        faults["text"] = [_("The start-up needs {link} to confirm; put it into the text.")]
    refuse(faults)


def check_letter(subject: str, text: str) -> None:
    """Raises InvalidInput for an edited letter that is empty, or in which a placeholder would be sent as it is."""
    refuse(faults_of_text({"subject": subject, "text": text}))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a paragraph of which nothing is left goes."""
    lines = (line.rstrip() for line in replaced(text, values).splitlines())
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
