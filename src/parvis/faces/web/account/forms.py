"""Forms of the account pages that are our own."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.enums import Appearance


def name_field() -> forms.CharField:
    """The name that others read."""
    return forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others should read it. You can change it at any time."),
    )


class ProfileForm(forms.Form):
    """The name that others read."""

    name = name_field()


class ReadingForm(forms.Form):
    """Language and appearance."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
        help_text=_("Of the pages, and of the mails that we send you."),
    )
    appearance = forms.ChoiceField(label=_("Appearance"), choices=Appearance.choices, widget=forms.RadioSelect)


class EmailForm(forms.Form):
    """The new address of an account."""

    email = forms.EmailField(
        label=_("New address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We write to your present address and to the new one. Both have to confirm."),
    )


class CodeForm(forms.Form):
    """A code that was mailed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class EraseForm(forms.Form):
    """The last word before an account is erased."""

    sure = forms.BooleanField(label=_("I have read what is removed and what stays. Erase my account."))
