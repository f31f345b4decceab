"""Every string of the interface has its French, and catalogues are those of the present source."""

import re

import pytest
from babel.messages.pofile import read_po

from tools import messages


def test_catalogues_are_fresh_and_complete():
    assert messages.update(check=True) == []


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def placeholders(*texts):
    return {found for text in texts for found in PLACEHOLDER.findall(text or "")}


def test_french_has_the_placeholders_of_the_source_and_no_others():
    wrong = []
    for path in messages.PACKAGE.rglob("LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=messages.LANGUAGE):
                source = message.id if isinstance(message.id, tuple) else (message.id,)
                french = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id and placeholders(*french) - placeholders(*source):
                    wrong.append(f"{message.id!r}: {message.string!r}")
    assert wrong == []


def test_a_string_has_the_same_french_everywhere():
    seen, differing = {}, []
    for path in messages.PACKAGE.rglob("LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=messages.LANGUAGE):
                if message.id and seen.setdefault(messages.key_of(message), message.string) != message.string:
                    differing.append(f"{message.id!r}: {seen[messages.key_of(message)]!r} or {message.string!r}")
    assert differing == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Retirer ce site ?", "Retirer ce site\u202f?"),
        ("Merci ; à bientôt !", "Merci\u202f; à bientôt\u202f!"),
        ("Retenir : %(field)s", "Retenir\u00a0: %(field)s"),
        ("« C’est moi »", "«\u00a0C’est moi\u00a0»"),
        ("« %(name)s » ?", "«\u00a0%(name)s\u00a0»\u202f?"),
        ("https://exemple.fr/?q=a", "https://exemple.fr/?q=a"),
        ("07:30", "07:30"),
    ],
)
def test_french_punctuation_never_begins_a_line(typed, kept):
    assert messages.typographic(typed) == kept
    assert messages.typographic(kept) == kept
