"""What texts mean, as vectors, so that no worker has to work them out twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextVector(models.Model):
    """The vector of a text by an encoder: 16-bit numbers, which are exact enough to compare.

    `text_hash` stands for the text, which is kept where it was written and nowhere else.
    """

    encoder = models.CharField(_("encoder"), max_length=40)
    text_hash = models.CharField(_("hash of the text"), max_length=64)
    values = models.BinaryField(_("vector"))

    class Meta:
        verbose_name = _("vector of a text")
        verbose_name_plural = _("vectors of texts")
        constraints = (models.UniqueConstraint(fields=("encoder", "text_hash"), name="matchmaking_vector_once"),)

    def __str__(self) -> str:
        return self.text_hash
