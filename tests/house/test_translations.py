"""Every string of the interface has its French, and catalogues are those of the present source."""

import re

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
