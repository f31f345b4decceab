"""One line of the log."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act: who did what to what, when. Written in the act's transaction and never changed."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("act"), max_length=60, db_index=True)
    target_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    target_id = models.CharField(_("object"), max_length=40, blank=True)
    target_label = models.CharField(_("name of the object"), max_length=300, blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ("-id",)
        indexes = (models.Index(fields=("target_type", "target_id", "-id"), name="activity_entry_target"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_label}"


class Concern(models.Model):
    """An account that an act concerns, besides the one who did it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="concerns")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("account concerned")
        verbose_name_plural = _("accounts concerned")
        constraints = (models.UniqueConstraint(fields=("entry", "user"), name="activity_concern_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.entry}"
