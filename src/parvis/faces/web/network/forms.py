"""What one may ask of the network; the address of the page says it all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.insight.enums import TieKind
from parvis.domain.insight.selectors.ties import TieFilters
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.design.widgets import QuickSelect

FIRST_YEAR, LAST_YEAR = 1950, 2100


class NetworkForm(forms.Form):
    """The filters above a network; everything may stay empty, and what makes no sense is left out."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Tied by"), required=False, widget=QuickSelect)
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=QuickSelect)
    region = forms.ChoiceField(label=_("Region"), required=False, widget=QuickSelect)
    since = forms.IntegerField(label=_("From the year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    until = forms.IntegerField(label=_("To the year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    health = forms.BooleanField(label=_("Of funded projects, only those in health"), required=False)

    def __init__(self, data: Any, without: str = "") -> None:
        super().__init__(data, auto_id="network-%s")
        self._offer("kind", _("anything"), list(TieKind.choices))
        self._offer("theme", _("all themes"), [(theme.code, theme.name) for theme in themes_offered()])
        self._offer("region", _("all regions"), list(regions().values_list("code", "name")))
        if without:
            del self.fields[without]

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *choices]

    def filters(self) -> TieFilters:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        kind = data.get("kind", "")
        return TieFilters(
            kinds=(kind,) if kind else (),
            first_year=data.get("since"),
            last_year=data.get("until"),
            theme=data.get("theme", ""),
            region=data.get("region", ""),
            is_health=bool(data.get("health")),
        )

    def asked(self) -> dict[str, str]:
        """The filters that narrow, for addresses that keep them."""
        self.is_valid()
        return {name: "on" if value is True else str(value) for name, value in self.cleaned_data.items() if value}
