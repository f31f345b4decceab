"""A form and its versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.base.forms.enums import Audience, QuestionKind, VersionState
from parvis.core.languages import in_reader_language
from parvis.core.models import Timestamped


class Form(Timestamped):
    """A set of questions that changes by versions; whoever points to it says what it is for and who may build it."""

    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def __str__(self) -> str:
        return self.title


class FormVersion(models.Model):
    """The questions as they are asked from one publication to the next; at most one version of a form is a draft."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of a form")
        ordering = ("form", "-number")
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="forms_version_number"),
            models.UniqueConstraint(
                fields=("form",), condition=models.Q(state=VersionState.DRAFT), name="forms_version_one_draft"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"


class Asked(models.Model):
    """What sections and questions share: a key that stays from version to version, and a condition.

    `condition` is `{"question": key, "any": [values]}`: shown only while the answer to that earlier question is, or
    holds, one of the values; empty for always.
    """

    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label_fr = models.CharField(_("text in French"), max_length=500)
    label_en = models.CharField(_("text in English"), max_length=500, blank=True)
    help_fr = models.TextField(_("help in French"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    condition = models.JSONField(_("shown when"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The text in the language of the reader, or in the other one where it was not translated."""
        return in_reader_language(self.label_fr, self.label_en)

    @property
    def help(self) -> str:
        """The help in the language of the reader, or in the other one where it was not translated."""
        return in_reader_language(self.help_fr, self.help_en)


class Section(Asked):
    """A group of questions with a heading."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="sections")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=("version", "key"), name="forms_section_key"),)


class Question(Asked):
    """One question. `options` depend on its kind: limits, choices, types and sizes of files, columns of a table.

    An `is_identifying` answer says who applies: it is not shown in blind review.
    """

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    options = models.JSONField(_("options"), default=dict, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    audience = models.CharField(
        _("who reads the answer"), max_length=10, choices=Audience.choices, default=Audience.REVIEWERS
    )
    is_identifying = models.BooleanField(_("hidden in blind review"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("section__position", "section_id", "position", "id")
        constraints = (models.UniqueConstraint(fields=("version", "key"), name="forms_question_key"),)
