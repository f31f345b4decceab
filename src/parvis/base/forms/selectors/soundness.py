"""Whether the conditions of a version lead to questions that are asked before."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from parvis.base.forms.conditions import CONDITIONAL, NO, OTHER, YES
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import FormVersion, Question
from parvis.base.forms.models.forms import Asked
from parvis.base.forms.selectors.versions import sections_of


def broken_conditions(version: FormVersion) -> list[str]:
    """A sentence for each condition that can never be looked at, in the order of the form."""
    return list(_broken(version))


def _broken(version: FormVersion) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    listed = sections_of(version)
    all_keys = {question.key: question for _section, questions in listed for question in questions}
    for section, questions in listed:
        yield from _problem(section, earlier, all_keys)
        for question in questions:
            yield from _problem(question, earlier, all_keys)
            earlier[question.key] = question


def _problem(asked: Asked, earlier: Mapping[str, Question], known: Mapping[str, Question]) -> Iterator[str]:
    if not asked.condition:
        return
    key = asked.condition.get("question", "")
    names = {"asked": asked.label, "on": known[key].label if key in known else key}
    if key not in known:
        yield _("“%(asked)s” is shown by an answer to a question that does not exist (any more).") % names
    elif key not in earlier:
        yield _("“%(asked)s” is shown by an answer to “%(on)s”, which would come after it.") % names
    elif not asked.condition.get("any") or not set(asked.condition["any"]) <= values_of(known[key]):
        yield _("“%(asked)s” is shown by an answer that “%(on)s” does not offer (any more).") % names


def values_of(question: Question) -> set[str]:
    """The answers on which a condition can stand; none where the kind of question has no few known ones."""
    if question.kind not in CONDITIONAL:
        return set()
    if question.kind == QuestionKind.CONSENT:
        return {YES, NO}
    keys = {one["key"] for one in question.options.get("choices", ())}
    return keys | {OTHER} if question.options.get(OTHER) else keys


def conditional_before(version: FormVersion, asked: Asked | None, section_key: str = "") -> list[Question]:
    """The questions on which a condition of `asked` could stand: those before it, or before or in a section."""
    found: list[Question] = []
    for section, questions in sections_of(version):
        if asked is not None and section == asked:
            return found
        for question in questions:
            if asked is not None and question == asked:
                return found
            if question.kind in CONDITIONAL:
                found.append(question)
        if asked is None and section.key == section_key:
            return found
    return found
