"""The demo app: installed in a demo only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "parvis.demo"
    label = "demo"
    verbose_name = _("demo")

    def ready(self) -> None:
        """Tell the sign-in page who can sign in."""
        from parvis.base.accounts.registry import demo_accounts  # noqa: PLC0415 -- models must be ready
        from parvis.demo.people import shown_accounts  # noqa: PLC0415 -- models must be ready

        demo_accounts.register("demo", shown_accounts)
