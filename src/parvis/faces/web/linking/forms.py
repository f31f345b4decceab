"""Forms of linking."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory.registry import source_info
from parvis.domain.linking.enums import PairOrder
from parvis.domain.linking.keys import DIRECTORY
from parvis.domain.linking.selectors.pairs import USUAL
from parvis.domain.linking.services.judging import LONGEST_REASON
from parvis.domain.reference.enums import OrganisationKind
from parvis.domain.reference.models import Region
from parvis.faces.web.linking.question import Question

EVERY = ("", _("any"))
BAND_NAMES = (("high", _("from 90%")), ("middle", _("50 to 90%")), ("low", _("below 50%")))


class FilterForm(forms.Form):
    """Which pairs to see."""

    kind = forms.ChoiceField(label=_("Kind"), choices=(EVERY, *OrganisationKind.choices), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    sources = forms.ChoiceField(label=_("Registers"), required=False)
    band = forms.ChoiceField(label=_("Probability"), choices=(EVERY, *BAND_NAMES), required=False)
    order = forms.ChoiceField(label=_("First come"), choices=PairOrder.choices, required=False)

    @classmethod
    def of(cls, question: Question, pairs: Iterable[tuple[str, int]]) -> "FilterForm":
        """The form as the address asks; `pairs` are the pairs of registers in the queue with their counts."""
        form = cls(initial={**USUAL, **question.filters.as_dict()})
        regions = Region.objects.order_by("name").values_list("code", "name")
        _choose(form, "region", regions)
        _choose(form, "sources", [(name, f"{words_of(name)} ({count})") for name, count in pairs])
        return form


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]], *, every: bool = True) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*([EVERY] if every else []), *choices]


def words_of(sources: str) -> str:
    """The names of two registers joined by a bar, for readers."""
    return " – ".join(
        str(_("no register") if code == DIRECTORY else source_info(code).name) for code in sources.split("|")
    )


class MergeForm(forms.Form):
    """Why two organisations are one, and which of them keeps its page."""

    survivor = forms.ChoiceField(label=_("Which page stays"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why they are one"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )
    override = forms.CharField(
        label=_("Why all the same"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Something speaks against it. What you write here is kept with the merge."),
    )

    def offer(self, organisations: Iterable[tuple[str, str]]) -> None:
        """Let the reader choose among these two, by id and name."""
        _choose(self, "survivor", organisations, every=False)


class BatchForm(forms.Form):
    """From which probability on pairs are confirmed together."""

    threshold = forms.IntegerField(
        label=_("From this probability on, in percent"),
        min_value=50,
        max_value=100,
        initial=99,
        help_text=_("All pairs of the queue that reach it. You judge a sample of them before anything is merged."),
    )


class PairFileForm(forms.Form):
    """A file of judged pairs."""

    file = forms.FileField(
        label=_("Judged pairs"),
        help_text=_("CSV in UTF-8, as “Judged pairs as CSV” gives it; at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class ReasonForm(forms.Form):
    """Why a merge is undone."""

    reason = forms.CharField(
        label=_("Why it is undone"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2})
    )
