"""Who may build a form, and who may read the files of an answer: what the apps that own them declare."""

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.base.files.models import StoredFile
from parvis.base.forms.models import Answer, AnswerFile, Form, Question
from parvis.base.forms.registry import Owner, owners, readers


def owner_of(form: Form) -> Owner | None:
    """What the form is for; None where no app knows it."""
    return next((owner for _name, find in owners if (owner := find(form))), None)


def can_build(actor: Actor, form: Form) -> bool:
    """Whoever the owner of the form says; nobody where it has none."""
    owner = owner_of(form)
    return owner is not None and isinstance(actor, User) and actor.is_active and owner.can_build(actor)


def can_read_answer(actor: Actor, answer: Answer) -> bool:
    """Whoever the owner of the sheet says of this very question."""
    question = Question.objects.filter(version=answer.sheet.version_id, key=answer.question).first()
    return question is not None and any(may(actor, answer.sheet, question) for _name, may in readers)


def can_read_file(actor: Actor, file: StoredFile) -> bool:
    """Whoever reads the answer to which the file belongs."""
    row = AnswerFile.objects.filter(file=file).select_related("answer__sheet").first()
    return row is not None and can_read_answer(actor, row.answer)
