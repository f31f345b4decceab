"""Files of the partners: kept for them and the campus, never for everyone."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.files.services.store import remove_file, store_file
from parvis.core import clock
from parvis.core.errors import InvalidInput
from parvis.domain.joint_projects.enums import DOCUMENT_PURPOSE
from parvis.domain.joint_projects.models import Document, JointProject
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.values import TITLE, one_line

MOST_DOCUMENTS = 100


def add_document(*, actor: User, project: JointProject, upload: "File[bytes]", title: str = "") -> Document:
    """Keep a file with the project, named by its title or its own name.

    Raises NotAllowed, and InvalidInput for what is too large, empty, of another kind, or one file too many.
    """
    check_writer(actor, project)
    if project.documents.count() >= MOST_DOCUMENTS:
        sentence = _("A project keeps at most %(number)s documents. Remove one first.")
        raise InvalidInput(sentence % {"number": MOST_DOCUMENTS})
    with transaction.atomic():
        file = store_file(actor=actor, upload=upload, purpose=DOCUMENT_PURPOSE)
        name = one_line(title, TITLE) or file.name
        document = Document.objects.create(
            project=project, file=file, title=name[:TITLE], added_by=actor, added_at=clock.now()
        )
        heard(project)
        note(actor, project, "document_added")
    return document


def remove_document(*, actor: User, document: Document) -> None:
    """Remove the file for good. Raises NotAllowed."""
    check_writer(actor, document.project)
    file = document.file
    with transaction.atomic():
        heard(document.project)
        note(actor, document.project, "document_removed")
        document.delete()
        remove_file(file=file)
