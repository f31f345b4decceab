"""Answers as a browser posts them."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from parvis.base.forms.conditions import OTHER
from parvis.base.forms.enums import QuestionKind
from parvis.base.forms.models import Question


def is_posted(question: Question, data: QueryDict) -> bool:
    """True where the question was on the page: boxes that are not ticked post nothing, the revision always is."""
    return f"r-{question.key}" in data


def posted_among(questions: Iterable[Question], data: QueryDict) -> list[Question]:
    """The questions that were on the page and whose answers are typed."""
    return [one for one in questions if one.kind != QuestionKind.FILES and is_posted(one, data)]


def revision_of(question: Question, data: QueryDict) -> int:
    """The revision of the answer that the page showed; 0 where there was none."""
    text = data.get(f"r-{question.key}", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def raw_of(question: Question, data: QueryDict) -> Any:
    """What was typed or chosen, in the form that the kind of question takes."""
    name = f"a-{question.key}"
    if question.kind == QuestionKind.TEAM:
        return _lines(question, data)
    if question.kind == QuestionKind.CONSENT:
        return data.get(name) == "yes"
    if question.kind not in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return data.get(name, "")
    other = {OTHER: data.get(f"{name}-other", "")}
    values = [other if key == OTHER and question.options.get(OTHER) else key for key in data.getlist(name) if key]
    if not values and other[OTHER].strip():
        values = [other]
    return values if question.kind == QuestionKind.CHOICES else next(iter(values), None)


def _lines(question: Question, data: QueryDict) -> list[dict[str, str]]:
    """The lines of a table, in their order, however many the page had."""
    pattern = re.compile(rf"a-{re.escape(question.key)}-([0-9]{{1,3}})-(.+)")
    lines: dict[int, dict[str, str]] = {}
    for name in data:
        found = pattern.fullmatch(name)
        if found:
            lines.setdefault(int(found[1]), {})[found[2]] = data.get(name, "")
    return [lines[number] for number in sorted(lines)]


def files_of(question: Question, files: "MultiValueDict[str, UploadedFile[Any]]") -> "list[UploadedFile[Any]]":
    """The files that were chosen for a question."""
    return files.getlist(f"a-{question.key}")
