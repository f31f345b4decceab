"""Files of judged pairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.linking.enums import FileState


class PairFile(models.Model):
    """Judgements that were made elsewhere, read from a file, looked at, then written all at once or not at all.

    `lines` are those that can be used, each with its outcome as it was foreseen; they are kept until the file is
    written or set aside. `bad` are the others, each with its number and why. `counts` are by outcome.
    """

    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=FileState.choices, default=FileState.STAGED)
    lines = models.JSONField(_("lines"), default=list, blank=True)
    bad = models.JSONField(_("bad lines"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    job_id = models.PositiveBigIntegerField(_("job"), null=True, blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("read"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of judged pairs")
        verbose_name_plural = _("files of judged pairs")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file_name
