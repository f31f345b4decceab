"""The joint_projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JointProjectsConfig(AppConfig):
    name = "parvis.domain.joint_projects"
    label = "joint_projects"
    verbose_name = _("joint projects")
    default_auto_field = "django.db.models.BigAutoField"
