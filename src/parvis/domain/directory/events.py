"""News of the directory, published once their transaction is committed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationChanged:
    """These organisations are new, or something that readers see of them has changed."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class OrganisationRenamed:
    """One of this organisation's names has changed; those below it are found by it too."""

    id: int


@dataclass(frozen=True)
class OrganisationRemoved:
    """These organisations are gone."""

    ids: tuple[int, ...]
