"""The sheet of an application as the page of writing shows it: sections of fields, and what waits beside each."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from parvis.base.accounts.models import User
from parvis.base.forms.models import Answer
from parvis.base.forms.selectors import problems_of
from parvis.domain.applying.project import OWN
from parvis.domain.applying.selectors.writing import Desk
from parvis.faces.web.applying.kept import Box, boxes_of
from parvis.faces.web.forms.fields import Field, FieldSection, field_of, sections_of_sheet, shown_fields


@dataclass(frozen=True)
class Line:
    """A field with the texts that wait beside it, and the print of the answer that the page shows."""

    field: Field
    boxes: list[Box]
    shown: str


@dataclass(frozen=True)
class Part:
    """A section of lines."""

    section: FieldSection
    lines: list[Line]


def parts_of(desk: Desk, rows: Mapping[str, Answer], user: User, *, use: Box | None = None) -> list[Part]:
    """Everything that is asked, the project first; what may not be written is locked.

    What stands against an answer that was given is said at once, what is missing only before submitting. With `use` a
    text that was kept is put into its field, to be edited.
    """
    boxes = boxes_of(desk, user)
    open_keys = {one.key for one in desk.questions if desk.may_write(one.key)}
    problems = {one.key: problems_of(one, rows[one.key].value) for one in desk.questions if one.key in rows}
    sections = [*_project(desk, rows, problems, open_keys), *_form(desk, rows, problems, open_keys)]
    return [Part(one, [_line(field, boxes, use) for field in one.fields]) for one in sections]


def _project(
    desk: Desk, rows: Mapping[str, Answer], problems: Mapping[str, list[str]], open_keys: set[str]
) -> list[FieldSection]:
    questions = [one for one in desk.questions if one.key in OWN]
    if not questions:
        return []
    fields = [
        field_of(one, rows.get(one.key), errors=problems.get(one.key, ()), is_locked=one.key not in open_keys)
        for one in questions
    ]
    return shown_fields([(questions[0].section, fields)], {})


def _form(
    desk: Desk, rows: Mapping[str, Answer], problems: Mapping[str, list[str]], open_keys: set[str]
) -> list[FieldSection]:
    return sections_of_sheet(desk.version, rows, problems=problems, open_keys=open_keys)


def _line(field: Field, boxes: Mapping[str, list[Box]], use: Box | None) -> Line:
    shown = print_of(field.value)
    if use is not None and use.change.question == field.key:
        field = replace(field, value=use.change.value)
    return Line(field, boxes.get(field.key, []), shown)


def print_of(value: Any) -> str:
    """A short print of an answer: a page that sends back what it was shown has changed nothing."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
