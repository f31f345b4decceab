"""Forms of panels and reviewers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.domain.reference.models import Theme
from parvis.domain.reviews.enums import ConflictKind, Objective, ReviewerState
from parvis.domain.reviews.models import Panel

ANY = ("", _("any"))
LONG = {"rows": 4}


class MomentInput(forms.DateTimeInput):
    """A day and a time, in the field that browsers have for it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class NewPanelForm(forms.Form):
    """The name of a panel, and the round that it reviews."""

    round = forms.ChoiceField(label=_("Call and round"))
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("What reviewers read: “Panel of data and artificial intelligence”."),
    )
    source = forms.ChoiceField(
        label=_("Rubric"), required=False, help_text=_("You can change every criterion until somebody reviews.")
    )

    def __init__(
        self, *args: Any, rounds: list[tuple[int, str]], sources: list[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["round"].choices = rounds  # type: ignore[attr-defined]
        proposed = [("starter", _("the one that parvis proposes")), ("", _("none, I write my own"))]
        copies = [(str(pk), name) for pk, name in sources]
        self.fields["source"].choices = [*proposed, *copies]  # type: ignore[attr-defined]


class PanelForm(forms.Form):
    """How a panel works."""

    name = forms.CharField(label=_("Name"), max_length=120)
    due_at = forms.DateTimeField(
        label=_("Reviews due"),
        required=False,
        widget=MomentInput(),
        help_text=_("Reviewers are reminded a week and two days before. Afterwards they can still write."),
    )
    instructions_fr = forms.CharField(
        label=_("Instructions in French"), required=False, widget=forms.Textarea(attrs=LONG)
    )
    instructions_en = forms.CharField(
        label=_("Instructions in English"), required=False, widget=forms.Textarea(attrs=LONG)
    )
    is_blind = forms.BooleanField(
        label=_("Blind: reviewers do not see who applies"),
        required=False,
        help_text=_("Answers that the form marks as identifying are hidden. Titles are shown."),
    )
    is_sealed = forms.BooleanField(
        label=_("Sealed: nobody sees the reviews of others before the discussion"),
        required=False,
        help_text=_("Otherwise a reviewer sees them after submitting."),
    )
    needs_comment = forms.BooleanField(label=_("A review needs a private comment"), required=False)
    needs_public_comment = forms.BooleanField(label=_("A review needs a comment for the applicant"), required=False)
    reviews_each = forms.IntegerField(label=_("Reviews for each application"), min_value=1, max_value=20)
    min_load = forms.IntegerField(label=_("Fewest applications for a reviewer"), min_value=0, max_value=500)
    max_load = forms.IntegerField(label=_("Most applications for a reviewer"), min_value=1, max_value=500)
    objective = forms.ChoiceField(
        label=_("What the assignment makes as large as possible"), choices=Objective.choices, widget=forms.RadioSelect
    )
    conflict_years = forms.IntegerField(
        label=_("Years for which a joint project counts as a conflict"), min_value=0, max_value=50
    )
    family_depth = forms.IntegerField(
        label=_("Generations in which a parent or sister organisation is looked for"),
        min_value=0,
        max_value=3,
        help_text=_("1 finds parents, children and sisters; 0 looks for none."),
    )

    @classmethod
    def of(cls, panel: Panel) -> "PanelForm":
        """The form with what the panel says now."""
        return cls(initial={name: getattr(panel, name) for name in cls.base_fields})


class CriterionForm(forms.Form):
    """One line of the rubric; the anchors are as many as there are marks."""

    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    help_fr = forms.CharField(label=_("Help in French"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    help_en = forms.CharField(label=_("Help in English"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    weight = forms.CharField(label=_("Weight"), max_length=8, initial="1")
    best = forms.IntegerField(
        label=_("Best mark"), min_value=1, max_value=10, initial=4, help_text=_("Marks go from 0 to this one.")
    )

    def __init__(self, *args: Any, best: int = 4, is_frozen: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.marks = range(best + 1)
        for mark in self.marks:
            for code, label in (("fr", _("Mark %(mark)d, in French")), ("en", _("Mark %(mark)d, in English"))):
                said = label % {"mark": mark}
                self.fields[f"anchor_{mark}_{code}"] = forms.CharField(label=said, max_length=300, required=False)
        if is_frozen:
            self.fields["weight"].disabled = self.fields["best"].disabled = True

    @property
    def anchors(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of the anchors, in pairs of languages."""
        return [(self[f"anchor_{mark}_fr"], self[f"anchor_{mark}_en"]) for mark in self.marks]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        anchors = {
            str(mark): {code: data.get(f"anchor_{mark}_{code}", "") for code in ("fr", "en")} for mark in self.marks
        }
        plain = {name: value for name, value in data.items() if not name.startswith("anchor_")}
        return {**plain, "anchors": anchors}


class InviteForm(forms.Form):
    """Whom to invite, one a line."""

    people = forms.CharField(
        label=_("Addresses, one a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("With or without a name: “Ada Lovelace <ada@example.org>”, “ada@example.org”."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)


class ReviewerForm(forms.Form):
    """What a reviewer knows, and how much they read."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expertise = forms.CharField(
        label=_("Expertise in a few words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Methods, diseases, markets: applications are matched with these words."),
    )
    max_load = forms.IntegerField(label=_("Most applications"), required=False, min_value=0, max_value=500)
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)


class AcceptForm(ReviewerForm):
    """The answer to an invitation."""

    is_other_address = forms.BooleanField(
        label=_("Both addresses are mine: I accept with this account"), required=False
    )


class ReviewerFilterForm(forms.Form):
    """Which reviewers to list."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *ReviewerState.choices])


class ConflictFilterForm(forms.Form):
    """Which conflicts to list."""

    STATES = (
        ("", _("those that count")),
        ("waived", _("waived")),
        ("gone", _("no longer so")),
        ("all", _("all")),
    )
    q = forms.CharField(label=_("Reviewer, organisation or reference"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *ConflictKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)


class WaiverForm(forms.Form):
    """Why a conflict does not count."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Kept with your name, and shown to whoever runs the call: what makes this tie harmless here?"),
    )


class ReminderForm(forms.Form):
    """A word that is added to the mail."""

    word = forms.CharField(
        label=_("A word of yours"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RecuseForm(forms.Form):
    """Why a reviewer gives an application back."""

    is_tied = forms.BooleanField(
        label=_("I have a tie with the applicant"),
        required=False,
        help_text=_("It is kept as a conflict of interest, and the application disappears from your list."),
    )
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class MessageForm(forms.Form):
    """A word in a discussion."""

    text = forms.CharField(label=_("Your message"), widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)
