"""One form for each section of an organisation; their field names are those of the service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.enums import PositionPrecision, Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.values import LONGEST_DESCRIPTION
from parvis.domain.reference.enums import OrganisationKind, Stage
from parvis.domain.reference.selectors.topics import resolve_sector, themes_offered

NOTHING = ("", "—")


class SectionForm(forms.Form):
    """Carries the version that it was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """The present values of its fields."""
        return {name: getattr(organisation, name, None) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        """What the service shall make true."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class WhoForm(SectionForm):
    """Name, kind, status."""

    name = forms.CharField(label=_("Name"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[NOTHING, *Stage.choices], required=False, help_text=_("For start-ups.")
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    founded_year = forms.CharField(
        label=_("Year of foundation"), required=False, max_length=4, widget=forms.TextInput({"inputmode": "numeric"})
    )


class WhereForm(SectionForm):
    """Address and position."""

    address = forms.CharField(
        label=_("Postal address"), max_length=300, required=False, help_text=_("Number and street, without the city.")
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    country = forms.CharField(
        label=_("Country"), max_length=2, help_text=_("Its two letters, as FR or BE."), initial="FR"
    )
    latitude = forms.CharField(
        label=_("Latitude"),
        required=False,
        help_text=_("In degrees, as 48.8566. Leave both empty to stand at the centre of the commune."),
    )
    longitude = forms.CharField(label=_("Longitude"), required=False)

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """The position is shown only where it is exact."""
        initial = super().initial_of(organisation)
        if organisation.position_precision != PositionPrecision.ADDRESS:
            initial |= {"latitude": None, "longitude": None}
        return initial


class TopicsForm(SectionForm):
    """Themes and sector."""

    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    sector = forms.CharField(
        label=_("Sector"),
        required=False,
        max_length=200,
        help_text=_("A NAF code, as 72.11Z, or words of its name."),
        widget=forms.TextInput(
            {
                "list": "sectors",
                "autocomplete": "off",
                "hx-get": "/directory/sectors/",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#sectors",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["themes"]
        if isinstance(field, forms.MultipleChoiceField):
            present = self.initial.get("themes") or ()
            field.choices = [(theme.code, theme.name) for theme in themes_offered(also=present)]

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """Codes of the themes and of the sector."""
        themes = list(organisation.themes.values_list("code", flat=True))
        return {"version": organisation.version, "themes": themes, "sector": organisation.sector_id or ""}

    def clean_sector(self) -> str:
        """The code behind what was typed; candidates are named where several fit."""
        text = str(self.cleaned_data["sector"]).strip()
        if not text:
            return ""
        sector, candidates = resolve_sector(text)
        if sector is not None:
            return sector.code
        if candidates:
            names = " · ".join(str(candidate) for candidate in candidates)
            raise forms.ValidationError(
                _("Several sectors fit; give the code of one: %(names)s"), params={"names": names}
            )
        raise forms.ValidationError(_("No sector fits."))


class DescriptionsForm(SectionForm):
    """Presentation in both languages."""

    description_fr = forms.CharField(
        label=_("Presentation in French"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea({"rows": 6, "lang": "fr"}),
    )
    description_en = forms.CharField(
        label=_("Presentation in English"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea({"rows": 6, "lang": "en"}),
    )


class LinksForm(SectionForm):
    """The website; other links are rows."""

    website = forms.CharField(
        label=_("Website"), max_length=300, required=False, widget=forms.URLInput({"placeholder": "https://"})
    )


class VersionForm(SectionForm):
    """A section that has rows only."""


class LogoForm(forms.Form):
    """A picture, or none any more."""

    logo = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 4 MB. It is drawn anew, at most 512 pixels wide and high."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


def differing(form: SectionForm, organisation: Organisation) -> list[tuple[str, str]]:
    """(label, present value) of the fields in which the typed values are not the present ones."""
    present = type(form).initial_of(organisation)
    found = []
    for name, field in form.fields.items():
        now = present[name]
        typed = form.cleaned_data.get(name)
        if name != "version" and (typed or "") != ("" if now is None else now if isinstance(now, list) else str(now)):
            found.append((str(field.label), _readable(field, now)))
    return found


def _readable(field: forms.Field, value: Any) -> str:
    """A value in the words of the field's choices."""
    choices: dict[Any, Any] = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(item, item)) for item in values if item not in (None, "")) or "—"
