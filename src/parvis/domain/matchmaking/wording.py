"""Reasons of suggestions as sentences, in both languages.

They are told when suggestions are worked out, once in French and once in English: the engine, which tells most of
them, is too heavy for the processes that show pages. Reasons that only the campus knows of, such as an open offer, are
told here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.domain.directory.models.organisation import KINDS

Told: TypeAlias = dict[str, Any]
"""A reason as it is kept: `kind`, `weight`, and its sentence under `fr` and `en`."""
LANGUAGES = ("fr", "en")
MOST = 3
"""Sentences that a suggestion shows."""
OFFER, NEED, ALIKE, INTEREST, THEME, TERRITORY, FITTING, EXPERT, CLOSE = (
    *("offer", "need", "alike", "interest", "theme", "territory", "fitting", "expert", "close"),
)
"""Kinds of reasons that the engine does not know."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A reason that the campus knows of: its kind, what it weighs in log-odds, and the names in its sentence."""

    kind: str
    weight: float
    french: str = ""
    english: str = ""

    def told(self) -> Told:
        """With its sentences."""
        found: Told = {"kind": self.kind, "weight": round(self.weight, 3)}
        for code, name in zip(LANGUAGES, (self.french, self.english or self.french), strict=True):
            with translation.override(code):
                found[code] = SENTENCES[self.kind](name)
        return found


SENTENCES: Mapping[str, Callable[[str], str]] = {
    OFFER: lambda name: _("offers “%(title)s”") % {"title": name},
    NEED: lambda name: _("looks for “%(title)s”") % {"title": name},
    ALIKE: lambda name: _("looks for something alike: “%(title)s”") % {"title": name},
    INTEREST: lambda _name: _("has said that it would answer this call"),
    THEME: lambda name: _("works on the theme “%(name)s”") % {"name": name},
    TERRITORY: lambda name: _("is in the region where it is looked for: %(name)s") % {"name": name},
    FITTING: lambda name: _("is of the kind that this asks for: %(kind)s") % {"kind": KINDS[name]},
    EXPERT: lambda name: _("says of what it does: “%(text)s”") % {"text": name},
    CLOSE: lambda _name: _("what it says is close to what is looked for"),
}


def told_by_engine(reasons: Sequence[Any]) -> list[Told]:
    """The engine's reasons that are worth a word, with their sentences."""
    from parvis.engine.recommend.explain import explain, telling  # noqa: PLC0415 -- slow import

    found = []
    for reason in telling(reasons):
        row: Told = {"kind": reason.kind, "weight": reason.weight}
        for code in LANGUAGES:
            with translation.override(code):
                row[code] = explain(_named(reason), code)
        found.append(row)
    return found


def _named(reason: Any) -> Any:
    """Kinds of organisations stand in a reason by their codes, and are told by their names."""
    if reason.kind != "kinds":
        return reason
    return replace(reason, names=tuple(str(KINDS.get(name, name)) for name in reason.names))


def sentences(rows: Sequence[Mapping[str, Any]], limit: int = MOST) -> list[str]:
    """What speaks for a suggestion, the most telling first, in the reader's language."""
    code = (get_language() or "fr")[:2]
    return [str(row[code if code in LANGUAGES else "en"]) for row in rows[:limit]]
