"""Sections of an organisation's page; each area registers its own in its `sections.py`, which is read at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from parvis.base.accounts.rules import Actor
from parvis.core.registry import Registry
from parvis.domain.directory.models import Organisation

Content: TypeAlias = Mapping[str, Any] | None
"""The context of a section's template, or None when there is nothing that this reader may see."""


@dataclass(frozen=True)
class Section:
    """What an area says about an organisation; the template gets what `load` gives as `section`."""

    template: str
    load: Callable[[Actor, Organisation], Content]
    position: int = 50


sections: Registry[Section] = Registry("section of an organisation's page")


@dataclass(frozen=True)
class Shown:
    """A section with its content, for one reader."""

    name: str
    template: str
    context: Mapping[str, Any]


def sections_for(actor: Actor, organisation: Organisation) -> list[Shown]:
    """The sections that this reader sees of the organisation, in order."""
    found = []
    for name, section in sorted(sections, key=lambda pair: (pair[1].position, pair[0])):
        context = section.load(actor, organisation)
        if context is not None:
            found.append(Shown(name, section.template, context))
    return found
