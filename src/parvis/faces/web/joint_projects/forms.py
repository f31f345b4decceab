"""Forms of joint projects, their states and their partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.domain.directory.models import Organisation, Person
from parvis.domain.directory.standing import lasting
from parvis.domain.joint_projects.enums import PartnerRole, ProjectAction, ProjectState, Readers
from parvis.domain.joint_projects.models import JointProject, Partner
from parvis.domain.joint_projects.services.values import PART, TITLE, PartnerValues, ProjectValues
from parvis.domain.joint_projects.workflow import TRANSITIONS
from parvis.domain.reference.selectors.topics import themes_offered
from parvis.faces.web.joint_projects.words import ACTIONS
from parvis.faces.web.juries.moments import day_field, text_field

PARAGRAPHS = _("An empty line starts a new paragraph.")
ONE = _("One of the two titles is enough.")


class ProjectForm(forms.Form):
    """What the partners say of a project, and who may read it."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=TITLE, required=False, help_text=ONE)
    title_en = forms.CharField(label=_("Title in English"), max_length=TITLE, required=False, help_text=ONE)
    summary_fr = text_field(_("Summary in French"), rows=6, help_text=PARAGRAPHS)
    summary_en = text_field(_("Summary in English"), rows=6, help_text=PARAGRAPHS)
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=themes_offered(), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = day_field(_("Beginning"), required=False)
    ends_on = day_field(pgettext_lazy("joint project", "End"), required=False)
    readers = forms.ChoiceField(
        label=_("Who may read the page"),
        choices=Readers.choices,
        initial=Readers.PARTNERS,
        widget=forms.RadioSelect,
        help_text=_(
            "Where everyone is to read it, you agree for your own organisation, and the other partners are asked by "
            "mail. The page opens when the last one has agreed. Documents, news and sums stay with the partners and "
            "the campus in any case."
        ),
    )

    @classmethod
    def of(cls, project: JointProject) -> "ProjectForm":
        """The form filled with what is saved; a theme that is no longer offered stays, where it was chosen."""
        names = ("title_fr", "title_en", "summary_fr", "summary_en", "starts_on", "ends_on", "readers")
        initial: dict[str, Any] = {name: getattr(project, name) for name in names}
        form = cls(initial={**initial, "themes": project.themes.all()})
        form.offer_themes_of(project)
        return form

    def offer_themes_of(self, project: JointProject) -> None:
        """Let themes stand that the project has though they are no longer offered."""
        kept = project.themes.values_list("code", flat=True)
        self.fields["themes"].queryset = themes_offered(kept)  # type: ignore[attr-defined]

    def values(self) -> ProjectValues:
        """What was said, for the service."""
        names = ("title_fr", "title_en", "summary_fr", "summary_en", "starts_on", "ends_on")
        data = self.cleaned_data
        return ProjectValues(
            **{name: data[name] for name in names}, themes=list(data["themes"]), readers=Readers(data["readers"])
        )


class NewProjectForm(ProjectForm):
    """The same for a project that is put on record, with where it stands and what one's own organisation does in it."""

    state = forms.ChoiceField(
        label=pgettext_lazy("joint project", "Where it stands"),
        choices=[choice for choice in ProjectState.choices if choice[0] != ProjectState.ABANDONED],
        initial=ProjectState.IDEA,
    )
    role = forms.ChoiceField(label=_("Its role"), choices=PartnerRole.choices, initial=PartnerRole.COORDINATOR)

    def values(self) -> ProjectValues:
        """What was said, with the state."""
        said = super().values()
        return ProjectValues(**{**vars(said), "state": ProjectState(self.cleaned_data["state"])})

    def partner(self, organisation: Organisation) -> PartnerValues:
        """The first partner."""
        return PartnerValues(organisation, PartnerRole(self.cleaned_data["role"]))


class StateForm(forms.Form):
    """What happens to a project."""

    action = forms.ChoiceField(label=_("What happens"), widget=forms.RadioSelect)
    on = day_field(pgettext_lazy("joint project", "As of"), required=False, help_text=_("Today where you say nothing."))
    reason = text_field(
        _("Why, when it is abandoned"), help_text=_("Only the partners and the campus read it. Others learn from it.")
    )

    def __init__(self, *arguments: Any, state: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        possible = [action for old, action in TRANSITIONS if old == state]
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(action, ACTIONS[action]) for action in possible]
        if len(possible) == 1:
            field.initial = possible[0]
        if ProjectAction.ABANDON not in possible:
            del self.fields["reason"]

    def act(self) -> dict[str, Any]:
        """What was chosen, for the service."""
        data = self.cleaned_data
        return {"action": ProjectAction(data["action"]), "on": data["on"], "reason": data.get("reason", "")}


class PartnerForm(forms.Form):
    """What a partner does, and whom to talk to there."""

    role = forms.ChoiceField(label=_("Role"), choices=PartnerRole.choices)
    part = forms.CharField(label=_("What it does in the project"), max_length=PART, required=False)
    person = forms.ModelChoiceField(
        label=_("Contact"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Somebody whom the directory names as a member. Partners and campus see who it is."),
    )

    def __init__(self, data: Any = None, *, partner: Partner) -> None:
        initial = {"role": partner.role, "part": partner.part, "person": partner.person_id}
        super().__init__(data, initial=initial)
        members = partner.organisation.memberships.filter(lasting()).order_by().values("person_id")
        rows = Person.objects.filter(pk__in=members).order_by("name", "pk")
        self.fields["person"].queryset = rows  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """Since when a partner is gone."""

    on = day_field(_("It left on"), required=False, help_text=_("Today where you say nothing."))
