"""The joint_projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.base.activity.registry import verbs
from parvis.domain.joint_projects.verbs import VERBS


class JointProjectsConfig(AppConfig):
    name = "parvis.domain.joint_projects"
    label = "joint_projects"
    verbose_name = _("joint projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the acts."""
        for name, label in VERBS.items():
            verbs.register(name, label)
