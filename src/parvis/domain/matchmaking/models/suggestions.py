"""A suggestion, and what somebody thinks of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.domain.matchmaking.enums import DownReason, Subject, Thumb


class Suggestion(models.Model):
    """Somebody suggested to `organisation`, alone or for its need, its offer, or a call to partner for.

    What is suggested is the organisation `other` and perhaps the notice `found` or the person `person` in it. `score`
    is a probability between 0 and 1; `reasons` is a list of `{"kind", "weight", "fr", "en"}`, the most telling first.
    For an opportunity that nobody asks about `organisation` is empty: who should join a consortium for it?
    Whatever becomes of the organisations, these rows hold nothing that is not worked out anew.
    """

    subject = models.CharField(_("for"), max_length=12, choices=Subject.choices)
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    notice = models.ForeignKey("needs.Notice", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    opportunity = models.ForeignKey(
        "needs.Opportunity", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    found = models.ForeignKey("needs.Notice", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"))
    score = models.FloatField(_("probability"))
    reasons = models.JSONField(_("reasons"), default=list)
    worked_out_at = models.DateTimeField(_("worked out"))

    is_derived = True
    """Nothing that people wrote: an organisation that is suggested may still go with the import that brought it."""

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ("rank", "id")
        indexes = (
            models.Index(fields=("organisation", "subject", "rank"), name="matchmaking_of_organisation"),
            models.Index(fields=("notice", "rank"), name="matchmaking_of_notice"),
            models.Index(fields=("opportunity", "organisation", "rank"), name="matchmaking_of_opportunity"),
        )

    def __str__(self) -> str:
        return f"{self.rank}. {self.other}"


class Opinion(models.Model):
    """What somebody who acts for an organisation thinks of another one being suggested to it; kept until taken back."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey("needs.Notice", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    thumb = models.CharField(_("opinion"), max_length=4, choices=Thumb.choices)
    reason = models.CharField(_("why not"), max_length=16, choices=DownReason.choices, blank=True)
    text = models.TextField(_("why not, in words"), blank=True)
    said_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(_("said"))
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("opinion of a suggestion")
        verbose_name_plural = _("opinions of suggestions")
        ordering = ("-said_at", "-id")
        indexes = (models.Index(fields=("organisation", "other"), name="matchmaking_opinion_pair"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.other} {self.thumb}"
