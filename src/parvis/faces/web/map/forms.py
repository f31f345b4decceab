"""What one may ask of the map; the address of the page says it all."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.selectors.territories import Scope
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Theme
from parvis.faces.web.design.widgets import QuickSelect


class Measure(models.TextChoices):
    """What the colour says."""

    COUNT = "count", _("number of organisations")
    DENSITY = "density", _("organisations per 100,000 inhabitants")


COLUMNS = ("name", "count", "density")
"""What the table can be sorted by; a hyphen in front means from the most to the least."""


class MapForm(forms.Form):
    """The filters above the map."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind of organisation"), widget=QuickSelect)
    theme = forms.ChoiceField(label=_("Theme"), widget=QuickSelect)
    measure = forms.ChoiceField(label=_("Colour by"), choices=Measure.choices, widget=QuickSelect)

    def __init__(self, question: "Question", themes: list[Theme]) -> None:
        super().__init__(initial=question.as_dict(), auto_id="map-%s")
        choices: dict[str, list[Any]] = {
            "kind": [("", _("all kinds")), *OrganisationKind.choices],
            "theme": [("", _("all themes")), *((theme.code, theme.name) for theme in themes)],
        }
        for name, offered in choices.items():
            self.fields[name].widget = QuickSelect(choices=offered)


@dataclass(frozen=True)
class Question:
    """What was asked; what cannot be asked is taken as not asked."""

    kind: str = ""
    theme: str = ""
    measure: str = Measure.COUNT.value
    order: str = "-count"

    @classmethod
    def of(cls, request: HttpRequest, themes: list[Theme]) -> "Question":
        """The question in the address of a page."""
        allowed = {
            "kind": set(OrganisationKind.values),
            "theme": {theme.code for theme in themes},
            "measure": set(Measure.values),
            "order": {*COLUMNS, *(f"-{column}" for column in COLUMNS)},
        }
        given = {name: request.GET.get(name, "") for name in allowed}
        return cls(**{name: value for name, value in given.items() if value in allowed[name]})

    @property
    def scope(self) -> Scope:
        """The part of the directory that is asked for, everywhere."""
        return Scope(kind=self.kind, theme=self.theme)

    @property
    def is_dense(self) -> bool:
        """True when the colour says organisations by inhabitant."""
        return self.measure == Measure.DENSITY

    def as_dict(self) -> dict[str, str]:
        """What differs from the plain map."""
        plain = Question()
        values = {name: getattr(self, name) for name in ("kind", "theme", "measure", "order")}
        return {name: value for name, value in values.items() if value != getattr(plain, name)}

    def address(self, path: str, **changes: str) -> str:
        """The path with this question, some of it changed."""
        query = urlencode(replace(self, **changes).as_dict())
        return f"{path}?{query}" if query else path
