"""Words for what may happen to a joint project."""

from django.utils.translation import pgettext_lazy

from parvis.domain.joint_projects.enums import Consent, ProjectAction, ProjectState

ACTIONS = {
    ProjectAction.FORM: pgettext_lazy("joint project", "It takes shape: partners and plan come together"),
    ProjectAction.START: pgettext_lazy("joint project", "It starts"),
    ProjectAction.FINISH: pgettext_lazy("joint project", "It is finished"),
    ProjectAction.ABANDON: pgettext_lazy("joint project", "It is abandoned"),
    ProjectAction.RESUME: pgettext_lazy("joint project", "It goes on"),
}

TONES = {
    ProjectState.IDEA: "draft",
    ProjectState.FORMING: "pending",
    ProjectState.RUNNING: "active",
    ProjectState.FINISHED: "finished",
    ProjectState.ABANDONED: "abandoned",
}
"""The state of the design under which each state of a project is shown."""

CONSENT_TONES = {Consent.OPEN: "pending", Consent.GIVEN: "accepted", Consent.REFUSED: "refused"}
