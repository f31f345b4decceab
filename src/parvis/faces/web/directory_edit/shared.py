"""What the views of this area share."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.rules import Actor
from parvis.core.errors import InvalidInput
from parvis.domain.directory import rules
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.selectors.organisations import organisations

Label = str | Promise


@dataclass(frozen=True)
class Tab:
    """One view of an organisation among those that its editors have."""

    name: str
    label: Label
    url_name: str
    is_section: bool = True


TABS = (
    Tab("who", _("Who"), "directory_edit:section"),
    Tab("where", _("Where"), "directory_edit:section"),
    Tab("family", _("Family"), "directory_edit:family", is_section=False),
    Tab("identifiers", _("Identifiers"), "directory_edit:section"),
    Tab("topics", _("Topics"), "directory_edit:section"),
    Tab("descriptions", _("Presentation"), "directory_edit:section"),
    Tab("links", _("Links"), "directory_edit:section"),
    Tab("logo", _("Logo"), "directory_edit:logo", is_section=False),
    Tab("people", _("People"), "directory_edit:members", is_section=False),
    Tab("corrections", _("Corrections"), "directory_edit:corrections", is_section=False),
    Tab("access", _("Rights"), "directory_edit:access", is_section=False),
    Tab("history", _("History"), "directory_edit:history", is_section=False),
)
OWNERS_ONLY = frozenset({"corrections", "access"})


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too: boxes that are not ticked send nothing."""
    return request.POST if request.method == "POST" else None


def organisation_or_404(slug: str) -> Organisation:
    """The organisation of this address."""
    organisation = organisations().filter(slug=slug).first()
    if organisation is None:
        raise Http404
    return organisation


def editable_or_404(user: Actor, slug: str) -> Organisation:
    """The organisation, for whoever may edit it."""
    organisation = organisation_or_404(slug)
    if not rules.can_edit(user, organisation):
        raise Http404
    return organisation


def manageable_or_404(user: Actor, slug: str) -> Organisation:
    """The organisation, for whoever may manage the rights over it."""
    organisation = organisation_or_404(slug)
    if not rules.can_manage_access(user, organisation):
        raise Http404
    return organisation


def frame(user: User, organisation: Organisation, tab: str) -> dict[str, object]:
    """What the head of every editing page needs."""
    manages = rules.can_manage_access(user, organisation)
    edits = manages or rules.can_edit(user, organisation)
    tabs = [t for t in TABS if manages or (edits and t.name not in OWNERS_ONLY) or t.name == "history"]
    return {"organisation": organisation, "tabs": tabs, "tab": tab, "manages": manages, "edits": edits}


def add_errors(form: forms.BaseForm, error: InvalidInput) -> None:
    """Put the sentences of a service beside the fields of a form; what has no field stands above them."""
    for name, sentences in error.fields.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)
    if not error.fields:
        form.add_error(None, str(error))
