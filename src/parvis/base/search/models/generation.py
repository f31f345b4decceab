"""One built state of an index."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_stamp() -> int:
    """A number that no other state of an index has."""
    return secrets.randbits(62)


def no_combinations() -> dict[str, Any]:
    """Every facet starts with the empty combination only."""
    return {}


class Generation(models.Model):
    """One build of a named index; a rebuild makes the next one beside it and then takes its place.

    `stamp` is another random number after every change: processes compare it to know whether what they remember still
    holds, and writers of one index wait for each other by setting it first.
    `combinations` lists for each facet the sets of values met so far; documents refer to them by position.
    """

    index = models.CharField(_("index"), max_length=40)
    is_live = models.BooleanField(_("in use"), default=False)
    stamp = models.BigIntegerField(_("stamp of the last change"), default=new_stamp)
    rules = models.CharField(_("fingerprint of the rules of cutting text"), max_length=64)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    next_number = models.PositiveIntegerField(_("next document number"), default=0)
    combinations = models.JSONField(_("combinations of facet values"), default=no_combinations)
    built_at = models.DateTimeField(_("built"))

    class Meta:
        verbose_name = _("state of an index")
        verbose_name_plural = _("states of indexes")
        constraints = (
            models.UniqueConstraint(
                fields=("index",), condition=models.Q(is_live=True), name="search_generation_one_live"
            ),
        )

    def __str__(self) -> str:
        return f"{self.index} {self.pk}"


class Pending(models.Model):
    """A key that changed while `generation` was being built; it is indexed once the generation is in use."""

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="pending")
    key = models.BigIntegerField(_("key of the object"))

    class Meta:
        verbose_name = _("change during a build")
        verbose_name_plural = _("changes during a build")

    def __str__(self) -> str:
        return f"{self.key}"
