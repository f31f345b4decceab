"""Writes of forms and answers."""

from parvis.base.forms.services.answering import create_sheet, keep_answer, move_sheet, save_answer
from parvis.base.forms.services.attaching import add_file, put_files_back, remove_file
from parvis.base.forms.services.building import begin_draft, copy_form, create_form, discard_draft, rename_form
from parvis.base.forms.services.parts import (
    add_question,
    add_section,
    duplicate_question,
    edit_question,
    edit_section,
    move_question,
    move_section,
    remove_question,
    remove_section,
)
from parvis.base.forms.services.publishing import publish_version
from parvis.base.forms.services.starting import begin_with

__all__ = [
    "add_file",
    "add_question",
    "add_section",
    "begin_draft",
    "begin_with",
    "copy_form",
    "create_form",
    "create_sheet",
    "discard_draft",
    "duplicate_question",
    "edit_question",
    "edit_section",
    "keep_answer",
    "move_question",
    "move_section",
    "move_sheet",
    "publish_version",
    "put_files_back",
    "remove_file",
    "remove_question",
    "remove_section",
    "rename_form",
    "save_answer",
]
