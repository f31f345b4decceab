"""Which indicators everyone reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.insight.enums import IndicatorName


class PublicIndicator(models.Model):
    """An indicator that the campus shows on its public page; without a row it is for the team alone."""

    indicator = models.CharField(_("indicator"), max_length=40, choices=IndicatorName.choices, unique=True)

    class Meta:
        verbose_name = _("public indicator")
        verbose_name_plural = _("public indicators")

    def __str__(self) -> str:
        return str(self.get_indicator_display())
