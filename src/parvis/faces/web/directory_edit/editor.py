"""One section of an organisation being edited: what is shown, what was typed, what came of saving it."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.core.errors import Conflict, InvalidInput
from parvis.domain.directory.drafts import Changes
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.services.organisations import edit_organisation
from parvis.faces.web.directory_edit.forms import rows as row_forms
from parvis.faces.web.directory_edit.forms.rows import Rows, RowsOf
from parvis.faces.web.directory_edit.forms.sections import (
    DescriptionsForm,
    LinksForm,
    SectionForm,
    TopicsForm,
    VersionForm,
    WhereForm,
    WhoForm,
    differing,
)
from parvis.faces.web.directory_edit.shared import add_errors, organisation_or_404


@dataclass(frozen=True)
class Section:
    """Which form and which rows stand in a section."""

    title: str | Promise
    form: type[SectionForm]
    rows: RowsOf | None = None
    help: str | Promise = ""


SECTIONS: dict[str, Section] = {
    "who": Section(_("Who"), WhoForm, row_forms.NAMES),
    "where": Section(_("Where"), WhereForm),
    "identifiers": Section(
        _("Identifiers"),
        VersionForm,
        row_forms.IDENTIFIERS,
        _("Check digits are verified. The same number of a register cannot belong to two organisations."),
    ),
    "topics": Section(_("Topics"), TopicsForm),
    "descriptions": Section(_("Presentation"), DescriptionsForm),
    "links": Section(_("Links"), LinksForm, row_forms.LINKS),
}


class SectionEditor:
    """Holds the form and the rows of one section for one request."""

    def __init__(self, organisation: Organisation, name: str, request: HttpRequest) -> None:
        self.organisation = organisation
        self.section = SECTIONS[name]
        data = request.POST if request.method == "POST" else None
        initial = self.section.form.initial_of(organisation) | {"version": organisation.version}
        self.form = self.section.form(data, initial=initial)
        self.rows = Rows(self.section.rows, organisation, data) if self.section.rows else None
        self.present: list[tuple[str, str]] = []
        self.is_conflict = False

    def show_more_rows(self) -> None:
        """Two more rows, what was typed kept, nothing judged yet."""
        typed = {name: self.form.data.get(name, "") for name in self.form.fields}
        if "themes" in typed:
            typed["themes"] = cast("QueryDict", self.form.data).getlist("themes")
        self.form = self.section.form(initial=typed)
        if self.rows:
            self.rows.with_more()

    def save(self, actor: User) -> bool:
        """Hand everything to the service; False when something has to be shown again, with what was typed."""
        if not self.form.is_valid():
            return False
        lists: dict[str, Any] = {self.rows.spec.part: self.rows.drafts()} if self.rows else {}
        try:
            edit_organisation(
                actor=actor,
                organisation=self.organisation,
                changes=Changes(self.form.changes(), **lists),
                version=self.form.cleaned_data["version"],
            )
        except InvalidInput as error:
            add_errors(self.form, self.rows.add_errors(error) if self.rows else error)
            return False
        except Conflict as error:
            self._show_both(str(error))
            return False
        return True

    def _show_both(self, sentence: str) -> None:
        """Keep what was typed, show what is there now, and let the next save go through."""
        present = organisation_or_404(self.organisation.slug)
        self.organisation = present
        self.present = differing(self.form, present)
        self.is_conflict = True
        data = cast("QueryDict", self.form.data).copy()
        data["version"] = str(present.version)
        self.form.data = data
        self.form.add_error(None, sentence)
