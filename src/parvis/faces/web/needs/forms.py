"""Forms of needs, offers and calls to partner for."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.models import Membership, Organisation, Person
from parvis.domain.directory.standing import lasting
from parvis.domain.needs.enums import NoticeKind, Readers, Side, WantedRole
from parvis.domain.needs.models import Notice, Opportunity
from parvis.domain.needs.services.notices import NoticeValues
from parvis.domain.needs.services.opportunities import OpportunityValues
from parvis.domain.reference.models import Region, Theme
from parvis.domain.reference.selectors.territories import regions
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.juries.moments import day_field, text_field


def languages() -> list[tuple[str, Any]]:
    """The languages of the product."""
    return [(code[:2], name) for code, name in settings.LANGUAGES]


class NoticeForm(forms.Form):
    """What an organisation looks for, or offers."""

    side = forms.ChoiceField(label=_("What is it?"), choices=Side.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind"), choices=NoticeKind.choices)
    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("What others read in a list: “A hospital with a stroke unit”.")
    )
    text = text_field(
        _("In a few sentences"),
        rows=7,
        help_text=_("What for, with whom, from when. Others find it by these words, in French or in English."),
    )
    language = forms.ChoiceField(label=_("Language of the text"))
    capacity = forms.CharField(
        label=_("How much"),
        max_length=200,
        required=False,
        help_text=_("Hours a month, places, number of patients, size of a data set."),
    )
    terms = forms.CharField(
        label=_("Conditions"), max_length=400, required=False, help_text=_("Free or paid, who owns the results.")
    )
    person = forms.ModelChoiceField(
        label=_("Whom to talk to"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("For an expert, the expert. Nobody sees how to reach them before both sides agree to meet."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where it has to be; none means anywhere."),
    )
    ends_on = day_field(_("Holds until"), required=False)
    readers = forms.ChoiceField(
        label=_("Who may read it"), choices=Readers.choices, widget=forms.RadioSelect, initial=Readers.ECOSYSTEM
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, **options: Any) -> None:
        super().__init__(data, **options)
        present = Membership.objects.filter(lasting(), organisation=organisation)
        people = Person.objects.filter(pk__in=present.values("person")).order_by("name", "pk")
        chosen = self.initial.get("themes", ())
        for name, rows in (
            ("person", people),
            ("themes", themes_offered([theme.code for theme in chosen])),
            ("regions", regions()),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["language"].choices = languages()  # type: ignore[attr-defined]
        self.fields["ends_on"].help_text = _(
            "Without a day it holds for %(days)d days from the publication; you are asked before it ends."
        ) % {"days": settings.NEEDS_NOTICE_DAYS}

    @classmethod
    def of(cls, notice: Notice) -> "NoticeForm":
        """The form filled with what is saved."""
        names = [name for name in cls.base_fields if name not in {"themes", "regions"}]
        initial = {name: getattr(notice, name) for name in names}
        lists = {"themes": list(notice.themes.all()), "regions": list(notice.regions.all())}
        return cls(organisation=notice.organisation, initial={**initial, **lists})

    def values(self) -> NoticeValues:
        """What was written."""
        return NoticeValues(**self.cleaned_data)


class ReasonForm(forms.Form):
    """Why a notice is reported."""

    reason = text_field(
        _("What is wrong with it?"), required=True, help_text=_("Only the campus team reads this, with your name.")
    )


class HideForm(forms.Form):
    """Why a notice is hidden."""

    because = forms.CharField(label=_("Why?"), max_length=400, help_text=_("Its organisation reads this."))


class OpportunityForm(forms.Form):
    """A call of somebody else, entered by hand."""

    title = forms.CharField(label=_("Title"), max_length=400)
    programme = forms.CharField(label=_("Programme"), max_length=120, required=False)
    call_title = forms.CharField(label=_("Name of the call"), max_length=300, required=False)
    call_code = forms.CharField(label=_("Code of the call"), max_length=120, required=False)
    text = text_field(_("Text"), rows=10, help_text=_("An empty line starts a new paragraph."))
    language = forms.ChoiceField(label=_("Language of the text"))
    opens_on = day_field(_("Opens on"), required=False)
    deadline = day_field(_("Deadline"), required=False)
    stage = forms.CharField(label=_("Stages"), max_length=40, required=False)
    budget_min = forms.DecimalField(label=_("Least grant, in euros"), min_value=0, max_digits=14, required=False)
    budget_max = forms.DecimalField(label=_("Highest grant, in euros"), min_value=0, max_digits=14, required=False)
    grants = forms.IntegerField(label=_("Grants expected"), min_value=0, max_value=30_000, required=False)
    url = forms.URLField(label=_("Page of the call"), max_length=400, required=False, assume_scheme="https")
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        chosen = [theme.code for theme in self.initial.get("themes", ())]
        self.fields["themes"].queryset = themes_offered(chosen)  # type: ignore[attr-defined]
        self.fields["language"].choices = languages()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, opportunity: Opportunity) -> "OpportunityForm":
        """The form filled with what is saved."""
        initial = {name: getattr(opportunity, name) for name in cls.base_fields if name != "themes"}
        return cls(initial={**initial, "themes": list(opportunity.themes.all())})

    def values(self) -> OpportunityValues:
        """What was written."""
        return OpportunityValues(**self.cleaned_data)


class ThemesForm(forms.Form):
    """The themes of an imported call: the rest comes from its source."""

    themes = OpportunityForm.base_fields["themes"]

    def __init__(self, data: Any = None, *, opportunity: Opportunity) -> None:
        chosen = list(opportunity.themes.all())
        super().__init__(data, initial={"themes": chosen})
        offered = themes_offered([theme.code for theme in chosen])
        self.fields["themes"].queryset = offered  # type: ignore[attr-defined]

    def values(self) -> OpportunityValues:
        """The themes; of the rest nothing is taken."""
        return OpportunityValues(title="", themes=self.cleaned_data["themes"])


class InterestForm(forms.Form):
    """That an organisation would answer a call."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="slug"
    )
    role = forms.ChoiceField(label=_("We would take part as"), choices=WantedRole.choices, initial=WantedRole.EITHER)
    text = text_field(_("What you would bring, and whom you miss"), rows=4)

    def __init__(self, data: Any = None, *, organisations: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A file of calls."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A list in JSON of the EU Funding & Tenders Portal, as it is or packed with gzip."),
    )
    as_of = day_field(
        _("As of"), required=False, help_text=_("The day that the file speaks of; today if it stays empty.")
    )
