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
        """Declare what it does to the foundations, and follow the applications."""
        from parvis.base.accounts.registry import (  # noqa: PLC0415 -- models are ready only now
            Retention,
            personal_data,
            retentions,
        )
        from parvis.base.forms.registry import readers  # noqa: PLC0415 -- same
        from parvis.core import bus  # noqa: PLC0415 -- same
        from parvis.domain.calls.events import ApplicationMoved  # noqa: PLC0415 -- same
        from parvis.domain.reviews.personal_data import REVIEWS  # noqa: PLC0415 -- same
        from parvis.domain.reviews.receivers import look_again  # noqa: PLC0415 -- same
        from parvis.domain.reviews.selectors.reviewing import may_read_answer  # noqa: PLC0415 -- same
        from parvis.domain.reviews.services.retention import prune_invitations  # noqa: PLC0415 -- same

        for name, label in VERBS.items():
            verbs.register(name, label)
        personal_data.register("reviews", REVIEWS)
        retentions.register("reviews", Retention("invitations", prune_invitations))
        readers.register("reviews", may_read_answer)
        bus.subscribe(ApplicationMoved, look_again)
