"""Who else writes an application, and who may still submit one when the round is over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.calls.enums import Right


class Collaborator(models.Model):
    """A colleague who writes an application: invited by mail (only the hash of the token is kept), or asking to be.

    Who asked, because the organisation had begun already, has `user` and `asked_at` and waits for `accepted_at`.
    """

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="collaborators")
    email = models.EmailField(_("e-mail address"), max_length=254)
    right = models.CharField(_("right"), max_length=8, choices=Right.choices, default=Right.EDIT)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "user"),
                condition=models.Q(removed_at=None, user__isnull=False),
                name="calls_collaborator_once",
            ),
        )

    def __str__(self) -> str:
        return self.email


class LateAccess(models.Model):
    """Lets one applicant begin or submit after the round has closed, by a link; only the hash of its token is kept."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="late_accesses")
    round = models.ForeignKey("calls.Round", on_delete=models.CASCADE, related_name="+")
    application = models.ForeignKey(
        "calls.Application", on_delete=models.CASCADE, null=True, blank=True, related_name="late_accesses"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    reason = models.TextField(_("why"), blank=True)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    until = models.DateTimeField(_("until"))
    granted_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(_("granted"), auto_now_add=True)
    used_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("late access")
        verbose_name_plural = _("late accesses")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.call}: {self.until:%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """That an account has an application open, and in which question it writes; gone two minutes after it was here."""

    application = models.ForeignKey("calls.Application", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(_("key of the question"), max_length=40, blank=True)
    seen_at = models.DateTimeField(_("last here"), db_index=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = (models.UniqueConstraint(fields=("application", "user"), name="calls_presence_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.application}"


class SetAside(models.Model):
    """That somebody looked at a text that was kept, and chose not to use it; the text itself stays where it is."""

    change = models.OneToOneField("forms.AnswerChange", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("text set aside")
        verbose_name_plural = _("texts set aside")

    def __str__(self) -> str:
        return str(self.change)
