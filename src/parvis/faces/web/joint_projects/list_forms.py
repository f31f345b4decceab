"""What one looks for among joint projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.models import Organisation
from parvis.domain.joint_projects.enums import ProjectState
from parvis.domain.joint_projects.selectors.finding import JointProjectFilters, years_of
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import all_themes


class JointProjectFilterForm(forms.Form):
    """Which joint projects to show; everything may stay empty, and what makes no sense is left out.

    `organisation` of the address (a slug) is chosen on another page and kept here.
    """

    q = forms.CharField(label=_("Words or names"), required=False, max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("joint project", "Where it stands"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self._offer("theme", [(theme.code, theme.name) for theme in all_themes()])
        self._offer("state", [(value, str(label)) for value, label in ProjectState.choices])
        self._offer("region", list(regions().values_list("code", "name")))
        self._offer("year", [(str(year), str(year)) for year in years_of(actor)])
        slug = data.get("organisation", "")
        self.organisation = Organisation.objects.filter(slug=slug).first() if slug else None

    def _offer(self, name: str, values: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("all")), *values]

    def filters(self) -> JointProjectFilters:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        return JointProjectFilters(
            text=data.get("q", ""),
            theme=data.get("theme", ""),
            state=data.get("state", ""),
            region=data.get("region", ""),
            year=data.get("year"),
            organisation=self.organisation.pk if self.organisation else None,
        )
