"""The templates of messages: changed in one language for one kind, or given the usual words back."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import NotAllowed
from parvis.domain.introductions import rules
from parvis.domain.introductions.models import MessageTemplate
from parvis.domain.introductions.wording import check_template, usual_words


def edit_template(*, actor: User, kind: str, language: str, subject: str, text: str) -> None:
    """Keep other words; the usual ones need no row. Raises InvalidInput for a placeholder that nothing fills."""
    _check(actor)
    subject, text = " ".join(subject.split())[:200], text.replace("\r\n", "\n").strip()
    check_template(subject, text)
    with transaction.atomic():
        if (subject, text) == usual_words(kind, language):
            MessageTemplate.objects.filter(kind=kind, language=language).delete()
        else:
            values = {"subject": subject, "text": text, "edited_by": actor}
            MessageTemplate.objects.update_or_create(kind=kind, language=language, defaults=values)
        record(actor=actor, verb="introductions.template_edited", data={"kind": kind, "language": language})


def reset_template(*, actor: User, kind: str, language: str) -> None:
    """Give the template its usual words back."""
    _check(actor)
    with transaction.atomic():
        MessageTemplate.objects.filter(kind=kind, language=language).delete()
        record(actor=actor, verb="introductions.template_reset", data={"kind": kind, "language": language})


def _check(actor: User) -> None:
    if not rules.is_matchmaker(actor):
        raise NotAllowed(_("Only the campus does this."))
