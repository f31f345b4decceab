"""Milestones, funding, documents and news of a joint project."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.joint_projects.enums import FundingState
from parvis.domain.joint_projects.models.projects import JointProject


class Milestone(models.Model):
    """Something that is to be reached."""

    project = models.ForeignKey(JointProject, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("what is to be reached"), max_length=200)
    due_on = models.DateField(_("planned for"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = (models.F("due_on").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return self.title


class Funding(models.Model):
    """Money for a project, in euros, from whom and whether it came."""

    project = models.ForeignKey(JointProject, on_delete=models.CASCADE, related_name="fundings")
    funder = models.CharField(_("funder"), max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    scheme = models.CharField(_("scheme"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount in euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=FundingState.choices, default=FundingState.PLANNED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.funder}: {self.project}"


class Document(models.Model):
    """A file of the partners."""

    project = models.ForeignKey(JointProject, on_delete=models.CASCADE, related_name="documents")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    added_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("document of a joint project")
        verbose_name_plural = _("documents of a joint project")
        ordering = ("added_at", "id")

    def __str__(self) -> str:
        return self.title


class News(models.Model):
    """What somebody of the partners, or of the campus, says of how it goes."""

    project = models.ForeignKey(JointProject, on_delete=models.CASCADE, related_name="news")
    text = models.TextField(_("news"))
    said_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = _("news of a joint project")
        verbose_name_plural = _("news of joint projects")
        ordering = ("-said_at", "-id")

    def __str__(self) -> str:
        return f"{self.said_at:%Y-%m-%d}: {self.project}"
