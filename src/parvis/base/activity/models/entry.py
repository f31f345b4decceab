"""One line of the log."""

from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model)


class AppendOnly(Exception):
    """Something tried to change what is written once and for all."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows that can be read and added; the database refuses the rest too (see the second migration)."""

    def update(self, **_values: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Refused; `services.retention` removes what has been kept long enough."""
        raise AppendOnly


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        """Write a new row; refused for one that is there already."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*arguments, **options)

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly


class Entry(AppendOnlyModel):
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

    objects: ClassVar[models.Manager["Entry"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ("-id",)
        indexes = (models.Index(fields=("target_type", "target_id", "-id"), name="activity_entry_target"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_label}"


class Concern(AppendOnlyModel):
    """An account that an act concerns, besides the one who did it. Goes with its entry or its account."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="concerns")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["Concern"]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("account concerned")
        verbose_name_plural = _("accounts concerned")
        constraints = (models.UniqueConstraint(fields=("entry", "user"), name="activity_concern_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.entry}"
