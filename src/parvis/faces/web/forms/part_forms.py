"""Forms of the builder: a section, and a question of any kind."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.base.forms.conditions import NO, YES
from parvis.base.forms.enums import Audience, QuestionKind
from parvis.base.forms.kinds import companies, files, team, texts
from parvis.base.forms.models import Question
from parvis.base.forms.models.forms import Asked
from parvis.base.forms.options import KEPT
from parvis.base.forms.services.parts import HELP_LENGTH, LABEL_LENGTH
from parvis.faces.web.forms.entries import ENTRIES, entries_of, posted_entries
from parvis.faces.web.forms.when import value_label

WORDS = ("label_fr", "label_en", "help_fr", "help_en")
SEPARATOR = "="


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, **more)


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def _choice(label: Any, *choices: tuple[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


def option_field(kind: str, name: str) -> forms.Field:
    """The field of one option; some say otherwise what they are by the kind of question."""
    most = {QuestionKind.FILES: _("Most files"), QuestionKind.TEAM: _("Most lines")}
    least = {QuestionKind.TEAM: _("Fewest lines")}
    fields: dict[str, Any] = {
        "limit": lambda: _number(_("Longest text"), min_value=1),
        "unit": lambda: _choice(_("counted in"), (texts.CHARACTERS, _("characters")), (texts.WORDS, _("words"))),
        "min": lambda: _amount(_("Lowest number")),
        "max": lambda: _amount(_("Highest number")),
        "decimals": lambda: _number(_("Digits after the decimal point"), min_value=0, max_value=6),
        "unit_fr": lambda: forms.CharField(label=_("Unit in French"), required=False, max_length=40),
        "unit_en": lambda: forms.CharField(label=_("Unit in English"), required=False, max_length=40),
        "earliest": lambda: _day(_("First day")),
        "latest": lambda: _day(_("Last day")),
        "other": lambda: forms.BooleanField(label=_("Offer an answer of one’s own"), required=False),
        "least": lambda: _number(least.get(QuestionKind(kind), _("Fewest answers")), min_value=0),
        "most": lambda: _number(most.get(QuestionKind(kind), _("Most answers")), min_value=1),
        "types": lambda: forms.MultipleChoiceField(
            label=_("Kinds of files"),
            required=False,
            choices=list(files.TYPE_NAMES.items()),
            widget=forms.CheckboxSelectMultiple,
        ),
        "megabytes": lambda: _number(_("Largest file, in MB"), min_value=1),
        "accepts": lambda: _choice(
            _("Number"),
            (companies.EITHER, _("SIREN or SIRET")),
            (companies.SIREN, _("SIREN only")),
            (companies.SIRET, _("SIRET only")),
        ),
    }
    field: forms.Field = fields[name]()
    return field


class PartForm(forms.Form):
    """Words in both languages and a condition: what sections and questions share."""

    label_fr = forms.CharField(label=_("Text in French"), max_length=LABEL_LENGTH)
    label_en = forms.CharField(label=_("Text in English"), max_length=LABEL_LENGTH, required=False)
    help_fr = forms.CharField(
        label=_("Help in French"), max_length=HELP_LENGTH, required=False, widget=forms.Textarea({"rows": 2})
    )
    help_en = forms.CharField(
        label=_("Help in English"), max_length=HELP_LENGTH, required=False, widget=forms.Textarea({"rows": 2})
    )
    condition = forms.MultipleChoiceField(
        label=_("Shown only with one of these answers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None, *, before: list[Question], part: Asked | None = None) -> None:
        initial = {name: getattr(part, name) for name in WORDS} if part else {}
        condition = part.condition if part else {}
        initial["condition"] = [f"{condition['question']}{SEPARATOR}{key}" for key in condition.get("any", ())]
        super().__init__(data, initial=initial)
        self.before = before
        field = self.fields["condition"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [pair for question in before for pair in _pairs(question)]

    def clean_condition(self) -> dict[str, Any]:
        """The condition as it is stored; answers to two questions cannot be mixed."""
        pairs = [text.partition(SEPARATOR) for text in self.cleaned_data["condition"]]
        if len({key for key, _sign, _value in pairs}) > 1:
            raise forms.ValidationError(_("Choose answers to one question only."))
        return {"question": pairs[0][0], "any": [value for _key, _sign, value in pairs]} if pairs else {}

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)

    def take(self, errors: Mapping[str, list[str]]) -> None:
        """Show what a service refused beside the field that it names."""
        for name, sentences in errors.items():
            self.add_error(name if name in self.fields else None, sentences)

    @property
    def words(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The texts, French beside English."""
        return [(self["label_fr"], self["label_en"]), (self["help_fr"], self["help_en"])]


