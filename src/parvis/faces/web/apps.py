"""The web app: templates and static files of every area."""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "parvis.faces.web"
    label = "web"

    def ready(self) -> None:
        """Let each area register navigation entries, cards, sections and checks, in files of these names."""
        for path in sorted(Path(self.path).glob("*/*.py")):
            if path.stem in {"navigation", "cards", "sections", "checks"}:
                import_module(f"{self.name}.{path.parent.name}.{path.stem}")
