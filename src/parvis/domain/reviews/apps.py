"""The reviews app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.reviews.verbs import VERBS


class ReviewsConfig(AppConfig):
    name = "parvis.domain.reviews"
    label = "reviews"
    verbose_name = _("reviews")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what it does to the foundations."""
        for name, label in VERBS.items():
            verbs.register(name, label)
