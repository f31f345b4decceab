"""The projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.projects.known import declare
from parvis.domain.projects.verbs import VERBS


class ProjectsConfig(AppConfig):
    name = "parvis.domain.projects"
    label = "projects"
    verbose_name = _("projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the registers of projects and what the log says, and follow the directory."""
        from parvis.core import bus  # noqa: PLC0415 -- models are ready only now
        from parvis.domain.directory.events import OrganisationChanged, OrganisationRemoved  # noqa: PLC0415 -- same
        from parvis.domain.projects.receivers import tie_again  # noqa: PLC0415 -- same

        declare()
        bus.subscribe(OrganisationChanged, tie_again)
        bus.subscribe(OrganisationRemoved, tie_again)
        for name, label in VERBS.items():
            verbs.register(name, label)
