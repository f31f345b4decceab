"""Forms of background jobs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.base.jobs.enums import JobState
from parvis.base.jobs.registry import jobs
from parvis.base.jobs.selectors.jobs import JobFilters

ANY = ("", _("any"))


def kinds() -> list[tuple[str, object]]:
    """Every kind of job, by its words."""
    return [ANY, *sorted(((name, entry.label) for name, entry in jobs), key=lambda kind: str(kind[1]))]


class FilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *JobState.choices])
    name = forms.ChoiceField(label=_("Job"), required=False, choices=kinds)
    routine = forms.BooleanField(label=_("Show what comes round by itself and went well"), required=False)

    def filters(self) -> JobFilters:
        """What was asked for, leaving out what makes no sense."""
        self.is_valid()
        data = self.cleaned_data
        return JobFilters(data.get("state", ""), data.get("name", ""), data.get("routine", False))
