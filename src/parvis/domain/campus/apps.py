"""The campus app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.base.files.registry import Purpose, purposes


class CampusConfig(AppConfig):
    name = "parvis.domain.campus"
    label = "campus"
    verbose_name = _("campus")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the acts of this app are called, and who sees its files."""
        purposes.register("campus.logo", Purpose(can_read=_everybody, public=True, max_bytes=4_000_000))
        verbs.register("campus.edited", _("edited the campus"))
        verbs.register("campus.logo_changed", _("changed the logo of the campus"))
        verbs.register("campus.founding_member_added", _("added a founding member"))
        verbs.register("campus.founding_member_removed", _("removed a founding member"))
        verbs.register("campus.founding_members_edited", _("edited the founding members"))


def _everybody(actor: object, file: object) -> bool:
    del actor, file
    return True
