"""Publish a draft: from then on it is what is asked, and never changed again."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.base.forms.enums import VersionState
from parvis.base.forms.events import FormPublished
from parvis.base.forms.models import Form, FormVersion
from parvis.base.forms.selectors.changes import changes_between
from parvis.base.forms.selectors.soundness import broken_conditions
from parvis.base.forms.selectors.versions import draft_version, published_version, questions_of
from parvis.base.forms.services.building import require_builder
from parvis.core import clock
from parvis.core.bus import publish
from parvis.core.errors import Conflict, InvalidInput
from parvis.core.models import change_state


def publish_version(*, actor: User | None, form: Form) -> FormVersion:
    """Publish the draft and return it.

    Raises Conflict without a draft or without a change, InvalidInput for a draft that cannot be asked.
    """
    require_builder(actor, form)
    draft = draft_version(form)
    if draft is None:
        raise Conflict(_("There is no draft to publish."))
    refusals = obstacles(draft)
    if refusals:
        raise InvalidInput(refusals[0], {"form": refusals})
    last = published_version(form)
    if last is not None and not changes_between(last, draft):
        raise Conflict(_("Nothing has changed since the last publication."))
    with transaction.atomic():
        change_state(
            FormVersion.objects.filter(pk=draft.pk),
            old=VersionState.DRAFT,
            new=VersionState.PUBLISHED,
            published_at=clock.now(),
            published_by=actor,
        )
        record(actor=actor, verb="forms.published", target=form, data={"number": draft.number})
        publish(FormPublished(form.pk, draft.pk))
    draft.refresh_from_db()
    return draft


def obstacles(draft: FormVersion) -> list[str]:
    """What stands against publishing, as sentences."""
    if not questions_of(draft):
        return [_("A form needs at least one question.")]
    return broken_conditions(draft)
