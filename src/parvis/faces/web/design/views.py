"""The gallery: every component in all its states."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.models import Organisation
from parvis.faces.web.forms import specimens

COLOURS = (
    "primary",
    "primary-strong",
    "primary-soft",
    "block",
    "accent",
    "accent-soft",
    "sun",
    "ground",
    "surface",
    "sunken",
    "ink",
    "ink-soft",
    "ink-faint",
    "line",
    "line-strong",
    "success",
    "warning",
    "danger",
    "info",
)
ICONS = (
    "search",
    "home",
    "map",
    "map-pin",
    "users",
    "building",
    "building-hospital",
    "microscope",
    "rocket",
    "school",
    "flask",
    "network",
    "sparkles",
)
STATES = ("active", "pending", "running", "refused", "closed")


class Specimen(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=_("Name"), help_text=_("As it should be read on the page."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), ("lab", _("research lab"))])
    about = forms.CharField(label=_("Presentation"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), widget=forms.RadioSelect, choices=[("idea", _("idea")), ("growth", _("growth"))]
    )
    agrees = forms.BooleanField(label=_("I may speak for this organisation"))


@dataclass(frozen=True)
class Option:
    """One line of a facet, as the directory makes them."""

    label: str
    count: int
    url: str
    selected: bool = False


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; a test renders this page in both languages and schemes."""
    return render(request, "web/design/gallery.html", {**_static(), **_examples(request)})


def _static() -> dict[str, Any]:
    return {"colours": COLOURS, "icons": ICONS, "states": STATES}


def _examples(request: HttpRequest) -> dict[str, Any]:
    rows = [
        {"name": "Institut Curie", "city": "Paris", "state": "active", "state_label": _("active"), "number": 3400},
        {"name": "CHU de Besançon", "city": "Besançon", "state": "pending", "state_label": _("waiting"), "number": 12},
    ]
    return {
        "form": Specimen(auto_id="fresh_%s"),
        "refused": Specimen({"email": "nobody", "stage": "none"}, auto_id="refused_%s"),
        "rows": rows,
        "order": request.GET.get("order", "name"),
        "page": Paginator(range(200), 10).get_page(request.GET.get("page", 4)),
        "bars": [
            {"label": _("research lab"), "value": 3120, "url": "#data"},
            {"label": _("hospital or clinic"), "value": 1544},
            {"label": _("start-up"), "value": 320},
        ],
        "options": [
            Option(str(_("research lab")), 3120, "#data", selected=True),
            Option(str(_("hospital or clinic")), 1544, "#data"),
        ],
        "day": dt.date(2026, 3, 2),
        "long_ago": dt.date(2023, 11, 20),
        "question_sections": specimens.sections(),
        "question_sheet": specimens.sheet(),
        "organisation": Organisation(name="Institut Curie", slug="institut-curie", kind="research", city="Paris"),
    }
