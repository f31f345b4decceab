"""The reviews app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "parvis.domain.reviews"
    label = "reviews"
    verbose_name = _("reviews")
    default_auto_field = "django.db.models.BigAutoField"
