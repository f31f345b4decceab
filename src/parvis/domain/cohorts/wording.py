"""The words of letters: the usual ones for each outcome, and the placeholders that templates may hold.

Nothing of a value is ever read as a placeholder, and nothing of a template as code: names in braces are replaced, once.
"""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.core.errors import InvalidInput
from parvis.domain.cohorts.enums import Outcome

PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")
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

USUAL: dict[str, tuple[str | Promise, tuple[str | Promise, ...]]] = {
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
    with translation.override(language):
        subject, paragraphs = USUAL[outcome]
        return str(subject), "\n\n".join(str(paragraph) for paragraph in paragraphs)


def check_template(subject: str, text: str, outcome: str) -> None:
    """Raises InvalidInput for what is empty, a placeholder that nothing fills, and an acceptance without a link."""
    fields: dict[str, list[str]] = {}
    for name, value in (("subject", subject), ("text", text)):
        unknown = sorted(set(PLACEHOLDER.findall(value)) - set(PLACEHOLDERS))
        if not value.strip():
            fields[name] = [_("This must not be empty.")]
        elif unknown:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            fields[name] = [
                _("Nothing fills the placeholder {%(name)s}. There are: %(known)s.")
                % {"name": unknown[0], "known": known}
            ]
    if outcome == Outcome.ACCEPT and "text" not in fields and "{link}" not in text:
        fields["text"] = [_("The start-up needs {link} to confirm; put it into the text.")]
    if fields:
        raise InvalidInput(next(iter(fields.values()))[0], fields)


def check_letter(subject: str, text: str) -> None:
    """Raises InvalidInput for an edited letter that is empty, or in which a placeholder would be sent as it is."""
    fields: dict[str, list[str]] = {}
    for name, value in (("subject", subject), ("text", text)):
        left = PLACEHOLDER.findall(value)
        if not value.strip():
            fields[name] = [_("This must not be empty.")]
        elif left:
            fields[name] = [_("{%(name)s} would be sent as it stands here; write what you mean.") % {"name": left[0]}]
    if fields:
        raise InvalidInput(next(iter(fields.values()))[0], fields)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a paragraph of which nothing is left goes."""
    found = PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
    return BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in found.splitlines())).strip()
