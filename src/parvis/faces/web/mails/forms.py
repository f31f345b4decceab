"""Forms of mails."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.base.messaging.enums import MailState
from parvis.base.messaging.selectors.mails import MailFilters, kinds_used
from parvis.faces.web.mails.kinds import label_of

ANY = ("", _("any"))


def kinds() -> list[tuple[str, object]]:
    """Every kind of mail that there is, by its words."""
    return [ANY, *sorted(((kind, label_of(kind)) for kind in kinds_used()), key=lambda kind: str(kind[1]))]


class FilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    to = forms.CharField(label=_("Address"), required=False, max_length=254)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *MailState.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=kinds)
    text = forms.CharField(label=_("Words"), required=False, max_length=200)

    def filters(self) -> MailFilters:
        """What was asked for, leaving out what makes no sense."""
        self.is_valid()
        data = self.cleaned_data
        return MailFilters(**{name: data.get(name, "") for name in ("to", "state", "kind", "text")})


class InboxForm(forms.Form):
    """Whose mails to show."""

    to = forms.CharField(label=_("Address"), required=False, max_length=254)

    def filters(self) -> MailFilters:
        """What was asked for."""
        self.is_valid()
        return MailFilters(to=self.cleaned_data.get("to", ""))
