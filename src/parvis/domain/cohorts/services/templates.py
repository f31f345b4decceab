"""The templates of a call: changed in one language for one outcome, or given the usual words back."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core.errors import NotAllowed
from parvis.domain.calls.models import Call
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.models import LetterTemplate
from parvis.domain.cohorts.services.outdating import outdate_letters_of_call
from parvis.domain.cohorts.wording import check_template, usual_words


def edit_template(*, actor: User, call: Call, outcome: str, language: str, subject: str, text: str) -> None:
    """Keep other words for the letters of this call; the usual ones need no row.

    Raises InvalidInput for a placeholder that nothing fills.
    """
    _check(actor, call)
    subject, text = " ".join(subject.split()), text.replace("\r\n", "\n").strip()
    check_template(subject, text, outcome)
    rows = LetterTemplate.objects.filter(call=call, outcome=outcome, language=language)
    with transaction.atomic():
        if (subject, text) == usual_words(outcome, language):
            rows.delete()
        else:
            LetterTemplate.objects.update_or_create(
                call=call,
                outcome=outcome,
                language=language,
                defaults={"subject": subject[:300], "text": text, "edited_by": actor},
            )
        outdate_letters_of_call(call, outcome, language)
        data = {"outcome": outcome, "language": language}
        record(actor=actor, verb="cohorts.template_edited", target=call, data=data)


def reset_template(*, actor: User, call: Call, outcome: str, language: str) -> None:
    """Give the template its usual words back."""
    _check(actor, call)
    with transaction.atomic():
        LetterTemplate.objects.filter(call=call, outcome=outcome, language=language).delete()
        outdate_letters_of_call(call, outcome, language)
        data = {"outcome": outcome, "language": language}
        record(actor=actor, verb="cohorts.template_reset", target=call, data=data)


def _check(actor: User, call: Call) -> None:
    if not rules.can_set_up_jury(actor, call):
        raise NotAllowed(_("Only whoever manages the call writes its letters."))
