"""Texts with placeholders in braces, of which templates of mails are made.

Nothing of a value is ever read as a placeholder, and nothing of a template as code: names in braces are replaced, once.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput

PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")

Words = tuple[str | Promise, tuple[str | Promise, ...]]
"""A subject, and the paragraphs of a text."""
Faults = dict[str, list[str]]
"""What is wrong, by the name of the field."""


def in_language(words: Words, language: str) -> tuple[str, str]:
    """The subject and the text, in the language of their reader."""
    with translation.override(language):
        subject, paragraphs = words
        return str(subject), "\n\n".join(str(paragraph) for paragraph in paragraphs)


def replaced(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; those without a value stay as they are."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def faults_of_template(texts: Mapping[str, str], known: Iterable[str]) -> Faults:
    """What is empty among the texts, and which placeholder nothing fills."""
    known, found = tuple(known), {}
    for name, text in texts.items():
        unknown = sorted(set(PLACEHOLDER.findall(text)) - set(known))
        if not text.strip():
            found[name] = [_("This must not be empty.")]
        elif unknown:
            listed = ", ".join(f"{{{one}}}" for one in known)
            words = _("Nothing fills the placeholder {%(name)s}. There are: %(known)s.")
            found[name] = [words % {"name": unknown[0], "known": listed}]
    return found


def faults_of_text(texts: Mapping[str, str]) -> Faults:
    """What is empty among texts that go out as they are, and which placeholder would be read by somebody."""
    found = {}
    for name, text in texts.items():
        left = PLACEHOLDER.findall(text)
        if not text.strip():
            found[name] = [_("This must not be empty.")]
        elif left:
            found[name] = [_("{%(name)s} would be sent as it stands here; write what you mean.") % {"name": left[0]}]
    return found


def refuse(faults: Faults) -> None:
    """Raises InvalidInput with the faults, if there are any."""
    if faults:
        raise InvalidInput(next(iter(faults.values()))[0], faults)
