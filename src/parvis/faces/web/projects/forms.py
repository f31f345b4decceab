"""What one looks for among projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.models import Organisation
from parvis.domain.projects.selectors.projects import ProjectFilters, choices
from parvis.domain.reference.selectors.territories import regions

MOST_ORGANISATIONS = 4


class ProjectFilterForm(forms.Form):
    """Which projects to show; everything may stay empty, and what makes no sense is left out.

    `organisations` of the address (their slugs) are chosen on other pages and kept here.
    """

    q = forms.CharField(label=_("Acronym, words or names"), required=False, max_length=200)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    health = forms.BooleanField(label=_("Only in health"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = choices.get()
        self._offer("year", [(str(year), f"{name} ({number})") for year, name, number in known.years])
        self._offer("programme", [(code, _in_words(code, name, number)) for code, name, number in known.programmes])
        self._offer("region", list(regions().values_list("code", "name")))
        slugs = list(dict.fromkeys(data.getlist("organisation")))[:MOST_ORGANISATIONS]
        found = {one.slug: one for one in Organisation.objects.filter(slug__in=slugs)} if slugs else {}
        self.organisations = [found[slug] for slug in slugs if slug in found]
        self.is_nobody = len(self.organisations) < len(slugs)

    def _offer(self, name: str, values: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("all")), *values]

    def filters(self) -> ProjectFilters:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        return ProjectFilters(
            text=data.get("q", ""),
            year=data.get("year"),
            programme=data.get("programme", ""),
            region=data.get("region", ""),
            organisations=tuple(one.pk for one in self.organisations),
            is_health=bool(data.get("health")),
        )


def _in_words(code: str, name: str, number: int) -> str:
    return f"{code} · {name} ({number})" if name else f"{code} ({number})"
