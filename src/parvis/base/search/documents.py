"""What an app hands over to be found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing to find; the index knows it by `key` alone.

    `title` is its name; `names` are further ones, `acronyms` short ones. `labels` are numbers that people type among
    words (UMR 8520); `identifiers` are found by the whole number. `keywords` say where it is and to whom it belongs,
    `body` is running text. `facets` maps a facet to the values that hold. `weight` is its importance from 0 to 1.
    """

    key: int
    title: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    body: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight: float = 0.0
    is_active: bool = True

    def as_json(self) -> str:
        """For the index's own table: the values in the order of the fields."""
        return json.dumps([getattr(self, name) for name in _FIELDS], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "SearchDocument":
        """What `as_json` wrote."""
        values = dict(zip(_FIELDS, json.loads(text), strict=True))
        for name in ("names", "acronyms", "labels", "identifiers", "keywords"):
            values[name] = tuple(values[name])
        values["facets"] = {facet: tuple(held) for facet, held in values["facets"].items()}
        return cls(**values)


def names_in(text: str) -> list[str]:
    """The title, the further names and the acronyms in what `as_json` wrote, without making a document of it."""
    values = json.loads(text)
    return [values[1], *values[2], *values[3]]


_FIELDS = tuple(SearchDocument.__dataclass_fields__)
