"""Writes of forms and answers."""

from parvis.base.forms.services.answering import create_sheet, keep_answer, move_sheet, save_answer
from parvis.base.forms.services.attaching import add_file, remove_file

__all__ = ["add_file", "create_sheet", "keep_answer", "move_sheet", "remove_file", "save_answer"]
