"""A panel, what it looks at, and who sits on it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.core.languages import in_reader_language
from parvis.core.models import Timestamped
from parvis.domain.reviews.enums import Objective, PanelState, ReviewerState


class Panel(Timestamped):
    """The people who review the applications of one round.

    In a blind one reviewers do not see who applies. In a sealed one they see no review of others before it discusses
    or closes. A joint project counts as a conflict for `conflict_years` after its last year; organisations are of one
    family when one of the `family_depth` generations above them is common, 0 looks for none.
    """

    round = models.ForeignKey("calls.Round", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=PanelState.choices, default=PanelState.PREPARING)
    instructions_fr = models.TextField(_("instructions in French"), blank=True)
    instructions_en = models.TextField(_("instructions in English"), blank=True)
    is_blind = models.BooleanField(_("blind"), default=False)
    is_sealed = models.BooleanField(_("sealed until the end"), default=True)
    reviews_each = models.PositiveSmallIntegerField(_("reviews for each application"), default=3)
    min_load = models.PositiveSmallIntegerField(_("fewest applications for a reviewer"), default=0)
    max_load = models.PositiveSmallIntegerField(_("most applications for a reviewer"), default=8)
    objective = models.CharField(_("objective"), max_length=6, choices=Objective.choices, default=Objective.FAIR)
    conflict_years = models.PositiveSmallIntegerField(_("years for which a joint project counts"), default=3)
    family_depth = models.PositiveSmallIntegerField(_("generations in which a family is looked for"), default=1)
    needs_comment = models.BooleanField(_("a review needs a private comment"), default=True)
    needs_public_comment = models.BooleanField(_("a review needs a comment for the applicant"), default=False)
    due_at = models.DateTimeField(_("reviews due"), null=True, blank=True)
    detected_at = models.DateTimeField(_("conflicts last looked for"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name

    @property
    def instructions(self) -> str:
        """The instructions in the language of the reader."""
        return in_reader_language(self.instructions_fr, self.instructions_en)


class Criterion(models.Model):
    """One line of the rubric: marks from 0 to `best`, `anchors` say what a mark means: `{"0": {"fr": …, "en": …}}`."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    help_fr = models.TextField(_("help in French"), blank=True)
    help_en = models.TextField(_("help in English"), blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    best = models.PositiveSmallIntegerField(_("best mark"), default=5)
    anchors = models.JSONField(_("what the marks mean"), default=dict, blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name_fr

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        return in_reader_language(self.name_fr, self.name_en)

    @property
    def help(self) -> str:
        """The help in the language of the reader."""
        return in_reader_language(self.help_fr, self.help_en)

    def anchor(self, mark: int) -> str:
        """What a mark means, in the language of the reader; nothing where nobody said."""
        said = self.anchors.get(str(mark), {})
        return in_reader_language(said.get("fr", ""), said.get("en", ""))


class Reviewer(models.Model):
    """Someone asked by mail to sit on a panel; of the token only its hash is kept.

    `person` is them in the directory. `nudges` counts the automatic reminders before the present due date.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="reviewers")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    user = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey("directory.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=8, default="fr")
    themes = models.ManyToManyField("reference.Theme", blank=True, related_name="+")
    expertise = models.TextField(_("expertise"), blank=True)
    max_load = models.PositiveSmallIntegerField(_("most applications"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReviewerState.choices, default=ReviewerState.INVITED)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    declared_at = models.DateTimeField(_("conflicts declared"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    nudges = models.PositiveSmallIntegerField(_("reminders that went by themselves"), default=0)
    digest_at = models.DateTimeField(_("last told of the discussion"), null=True, blank=True)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("panel", "email"), name="reviews_reviewer_once"),
            models.UniqueConstraint(
                fields=("panel", "user"), condition=models.Q(user__isnull=False), name="reviews_reviewer_account_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def log_label(self) -> str:
        """What the log keeps instead of the name, so that erasing someone never has to rewrite it."""
        return f"#{self.pk}"
