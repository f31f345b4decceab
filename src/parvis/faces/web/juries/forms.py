"""Forms of juries and decisions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.calls.enums import Origin
from parvis.domain.calls.models import Round
from parvis.domain.campus.models import FoundingMember
from parvis.domain.cohorts.enums import Outcome
from parvis.domain.cohorts.models import Decision, Jury
from parvis.domain.cohorts.selectors.ranking import OPEN, RankingFilters, Row
from parvis.domain.cohorts.standing import SEEN_BY_THE_JURY
from parvis.domain.reference.enums import Stage
from parvis.domain.reference.models import Theme
from parvis.faces.web.juries.moments import moment_field, text_field

ALL = ("", _("all"))
DECIDED = [
    (OPEN, pgettext_lazy("decision", "open")),
    (Outcome.ACCEPT, pgettext_lazy("decision", "accept")),
    (Outcome.WAITLIST, pgettext_lazy("decision", "waiting list")),
    (Outcome.REJECT, pgettext_lazy("decision", "do not select")),
]


class RankingForm(forms.Form):
    """Which applications to show; everything may stay empty, and what makes no sense is left out."""

    q = forms.CharField(label=_("Start-up, title or reference"), required=False, max_length=200)
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=int, empty_value=None)
    region = forms.ChoiceField(label=_("Territory"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[ALL, *Stage.choices])
    sponsor = forms.ChoiceField(label=_("Sponsored by"), required=False)
    origin = forms.ChoiceField(label=_("How it came"), required=False, choices=[ALL, *Origin.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ALL, *((s.value, s.label) for s in SEEN_BY_THE_JURY)]
    )
    decision = forms.ChoiceField(label=_("Decision"), required=False, choices=[ALL, *DECIDED])

    ANY_SPONSOR = "any"

    def __init__(
        self, data: Any, *, rows: Iterable[Row], themes: Sequence[Theme], founders: Sequence[FoundingMember]
    ) -> None:
        super().__init__(data)
        regions = sorted({(row.region, row.region_name) for row in rows if row.region}, key=lambda pair: pair[1])
        self._offer("theme", [(str(theme.pk), theme.name) for theme in themes])
        self._offer("region", regions)
        named = [(str(one.organisation_id), one.organisation.name) for one in founders]
        self._offer("sponsor", [(self.ANY_SPONSOR, _("any founding member")), *named])

    def _offer(self, name: str, values: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [ALL, *values]

    def filters(self) -> RankingFilters:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        sponsor = data.get("sponsor", "")
        return RankingFilters(
            text=data.get("q", ""),
            theme=data.get("theme"),
            region=data.get("region", ""),
            stage=data.get("stage", ""),
            sponsored=sponsor == self.ANY_SPONSOR,
            sponsor=int(sponsor) if sponsor.isdecimal() else None,
            origin=data.get("origin", ""),
            state=data.get("state", ""),
            decision=data.get("decision", ""),
        )


class NewJuryForm(forms.Form):
    """The jury of a round."""

    round = forms.ModelChoiceField(
        label=_("Round"),
        queryset=Round.objects.none(),
        help_text=_("One jury for each round of a call. Rounds that have one already are not offered."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    places = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("How many may be accepted. Left empty, the places of the round count."),
    )
    meets_at = moment_field(_("The jury meets"), help_text=_("In the time zone of the call."))


class JuryForm(forms.Form):
    """Name, places, meeting, and until when start-ups confirm."""

    name = forms.CharField(label=_("Name"), max_length=120)
    places = forms.IntegerField(
        label=_("Places"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("How many may be accepted. Left empty, the places of the round count."),
    )
    meets_at = moment_field(_("The jury meets"), help_text=_("In the time zone of the call."))
    confirm_by = moment_field(
        _("Start-ups confirm by"),
        help_text=_("Stands in the letters of those who are accepted. What is not confirmed by then lapses."),
    )
    remind_days = forms.IntegerField(
        label=_("Remind them this many days before"),
        min_value=0,
        max_value=60,
        initial=3,
        help_text=_("0 for no reminder."),
    )

    @classmethod
    def of(cls, jury: Jury) -> "JuryForm":
        """The form filled with what is saved."""
        return cls(initial={name: getattr(jury, name) for name in cls.base_fields})


class JurorForm(forms.Form):
    """For whom an account sits on the jury, and whether it decides."""

    user = forms.IntegerField(widget=forms.HiddenInput)
    organisation = forms.ChoiceField(label=_("Sits for"), required=False)
    can_decide = forms.BooleanField(label=_("May decide"), required=False, initial=True)

    def __init__(self, *args: Any, founders: Sequence[FoundingMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        if isinstance(field, forms.ChoiceField):
            named = [(str(one.organisation_id), one.organisation.name) for one in founders]
            field.choices = [("", _("nobody but themselves")), *named]


class DecisionForm(forms.Form):
    """What is decided, with the revision that the juror saw."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = text_field(
        _("Reason, for the file"), help_text=_("Only the jury and the team read it. Needed where it is not selected.")
    )
    comment = text_field(
        _("Comment for the applicant"), help_text=_("Goes into the letter, and is read only once it is sent.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    beyond_places = forms.BooleanField(
        label=_("Accept it although all places are taken"), required=False, widget=forms.HiddenInput
    )

    @classmethod
    def of(cls, decision: Decision | None) -> "DecisionForm":
        """The form filled with what stands."""
        if decision is None:
            return cls(initial={"revision": 0})
        names = ("outcome", "reason", "comment", "revision")
        return cls(initial={name: getattr(decision, name) for name in names})

    def look_at(self, decision: Decision | None) -> None:
        """Take the revision of what somebody else decided meanwhile: who now sends the form has seen it."""
        data = QueryDict(mutable=True)
        data.update({**self.data.dict(), "revision": str(decision.revision if decision else 0)})  # type: ignore[attr-defined]
        self.data = data

    def ask_about_places(self) -> None:
        """Show the box by which one says that this is meant."""
        self.fields["beyond_places"].widget = forms.CheckboxInput()


class BulkForm(forms.Form):
    """The same decision for several applications of the list."""

    outcome = forms.ChoiceField(label=_("Decision for the chosen ones"), choices=Outcome.choices)
    reason = forms.CharField(label=_("Reason, for the file"), required=False, max_length=2000)
    beyond_places = forms.BooleanField(label=_("also beyond the places"), required=False)


class NoteForm(forms.Form):
    """A note of a juror."""

    text = text_field(_("Note for the jury"), required=True, help_text=_("The jury reads it, the applicant never."))
