"""Answers to a version of a form."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.models.entry import AppendOnlyModel, AppendOnlyQuerySet
from parvis.base.forms.enums import Kept
from parvis.core.models import Timestamped


class AnswerSheet(Timestamped):
    """The answers that belong together: one version of a form, filled in once."""

    version = models.ForeignKey("forms.FormVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sheet of answers")
        verbose_name_plural = _("sheets of answers")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Answer(models.Model):
    """The answer to one question, by the question's key, which stays from version to version.

    `value` is what the kind of question says, or text as it was typed where it is not valid yet: nothing typed is
    lost. `revision` grows with every change, so that a writer can tell that somebody else was there.
    """

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(_("key of the question"), max_length=40)
    value = models.JSONField(_("answer"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (models.UniqueConstraint(fields=("sheet", "question"), name="forms_answer_once"),)

    def __str__(self) -> str:
        return f"{self.sheet}: {self.question}"


class AnswerFile(models.Model):
    """A file that is part of an answer, or was until it was taken out: earlier answers still show it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken out"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of an answer")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("answer", "file"), name="forms_answerfile_once"),)

    def __str__(self) -> str:
        return str(self.file)


class AnswerChange(AppendOnlyModel):
    """What an answer was before it changed, or a text that did not become the answer and was kept, with the reason."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="changes")
    question = models.SlugField(_("key of the question"), max_length=40)
    value = models.JSONField(_("answer"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"))
    kept = models.CharField(_("why it was kept"), max_length=10, choices=Kept.choices, blank=True)
    written_at = models.DateTimeField(_("written"))
    written_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager["AnswerChange"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier answer")
        verbose_name_plural = _("earlier answers")
        ordering = ("-id",)
        indexes = (models.Index(fields=("sheet", "question", "-id"), name="forms_change_of_question"),)

    def __str__(self) -> str:
        return f"{self.sheet}: {self.question} ({self.revision})"
