"""What one gives to import projects."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.projects.registry import project_registers

ACCEPTED = ".csv,.gz,.zip,text/csv,application/gzip,application/zip"


def _file(label: Any) -> forms.FileField:
    return forms.FileField(label=label, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}))


class ProjectImportForm(forms.Form):
    """A register of projects and its two files."""

    source = forms.ChoiceField(label=_("Register"))
    projects = _file(_("File of the projects"))
    participations = _file(_("File of who took part"))
    as_of = forms.DateField(
        label=_("The files speak of this day"),
        help_text=_("Leave it empty for today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, project_registers.get(code).name) for code in sorted(project_registers.names())]
        cast("forms.ChoiceField", self.fields["source"]).choices = [("", "—"), *known]
        self.fields["participations"].help_text = _(
            "CSV as the register publishes it, as it is or packed (gzip, ZIP); at most 60 MB each."
        )
