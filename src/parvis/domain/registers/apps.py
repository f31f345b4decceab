"""The registers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from parvis.domain.registers.known import declare


class RegistersConfig(AppConfig):
    name = "parvis.domain.registers"
    label = "registers"
    verbose_name = _("registers")

    def ready(self) -> None:
        """Declare the registers that parvis can read."""
        declare()
