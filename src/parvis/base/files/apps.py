"""The files app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "parvis.base.files"
    label = "files"
    verbose_name = _("files")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is held about people, and what `parvis check` looks at."""
        from parvis.base.accounts.registry import personal_data  # noqa: PLC0415 -- needs loaded models
        from parvis.base.files import checks  # noqa: F401, PLC0415 -- registers
        from parvis.base.files.personal_data import FILES  # noqa: PLC0415 -- needs loaded models

        personal_data.register("files", FILES)
