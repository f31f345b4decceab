"""What accounts ask of the team about an organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.stewardship.enums import RequestState


class Request(models.Model):
    """Something asked, and the word with which it was accepted or refused."""

    asked_by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.PENDING)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    word = models.TextField(_("word to the person who asked"), blank=True)

    class Meta:
        abstract = True


class Claim(Request):
    """An account asks to manage an organisation."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "asked_by"),
                condition=models.Q(state="pending"),
                name="stewardship_claim_one_pending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_by} → {self.organisation}"


class Correction(Request):
    """An account proposes values for some fields.

    `changes` maps a field's name to `{"old": …, "new": …}`, and once decided `"accepted": true` or false.
    """

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    changes = models.JSONField(_("proposed values"), default=dict)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.organisation}: {', '.join(sorted(self.changes))}"


class PersonClaim(Request):
    """An account says that a person of the directory is itself."""

    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("“this is me”")
        verbose_name_plural = _("“this is me”")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "asked_by"),
                condition=models.Q(state="pending"),
                name="stewardship_personclaim_one_pending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_by} → {self.person}"