def _pairs(question: Question) -> list[tuple[str, str]]:
    """Each answer on which a condition can stand."""
    if question.kind == QuestionKind.CONSENT:
        answers = [(YES, str(_("ticked"))), (NO, str(_("not ticked")))]
    else:
        keys = [one["key"] for one in question.options.get("choices", ())]
        keys += ["other"] if question.options.get("other") else []
        answers = [(key, value_label(question, key)) for key in keys]
    return [(f"{question.key}{SEPARATOR}{key}", f"{question.label} → {label}") for key, label in answers]


class QuestionForm(PartForm):
    """A question: its words, who reads it, when it is shown, and the settings of its kind."""

    is_required = forms.BooleanField(label=_("An answer is required"), required=False)
    audience = forms.ChoiceField(
        label=_("Who reads the answer"), choices=Audience.choices, initial=Audience.REVIEWERS, widget=forms.RadioSelect
    )
    is_identifying = forms.BooleanField(label=_("The answer says who applies: hide it in blind review"), required=False)

    def __init__(
        self, data: QueryDict | None, *, kind: str, before: list[Question], part: Question | None = None
    ) -> None:
        super().__init__(data, before=before, part=part)
        self.kind = kind
        self.option_names = [name for name in KEPT.get(kind, ()) if name not in ENTRIES]
        self.entry_name = next((name for name in KEPT.get(kind, ()) if name in ENTRIES), "")
        for name in self.option_names:
            self.fields[name] = option_field(kind, name)
        if part is not None:
            self.initial.update({name: getattr(part, name) for name in ("is_required", "audience", "is_identifying")})
            self.initial.update(part.options)
        elif kind == QuestionKind.CONSENT:
            self.initial["is_required"] = True
        stored = part.options.get(self.entry_name, []) if part and self.entry_name else []
        self.posted = posted_entries(self.entry_name, data) if data is not None else stored
        more = int(data.get("lines", "0")) if data is not None and data.get("lines", "").isdecimal() else 0
        self.entries = entries_of(self.entry_name, self.posted, more) if self.entry_name else []

    @property
    def options(self) -> list[forms.BoundField]:
        """The fields of the kind."""
        return [self[name] for name in self.option_names]

    @property
    def has_columns(self) -> bool:
        """True where the lines are columns of a table."""
        return self.entry_name == "columns"

    @property
    def column_kinds(self) -> list[tuple[str, Any]]:
        """What a column may hold."""
        return [
            (team.TEXT, _("text")),
            (team.EMAIL, _("e-mail address")),
            (team.LINK, _("link")),
            (team.NUMBER, pgettext_lazy("question", "number")),
        ]

    def values(self) -> dict[str, Any]:
        """What the service takes, with the options apart."""
        data = self.cleaned_data
        options = {name: _plain(data.get(name)) for name in self.option_names}
        if self.entry_name:
            options[self.entry_name] = self.posted
        kept = {name: data[name] for name in (*WORDS, "condition", "is_required", "audience", "is_identifying")}
        return {**kept, "options": options}


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "to_integral_value"):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
