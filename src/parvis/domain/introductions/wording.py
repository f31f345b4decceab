"""The words by which introductions are proposed: the usual ones, and the placeholders that templates may hold."""

import re
from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.base.messaging.wording import (
    PLACEHOLDER,
    Words,
    faults_of_template,
    faults_of_text,
    in_language,
    refuse,
    replaced,
)

BLANK_LINES = re.compile(r"\n{2,}")
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(r"(?<!\w)(?:\+|00?)[1-9](?:[ .\-]?\d{2}){4}(?!\w)|(?<!\w)\+\d{1,3}(?:[ .\-()]*\d){7,12}(?!\w)")


class TemplateKind(models.TextChoices):
    """Who writes: the campus to both, or an organisation to another."""

    CAMPUS = "campus", pgettext_lazy("template", "The campus introduces two organisations")
    ORGANISATION = "organisation", pgettext_lazy("template", "An organisation asks to meet another")


PLACEHOLDERS: dict[str, str | Promise] = {
    "campus": gettext_lazy("the name of the campus"),
    "first": gettext_lazy("the organisation that looks for something"),
    "second": gettext_lazy("the organisation that was found"),
    "asking": gettext_lazy("the organisation that asks"),
    "asked": gettext_lazy("the organisation that is asked"),
    "sender": gettext_lazy("the name of whoever proposes the introduction"),
    "need": gettext_lazy("the title of the need"),
    "offer": gettext_lazy("the title of the offer"),
    "opportunity": gettext_lazy("the title of the call to partner for"),
    "reasons": gettext_lazy("why the two were suggested, one reason a line"),
}
"""What may stand in braces, and what comes in its place."""

USUAL: dict[str, Words] = {
    TemplateKind.CAMPUS: (
        gettext_lazy("{first} and {second}: shall we introduce you?"),
        (
            gettext_lazy("{first} and {second} should meet, we think."),
            gettext_lazy("{first} looks for: {need}"),
            gettext_lazy("{second} offers: {offer}"),
            gettext_lazy("It could be for this call: {opportunity}"),
            gettext_lazy("Why the two of you:\n{reasons}"),
            gettext_lazy("If both agree, you get each other’s contact details and arrange the rest between you."),
            gettext_lazy("{sender}, {campus}"),
        ),
    ),
    TemplateKind.ORGANISATION: (
        gettext_lazy("{asking} would like to meet {asked}"),
        (
            gettext_lazy("We at {asking} would like to get to know you."),
            gettext_lazy("{first} looks for: {need}"),
            gettext_lazy("{second} offers: {offer}"),
            gettext_lazy("We could answer this call together: {opportunity}"),
            gettext_lazy("Why we think of you:\n{reasons}"),
            gettext_lazy("Shall we talk? If you agree, each of us gets the other’s contact details."),
            gettext_lazy("{sender}, {asking}"),
        ),
    ),
}
"""Subject and paragraphs of each kind."""


def usual_words(kind: str, language: str) -> tuple[str, str]:
    """The subject and the text that a message begins with as long as nobody changes the template."""
    return in_language(USUAL[kind], language)


def check_template(subject: str, text: str) -> None:
    """Raises InvalidInput for what is empty, and for a placeholder that nothing fills."""
    refuse(faults_of_template({"subject": subject, "text": text}, PLACEHOLDERS))


def check_message(subject: str, message: str) -> None:
    """Raises InvalidInput for what is empty, a placeholder that would be sent as it is, and contact details."""
    texts = {"subject": subject, "message": message}
    told = _("Leave out mail addresses and telephone numbers: both sides get them once they have agreed.")
    contacts = {name: [told] for name, text in texts.items() if MAIL_ADDRESS.search(text) or TELEPHONE.search(text)}
    refuse(contacts | faults_of_text(texts))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a paragraph that names something of which there is nothing goes."""
    paragraphs = [part.strip() for part in BLANK_LINES.split(text.replace("\r\n", "\n"))]
    kept = [part for part in paragraphs if part and all(values.get(name, name) for name in PLACEHOLDER.findall(part))]
    return "\n\n".join(replaced(part, values) for part in kept)


def in_one_line(text: str, values: Mapping[str, str]) -> str:
    """A subject with its placeholders replaced."""
    return " ".join(replaced(text, values).split())
