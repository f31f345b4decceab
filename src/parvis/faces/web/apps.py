"""The web app: templates and static files of every area."""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "parvis.faces.web"
    label = "web"

    def ready(self) -> None:
        """Let each area register its navigation entries and dashboard cards, in `navigation.py` and `cards.py`."""
        for path in sorted(Path(self.path).glob("*/*.py")):
            if path.stem in {"navigation", "cards"}:
                import_module(f"{self.name}.{path.parent.name}.{path.stem}")
