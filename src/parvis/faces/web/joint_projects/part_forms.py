"""Forms of milestones, funding, documents and news."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.joint_projects.enums import FundingState
from parvis.domain.joint_projects.models import Funding, Milestone
from parvis.domain.joint_projects.services.funding import FundingValues
from parvis.domain.joint_projects.services.news import LONGEST
from parvis.domain.joint_projects.services.values import NAME, TITLE
from parvis.faces.web.juries.moments import day_field, text_field


class MilestoneForm(forms.Form):
    """What is to be reached, and by when."""

    title = forms.CharField(label=_("What is to be reached"), max_length=TITLE)
    due_on = day_field(_("Planned for"), required=False)

    @classmethod
    def of(cls, milestone: Milestone) -> "MilestoneForm":
        """The form filled with what is saved."""
        return cls(initial={"title": milestone.title, "due_on": milestone.due_on})


class FundingForm(forms.Form):
    """Money: from whom, how much, whether it came."""

    funder = forms.CharField(label=_("Funder"), max_length=NAME)
    scheme = forms.CharField(label=_("Scheme"), max_length=NAME, required=False, help_text=_("Such as a call."))
    amount = forms.DecimalField(
        label=_("Amount in euros"), max_digits=14, decimal_places=2, min_value=0, required=False, localize=True
    )
    state = forms.ChoiceField(label=pgettext_lazy("joint project", "Where it stands"), choices=FundingState.choices)
    decided_on = day_field(_("Decided on"), required=False)

    @classmethod
    def of(cls, funding: Funding) -> "FundingForm":
        """The form filled with what is saved."""
        return cls(initial={name: getattr(funding, name) for name in cls.base_fields})

    def values(self, funding: Funding | None = None) -> FundingValues:
        """What was said, for the service; the organisation behind a funder stays as long as its name does."""
        data: dict[str, Any] = {**self.cleaned_data, "state": FundingState(self.cleaned_data["state"])}
        same = funding is not None and funding.funder == data["funder"]
        return FundingValues(**data, organisation=funding.organisation if same and funding else None)


class DocumentForm(forms.Form):
    """A file, and what to call it."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, office documents, images, CSV or text, at most 20 MB."))
    title = forms.CharField(
        label=_("Title"), max_length=TITLE, required=False, help_text=_("The name of the file where you say nothing.")
    )


class NewsForm(forms.Form):
    """How it goes."""

    text = text_field(_("How does it go?"), rows=4, required=True)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["text"].widget.attrs["maxlength"] = LONGEST
