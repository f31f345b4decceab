"""Forms of accounts and roles."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.base.accounts.enums import Role
from parvis.base.accounts.selectors.members import NO_ROLE, TEAM, MemberFilters

ANY = ("", _("any"))


class FilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=200)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[ANY, (TEAM, _("the campus team")), *Role.choices, (NO_ROLE, _("visitor, without any role"))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[ANY, ("active", pgettext_lazy("account", "active")), ("inactive", _("deactivated"))],
    )

    def filters(self) -> MemberFilters:
        """What was asked for, leaving out what makes no sense."""
        self.is_valid()
        data = self.cleaned_data
        active = {"active": True, "inactive": False}.get(data.get("state", ""))
        return MemberFilters(text=data.get("q", ""), role=data.get("role", ""), active=active)


class InviteForm(forms.Form):
    """Whom to invite to what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
