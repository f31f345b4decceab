"""What one looks for among needs, offers and calls; what makes no sense is left out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.needs.enums import ListOrder, NoticeKind, NoticeState, Side, When
from parvis.domain.needs.selectors.listing import NoticeFilters
from parvis.domain.needs.selectors.opportunities import OpportunityFilters, programmes
from parvis.domain.needs.standing import SHOWN
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import all_themes

ANY = "any"
ALL = _("all")
AS_IT_FITS = ("", _("best fit"))


class FilterForm(forms.Form):
    """A form whose values may all stay empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=[AS_IT_FITS, *ListOrder.choices])

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.offer("theme", [(theme.code, theme.name) for theme in all_themes()])

    def offer(self, name: str, values: list[tuple[Any, Any]], *, nothing: Any = ALL) -> None:
        """Give a field its choices, after the one for all of them."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", nothing), *values]

    def asked(self) -> dict[str, str]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value or "" for name, value in self.cleaned_data.items()}


class NoticeFilterForm(FilterForm):
    """Which needs and offers to show; `organisation` of the address is chosen on other pages and kept here."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    field_order: Sequence[str] = ("q", "kind", "theme", "region", "state", "order")

    def __init__(self, data: Any, *, states: tuple[str, ...] = SHOWN) -> None:
        super().__init__(data)
        names = dict(NoticeState.choices)
        self.offer("kind", list(NoticeKind.choices))
        self.offer("region", list(regions().values_list("code", "name")))
        others = [(state, names[NoticeState(state)]) for state in states if state != NoticeState.OPEN]
        self.offer("state", [*others, (ANY, ALL)], nothing=names[NoticeState.OPEN])
        slug = data.get("organisation", "")
        self.organisation = Organisation.objects.filter(slug=slug).first() if slug else None
        self.is_nobody = bool(slug) and self.organisation is None

    def filters(self, side: str = "") -> NoticeFilters:
        """What was asked for."""
        asked = self.asked()
        return NoticeFilters(
            text=asked.get("q", ""),
            side=side,
            kind=asked.get("kind", ""),
            theme=asked.get("theme", ""),
            region=asked.get("region", ""),
            organisation=self.organisation.slug if self.organisation else "",
            state=asked.get("state", "") or NoticeState.OPEN,
            order=asked.get("order", ""),
        )


class TeamFilterForm(NoticeFilterForm):
    """The same for the team, with drafts and what was withdrawn."""

    side = forms.ChoiceField(label=_("Need or offer"), required=False)
    field_order = ("q", "side", "kind", "theme", "region", "state", "order")

    def __init__(self, data: Any) -> None:
        super().__init__(data, states=tuple(NoticeState.values))
        self.offer("side", list(Side.choices))

    def team_filters(self) -> NoticeFilters:
        """What was asked for."""
        return self.filters(self.asked().get("side", ""))


class OpportunityFilterForm(FilterForm):
    """Which calls to show: without a choice those that can be answered."""

    when = forms.ChoiceField(label=_("Deadline"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    field_order = ("q", "when", "programme", "theme", "order")

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        names = dict(When.choices)
        later = [(value, names[value]) for value in (When.SOON, When.PAST)]
        self.offer("when", [*later, (ANY, ALL)], nothing=names[When.OPEN])
        self.offer("programme", [(name, name) for name in programmes(actor)])

    def filters(self) -> OpportunityFilters:
        """What was asked for."""
        asked = self.asked()
        return OpportunityFilters(
            text=asked.get("q", ""),
            when=asked.get("when", "") or When.OPEN,
            programme=asked.get("programme", ""),
            theme=asked.get("theme", ""),
            order=asked.get("order", ""),
        )
