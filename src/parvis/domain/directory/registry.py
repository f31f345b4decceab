"""What upper apps tell the directory."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.core.registry import Registry
from parvis.domain.directory.provenance import HUMAN


@dataclass(frozen=True)
class SourceInfo:
    """A register as readers see it: `name` and `licence` may be lazy translations."""

    name: Any
    url: str = ""
    licence: Any = ""


sources: Registry[SourceInfo] = Registry("source")
"""By the code that rows and `provenance` carry; the app that imports a register registers it."""


def source_info(code: str) -> SourceInfo:
    """The register behind a code; an unknown code stands for itself."""
    if code == HUMAN:
        return SourceInfo(_("entered here"))
    return sources.find(code) or SourceInfo(code.upper())
