"""Forms about the campus, its founding members and its sites."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.campus.models import Campus, FoundingMember
from parvis.domain.campus.services.campus import CampusValues
from parvis.domain.campus.services.founding import FoundingText
from parvis.domain.reference.selectors.territories import find_commune
from parvis.domain.sites.models import Site
from parvis.domain.sites.services.sites import SiteValues


def _text(label: Any, help_text: Any = "", rows: int = 5) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=False)


def _colour(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "color"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=7)


class CampusForm(forms.Form):
    """Name, texts and colours; whether colours can be read is decided by the service."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Shown in the header of every page."))
    contact_email = forms.EmailField(
        label=_("Contact address"), required=False, help_text=_("Shown at the foot of every page.")
    )
    tagline_fr = forms.CharField(label=_("Tagline in French"), max_length=200, required=False)
    tagline_en = forms.CharField(label=_("Tagline in English"), max_length=200, required=False)
    about_fr = _text(_("Presentation in French"), _("An empty line starts a new paragraph."))
    about_en = _text(_("Presentation in English"), _("An empty line starts a new paragraph."))
    primary_colour = _colour(_("Main colour"), _("Links, buttons and large areas."))
    accent_colour = _colour(_("Accent colour"), _("Lines, dots and other small marks."))
    legal_fr = _text(_("Legal notice in French"), _("Publisher, host and contact, as the law asks."), 6)
    legal_en = _text(_("Legal notice in English"), _("Publisher, host and contact, as the law asks."), 6)

    @classmethod
    def of(cls, campus: Campus) -> "CampusForm":
        """The form filled with what is saved."""
        return cls(initial={field.name: getattr(campus, field.name) for field in fields(CampusValues)})

    def values(self) -> CampusValues:
        """What the service takes; call after `is_valid()`."""
        return CampusValues(**self.cleaned_data)


class LogoForm(forms.Form):
    """The image in the header."""

    logo = forms.FileField(label=_("Logo"), help_text=_("PNG, JPEG or WebP, at most 4 MB; it is shown 36 pixels high."))


class FoundingForm(forms.Form):
    """Role and place of one founding member; the prefix is its number."""

    position = forms.IntegerField(label=_("Position"), min_value=1, max_value=999)
    note_fr = forms.CharField(label=_("Role in French"), max_length=300, required=False)
    note_en = forms.CharField(label=_("Role in English"), max_length=300, required=False)

    @classmethod
    def of(cls, member: FoundingMember, data: Any = None) -> "FoundingForm":
        """The form of one member, filled with what is saved or with what was sent."""
        values = {"position": member.position, "note_fr": member.note_fr, "note_en": member.note_en}
        return cls(data, prefix=f"member-{member.pk}", initial=values)

    def text(self, member: FoundingMember) -> FoundingText:
        """What the service takes; call after `is_valid()`."""
        return FoundingText(member_id=member.pk, **self.cleaned_data)


class SiteForm(forms.Form):
    """A site; its place is written as a commune and a postcode."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=5, required=False)
    city = forms.CharField(label=_("Commune"), max_length=100, required=False)
    opens_on = forms.DateField(
        label=_("Opens on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_on = forms.DateField(
        label=_("Closes on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note_fr = _text(_("Note in French"), rows=3)
    note_en = _text(_("Note in English"), rows=3)
    position = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)

    @classmethod
    def of(cls, site: Site) -> "SiteForm":
        """The form filled with what is saved."""
        initial = {name: getattr(site, name) for name in cls.base_fields if hasattr(site, name)}
        if site.commune:
            initial["city"] = site.commune.name
            initial["postcode"] = site.commune.postcodes.split("|")[0]
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        """Find the commune that is meant."""
        values = super().clean() or {}
        city, postcode = values.get("city", ""), values.get("postcode", "")
        values["commune"] = find_commune(name=city, postcode=postcode) if city or postcode else None
        if (city or postcode) and values["commune"] is None:
            self.add_error("city", _("No commune has this name and postcode."))
        return values

    def values(self) -> SiteValues:
        """What the service takes; call after `is_valid()`."""
        return SiteValues(**{field.name: self.cleaned_data[field.name] for field in fields(SiteValues)})
