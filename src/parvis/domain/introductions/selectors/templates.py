"""The words that messages begin with, as the campus has edited them."""

from collections.abc import Iterable

from parvis.domain.introductions.models import MessageTemplate
from parvis.domain.introductions.wording import TemplateKind, usual_words


def words_for(kind: str, language: str) -> tuple[str, str]:
    """Subject and text of the template that counts."""
    found = MessageTemplate.objects.filter(kind=kind, language=language).first()
    return (found.subject, found.text) if found else usual_words(kind, language)


def all_words(languages: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The same for every kind and language, in one query."""
    own = {(row.kind, row.language): (row.subject, row.text) for row in MessageTemplate.objects.all()}
    wanted = [(str(kind), language) for language in languages for kind in TemplateKind]
    return {key: own.get(key) or usual_words(*key) for key in wanted}


def changed_templates() -> set[tuple[str, str]]:
    """Which templates are not the usual ones."""
    return set(MessageTemplate.objects.values_list("kind", "language"))
